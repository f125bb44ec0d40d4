/** Makes a customer as the serializer writes one: without an id, and with more than anybody should see. */
export const customer = () => ({
  user: { first_name: 'Ada', last_name: 'Obi', email: 'ada@example.com' },
  phone: '+234 800 000',
  preferred_contact: 'phone',
  vehicles: [],
  token: { access: 'access-token', refresh: 'refresh-token' },
  groups: ['customers'],
})

/** Makes a row of the serializer. */
export const row = (id = 42, more: object = {}) => ({
  id,
  customer: customer(),
  vehicle: { make: 'Toyota', model: 'Corolla', year: 2018, vin: 'JTDBR32E720123456' as string | null },
  services: [{ service_type: 'brakes', description: 'Squeaks when it slows down', urgency: 'high' }],
  appointment_date: '2024-12-20',
  appointment_time: '09:30:00',
  status: 'confirmed',
  created_at: '2024-12-18T14:05:00Z',
  workflow_column: 'estimates',
  workflow_position: 0,
  workflow_history: [],
  comments: [] as object[],
  labels: [] as unknown[],
  ...more,
})

/** Makes a row whose customer has an id, and of which nothing is odd. */
export const plainRow = (id = 42, more: object = {}) =>
  row(id, { customer: { id: '7', first_name: 'Ada', last_name: 'Obi' }, ...more })

/** Makes a comment as the database has it. */
export const comment = (id: number) => ({
  id,
  text: 'Pads are worn down',
  user: 'Tunde Bello',
  created_at: '2024-12-20T10:05:00Z',
})

/** Makes a board of one column. */
export const board = (...cards: readonly object[]) => ({
  columns: { estimates: cards, completed: [] as object[] },
  column_order: ['estimates', 'completed'],
})

import { expect, test } from 'vitest'
import { appointments } from '../events/appointments.js'
import { workflow } from '../events/workflow.js'
import { normalize } from '../guards/normalize.js'
import { legacyPackets, plansOf } from '../server/outbound/plan.js'
import { appointmentsAliases } from './appointments.js'
import { workflowAliases } from './workflow.js'

/** A row as the shop's serializer writes it. */
const row = {
  id: 42,
  customer: {
    user: { first_name: 'Ada', last_name: 'Obi', email: 'ada@example.org' },
    phone: '0123',
    preferred_contact: 'phone',
    vehicles: [{ id: 3 }],
    token: { access: 'secret', refresh: 'secret' },
    groups: [],
  },
  vehicle: { make: 'Toyota', model: 'Corolla', year: 2018, vin: null },
  services: [{ service_type: 'brakes', description: 'squeak', urgency: 'high' }],
  appointment_date: '2024-12-20',
  appointment_time: '09:30:00',
  status: 'in_progress',
  created_at: '2024-12-18T14:05:00Z',
}
const card = {
  ...row,
  workflow_column: 'estimates',
  workflow_position: 0,
  workflow_history: [],
  comments: [{ id: 7, text: 'Pads are worn down', user: 'Tunde Ade', created_at: '2024-12-20T10:05:00Z' }],
  labels: ['urgent', { name: 'vip', created_at: '2024-12-20T10:06:00Z' }],
}
const { customer: _, vehicle: __, ...rest } = row
const read = {
  ...rest,
  customer: { first_name: 'Ada', last_name: 'Obi' },
  vehicle: { make: 'Toyota', model: 'Corolla', year: 2018 },
}
const readCard = {
  ...read,
  workflow_column: 'estimates',
  workflow_position: 0,
  comments: [{ ...card.comments[0], id: '7' }],
  labels: [{ name: 'urgent' }, card.labels[1]],
}

const shown = (name: string, payload: unknown) =>
  normalize(appointments, appointmentsAliases, 'serverToClient', name, payload)
const fromPage = (name: string, payload: unknown) =>
  normalize(workflow, workflowAliases, 'clientToServer', name, payload)
const onBoard = (name: string, payload: unknown) =>
  normalize(workflow, workflowAliases, 'serverToClient', name, payload)

test.each([
  ['today_appointments_updated', [row]],
  ['appointments_list', { appointments: [row] }],
  ['dashboard_schedule_updated', [row]],
  ['today_appointments', { appointments: [row] }],
  ['today_appointments', [row]],
  ['schedule_updated', [row]],
])('R7: %s keeps the names of customers without an id, and nothing else of them', (name, payload) => {
  expect(shown(name, payload)).toMatchObject({ ok: true, payload: { appointments: [read] } })
  expect(JSON.stringify(shown(name, payload))).not.toMatch(/secret|0123|example\.org/)
})

test.each([
  ['appointment_created', row, { action: 'create', appointment: read }],
  ['appointment_update', { action: 'create', appointment: row }, { action: 'create', appointment: read }],
  ['appointment_update', { action: 'update', appointment: row }, { action: 'update', appointment: read }],
  ['appointment_update', { action: 'delete', appointment_id: 42 }, { action: 'delete', appointment_id: 42 }],
])('R7: %s with %j is read as an update of one appointment', (name, payload, update) => {
  expect(shown(name, payload)).toMatchObject({ ok: true, name: 'appointment_update', payload: update })
  expect(JSON.stringify(shown(name, payload))).not.toMatch(/secret|0123|example\.org/)
})

test('R7: a booking and its end are told once, a change each time', () => {
  const { identify } = appointments.serverToClient.appointment_update
  const keys = (update: object) => identify?.(update as never).map(({ key }) => key)
  expect(keys({ action: 'create', appointment: read })).toEqual(['create 42'])
  expect(keys({ action: 'delete', appointment_id: 42 })).toEqual(['delete 42'])
  expect(keys({ action: 'update', appointment: read })).toEqual([])
})

test.each([
  ['board_update', { columns: { estimates: [card] }, column_order: ['estimates'] }],
  ['board_updated', { columns: { estimates: [card] }, column_order: ['estimates'] }],
  ['workflow_update', { data: { columns: { estimates: [card] }, column_order: ['estimates'] } }],
])('R6, R14: %s is read with ids that are numbers, no VIN and bare labels', (name, payload) => {
  const expected = { columns: { estimates: [readCard] }, column_order: ['estimates'] }
  expect(onBoard(name, payload)).toMatchObject({ ok: true, name: 'board_update', payload: expected })
})

test('R7: what goes out as board_updated has the names of customers where older pages read them', () => {
  const { down } = workflowAliases.serverToClient['board_updated'] as { down(board: unknown): unknown }
  const columns = { estimates: [{ ...readCard, customer: { first_name: 'Ada', last_name: 'Obi' } }] }
  expect(down({ columns, column_order: ['estimates'] })).toMatchObject({
    columns: { estimates: [{ customer: { user: { first_name: 'Ada', last_name: 'Obi' } } }] },
    column_order: ['estimates'],
  })
})

test('R14: a board is read whole, however much was completed', () => {
  const done = Array.from({ length: 5000 }, (_value, at) => ({ ...card, id: at, workflow_column: 'completed' }))
  const board = onBoard('workflow_update', { data: { columns: { completed: done }, column_order: ['completed'] } })
  expect(board).toMatchObject({ ok: true })
  expect(
    (board as unknown as { payload: { columns: { completed: unknown[] } } }).payload.columns.completed,
  ).toHaveLength(5000)
})

test.each([
  ['add', { id: 7, text: 'hi', user: 'Tunde Ade' }, 'add', { id: '7', text: 'hi', user: 'Tunde Ade' }],
  ['delete', { id: 7 }, 'delete', { id: '7' }],
  ['remove', { id: 7 }, 'delete', { id: '7' }],
])('R6: a comment is named by its number, in what says %s', (action, comment, readAction, readComment) => {
  for (const name of ['comment_updated', 'comment_update'])
    expect(onBoard(name, { card_id: 42, action, comment })).toMatchObject({
      ok: true,
      payload: { card_id: 42, action: readAction, comment: readComment },
    })
  expect(fromPage('comment_update', { card_id: 42, action, comment })).toMatchObject({ ok: true })
})

test.each([
  ['a card', 'card_update', { card: { ...readCard, id: '42' } }],
  ['the card of a comment', 'comment_update', { card_id: '42', action: 'delete', comment: { id: '7' } }],
])('R6: %s is no text where it is a number everywhere', (_what, name, payload) => {
  expect(onBoard(name, payload)).toMatchObject({ ok: false })
})

test.each(['label_updated', 'label_update'])('R14: %s names a label by its bare text', (name) => {
  expect(onBoard(name, { card_id: 42, action: 'add', label: 'urgent' })).toMatchObject({
    ok: true,
    payload: { label: { name: 'urgent' } },
  })
})

test.each(['new_column', 'to_column'])('R5: a move to %s that failed is no move', (field) => {
  const move = { card_id: 42, [field]: 'completed', position: 0 }
  expect(onBoard('card_moved', { success: true, ...move })).toMatchObject({
    ok: true,
    payload: { to_column: 'completed' },
  })
  expect(onBoard('card_moved', { success: false, ...move })).toMatchObject({ ok: false })
  const today = { card_id: 42, to_column: 'completed', position: 0 }
  expect(onBoard('card_move', { success: true, ...today })).toMatchObject({ ok: true })
  expect(onBoard('card_move', { success: false, ...today })).toMatchObject({ ok: false })
})

test.each([
  [appointments, 'pending_count', { count: 3 }, ['pending_count_updated']],
  [appointments, 'appointment_update', { action: 'create', appointment: read }, ['appointment_created']],
  [appointments, 'appointment_update', { action: 'delete', appointment_id: 42 }, []],
  [workflow, 'card_move', { card_id: 42, to_column: 'completed' }, ['card_moved']],
] as const)('N2: $path sends $1 under the old names too, where older releases were', (contract, name, payload, old) => {
  const aliases = contract === workflow ? workflowAliases : appointmentsAliases
  const plan = plansOf({ contract, aliases, legacy: true }).get(name)
  expect(contract.legacyPath).toEqual({ path: contract.path, without: [] })
  expect(plan && legacyPackets(plan, payload).map(([legacy]) => legacy)).toEqual(old)
  expect(plansOf({ contract, aliases, legacy: false }).get(name)).toMatchObject({ aliases: [] })
})

test('R10: card_moved names the column as both generations do', () => {
  const plan = plansOf({ contract: workflow, aliases: workflowAliases, legacy: true }).get('card_move')
  expect(plan && legacyPackets(plan, { card_id: 42, to_column: 'completed' })).toEqual([
    ['card_moved', { card_id: 42, to_column: 'completed', new_column: 'completed' }],
  ])
})

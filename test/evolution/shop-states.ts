import type { EventJson } from '../../src/spec/index.js'
import { contractOf, eventOf, namespaceOf } from './contract-maker.js'

// how a service shop's protocol looked in four releases, as its code sent it
const count = { type: 'integer', minimum: 0 }
const id = { type: 'integer' }
const text = { type: 'string' }
const objectOf = (properties: object, required: readonly string[] = Object.keys(properties)): object => ({
  type: 'object',
  properties,
  required,
  'x-unknown': 'strip',
})
const listOf = (items: object): object => ({ type: 'array', items })

const appointment = (customer?: object): object =>
  objectOf({ id, status: text, appointment_date: text, ...(customer && { customer }) }, [
    'id',
    'status',
    'appointment_date',
  ])

// nobody marked these fields: they came along with the object that was nested
const account = objectOf({
  user: objectOf({ first_name: text, last_name: text, email: text }),
  phone: text,
  token: objectOf({ access: text, refresh: text }),
})

const down = (payload: object): EventJson => eventOf({ payload: payload as never })
const up = (payload: object): EventJson => eventOf({ direction: 'clientToServer', payload: payload as never })
const shop = (serverToClient: object, clientToServer: object, version: string) =>
  contractOf(
    { '/shop': namespaceOf({ serverToClient: serverToClient as never, clientToServer: clientToServer as never }) },
    { version },
  )

/** The raw envelopes: an event is a message's `type`. */
export const stateA = shop(
  {
    today_appointments: down(objectOf({ appointments: listOf(appointment()) })),
    pending_count: down(objectOf({ count })),
    board_update: down(objectOf({ board: { type: 'object', additionalProperties: listOf(id) } })),
    card_move: down(objectOf({ card_id: id, from_column: text, to_column: text, position: count })),
  },
  {},
  '1.0.0',
)

/** The first Socket.IO release. */
export const stateB = shop(
  {
    today_appointments_updated: down(listOf(appointment())),
    pending_count_updated: down(objectOf({ count })),
    appointment_created: down(appointment()),
  },
  { card_move: up(objectOf({ card_id: id, from_column: text, to_column: text })) },
  '1.1.0',
)

/** The first one with nothing but customers nested into its lists. */
export const stateBWithCustomers = shop(
  {
    ...stateB.namespaces['/shop']?.serverToClient,
    today_appointments_updated: down(listOf(appointment(account))),
  },
  stateB.namespaces['/shop']?.clientToServer ?? {},
  '1.2.0',
)

/** The second one, in which customers were nested into appointments. */
export const stateC = shop(
  {
    dashboard_schedule_updated: down(listOf(appointment(account))),
  },
  {
    comment_update: up(objectOf({ card_id: id, action: { enum: ['add', 'delete'] }, comment: objectOf({ text }) })),
    label_update: up(objectOf({ card_id: id, action: { enum: ['add', 'remove'] }, label: objectOf({ name: text }) })),
  },
  '1.2.0',
)

/** Raw envelopes again. */
export const stateD = shop(
  {
    appointments_list: down(objectOf({ appointments: listOf(appointment(account)) })),
    workflow_update: down(objectOf({ data: {} })),
  },
  {
    card_moved: up(objectOf({ card_id: id, new_column: text, position: count })),
    appointment_update: up(objectOf({ action: text, appointment: appointment(account) })),
  },
  '1.3.0',
)

import { expect, test } from 'vitest'
import { appointments, appointmentsAliases } from '../appointments.js'
import { messaging, messagingAliases } from '../messaging.js'
import { patientPharmacy, patientPharmacyAliases } from '../patient-pharmacy.js'
import { realtime, realtimeAliases } from '../realtime.js'
import { simulation, simulationAliases } from '../simulation.js'
import { workflow, workflowAliases } from '../workflow.js'
import { normalize } from './normalize.js'

const pharmacy = (name: string, payload: unknown) =>
  normalize(patientPharmacy, patientPharmacyAliases, 'serverToClient', name, payload)
const message = patientPharmacy.serverToClient['chat:message'].example
const order = patientPharmacy.serverToClient['order:new'].example
const dispatch = patientPharmacy.serverToClient['dispatch:updated'].example?.dispatch

const { content, roomId, senderId, createdAt, ...rest } = { ...message } as NonNullable<typeof message>
const names = ['new-message', 'message:new', 'chat_message']
const shapes: readonly [string, unknown][] = [
  ['bare', message],
  ['wrapped', { message }],
  ['with its text as message', { ...rest, roomId, senderId, createdAt, message: content }],
  ['wrapped, with its text as message', { message: { ...rest, roomId, senderId, createdAt, message: content } }],
  ['with chatRoomId', { ...rest, content, senderId, createdAt, chatRoomId: roomId }],
  ['with room_id', { ...rest, content, senderId, createdAt, room_id: roomId }],
  ['with userId', { ...rest, content, roomId, createdAt, userId: senderId }],
  ['with timestamp', { ...rest, content, roomId, senderId, timestamp: createdAt }],
  ['with its side in capitals', { ...message, senderType: 'PATIENT' }],
  ['without its kind', { ...message, messageType: undefined }],
  ['with a kind of null', { ...message, messageType: null }],
  ['with fields nobody declared', { ...message, media: null, chatRoom: { secret: 1 } }],
]
test.each(names.flatMap((name) => shapes.map(([shape, payload]) => [name, shape, payload] as const)))(
  'a chat message is heard under %s, %s',
  (name, _, payload) => {
    expect(pharmacy(name, payload)).toEqual({ ok: true, name: 'chat:message', payload: message, legacyName: name })
  },
)

test('a chat message of an assistant is one of the system', () => {
  expect(pharmacy('new-message', { ...message, senderType: 'AI' })).toMatchObject({
    payload: { senderType: 'system' },
  })
})

test.each([undefined, '', null])('a chat message with %j for its instant is refused, never invented', (when) => {
  const result = pharmacy('new-message', { ...message, createdAt: when })
  expect(result).toMatchObject({ ok: false, error: { code: 'PAYLOAD_INVALID', issues: [{ path: ['createdAt'] }] } })
})

test('orders and deliveries say orderId and room_id in older releases', () => {
  const { id, ...rest } = { ...order }
  expect(pharmacy('order:created', { ...rest, orderId: id, room_id: 'r1' })).toMatchObject({
    ok: true,
    name: 'order:new',
    payload: { id, roomId: 'r1' },
  })
  for (const name of ['order:status-updated', 'order_update'])
    expect(pharmacy(name, { orderId: 'o1', status: 'CONFIRMED', updatedAt: '2024-12-20T10:35:00Z' })).toMatchObject({
      ok: true,
      name: 'order:updated',
      payload: { id: 'o1' },
    })
  expect(
    pharmacy('order.updated', { orderId: 'o1', orderStatus: 'CONFIRMED', updatedAt: '2024-12-20T10:35:00Z' }),
  ).toMatchObject({ ok: true, payload: { id: 'o1', status: 'CONFIRMED' } })
})

test.each(['dispatch:update', 'delivery:status_changed', 'delivery:completed', 'dispatch_update'])(
  '%s is heard nested and flat',
  (name) => {
    const { id, status, ...rest } = { ...dispatch }
    expect(pharmacy(name, { dispatch })).toMatchObject({ ok: true, payload: { dispatch } })
    expect(pharmacy(name, { dispatchId: id, dispatchStatus: status, ...rest })).toMatchObject({
      ok: true,
      payload: { dispatch },
    })
  },
)

test('orders and deliveries drop what is null where it may be absent', () => {
  expect(pharmacy('dispatch:update', { dispatch: { ...dispatch, otp: null, trackingUrl: null } })).toMatchObject({
    ok: true,
  })
})

const connection = {
  id: 'c1',
  requesterId: 'u1',
  recipientId: 'u2',
  status: 'ACCEPTED',
  updatedAt: '2024-12-20T10:35:00Z',
}
const { recipientId, ...bare } = connection
test.each([[connection], [{ connection }], [{ ...bare, recipient: { id: recipientId } }]])(
  'an accepted connection of the network is heard as %j',
  (payload) => {
    expect(normalize(realtime, realtimeAliases, 'serverToClient', 'CONNECTION_STATUS_UPDATE', payload)).toMatchObject({
      ok: true,
      name: 'connection:accepted',
      payload: { connection },
    })
  },
)
test('a rejected connection of the network is not taken for an accepted one', () => {
  expect(
    normalize(realtime, realtimeAliases, 'serverToClient', 'CONNECTION_STATUS_UPDATE', {
      ...connection,
      status: 'REJECTED',
    }),
  ).toMatchObject({ ok: false, error: { code: 'ALIAS_NOT_APPLICABLE' } })
})
test.each(['USER_STATUS_CHANGE', 'USER_PRESENCE_UPDATE'])(
  '%s says its status in any case and its instant as lastSeen',
  (name) => {
    expect(
      normalize(realtime, realtimeAliases, 'serverToClient', name, {
        userId: 'u1',
        status: 'AWAY',
        lastSeen: '2024-12-20T10:35:00Z',
      }),
    ).toMatchObject({ ok: true, payload: { status: 'away', timestamp: '2024-12-20T10:35:00Z' } })
  },
)
test.each([
  ['USER_ONLINE', 'online'],
  ['USER_OFFLINE', 'offline'],
])('%s is %s', (name, status) => {
  expect(
    normalize(realtime, realtimeAliases, 'serverToClient', name, { userId: 'u1', timestamp: '2024-12-20T10:35:00Z' }),
  ).toMatchObject({ ok: true, payload: { status } })
})
test.each([
  [
    'NEW_MESSAGE',
    { id: 'm', senderId: 'a', receiverId: 'b', content: 'hi', timestamp: '2024-12-20T10:35:00Z' },
    'message:new',
  ],
  ['MESSAGE_SENT', { id: 'm' }, 'message:sent'],
])('/realtime hears %s', (name, payload, canonical) => {
  expect(normalize(realtime, realtimeAliases, 'serverToClient', name, payload)).toMatchObject({
    ok: true,
    name: canonical,
  })
})
test.each([
  [
    'serverToClient',
    'MESSAGE_SENT',
    { id: 'm', timestamp: '2024-12-20T10:35:00Z', tempId: 't' },
    { messageId: 'm', createdAt: '2024-12-20T10:35:00Z', clientMessageId: 't' },
  ],
  [
    'serverToClient',
    'MESSAGE_READ_RECEIPT',
    { messageId: 'm', readBy: 'u', readAt: '2024-12-20T10:35:00Z' },
    { messageId: 'm', userId: 'u', readAt: '2024-12-20T10:35:00Z' },
  ],
  [
    'serverToClient',
    'MESSAGE_EDITED',
    { id: 'm', newContent: 'x', editedAt: '2024-12-20T10:35:00Z' },
    { messageId: 'm', content: 'x', editedAt: '2024-12-20T10:35:00Z' },
  ],
  [
    'serverToClient',
    'MESSAGE_DELETED',
    { id: 'm', deletedAt: '2024-12-20T10:35:00Z' },
    { messageId: 'm', deletedAt: '2024-12-20T10:35:00Z' },
  ],
  [
    'clientToServer',
    'NEW_MESSAGE',
    { receiverId: 'u', content: 'x', tempId: 't' },
    { receiverId: 'u', content: 'x', clientMessageId: 't' },
  ],
  ['clientToServer', 'EDIT_MESSAGE', { messageId: 'm', newContent: 'x' }, { messageId: 'm', content: 'x' }],
  ['clientToServer', 'TYPING_START', { receiverId: 'u' }, { receiverId: 'u' }],
] as const)('%s %s becomes canonical', (direction, name, payload, canonical) => {
  expect(normalize(messaging, messagingAliases, direction, name, payload)).toMatchObject({
    ok: true,
    payload: canonical,
  })
})

const list = appointments.serverToClient.today_appointments.example?.appointments
test.each([
  ['today_appointments_updated', list],
  ['appointments_list', { appointments: list }],
])('%s lists today', (name, payload) => {
  expect(normalize(appointments, appointmentsAliases, 'serverToClient', name, payload)).toMatchObject({
    ok: true,
    name: 'today_appointments',
    payload: { appointments: list },
  })
})
test('a customer arrives without the token that an old release nested', () => {
  const leaky = list?.map((each) => ({
    ...each,
    customer: { id: 'c1', user: { first_name: 'A', last_name: 'B', email: 'e' }, phone: 'p', token: { access: 'T' } },
  }))
  const result = normalize(appointments, appointmentsAliases, 'serverToClient', 'dashboard_schedule_updated', leaky)
  expect(result).toMatchObject({
    ok: true,
    payload: { appointments: [{ customer: { id: 'c1', first_name: 'A', last_name: 'B' } }] },
  })
  expect(JSON.stringify(result)).not.toMatch(/token|"T"|phone|email/)
})
test('a board is heard bare and wrapped, a moved card with its new column', () => {
  const board = workflow.serverToClient.board_update.example
  expect(normalize(workflow, workflowAliases, 'serverToClient', 'board_updated', board)).toMatchObject({
    ok: true,
    payload: board,
  })
  expect(normalize(workflow, workflowAliases, 'serverToClient', 'workflow_update', { data: board })).toMatchObject({
    ok: true,
    payload: board,
  })
  for (const direction of ['serverToClient', 'clientToServer'] as const)
    expect(
      normalize(workflow, workflowAliases, direction, 'card_moved', { card_id: 1, new_column: 'completed' }),
    ).toMatchObject({ ok: true, name: 'card_move', payload: { to_column: 'completed' } })
})
const said = { role: 'user', text: 'hi', isFinal: true, timestamp: 5 }
test.each([
  [{ ...said, source: 'backend', emittedAtMs: 6 }, 'live'],
  [{ ...said, source: 'backend' }, 'replay'],
  [{ ...said, source: 'other', emittedAtMs: 6 }, 'replay'],
  [{ ...said, media: null }, 'replay'],
])('a transcript of %j is %s', (payload, origin) => {
  expect(normalize(simulation, simulationAliases, 'serverToClient', 'transcript', payload)).toMatchObject({
    ok: true,
    payload: { origin },
  })
})
test.each(['transcript-error', 'transcriptError'])('%s says its message as error and has no code', (name) => {
  expect(
    normalize(simulation, simulationAliases, 'serverToClient', name, { error: 'gone', timestamp: 1 }),
  ).toMatchObject({ ok: true, payload: { message: 'gone', code: 'UNKNOWN' } })
})
test('a session is joined by a bare word', () => {
  expect(normalize(simulation, simulationAliases, 'clientToServer', 'join-session', 's1')).toMatchObject({
    ok: true,
    name: 'session:join',
    payload: { sessionId: 's1' },
  })
  expect(
    normalize(simulation, simulationAliases, 'clientToServer', 'request-catchup', { sessionId: 's1', since: 0 }),
  ).toMatchObject({ ok: true, name: 'transcript:catchup' })
  expect(
    normalize(simulation, simulationAliases, 'serverToClient', 'catchup-transcripts', { transcripts: [said] }),
  ).toMatchObject({ ok: true, name: 'transcript:history' })
})

test.each(['x', 'toString', '__proto__', 'constructor', '', 'order:creatd', 7, null, undefined, { of: 1 }])(
  'the name %j that nobody knows is an unknown event, and is not repeated',
  (name) => {
    const result = pharmacy(name as string, message)
    expect(result).toMatchObject({ ok: false, error: { code: 'EVENT_UNKNOWN', name: 'UnknownEventError' } })
    expect(String(!result.ok && result.error.message)).not.toContain('creatd')
  },
)

const junk = [
  null,
  undefined,
  7,
  'text',
  [],
  [[]],
  true,
  { message: 7 },
  { message: [] },
  { dispatch: null },
  new Map(),
  Symbol('s'),
  10n,
  JSON.parse('{"__proto__":{"id":1}}'),
]
test('junk under an alias never throws, never passes and never shows a piece', () => {
  for (const name of Object.keys(patientPharmacyAliases.serverToClient))
    for (const payload of junk) expect(pharmacy(name, payload).ok, `${name} ${typeof payload}`).toBe(false)
})
test('an alias survives a payload nested 5,000 deep', () => {
  let deep: unknown = 1
  for (let level = 0; level < 5000; level++) deep = { message: deep }
  expect(pharmacy('new-message', deep).ok).toBe(false)
  expect(pharmacy('dispatch:update', { dispatch: deep }).ok).toBe(false)
})

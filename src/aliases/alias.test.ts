import { expect, test } from 'vitest'
import { aliasRow } from '../contract/alias/alias-name.js'
import { simulation } from '../events/simulation.js'
import { toLegacy } from '../guards/alias-payload.js'
import { normalize } from '../guards/normalize.js'
import { fromLegacyAppointment } from './appointment.js'
import { messagingAliases } from './messaging.js'
import { patientPharmacyAliases } from './patient-pharmacy.js'
import { realtimeAliases } from './realtime.js'
import { simulationAliases } from './simulation.js'

test('a legacy sender is answered in its own shape', () => {
  const row = aliasRow(messagingAliases, 'clientToServer', 'NEW_MESSAGE')
  const reply = { messageId: 'm1', createdAt: '2024-12-20T10:30:00Z' }
  const message = { id: 'm1', receiverId: 'u1', content: 'hi', timestamp: '2024-12-20T10:30:00Z' }
  expect(row?.reply?.down?.(reply, { receiverId: 'u1', content: 'hi' })).toEqual({ success: true, message })
  expect(row?.reply?.down?.(reply, { receiverId: 'u1', content: 'hi', clientMessageId: 't1' })).toEqual({
    success: true,
    message: { ...message, tempId: 't1' },
  })
})

test('legacy clients that ask without an acknowledgement are told by an event', () => {
  const joined = patientPharmacyAliases.unacknowledged?.['chat:join']
  expect([joined?.event, joined?.down({ room: 'chat:r1' }, { roomId: 'r1' })]).toEqual([
    'room-joined',
    { roomId: 'r1' },
  ])
  const caught = simulationAliases.unacknowledged?.['transcript:catchup']
  expect([caught?.event, caught?.down({ transcripts: [] }, { sessionId: 's1', since: 0 })]).toEqual([
    'transcript:history',
    { sessionId: 's1', transcripts: [] },
  ])
})

test.each([
  [
    { id: 1, customer: { id: 'c1', first_name: 'A' } },
    { id: 1, customer: { id: 'c1', first_name: 'A' } },
  ],
  [
    { id: 1, customer: { user: { id: 7, first_name: 'A', last_name: 'B' } } },
    { id: 1, customer: { id: '7', first_name: 'A', last_name: 'B' } },
  ],
  [
    { id: 1, customer: { id: null, user: { first_name: 'A' } } },
    { id: 1, customer: { first_name: 'A', last_name: undefined } },
  ],
  [
    { id: 1, customer: { id: 'c', first_name: 'A', last_name: 'B', user: {} } },
    { id: 1, customer: { id: 'c', first_name: 'A', last_name: 'B' } },
  ],
  [7, 7],
])('an old appointment %j is read as %j', (legacy, read) => {
  expect(fromLegacyAppointment(legacy)).toEqual(read)
})

test('R8: who sends a message without an acknowledgement is told that it is stored, as the old page reads it', () => {
  const stored = messagingAliases.unacknowledged?.['message:send']
  const reply = { messageId: 'm1', createdAt: '2024-12-20T10:30:00Z' }
  const sent = { receiverId: 'u2', content: 'hi', clientMessageId: 't1' }
  expect([stored?.event, stored?.down(reply, sent)]).toEqual([
    'MESSAGE_SENT',
    { id: 'm1', messageId: 'm1', timestamp: '2024-12-20T10:30:00Z', tempId: 't1' },
  ])
})

const at = '2024-12-20T10:30:00Z'
const message = { id: 'm1', senderId: 'u1', receiverId: 'u2', content: 'hi', createdAt: at }
test.each([
  [messagingAliases, 'NEW_MESSAGE', message, { ...message, timestamp: at }],
  [
    messagingAliases,
    'MESSAGE_SENT',
    { messageId: 'm1', createdAt: at, clientMessageId: 't1' },
    { id: 'm1', messageId: 'm1', tempId: 't1', timestamp: at },
  ],
  [
    messagingAliases,
    'MESSAGE_READ_UPDATE',
    { messageId: 'm1', userId: 'u2', readAt: at },
    { messageId: 'm1', userId: 'u2', readAt: at, timestamp: at },
  ],
  [
    messagingAliases,
    'MESSAGE_EDITED',
    { messageId: 'm1', content: 'hi', editedAt: at },
    { id: 'm1', messageId: 'm1', content: 'hi', newContent: 'hi', editedAt: at, isEdited: true, timestamp: at },
  ],
  [
    messagingAliases,
    'MESSAGE_DELETED',
    { messageId: 'm1', deletedAt: at },
    { id: 'm1', messageId: 'm1', deletedAt: at, content: '', timestamp: at },
  ],
  [
    realtimeAliases,
    'CONNECTION_REQUEST',
    { id: 'c1', requester: { id: 'u1', name: 'Ada' }, recipientId: 'u2' },
    {
      sender: { id: 'u1', name: 'Ada' },
      requester: { id: 'u1', name: 'Ada' },
      senderId: 'u1',
      recipientId: 'u2',
      receiverId: 'u2',
    },
  ],
  [
    realtimeAliases,
    'USER_STATUS_CHANGE',
    { userId: 'u1', status: 'online', timestamp: at },
    { userId: 'u1', status: 'ONLINE', timestamp: at },
  ],
  [
    realtimeAliases,
    'USER_PRESENCE_UPDATE',
    { userId: 'u1', status: 'online', timestamp: at },
    { userId: 'u1', status: 'online', lastSeen: at, timestamp: at },
  ],
] as const)('R10: $1 carries the fields that pages of each generation read', (table, name, payload, fields) => {
  const row = aliasRow(table as never, 'serverToClient', name)
  expect(row && toLegacy(row, payload)).toMatchObject(fields)
})

test.each(['NEW_MESSAGE', 'EDIT_MESSAGE'])(
  'R13: what an old server says of %s is its reply of today, or a refusal',
  (name) => {
    const up = aliasRow(messagingAliases, 'clientToServer', name)?.reply?.up
    const row = { id: 'm1', content: 'hi', timestamp: at, editedAt: at }
    const read = name === 'NEW_MESSAGE' ? { messageId: 'm1', createdAt: at } : { editedAt: at }
    expect(up?.({ success: true, message: row }, {})).toEqual(read)
    for (const failed of [{ error: 'Receiver not found' }, { success: false, message: row }])
      expect(up?.(failed, {})).toEqual({
        error: { code: 'HANDLER_FAILED', message: expect.any(String), retryable: false },
      })
  },
)

const said = {
  role: 'user',
  text: 'Yes.',
  isFinal: true,
  timestamp: 1_734_690_600_000,
  itemId: 'i1',
  startedAtMs: 1_734_690_598_200,
}
const fed = {
  role: 'user',
  text: 'Yes.',
  is_final: true,
  timestamp: said.timestamp,
  item_id: 'i1',
  started_at_ms: said.startedAtMs,
}
test.each([
  [
    'transcript',
    { ...fed, source: 'backend', emitted_at_ms: said.timestamp },
    { ...said, emittedAtMs: said.timestamp, origin: 'live' },
  ],
  ['transcript', { ...fed, source: 'database' }, { ...said, origin: 'replay' }],
  ['transcript:update', { ...fed, origin: 'live', media: null }, { ...said, origin: 'live' }],
  ['catchup-transcripts', { transcripts: [fed] }, { transcripts: [{ ...said, origin: 'replay' }] }],
  [
    'transcript:history',
    { transcripts: [{ ...fed, source: 'history' }] },
    { transcripts: [{ ...said, origin: 'replay' }] },
  ],
])('R7: %s is read as feeders write it, in snake case', (name, payload, read) => {
  expect(normalize(simulation, simulationAliases, 'serverToClient', name, payload)).toMatchObject({
    ok: true,
    payload: read,
  })
})

test.each([
  ['join-session', 's1', { sessionId: 's1' }],
  ['session:join', 's1', { sessionId: 's1' }],
  ['session:join', { session_id: 's1' }, { sessionId: 's1' }],
  ['request-catchup', { session_id: 's1', since: 0 }, { sessionId: 's1', since: 0 }],
  ['transcript:catchup', { session_id: 's1', since: 0 }, { sessionId: 's1', since: 0 }],
])('R7: a server reads %s with %j', (name, payload, read) => {
  expect(normalize(simulation, simulationAliases, 'clientToServer', name, payload)).toMatchObject({
    ok: true,
    payload: read,
  })
})

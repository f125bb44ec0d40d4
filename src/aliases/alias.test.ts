import { expect, test } from 'vitest'
import { aliasRow } from '../contract/alias/alias-name.js'
import { fromLegacyAppointment } from './appointment.js'
import { messagingAliases } from './messaging.js'
import { patientPharmacyAliases } from './patient-pharmacy.js'
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

import { expect, test } from 'vitest'
import { isPayload, safeParsePayload } from '../src/guards/index.js'
import type { EventContract } from '../src/index.js'
import { patientPharmacy } from '../src/patient-pharmacy.js'
import { changed, placesIn } from './schema-value.js'

const message = {
  id: 'msg_123',
  roomId: 'room_456',
  senderId: 'user_789',
  senderType: 'patient',
  content: 'Hello world',
  messageType: 'TEXT',
  createdAt: '2024-12-20T10:30:00Z',
}
const sent = {
  'chat:message': message,
  'order:new': {
    id: 'order_123',
    drugName: 'Paracetamol',
    quantity: 2,
    status: 'PENDING',
    patient: { id: 'patient_456', phone: '+234...' },
    pharmacy: { id: 'pharmacy_789', name: 'MedSync Pharmacy' },
    createdAt: '2024-12-20T10:30:00Z',
  },
  'order:updated': { id: 'order_123', status: 'CONFIRMED', updatedAt: '2024-12-20T10:35:00Z' },
  'dispatch:updated': {
    dispatch: {
      id: 'dispatch_123',
      orderId: 'order_456',
      status: 'IN_TRANSIT',
      provider: 'kwik',
      trackingUrl: 'https://...',
      otp: '1234',
      updatedAt: '2024-12-20T10:40:00Z',
    },
  },
  'chat:typing': { roomId: 'room_456', userId: 'user_789', isTyping: true },
} as const
const asked = {
  join: { room: 'pharmacy:pharmacy_123' },
  leave: { room: 'pharmacy:pharmacy_123' },
  'chat:join': { roomId: 'room_456' },
  'chat:leave': { roomId: 'room_456' },
  'chat:typing': { roomId: 'room_456', isTyping: true },
} as const
const samples: (readonly [string, EventContract, object])[] = [
  ...Object.entries(sent).map(
    ([name, payload]) => [name, patientPharmacy.serverToClient[name as keyof typeof sent], payload] as const,
  ),
  ...Object.entries(asked).map(
    ([name, payload]) => [name, patientPharmacy.clientToServer[name as keyof typeof asked], payload] as const,
  ),
]

test.each(samples)('%s parses as the first system prints it', (_, event, payload) => {
  expect(safeParsePayload(event, payload)).toEqual({ ok: true, value: payload })
})

test.each(['patient', 'pharmacy', 'system'])('a message may come from the %s', (senderType) => {
  expect(isPayload(patientPharmacy.serverToClient['chat:message'], { ...message, senderType })).toBe(true)
})

test.each(['TEXT', 'IMAGE', 'FILE'])('a message may be %s', (messageType) => {
  expect(isPayload(patientPharmacy.serverToClient['chat:message'], { ...message, messageType })).toBe(true)
})

const optional = ['dispatch.trackingUrl', 'dispatch.otp']

test.each(samples)(
  '%s is refused without any one required field, and with one of another type',
  (_, event, payload) => {
    for (const place of placesIn(payload).filter((path) => path.length > 0)) {
      const path = expect.objectContaining({ path: place })
      const without = safeParsePayload(event, changed(payload, place, undefined))
      if (optional.includes(place.join('.'))) expect(without.ok).toBe(true)
      else expect(without, `without ${place.join('.')}`).toMatchObject({ ok: false, error: { issues: [path] } })
      expect(safeParsePayload(event, changed(payload, place, [7])), place.join('.')).toMatchObject({
        ok: false,
        error: { issues: [path] },
      })
    }
  },
)

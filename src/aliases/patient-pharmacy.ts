import { defineAliases } from '../contract/alias/alias.js'
import { fieldsOf } from '../contract/event/fields.js'
import type { PatientPharmacy } from '../events/patient-pharmacy.js'

/** Heard bare or in a field `message`, which may be the text alone; the sender's type in any case, `ai` for the system; a missing `messageType` is `TEXT`. */
const chat = {
  of: 'chat:message',
  heard: {
    chatRoomId: 'roomId',
    room_id: 'roomId',
    userId: 'senderId',
    timestamp: 'createdAt',
    message: 'content',
  },
  up: (legacy: unknown) => {
    const outer = fieldsOf(legacy)
    const fields = { ...outer, ...fieldsOf(outer['message']) }
    const senderType = String(fields['senderType']).toLowerCase().replace(/^ai$/, 'system')
    return { ...fields, senderType, messageType: fields['messageType'] ?? 'TEXT' }
  },
} as const

const order = { heard: { orderId: 'id', room_id: 'roomId' } } as const

/**
 * A flat delivery with `dispatchId` and `dispatchStatus` is read as the nested one; its status is spelled as today.
 * @example
 * { "dispatchId": "dispatch_123", "dispatchStatus": "IN_TRANSIT", "orderId": "order_456", "otp": "1234", "provider": "kwik",
 *   "trackingUrl": "https://...", "updatedAt": "2024-12-20T10:40:00Z" }
 */
const dispatch = {
  of: 'dispatch:updated',
  up: (legacy: unknown) => {
    const { dispatchId, dispatchStatus, ...fields } = fieldsOf(legacy)
    return dispatchId === undefined ? fields : { dispatch: { id: dispatchId, status: dispatchStatus, ...fields } }
  },
} as const

/** What older releases of `/patient-pharmacy` call its events. */
export const patientPharmacyAliases = defineAliases<PatientPharmacy>()({
  since: '0.1.0',
  removeIn: '2.0.0',
  serverToClient: {
    'new-message': chat,
    'order:created': { ...order, of: 'order:new' },
    'order:status-updated': { ...order, of: 'order:updated' },
    'dispatch:update': dispatch,
    'delivery:status_changed': dispatch,
    /** Sent for every update, whatever its name says: only the status `DELIVERED` tells that a delivery was completed. A flat one is read as the nested one. */
    'delivery:completed': dispatch,
    'message:new': { ...chat, emit: false },
    'order.updated': { ...order, of: 'order:updated', rename: { orderId: 'id', orderStatus: 'status' }, emit: false },
    chat_message: { ...chat, emit: false },
    order_update: { ...order, of: 'order:updated', emit: false },
    dispatch_update: { ...dispatch, emit: false },
  },
  clientToServer: {},
  unacknowledged: {
    /** Carries `roomId`. */
    'chat:join': { event: 'room-joined', down: (_, { roomId }) => ({ roomId }) },
  },
})

// What a careful person would write for the same rules, and nothing more: one event of each kind.

const id = /^[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]{1,128}$/u
const day =
  '(?:(?:[0-9]{2}[2468][048]|[0-9]{2}[13579][26]|[0-9]{2}0[48]|[02468][048]00|[13579][26]00)-02-29|[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8])))'
const minute = '(?:[01][0-9]|2[0-3]):[0-5][0-9]'
const date = new RegExp(`^${day}$`)
const instant = new RegExp(`^${day}T${minute}:[0-5][0-9](?:\\.[0-9]{1,9})?(?:Z|[+-]${minute})$`)
const time = /^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$/
const address = /^https?:\/\/[^\u0000-\u0020\u007f-\u00a0]+$/u
const link = /^(?:https?:\/\/[^\u0000-\u0020\u007f-\u00a0]+|\/[^\u0000-\u0020\u007f-\u00a0]*)$/u
const code = /^[0-9]{4,6}$/

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
const isId = (value) => typeof value === 'string' && id.test(value)
const isText = (value, max) =>
  typeof value === 'string' && (value.length <= max || (value.length <= 2 * max && [...value].length <= max))
const isInstant = (value) => typeof value === 'string' && instant.test(value)
const isWhole = (value, min, max) => Number.isSafeInteger(value) && value >= min && value <= max
const isNumber = (value, min, max) => typeof value === 'number' && value >= min && value <= max
const isEpoch = (value) => isWhole(value, 0, Number.MAX_SAFE_INTEGER)
const isMissing = (value) => value === undefined

const isAppointment = (a) =>
  isObject(a) &&
  isEpoch(a.id) &&
  isObject(a.vehicle) &&
  isText(a.vehicle.make, 64) &&
  isText(a.vehicle.model, 64) &&
  isWhole(a.vehicle.year, 1800, 9999) &&
  (isMissing(a.vehicle.vin) || isText(a.vehicle.vin, 32)) &&
  Array.isArray(a.services) &&
  a.services.length <= 50 &&
  a.services.every(
    (s) =>
      isObject(s) &&
      isText(s.service_type, 64) &&
      isText(s.description, 2000) &&
      (s.urgency === 'low' || s.urgency === 'medium' || s.urgency === 'high'),
  ) &&
  typeof a.appointment_date === 'string' &&
  date.test(a.appointment_date) &&
  typeof a.appointment_time === 'string' &&
  time.test(a.appointment_time) &&
  ['pending', 'confirmed', 'in_progress', 'completed', 'cancelled'].includes(a.status) &&
  isInstant(a.created_at) &&
  (isMissing(a.customer) ||
    (isObject(a.customer) &&
      isId(a.customer.id) &&
      isText(a.customer.first_name, 100) &&
      isText(a.customer.last_name, 100)))

const isFreeform = (record) => {
  if (!isObject(record)) return false
  const keys = Object.keys(record)
  if (keys.length > 50) return false
  let size = 0
  for (const key of keys) {
    const value = record[key]
    const kind = typeof value
    if (!key || key.length > 128) return false
    if (value !== null && kind !== 'string' && kind !== 'boolean' && !(kind === 'number' && Number.isFinite(value)))
      return false
    size += key.length + String(value).length
  }
  return size <= 8192
}

/** Checks by the title of their event. */
export const handWritten = {
  '/patient-pharmacy chat:message': (p) =>
    isObject(p) &&
    isId(p.id) &&
    isId(p.roomId) &&
    isId(p.senderId) &&
    (p.senderType === 'patient' || p.senderType === 'pharmacy' || p.senderType === 'system') &&
    isText(p.content, 10_000) &&
    (p.messageType === 'TEXT' || p.messageType === 'IMAGE' || p.messageType === 'FILE') &&
    isInstant(p.createdAt),
  '/patient-pharmacy order:new': (p) =>
    isObject(p) &&
    isId(p.id) &&
    isText(p.drugName, 500) &&
    isWhole(p.quantity, 1, 100_000) &&
    orderStatus.includes(p.status) &&
    isObject(p.patient) &&
    isId(p.patient.id) &&
    isText(p.patient.phone, 32) &&
    isObject(p.pharmacy) &&
    isId(p.pharmacy.id) &&
    isText(p.pharmacy.name, 200) &&
    isInstant(p.createdAt) &&
    (isMissing(p.roomId) || isId(p.roomId)),
  '/patient-pharmacy order:updated': (p) =>
    isObject(p) &&
    isId(p.id) &&
    orderStatus.includes(p.status) &&
    isInstant(p.updatedAt) &&
    (isMissing(p.roomId) || isId(p.roomId)),
  '/patient-pharmacy dispatch:updated': (p) =>
    isObject(p) &&
    isObject(p.dispatch) &&
    isId(p.dispatch.id) &&
    isId(p.dispatch.orderId) &&
    ['BOOKED', 'ASSIGNED', 'PICKED_UP', 'IN_TRANSIT', 'DELIVERED', 'FAILED', 'CANCELED'].includes(p.dispatch.status) &&
    isText(p.dispatch.provider, 64) &&
    (isMissing(p.dispatch.trackingUrl) ||
      (isText(p.dispatch.trackingUrl, 2048) && address.test(p.dispatch.trackingUrl))) &&
    (isMissing(p.dispatch.otp) || (typeof p.dispatch.otp === 'string' && code.test(p.dispatch.otp))) &&
    isInstant(p.dispatch.updatedAt),
  '/patient-pharmacy chat:typing': (p) =>
    isObject(p) && isId(p.roomId) && isId(p.userId) && typeof p.isTyping === 'boolean',
  '/patient-pharmacy join (from a client)': (p) => isObject(p) && isText(p.room, 160),
  '/messaging message:send (from a client)': (p) =>
    isObject(p) &&
    isId(p.receiverId) &&
    p.content !== '' &&
    isText(p.content, 5000) &&
    (isMissing(p.clientMessageId) || isId(p.clientMessageId)),
  '/realtime subscribe (from a client)': (p) =>
    isObject(p) &&
    Array.isArray(p.channels) &&
    p.channels.length <= 100 &&
    p.channels.every((each) => isText(each, 160)),
  '/notifications notification:new': (p) =>
    isObject(p) &&
    isId(p.id) &&
    isText(p.type, 64) &&
    isText(p.title, 200) &&
    isText(p.message, 2000) &&
    (p.priority === 'high' || p.priority === 'normal' || p.priority === 'low') &&
    isInstant(p.timestamp) &&
    typeof p.read === 'boolean' &&
    (isMissing(p.actionUrl) || (isText(p.actionUrl, 2048) && link.test(p.actionUrl))) &&
    (isMissing(p.imageUrl) || (isText(p.imageUrl, 2048) && link.test(p.imageUrl))) &&
    (isMissing(p.data) || isFreeform(p.data)),
  '/appointments today_appointments': (p) =>
    isObject(p) && Array.isArray(p.appointments) && p.appointments.length <= 500 && p.appointments.every(isAppointment),
  '/simulation vitals:update': (p) =>
    isObject(p) &&
    isId(p.patientId) &&
    (isMissing(p.simulationId) || isId(p.simulationId)) &&
    isNumber(p.heartRate, 0, 500) &&
    isObject(p.bloodPressure) &&
    isNumber(p.bloodPressure.systolic, 0, 500) &&
    isNumber(p.bloodPressure.diastolic, 0, 500) &&
    isNumber(p.oxygenSaturation, 0, 100) &&
    isNumber(p.respiratoryRate, 0, 200) &&
    isNumber(p.temperature, 0, 150) &&
    isInstant(p.timestamp),
  '/simulation transcript:update': (p) =>
    isObject(p) &&
    (isMissing(p.sessionId) || isId(p.sessionId)) &&
    (p.role === 'user' || p.role === 'assistant') &&
    isText(p.text, 20_000) &&
    typeof p.isFinal === 'boolean' &&
    isEpoch(p.timestamp) &&
    (isMissing(p.itemId) || isId(p.itemId)) &&
    (p.origin === 'live' || p.origin === 'replay') &&
    (isMissing(p.startedAtMs) || isEpoch(p.startedAtMs)) &&
    (isMissing(p.emittedAtMs) || isEpoch(p.emittedAtMs)) &&
    (isMissing(p.finalizedAtMs) || isEpoch(p.finalizedAtMs)) &&
    (isMissing(p.media) || isMedia(p.media)),
}

const orderStatus = [
  'PENDING',
  'CONFIRMED',
  'PREPARING',
  'PREPARED',
  'DISPENSED',
  'OUT_FOR_DELIVERY',
  'DELIVERED',
  'CANCELLED',
  'COMPLETED',
]

const isMedia = (m) =>
  isObject(m) &&
  isId(m.id) &&
  (isMissing(m.title) || isText(m.title, 500)) &&
  (isMissing(m.type) || isText(m.type, 64)) &&
  (isMissing(m.url) || (isText(m.url, 2048) && /^(?:https?:\/)?\/[^\u0000-\u0020\u007f-\u00a0]+$/u.test(m.url)))

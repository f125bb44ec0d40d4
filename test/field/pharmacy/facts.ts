// each call makes another fact
let count = 0
const at = (): string => new Date(1_734_690_600_000 + count * 60_000).toISOString()

/** Makes a message of a chat. */
export function message(roomId = 'room_1') {
  count++
  return {
    id: `msg_${count}`,
    roomId,
    senderId: 'patient_1',
    senderType: 'patient',
    content: 'Is it ready?',
    messageType: 'TEXT',
    createdAt: at(),
  } as const
}

/** Makes a whole order. */
export function order(id = `order_${count + 1}`) {
  count++
  return {
    id,
    drugName: 'Paracetamol',
    quantity: 2,
    status: 'PENDING',
    patient: { id: 'patient_1', phone: '+234 800' },
    pharmacy: { id: 'pharmacy_1', name: 'MedSync Pharmacy' },
    createdAt: at(),
  } as const
}

/** Makes a change of an order. */
export function change(id = 'order_1') {
  count++
  return { id, status: 'PREPARED', updatedAt: at() } as const
}

/** Makes a delivery of an order. */
export function delivery(orderId = 'order_1') {
  count++
  return { id: 'dispatch_1', orderId, status: 'IN_TRANSIT', provider: 'kwik', updatedAt: at() } as const
}

let turn = 0

/** Makes one fact of each kind, with words in it that no report may hold. */
export function facts(): Readonly<Record<'chat:message' | 'order:new' | 'order:updated' | 'dispatch:updated', object>> {
  const id = `f${++turn}`
  const at = new Date().toISOString()
  return {
    'chat:message': {
      id,
      roomId: 'c1',
      senderId: 'u2',
      senderType: 'patient',
      content: 'SENSITIVE-CONTENT',
      messageType: 'TEXT',
      createdAt: at,
    },
    'order:new': {
      id,
      drugName: 'SENSITIVE-DRUG',
      quantity: 2,
      status: 'PENDING',
      patient: { id: 'pt1', phone: 'SENSITIVE-PHONE' },
      pharmacy: { id: 'p1', name: 'Received Pharmacy' },
      createdAt: at,
    },
    'order:updated': { id, status: 'CONFIRMED', updatedAt: at },
    'dispatch:updated': {
      dispatch: { id, orderId: id, status: 'IN_TRANSIT', provider: 'kwik', otp: '987654', updatedAt: at },
    },
  }
}

/** Lists words that stand in facts, and so in no report. */
export const receivedWords = ['SENSITIVE', '987654', 'Received Pharmacy', 'pt1', 'u2']

import type { Namespace, Server, Socket } from 'socket.io'

/** A pharmacy's server from before the contract. */
export interface OldPharmacyServer {
  /** Posts a message in a chat, under each of its names. */
  post(message: Record<string, unknown> & { readonly roomId: string }): void
  /** Tells a pharmacy of an order. */
  order(order: Record<string, unknown>, pharmacyId: string): void
  /** Tells an order's room where it stands: the change, and then the whole order. */
  move(order: Record<string, unknown> & { readonly id: string }): void
  /** Tells an order's room of its delivery, under all three names. */
  deliver(dispatch: Record<string, unknown> & { readonly orderId: string }): void
}

/** The token that it knows, and whose it is. */
const user = { token: 'pharmacist', pharmacyId: 'pharmacy_1' }

/**
 * Serves a path as a release of old did. On `/` it sends the old names, on `/patient-pharmacy` the names of today; it
 * looks at the token when the client is in already, and acknowledges nothing.
 */
export function oldPharmacyServer(io: Server, path: string): OldPharmacyServer {
  const namespace = io.of(path)
  const isOld = path === '/'
  namespace.on('connection', (socket) => welcome(socket))
  return isOld ? oldNames(namespace) : todaysNames(namespace)
}

function welcome(socket: Socket): void {
  if (socket.handshake.auth['token'] !== user.token) return void socket.disconnect()
  void socket.join(`pharmacy:${user.pharmacyId}`)
  socket.on('join', (body) => socket.join(Object(body).room))
  socket.on('leave', (body) => socket.leave(Object(body).room))
  socket.on('chat:join', (body) => {
    const { roomId } = Object(body)
    void socket.join(`room:${roomId}`)
    socket.emit('room-joined', { roomId })
  })
  socket.on('chat:leave', (body) => socket.leave(`room:${Object(body).roomId}`))
  socket.on('chat:typing', (body) => {
    const { roomId, isTyping } = Object(body)
    socket.to(`room:${roomId}`).emit('chat:typing', { roomId, userId: 'user_1', isTyping })
  })
}

function oldNames(namespace: Namespace): OldPharmacyServer {
  return {
    post({ roomId, senderId, createdAt, senderType, ...message }) {
      const chat = namespace.to(`room:${roomId}`)
      chat.emit('new-message', { message: { ...message, roomId, senderId, createdAt, senderType } })
      // the same once more, as other pages read it
      const type = String(senderType).toUpperCase()
      chat.emit('message:new', {
        ...message,
        chatRoomId: roomId,
        userId: senderId,
        timestamp: createdAt,
        senderType: type,
      })
    },
    order: (order, pharmacyId) => void namespace.to(`pharmacy:${pharmacyId}`).emit('order:created', order),
    move({ id, status, updatedAt, ...order }) {
      const room = namespace.to(`order:${id}`)
      room.emit('order:status-updated', { orderId: id, status, updatedAt })
      room.emit('order.updated', { ...order, orderId: id, orderStatus: status, updatedAt, traceId: 'trace_1' })
    },
    deliver(dispatch) {
      const room = namespace.to(`order:${dispatch.orderId}`)
      const { id, status, ...fields } = dispatch as Record<string, unknown>
      room.emit('dispatch:update', { dispatch })
      room.emit('delivery:status_changed', { dispatchId: id, dispatchStatus: status, ...fields })
      room.emit('delivery:completed', { dispatchId: id, dispatchStatus: status, ...fields })
    },
  }
}

function todaysNames(namespace: Namespace): OldPharmacyServer {
  return {
    post: (message) => void namespace.to(`room:${message.roomId}`).emit('chat:message', message),
    order: (order, pharmacyId) => void namespace.to(`pharmacy:${pharmacyId}`).emit('order:new', order),
    move: ({ id, status, updatedAt }) =>
      void namespace.to(`order:${id}`).emit('order:updated', { id, status, updatedAt }),
    deliver: (dispatch) => void namespace.to(`order:${dispatch.orderId}`).emit('dispatch:updated', { dispatch }),
  }
}

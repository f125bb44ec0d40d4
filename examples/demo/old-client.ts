import { io, type Socket } from 'socket.io-client'

/** Is what the old application does with what it hears. */
export interface OldHandlers {
  message(message: { id: string; senderType: string; content: string; createdAt: string }): void
  order(order: { id: string; drugName: string; quantity: number; status: string; createdAt: string }): void
  status(order: { id: string; status: string; updatedAt: string }): void
  delivery(delivery: { dispatch: { id: string; orderId: string; status: string; updatedAt: string } }): void
  typing(typing: { isTyping: boolean; userId: string }): void
}

/**
 * Is the application of before, as it was found: stock socket.io-client, the legacy path, legacy names, nothing parsed.
 * Nobody rebuilds it while the back end migrates, so none of this package is in it.
 */
export function startOldClient(url: string, token: string, chatId: string, handlers: OldHandlers): Socket {
  const socket = io(url, { auth: { token }, forceNew: true, transports: ['websocket'] })
  socket.on('connect', () => socket.emit('chat:join', { roomId: chatId }))
  socket.on('new-message', handlers.message)
  socket.on('order:created', handlers.order)
  socket.on('order:status-updated', handlers.status)
  // it arrives under two more names, which this application never asked for
  socket.on('delivery:status_changed', handlers.delivery)
  socket.on('chat:typing', handlers.typing)
  return socket
}

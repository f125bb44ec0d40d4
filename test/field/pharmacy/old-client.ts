import { io, type ManagerOptions, type Socket } from 'socket.io-client'

/** What a page of the pharmacy's web client is opened with. */
export interface PharmacyPageOptions {
  readonly url: string
  readonly path: string
  readonly token: string
  /** What `NEXT_PUBLIC_ENABLE_LEGACY_EVENTS` says. */
  readonly legacyEvents: boolean
  /** Waits until it asks for a chat again: 500 ms in production. */
  readonly pause?: () => Promise<unknown>
  readonly manager?: Partial<ManagerOptions>
}

/** A page of the pharmacy's web client. */
export interface PharmacyPage {
  readonly socket: Socket
  /** What it heard, in order. */
  readonly heard: [name: string, payload: unknown][]
  /** What it wrote to its log. */
  readonly log: string[]
  /** The orders it shows, by id. */
  readonly orders: Map<string, Record<string, unknown>>
  /** Whether it went to the login page. */
  readonly isAtLogin: boolean
  join(room: string): void
  leave(room: string): void
  /** Opens a chat; resolves with whether the server said that it is in, or it gave up. */
  openChat(roomId: string): Promise<boolean>
  closeChat(roomId: string): void
  type(roomId: string, isTyping: boolean): void
}

const canonical = ['chat:message', 'order:new', 'order:updated', 'dispatch:updated', 'chat:typing']
const legacy = [
  'new-message',
  'order:created',
  'order:status-updated',
  'dispatch:update',
  'delivery:status_changed',
  'delivery:completed',
]
const always = ['message:new', 'order.updated']
const mostTries = 24
const halfASecond = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 500))

/** Opens a page: websocket only, its token read once, and no acknowledgement asked for. */
export function pharmacyPage(options: PharmacyPageOptions): PharmacyPage {
  const { url, path, token, legacyEvents, pause = halfASecond, manager } = options
  const socket = io(url + path, { transports: ['websocket'], forceNew: true, auth: { token }, ...manager })
  const heard: PharmacyPage['heard'] = []
  const log: string[] = []
  const orders: PharmacyPage['orders'] = new Map()
  let isAtLogin = false

  for (const name of [...canonical, ...(legacyEvents ? legacy : []), ...always])
    socket.on(name, (payload) => {
      heard.push([name, payload])
      // it replaces its order by whatever comes
      if (name.startsWith('order')) orders.set(payload.orderId ?? payload.id, payload)
    })
  socket.on('connect_error', ({ message }) => {
    if (!/Authentication|401/.test(message)) return
    isAtLogin = true
    socket.disconnect()
  })
  return {
    socket,
    heard,
    log,
    orders,
    get isAtLogin() {
      return isAtLogin
    },
    join(room) {
      socket.emit('join', { room })
      log.push(`joined ${room}`)
    },
    leave(room) {
      socket.emit('leave', { room })
      log.push(`left ${room}`)
    },
    async openChat(roomId) {
      let isIn = false
      const joined = (told: { roomId: string }) => {
        isIn ||= told.roomId === roomId
      }
      socket.on('room-joined', joined)
      for (let tries = 0; tries < mostTries && !isIn; tries++) {
        socket.emit('chat:join', { roomId })
        await pause()
      }
      socket.off('room-joined', joined)
      return isIn
    },
    closeChat: (roomId) => void socket.emit('chat:leave', { roomId }),
    type: (roomId, isTyping) => void socket.emit('chat:typing', { roomId, isTyping }),
  }
}

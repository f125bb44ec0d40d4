import type { Server } from 'socket.io'

/** The shop's server of old, on one path: it sends under whatever name its generation had. */
export interface OldShopServer {
  /** Sends to everybody, or to who has sent `join` where it looks at that. */
  send(name: string, payload: unknown): void
}

/** What it tells everybody of what one page sends. */
const told: Readonly<Record<string, (payload: object) => readonly [name: string, payload: object]>> = {
  card_move: (move) => ['card_moved', { success: true, ...move }],
  comment_update: (change) => ['comment_updated', change],
  label_update: (change) => ['label_updated', change],
}

/** Serves a path; a client enters its one room by `join` with a bare text, which nobody acknowledges. */
export function oldShopServer(io: Server, path: string, tells: 'everybody' | 'who joined'): OldShopServer {
  const room = path.slice(1)
  const send = (name: string, payload: unknown): void => {
    const audience = tells === 'everybody' ? io.of(path) : io.of(path).to(room)
    audience.emit(name, payload)
  }
  io.of(path).on('connection', (socket) => {
    socket.on('join', (name) => {
      if (typeof name === 'string') void socket.join(name)
    })
    for (const [name, tell] of Object.entries(told)) socket.on(name, (payload) => send(...tell(payload)))
  })
  return { send }
}

import type { Server } from 'socket.io'

/** The shop's server of old, on one path: it sends under whatever name its generation had. */
export interface OldShopServer {
  /** Lists what clients sent, by name. */
  readonly taken: [name: string, payload: unknown][]
  /** Sends to everybody, or to who has sent `join` where it looks at that. */
  send(name: string, payload: unknown): void
}

const sent = ['card_move', 'card_moved', 'comment_update', 'label_update', 'appointment_update', 'schedule_update']

/** Serves a path; a client enters its one room by `join` with a bare text, which nobody acknowledges. */
export function oldShopServer(io: Server, path: string, tells: 'everybody' | 'who joined'): OldShopServer {
  const taken: OldShopServer['taken'] = []
  const room = path.slice(1)
  io.of(path).on('connection', (socket) => {
    socket.on('join', (name) => {
      if (typeof name === 'string') void socket.join(name)
    })
    for (const name of sent) socket.on(name, (payload) => taken.push([name, payload]))
  })
  return {
    taken,
    send: (name, payload) => {
      const audience = tells === 'everybody' ? io.of(path) : io.of(path).to(room)
      audience.emit(name, payload)
    },
  }
}

import type { Socket } from 'socket.io-client'

/** Writes down the codes of what a server told by `contract:refused`, which old pages don't listen to. */
export function refusalsOf(socket: Socket): string[] {
  const codes: string[] = []
  socket.on('contract:refused', ({ error }: { error: { code: string } }) => codes.push(error.code))
  return codes
}

/** Waits until a client is in or is refused, and returns which. */
export function connection(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    if (socket.connected) resolve('connected')
    socket.once('connect', () => resolve('connected'))
    socket.once('connect_error', (error: Error & { data?: { error?: { code?: string } } }) =>
      resolve(`refused: ${error.data?.error?.code ?? error.message}`),
    )
  })
}

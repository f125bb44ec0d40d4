import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** Listens as an HTTP server that is no Socket.IO server, and ends with the test. */
export const httpTarget = (answer: RequestListener): Promise<string> => listening(createHttpServer(answer))

/** Listens as a server of bytes, and ends with the test. */
export const rawTarget = (answer: (socket: Socket) => void): Promise<string> => listening(createServer(answer))

async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket.on('error', () => undefined))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

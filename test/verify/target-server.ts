import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'

/** Is a server that listens on this machine. */
export interface TargetServer {
  readonly url: string
  /** Is a command that makes one fact of each kind happen. */
  readonly trigger: string
  close(): Promise<void>
}

/** Prepares a server of socket.io's that makes something happen whenever it is asked for a page. */
export function targetServer(happen: () => void): { readonly io: Server; listening(): Promise<TargetServer> } {
  const http = createServer((_, response) => {
    happen()
    response.end()
  })
  const io = new Server(http, { serveClient: false, cors: { origin: 'https://app.example' } })
  return {
    io,
    async listening() {
      await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
      const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
      return {
        url,
        trigger: `curl -sf ${url}/happen`,
        close: () => new Promise((resolve) => void io.close(() => resolve())),
      }
    },
  }
}

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { afterwards } from '../../ends/afterwards.js'

/** The shop's raw WebSockets, which write an event's name into the message. */
export interface RawShopServer {
  readonly url: string
  /** Lists what pages said. */
  readonly said: unknown[]
  /** Waits until somebody is connected. */
  readonly visited: Promise<unknown>
  send(message: object): void
}

/** Serves raw WebSockets on this machine, which end with the test. */
export async function rawShopServer(): Promise<RawShopServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  afterwards(() => {
    for (const each of server.clients) each.terminate()
    server.close()
  })
  const said: unknown[] = []
  server.on('connection', (socket) => socket.on('message', (data) => said.push(JSON.parse(String(data)))))
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    said,
    visited: once(server, 'connection'),
    send: (message) => {
      for (const each of server.clients) each.send(JSON.stringify(message))
    },
  }
}

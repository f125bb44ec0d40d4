import WebSocket from 'ws'
import { afterwards } from './afterwards.js'

/** Is a client that writes Socket.IO frames by hand, as no library would. */
export interface RawClient {
  /** Lists the frames that came, without Engine.IO's own. */
  readonly frames: readonly string[]
  readonly isOpen: boolean
  /** Writes text frames and binary ones. */
  write(...frames: readonly (string | Uint8Array)[]): void
  /** Waits for the frame that begins so, whether it came already or not. */
  until(start: string): Promise<string>
  /** Waits for the end. */
  readonly closed: Promise<void>
}

/** Opens a connection and enters a namespace. */
export async function rawClient(port: number, path: string, auth: object = {}): Promise<RawClient> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`)
  afterwards(() => socket.terminate())
  const frames: string[] = []
  const waiting: { readonly start: string; readonly resolve: (frame: string) => void }[] = []
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  socket.on('error', () => {})
  socket.on('message', (data, isBinary) => {
    const text = String(data)
    if (isBinary) return
    if (text === '2') return socket.send('3')
    if (!text.startsWith('4')) return
    frames.push(text)
    for (const each of waiting.filter(({ start }) => text.startsWith(start))) {
      waiting.splice(waiting.indexOf(each), 1)
      each.resolve(text)
    }
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const client: RawClient = {
    frames,
    closed,
    get isOpen() {
      return socket.readyState === WebSocket.OPEN
    },
    write(...written) {
      for (const frame of written) socket.send(frame)
    },
    until(start) {
      const known = frames.find((frame) => frame.startsWith(start))
      return known === undefined ? new Promise((resolve) => waiting.push({ start, resolve })) : Promise.resolve(known)
    },
  }
  // the main namespace has no name on the wire
  const prefix = path === '/' ? '' : `${path},`
  client.write(`40${prefix}${JSON.stringify(auth)}`)
  await client.until(`40${prefix}`)
  return client
}

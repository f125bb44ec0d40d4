// Clients as light as they can be: they enter a path and count the frames that come.
import WebSocket from 'ws'

/** Opens connections on a path, a hundred at a time, and answers what counts the packets of them all. */
export async function crowd({ port, path, count, auth = () => ({}) }) {
  const prefix = path === '/' ? '' : `${path},`
  const counted = { packets: 0, expected: Number.POSITIVE_INFINITY, reached() {} }
  const enter = (index) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`)
      socket.on('error', reject)
      socket.on('open', () => socket.send(`40${prefix}${JSON.stringify(auth(index))}`))
      socket.on('message', (data) => {
        const text = String(data)
        if (text === '2') socket.send('3')
        else if (text.startsWith('40')) resolve()
        else if (text.startsWith('44')) reject(new Error(text))
        else if (text.startsWith('42') && !text.startsWith(`42${prefix}["contract:`)) {
          counted.packets++
          if (counted.packets === counted.expected) counted.reached()
        }
      })
    })
  for (let from = 0; from < count; from += 100)
    await Promise.all(Array.from({ length: Math.min(100, count - from) }, (_, index) => enter(from + index)))
  return {
    get packets() {
      return counted.packets
    },
    /** Waits until so many packets have come since the start. */
    until(packets) {
      counted.expected = packets
      if (counted.packets >= packets) return Promise.resolve()
      return new Promise((resolve) => {
        counted.reached = resolve
      })
    },
  }
}

/** Is what a client says in its handshake that knows the first system's contract. */
export const declaration = { contract: { package: '0.1.0', versions: { '/patient-pharmacy': [1] } } }

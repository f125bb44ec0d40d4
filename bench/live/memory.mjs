// What a connection takes of the server's heap, beside raw socket.io that does the same: `npm run build` first.
// Each run has a server of its own; what counts is the heap after collection.

import { printMachine, printTable, ratioText } from '../machine.mjs'
import { median, spread } from '../measure.mjs'
import { crowd, declaration } from './frames.mjs'
import { answering, part, role, run, setting, settings } from './parts.mjs'
import { listening, roomOf, roomsOf, serveRooms } from './served.mjs'

const connections = setting('CONNECTIONS', 5000)
const runs = setting('RUNS', 3)

const userIn = ({ token }) => ({ id: Number(token), role: 'pharmacist' })

const servers = {
  raw(io) {
    const path = io.of('/patient-pharmacy')
    path.use((socket, next) => {
      socket.data.user = userIn(socket.handshake.auth)
      next()
    })
    path.on('connection', (socket) => {
      void socket.join(roomOf(socket.data.user))
      socket.on('chat:join', (_, ack) => ack({ error: { code: 'ROOM_FORBIDDEN' } }))
      socket.on('chat:leave', (_, ack) => ack({ error: { code: 'ROOM_FORBIDDEN' } }))
      socket.on('chat:typing', () => {})
    })
  },
  'socket-canon'(io) {
    serveRooms(io, userIn).on('chat:typing', () => {})
  },
}

const roles = {
  async server() {
    const { io, port } = await listening()
    servers[settings.variant](io)
    const heap = async () => {
      // what was let go of in this turn is collected in another
      for (let turn = 0; turn < 4; turn++) {
        await new Promise((resolve) => setImmediate(resolve))
        globalThis.gc()
      }
      return process.memoryUsage().heapUsed
    }
    answering({ port: () => port, heap, connections: () => io.engine.clientsCount })
  },
  async clients() {
    const auth = (index) => ({ token: String(index), ...declaration })
    await crowd({ port: settings.port, path: settings.path, count: connections, auth })
    answering({ isIn: () => true })
  },
  benchmark: () => run(measure, 15),
}

async function perConnection(variant, path) {
  const server = part(import.meta.filename, 'server', { variant }, ['--expose-gc'])
  const port = await server.ask('port')
  const before = await server.ask('heap')
  const clients = part(import.meta.filename, 'clients', { port, path })
  await clients.ask('isIn')
  const after = await server.ask('heap')
  if ((await server.ask('connections')) !== connections) throw new Error('connections were lost')
  await clients.end()
  await server.end()
  return (after - before) / connections
}

async function measure() {
  printMachine()
  const all = { raw: [], 'socket-canon': [], 'socket-canon, on the legacy path': [] }
  for (let turn = 0; turn < runs; turn++) {
    all.raw.push(await perConnection('raw', '/patient-pharmacy'))
    all['socket-canon'].push(await perConnection('socket-canon', '/patient-pharmacy'))
    all['socket-canon, on the legacy path'].push(await perConnection('socket-canon', '/'))
  }
  console.log(
    `${connections} declared connections, authenticated, in rooms of ${roomsOf}; ${runs} runs each, in turns\n`,
  )
  printTable(
    ['server', 'heap a connection, median', 'beside raw'],
    Object.entries(all).map(([variant, sizes]) => [
      variant,
      `${(median(sizes) / 1000).toFixed(2)} KB`,
      ratioText(spread(sizes.map((size, turn) => size / all.raw[turn]))),
    ]),
  )
}

await roles[role]()

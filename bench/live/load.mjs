// Delivery under load, beside raw socket.io: `npm run build` first.
// One server process, one of clients; half of them on each path, all declared and authenticated, in rooms of 50.
import { createHmac } from 'node:crypto'
import { Manager } from 'socket.io-client'
import { printMachine, printTable } from '../machine.mjs'
import { quantile } from '../measure.mjs'
import { answering, part, role, run, setting, settings } from './parts.mjs'
import {
  connect,
  listening,
  patientPharmacy,
  patientPharmacyAliases,
  pharmacyRoom,
  roomOf,
  roomsOf,
  serveRooms,
} from './served.mjs'

const paths = ['/', '/patient-pharmacy']
const fact = 'order:updated'

const signature = (id) => createHmac('sha256', 'no secret').update(String(id)).digest('hex')
const tokenOf = (id) => `${id}.${signature(id)}`
const userIn = ({ token }) => {
  const [id, signed] = String(token).split('.')
  if (signed !== signature(id)) throw new Error('wrong token')
  return { id: Number(id) }
}

// both processes read the same clock
const now = () => performance.timeOrigin + performance.now()
/** Makes a fact whose id tells which it is and when it was sent. */
const factOf = (number) => ({ id: `f${number}@${now()}`, status: 'CONFIRMED', updatedAt: new Date().toISOString() })

const servers = {
  raw(io) {
    const served = paths.map((path) => io.of(path))
    for (const path of served) {
      path.use((socket, next) => {
        try {
          socket.data.user = userIn(socket.handshake.auth)
          next()
        } catch (error) {
          next(error)
        }
      })
      path.on('connection', (socket) => socket.join(roomOf(socket.data.user)))
    }
    return (rooms, payload) => {
      for (const path of served) path.to(rooms).emit(fact, payload)
    }
  },
  'socket-canon'(io) {
    const served = serveRooms(io, userIn)
    return (rooms, payload) => served.to(rooms).emit(fact, payload)
  },
}

/** Hears a fact as an application would: raw by a listener, ours by the client binding with its guards and memory. */
const hearing = {
  raw: (socket, heard) => {
    socket.on(fact, heard)
    socket.connect()
  },
  'socket-canon': (socket, heard) => {
    connect(socket, patientPharmacy, { aliases: patientPharmacyAliases, legacy: true }).on(fact, heard)
  },
}

const roles = {
  async server() {
    const { io, port } = await listening()
    const send = servers[settings.variant](io)
    answering({ port: () => port, send: ({ rooms, number }) => send(rooms, factOf(number)) })
  },
  async clients() {
    const { variant, port, connections } = settings
    const counts = new Map()
    const delays = { room: [], all: [] }
    let failed = 0
    const enter = (id) =>
      new Promise((resolve) => {
        const manager = new Manager(`http://127.0.0.1:${port}`, {
          transports: ['websocket'],
          autoConnect: false,
          reconnection: false,
        })
        const socket = manager.socket(paths[id % 2], { auth: { token: tokenOf(id) } })
        socket.once('connect', resolve)
        const fail = () => {
          failed++
          resolve()
        }
        socket.once('connect_error', fail)
        hearing[variant](socket, ({ id: text }) => {
          const at = now()
          const [number, sentAt] = text.slice(1).split('@')
          const key = Number(number)
          const count = counts.get(key) ?? new Map()
          counts.set(key, count.set(id, (count.get(id) ?? 0) + 1))
          delays[key % 11 === 10 ? 'all' : 'room'].push(at - Number(sentAt))
        })
      })
    const began = now()
    for (let from = 0; from < connections; from += 100)
      await Promise.all(Array.from({ length: Math.min(100, connections - from) }, (_, index) => enter(from + index)))
    const ms = now() - began
    answering({
      connected: () => ({ failed, ms }),
      heard: (number) => counts.get(number)?.size ?? 0,
      // each delivery, by fact: how many members got it once, and how many more often
      counts: () =>
        [...counts].map(([number, count]) => [
          number,
          count.size,
          [...count.values()].filter((times) => times > 1).length,
        ]),
      delays: () => delays,
    })
  },
  benchmark: () => run(benchmark, setting('MOST_MINUTES', 20)),
}

/** Runs the load once: every eleventh fact goes to all, the others to a room each. */
export async function load(variant, { connections, facts, intervalMs }) {
  const file = import.meta.filename
  const server = part(file, 'server', { variant })
  const clients = part(file, 'clients', { variant, connections, port: await server.ask('port') })
  const { failed, ms } = await clients.ask('connected')
  const rooms = Array.from({ length: Math.ceil(connections / roomsOf) }, (_, index) => pharmacyRoom(`p${index}`))
  const membersOf = new Map()
  for (let number = 0; number < facts; number++) {
    const isToAll = number % 11 === 10
    const room = (number * 7) % rooms.length
    const members = isToAll ? connections : Math.min(roomsOf, connections - room * roomsOf)
    membersOf.set(number, members)
    const due = new Promise((resolve) => setTimeout(resolve, intervalMs))
    await server.ask('send', { number, rooms: isToAll ? rooms : [rooms[room]] })
    await due
  }
  // what comes later than this counts as lost
  for (let wait = 0; wait < 50; wait++) {
    const heard = await clients.ask('heard', facts - 1)
    if (heard >= membersOf.get(facts - 1)) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const delays = await clients.ask('delays')
  const counts = new Map((await clients.ask('counts')).map(([number, once, twice]) => [number, { once, twice }]))
  await clients.end()
  await server.end()
  const lost = [...membersOf].reduce((sum, [number, members]) => sum + members - (counts.get(number)?.once ?? 0), 0)
  const twice = [...counts.values()].reduce((sum, { twice: more }) => sum + more, 0)
  return { variant, connections, connectMs: ms, success: 1 - failed / connections, lost, twice, delays }
}

/** Answers percentiles of delays, in milliseconds. */
export const percentiles = (delays) => [0.5, 0.95, 0.99].map((share) => quantile(delays, share))

async function benchmark() {
  const connections = setting('CONNECTIONS', 5000)
  const facts = setting('FACTS', 110)
  const intervalMs = setting('INTERVAL_MS', 1000)
  printMachine()
  console.log(
    `${connections} connections, rooms of ${roomsOf}; ${facts} facts ${intervalMs} ms apart, every eleventh to all; delays in ms\n`,
  )
  const rows = []
  for (const variant of ['raw', 'socket-canon']) {
    const { connectMs, success, lost, twice, delays } = await load(variant, { connections, facts, intervalMs })
    const cell = (each) =>
      percentiles(each)
        .map((ms) => ms.toFixed(1))
        .join(' / ')
    rows.push([
      variant,
      `${(100 * success).toFixed(2)} %`,
      `${(connectMs / 1000).toFixed(1)} s`,
      lost,
      twice,
      delays.room.length + delays.all.length,
      cell(delays.room),
      cell(delays.all),
      cell([...delays.room, ...delays.all]),
    ])
  }
  printTable(
    ['server', 'connected', 'in', 'lost', 'twice', 'deliveries', 'room p50 / p95 / p99', 'to all', 'together'],
    rows,
  )
}

if (process.argv[1] === import.meta.filename) await roles[role]()

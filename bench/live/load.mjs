// Delivery under load, beside raw socket.io: `npm run build` first.
// One server process and ten of clients; half of the clients on each path, all declared and authenticated, in rooms of 50.
import { Manager } from 'socket.io-client'
import { printMachine, printTable, ratioText } from '../machine.mjs'
import { quantile, spread } from '../measure.mjs'
import { answering, clientParts, part, role, run, setting, settings } from './parts.mjs'
import {
  connect,
  letIn,
  listening,
  now,
  patientPharmacy,
  patientPharmacyAliases,
  pharmacyRoom,
  roomOf,
  roomsOf,
  serveRooms,
  tokenOf,
  userIn,
} from './served.mjs'

const paths = ['/', '/patient-pharmacy']
const fact = 'order:updated'
// an application has one connection or two: thousands of them in one process would wait for each other's collector
const processes = setting('PROCESSES', 10)

/** Makes a fact whose id tells which it is and when it was sent. */
const factOf = (number) => ({ id: `f${number}@${now()}`, status: 'CONFIRMED', updatedAt: new Date().toISOString() })

const servers = {
  raw(io) {
    const served = paths.map((path) => io.of(path))
    for (const path of served) {
      path.use(letIn)
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
    const { variant, port, first, last } = settings
    const atOnce = Math.ceil(100 / processes)
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
    for (let from = first; from < last; from += atOnce)
      await Promise.all(Array.from({ length: Math.min(atOnce, last - from) }, (_, index) => enter(from + index)))
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
  const port = await server.ask('port')
  const { clients, askAll } = clientParts(file, { connections, processes, variant, port })
  const entered = await askAll('connected')
  const failed = entered.reduce((sum, each) => sum + each.failed, 0)
  const ms = Math.max(...entered.map((each) => each.ms))
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
    const heard = await askAll('heard', facts - 1)
    if (heard.reduce((sum, each) => sum + each) >= membersOf.get(facts - 1)) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const told = await askAll('delays')
  const delays = { room: told.flatMap(({ room }) => room), all: told.flatMap(({ all }) => all) }
  const counts = (await askAll('counts')).flat()
  await Promise.all([...clients, server].map((each) => each.end()))
  const heard = new Map()
  for (const [number, members] of counts) heard.set(number, (heard.get(number) ?? 0) + members)
  const lost = [...membersOf].reduce((sum, [number, members]) => sum + members - (heard.get(number) ?? 0), 0)
  const twice = counts.reduce((sum, [, , more]) => sum + more, 0)
  return { variant, connections, connectMs: ms, success: 1 - failed / connections, lost, twice, delays }
}

/** Answers percentiles of delays, in milliseconds. */
export const percentiles = (delays) => [0.5, 0.95, 0.99].map((share) => quantile(delays, share))

async function benchmark() {
  const connections = setting('CONNECTIONS', 5000)
  const facts = setting('FACTS', 55)
  const intervalMs = setting('INTERVAL_MS', 500)
  const runs = setting('RUNS', 3)
  printMachine()
  console.log(
    `${connections} connections in ${processes} processes, rooms of ${roomsOf}; ${facts} facts ${intervalMs} ms apart, every eleventh to all; delays in ms\n`,
  )
  const rows = []
  const ratios = [[], [], []]
  for (let turn = 0; turn < runs; turn++) {
    const found = {}
    // who is first changes, for the machine is not the same all the time
    for (const variant of turn % 2 ? ['socket-canon', 'raw'] : ['raw', 'socket-canon']) {
      const { connectMs, success, lost, twice, delays } = await load(variant, { connections, facts, intervalMs })
      const all = [...delays.room, ...delays.all]
      const cell = (each) =>
        percentiles(each)
          .map((ms) => ms.toFixed(1))
          .join(' / ')
      found[variant] = percentiles(all)
      rows.push([
        variant,
        `${(100 * success).toFixed(2)} %`,
        `${(connectMs / 1000).toFixed(1)} s`,
        lost,
        twice,
        all.length,
        cell(delays.room),
        cell(delays.all),
        cell(all),
      ])
    }
    for (const [index, each] of ratios.entries()) each.push(found['socket-canon'][index] / found.raw[index])
  }
  printTable(
    ['server', 'connected', 'in', 'lost', 'twice', 'deliveries', 'room p50 / p95 / p99', 'to all', 'together'],
    rows,
  )
  const text = ratios.map((each, index) => `p${[50, 95, 99][index]} ${ratioText(spread(each))}`)
  console.log(`together, socket-canon beside raw: ${text.join(', ')}\n`)
}

if (process.argv[1] === import.meta.filename) await roles[role]()

// Delivery under load, beside raw socket.io: `npm run build` first.
// One server process and ten of clients; half of the clients on each path, all declared and authenticated, in rooms of 50.
import { Manager } from 'socket.io-client'
import { printMachine, printTable, ratioText } from '../machine.mjs'
import { quantile, spread } from '../measure.mjs'
import { answering, clientParts, part, role, run, setting, settings } from './parts.mjs'
import {
  connect,
  cpuTime,
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
const toAllEvery = 11
// each process compiles what a fact takes while it hears its first thousands, and collects what connecting left: so many
// are counted but not timed
const warming = setting('WARM_FACTS', 6 * toAllEvery)

/** Answers whether a fact goes to all, by its number. */
const isToAll = (number) => number % toAllEvery === toAllEvery - 1

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
    answering({
      port: () => port,
      cpu: cpuTime,
      send: ({ rooms, number }) => send(rooms, factOf(number)),
      async stream({ rooms, count, rate }) {
        const began = now()
        for (let number = 0; number < count; number++) {
          const early = began + (1000 * number) / rate - now()
          // others are heard in between, also where this server is late
          await new Promise((resolve) => (early > 1 ? setTimeout(resolve, early) : setImmediate(resolve)))
          send([rooms[roomOfFact(number, rooms.length)]], factOf(number))
        }
        return now() - began
      },
    })
  },
  async clients() {
    const { variant, port, first, last, isStreamed } = settings
    const atOnce = Math.ceil(100 / processes)
    const counts = new Map()
    const delays = { room: [], all: [] }
    let streamed = []
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
          if (isStreamed) return void streamed.push(at - Number(sentAt))
          const key = Number(number)
          const count = counts.get(key) ?? new Map()
          counts.set(key, count.set(id, (count.get(id) ?? 0) + 1))
          if (key >= warming) delays[isToAll(key) ? 'all' : 'room'].push(at - Number(sentAt))
        })
      })
    const began = now()
    for (let from = first; from < last; from += atOnce)
      await Promise.all(Array.from({ length: Math.min(atOnce, last - from) }, (_, index) => enter(from + index)))
    const ms = now() - began
    answering({
      connected: () => ({ failed, ms }),
      cpu: cpuTime,
      streamed: () => streamed.length,
      takeStreamed() {
        const taken = streamed
        streamed = []
        return taken
      },
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

/** Answers which room a fact goes to that is not to all: one after the other, so that each has its share. */
const roomOfFact = (number, rooms) => (number * 7) % rooms

/** Starts a server and its clients, and lets them all in; to be streamed to, or to count each fact by member. */
async function started(variant, { connections, isStreamed = false }) {
  const file = import.meta.filename
  const server = part(file, 'server', { variant })
  const port = await server.ask('port')
  const { clients, askAll } = clientParts(file, { connections, processes, variant, port, isStreamed })
  const entered = await askAll('connected')
  const failed = sumOf(entered.map((each) => each.failed))
  const ms = Math.max(...entered.map((each) => each.ms))
  const rooms = Array.from({ length: Math.ceil(connections / roomsOf) }, (_, index) => pharmacyRoom(`p${index}`))
  const membersOf = (room) => Math.min(roomsOf, connections - room * roomsOf)
  const end = () => Promise.all([...clients, server].map((each) => each.end()))
  return { server, askAll, failed, ms, rooms, membersOf, end }
}

const sumOf = (numbers) => numbers.reduce((sum, each) => sum + each, 0)

/** Starts what facts are streamed through at one rate or another, each to a room; answers what each stream cost. */
export async function streaming(variant, connections) {
  const { server, askAll, failed, rooms, membersOf, end } = await started(variant, { connections, isStreamed: true })
  if (failed) throw new Error(`${failed} of ${connections} connections failed`)
  return {
    end,
    async stream({ rate, seconds }) {
      const count = Math.round(rate * seconds)
      const due = sumOf(Array.from({ length: count }, (_, number) => membersOf(roomOfFact(number, rooms.length))))
      const before = { server: await server.ask('cpu'), clients: sumOf(await askAll('cpu')) }
      const ms = await server.ask('stream', { rooms, count, rate })
      const until = now() + 10_000
      while (sumOf(await askAll('streamed')) < due && now() < until) await new Promise((done) => setTimeout(done, 100))
      const cost = { server: await server.ask('cpu'), clients: sumOf(await askAll('cpu')) }
      const delays = (await askAll('takeStreamed')).flat()
      return {
        lost: due - delays.length,
        // as it came to be, where the server was late
        rate: (1000 * count) / ms,
        // milliseconds of the processor for each second of facts that are wanted
        server: (cost.server - before.server) / 1000 / seconds,
        clients: (cost.clients - before.clients) / 1000 / seconds,
        p95: quantile(delays, 0.95),
      }
    },
  }
}

/** Runs the load once: every eleventh fact goes to all, the others to a room each; the first ones warm it. */
export async function load(variant, { connections, facts, intervalMs }) {
  const { server, askAll, failed, ms, rooms, membersOf: inRoom, end } = await started(variant, { connections })
  const membersOf = new Map()
  const last = warming + facts - 1
  for (let number = 0; number <= last; number++) {
    const room = roomOfFact(number, rooms.length)
    const members = isToAll(number) ? connections : inRoom(room)
    membersOf.set(number, members)
    const due = new Promise((resolve) => setTimeout(resolve, intervalMs))
    await server.ask('send', { number, rooms: isToAll(number) ? rooms : [rooms[room]] })
    await due
  }
  // what comes later than this counts as lost
  for (let wait = 0; wait < 50; wait++) {
    const heard = await askAll('heard', last)
    if (sumOf(heard) >= membersOf.get(last)) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const told = await askAll('delays')
  const delays = { room: told.flatMap(({ room }) => room), all: told.flatMap(({ all }) => all) }
  const counts = (await askAll('counts')).flat()
  await end()
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
  const facts = setting('FACTS', 110)
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
  printTable(
    ['delivery, together', 'beside raw'],
    ratios.map((each, index) => [`p${[50, 95, 99][index]}`, ratioText(spread(each))]),
  )
}

if (process.argv[1] === import.meta.filename) await roles[role]()

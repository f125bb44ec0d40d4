// What a client pays for each fact it hears and each room it enters, beside a raw socket: `npm run build` first.
// One server that knows no contract sends to all clients, each in a process of its own, in turns; what counts is the
// processor time of the client.
import { io as connectTo } from 'socket.io-client'
import { traceClient } from '../../dist/node/otel/index.js'
import { printMachine, printTable, ratioText } from '../machine.mjs'
import { median, spread } from '../measure.mjs'
import { answering, part, role, run, setting, settings } from './parts.mjs'
import { chatRoom, connect, cpuTime, listening, patientPharmacy, patientPharmacyAliases } from './served.mjs'

const rounds = setting('ROUNDS', 20)
const facts = setting('FACTS', 20_000)
const joins = setting('JOINS', 1000)

const path = '/patient-pharmacy'
const fact = 'order:updated'
const legacyFact = 'order.updated'
const at = new Date(0).toISOString()

const packets = {
  [fact]: (id) => ({ id, status: 'CONFIRMED', updatedAt: at }),
  [legacyFact]: (orderId) => ({ orderId, orderStatus: 'CONFIRMED', updatedAt: at }),
}

const raw = (name) => (socket) => ({
  hear: (count) => {
    socket.on(name, count)
    return () => socket.off(name, count)
  },
  enter: async (roomId) => {
    await socket.emitWithAck('chat:join', { roomId })
    socket.emit('chat:leave', { roomId }, () => {})
  },
})

// the least that anybody's could cost: one listener for all names, a guard, and the ids of the last thousand facts; and rooms
// by requests that end in time and whose replies are looked at
const byHand = (socket) => ({
  hear: (count) => {
    const { parse } = patientPharmacy.serverToClient[fact]
    let known = new Set()
    const listener = (name, given) => {
      if (name !== fact) return
      const payload = parse(given)
      if (!payload || known.has(payload.id)) return
      if (known.size >= 1000) known = new Set()
      known.add(payload.id)
      count(payload)
    }
    socket.onAny(listener)
    return () => socket.offAny(listener)
  },
  enter: async (roomId) => {
    const { parse, parseReply } = patientPharmacy.clientToServer['chat:join']
    const asked = async (name) => {
      const reply = parseReply(await socket.timeout(15_000).emitWithAck(name, parse({ roomId })))
      if (!reply) throw new Error(`${name}: a reply that does not fit`)
    }
    await asked('chat:join')
    void asked('chat:leave')
  },
})

const ours = (options) => (socket) => {
  const client = connect(socket, patientPharmacy, options)
  return {
    hear: (count) => client.on(fact, count),
    enter: async (roomId) => {
      const membership = client.join(chatRoom(roomId))
      await membership.joined
      membership.leave()
    },
  }
}

// what an observer keeps is its own affair: it reads what it is told, and copies no payload
const seen = {}
const observe = ({ kind, event }) => {
  const name = `${kind} ${event}`
  seen[name] = (seen[name] ?? 0) + 1
}

const variants = {
  raw: { made: raw(fact), sent: fact },
  'socket-canon': { made: ours(), sent: fact },
  'by hand': { made: byHand, sent: fact },
  observed: { made: ours({ observe }), sent: fact },
  // without an SDK: what spans themselves cost is of whoever makes them, and `traced.mjs` measures it
  traced: { made: ours({ observe, ...traceClient() }), sent: fact },
  'raw, legacy name': { made: raw(legacyFact), sent: legacyFact },
  'legacy name': { made: ours({ aliases: patientPharmacyAliases, legacy: true }), sent: legacyFact },
}

const roles = {
  async server() {
    const { io, port } = await listening()
    const pharmacy = io.of(path).on('connection', (socket) => {
      for (const name of ['chat:join', 'chat:leave'])
        socket.on(name, ({ roomId }, ack) => ack({ room: `chat:${roomId}` }))
    })
    let sent = 0
    answering({
      port: () => port,
      async send([id, name]) {
        for (let left = facts; left > 0; left -= 500) {
          // no two are the same fact
          for (let each = 0; each < 500; each++) pharmacy.to(id).emit(name, packets[name](`order_${sent++}`))
          await new Promise((resolve) => setImmediate(resolve))
        }
      },
    })
  },
  async client() {
    const { variant, port } = settings
    const socket = connectTo(`http://127.0.0.1:${port}${path}`, { transports: ['websocket'], autoConnect: false })
    const { hear, enter } = variants[variant].made(socket)
    const connected = new Promise((resolve) => socket.once('connect', resolve))
    socket.connect()
    await connected
    let heard
    answering({
      id: () => socket.id,
      listen() {
        const from = cpuTime()
        heard = new Promise((resolve) => {
          let count = 0
          const stop = hear(() => {
            if (++count < facts) return
            stop()
            resolve(cpuTime() - from)
          })
        })
      },
      heard: () => heard,
      async enter(round) {
        const from = cpuTime()
        for (let each = 0; each < joins; each++) await enter(`room_${round}_${each}`)
        return cpuTime() - from
      },
    })
  },
  benchmark: () => run(measure, 15),
}

async function measure() {
  printMachine()
  const server = part(import.meta.filename, 'server')
  const port = await server.ask('port')
  const all = []
  for (const variant of Object.keys(variants)) {
    const client = part(import.meta.filename, 'client', { variant, port })
    all.push({ variant, client, id: await client.ask('id'), facts: [], joins: [] })
  }
  for (let round = -3; round < rounds; round++)
    for (const each of round % 2 ? all : all.toReversed()) {
      await each.client.ask('listen')
      await server.ask('send', [each.id, variants[each.variant].sent])
      const heard = (await each.client.ask('heard')) / facts
      const entered = (await each.client.ask('enter', round + 3)) / joins
      if (round < 0) continue
      each.facts.push(heard)
      each.joins.push(entered)
    }
  const of = (variant) => all.find((each) => each.variant === variant)
  const row = (what, baseline, variant, times) => {
    const [theirs, own] = [of(baseline)[times], of(variant)[times]]
    const ratio = spread(own.map((time, round) => time / theirs[round]))
    return [what, median(theirs).toFixed(2), median(own).toFixed(2), ratioText(ratio)]
  }
  console.log(`${rounds} rounds of ${facts} facts and ${joins} rooms, in turns; processor time of the client, in µs\n`)
  printTable(
    ['', 'raw', 'socket-canon', 'beside raw'],
    [
      row('a fact that is heard', 'raw', 'socket-canon', 'facts'),
      row('the same, observed', 'raw', 'observed', 'facts'),
      row('the same, observed and traced', 'raw', 'traced', 'facts'),
      row('the least: a fact by hand, guard and ids', 'raw', 'by hand', 'facts'),
      row('a fact under a legacy name', 'raw, legacy name', 'legacy name', 'facts'),
      row('a room that is entered and left', 'raw', 'socket-canon', 'joins'),
      row('the same room, observed', 'raw', 'observed', 'joins'),
      row('the same room, observed and traced', 'raw', 'traced', 'joins'),
      row('the least: a room by hand, in time and checked', 'raw', 'by hand', 'joins'),
    ],
  )
}

await roles[role]()

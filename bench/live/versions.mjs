// What one fact costs the server that clients of two versions of a contract hear, each in the shape of its own, beside
// raw socket.io sending both shapes: `npm run build` first. A room of 500, half of them of version 1, with clients in a
// process of their own; and rooms of one among thousands of connections of both versions.
import { printMachine, printTable, ratioText } from '../machine.mjs'
import { median, spread } from '../measure.mjs'
import { crowd } from './frames.mjs'
import { answering, part, role, run, setting, settings } from './parts.mjs'
import { cpuTime, listening, patientPharmacy, pharmacyRoom, serve } from './served.mjs'

const members = setting('MEMBERS', 500)
const connections = setting('CONNECTIONS', 5000)
const rounds = setting('ROUNDS', 30)
const factsARound = setting('FACTS', 40)
const sends = setting('SENDS', 500)

const path = '/patient-pharmacy'
const fact = 'order:updated'
const oldFact = 'order:changed'
const payload = patientPharmacy.serverToClient[fact].example
const { id, ...others } = payload
const oldPayload = { ...others, orderId: id }

// the same contract a version later, which gave the event another name and one of its fields too
const contract = { ...patientPharmacy, version: 2 }
const past = { 1: { serverToClient: { [fact]: { name: oldFact, rename: { orderId: 'id' } } } } }

/** Says in a handshake that every other client is of version 1. */
const declarationOf = (index) => ({ contract: { package: '0.1.0', versions: { [path]: [1 + (index % 2)] } } })
const isOld = ({ handshake }) => handshake.auth.contract.versions[path][0] === 1

const roles = {
  async server() {
    const { io, port } = await listening()
    const room = pharmacyRoom('p1')
    let send
    if (settings.isRaw) {
      const namespace = io.of(path).on('connection', (socket) => socket.join(isOld(socket) ? `${room}:1` : room))
      send = () => {
        namespace.to(room).emit(fact, payload)
        namespace.to(`${room}:1`).emit(oldFact, oldPayload)
      }
    } else {
      const served = serve(io, contract, { past, autoJoin: () => [room] })
      send = () => served.to(room).emit(fact, payload)
    }
    answering({ port: () => port, cpu: cpuTime, send: () => void send() })
  },
  async clients() {
    const { port, count } = settings
    const counted = await crowd({ port, path, count, auth: declarationOf })
    answering({ packets: () => counted.packets, until: (packets) => counted.until(packets) })
  },
  async benchmark() {
    printMachine()
    await run(inOneRoom, 10)
    await run(inRoomsOfOne, 10)
  },
}

async function inOneRoom() {
  const sides = []
  for (const isRaw of [true, false]) {
    const server = part(import.meta.filename, 'server', { isRaw })
    const clients = part(import.meta.filename, 'clients', { count: members, port: await server.ask('port') })
    await clients.ask('packets')
    sides.push({ server, clients, times: [], facts: 0 })
  }
  for (let round = -5; round < rounds; round++)
    for (const side of round % 2 ? sides : [...sides].reverse()) {
      const { server, clients, times } = side
      const before = await server.ask('cpu')
      for (let sent = 0; sent < factsARound; sent++) {
        await server.ask('send')
        side.facts++
        // one packet a client: the next fact leaves when this one is everywhere
        await clients.ask('until', side.facts * members)
      }
      if (round >= 0) times.push(((await server.ask('cpu')) - before) / factsARound)
    }
  const packets = await Promise.all(
    sides.map(async (side) => (await side.clients.ask('packets')) / side.facts / members),
  )
  const [raw, ours] = sides.map(({ times }) => times)
  console.log(`one fact to a room of ${members}, half of them of version 1, ${rounds} rounds of ${factsARound} facts\n`)
  printTable(
    [
      'clients of two versions',
      'us raw, two shapes',
      'us socket-canon',
      'processor / raw',
      'packets a client, raw',
      'ours',
    ],
    [
      [
        'in one room',
        Math.round(median(raw)),
        Math.round(median(ours)),
        ratioText(spread(ours.map((time, round) => time / raw[round]))),
        ...packets.map((each) => each.toFixed(3)),
      ],
    ],
  )
}

async function inRoomsOfOne() {
  const { io, port } = await listening()
  let count = 0
  const served = serve(io, contract, { past, autoJoin: () => [pharmacyRoom(`p${count++}`)] })
  const clients = part(import.meta.filename, 'clients', { count: connections, port })
  await clients.ask('packets')
  const namespace = io.of(path)
  const times = { raw: [], ours: [] }
  const variants = {
    // who sends does not know which version a client speaks, so both shapes leave
    raw(room) {
      namespace.to(room).emit(fact, payload)
      namespace.to(`${room}:1`).emit(oldFact, oldPayload)
    },
    ours: (room) => served.to(room).emit(fact, payload),
  }
  for (let round = -5; round < rounds; round++)
    for (const variant of round % 2 ? ['raw', 'ours'] : ['ours', 'raw']) {
      const before = cpuTime()
      for (let sent = 0; sent < sends; sent++) {
        variants[variant](`pharmacy:p${(sent * 7919) % connections}`)
      }
      if (round >= 0) times[variant].push((cpuTime() - before) / sends)
      // what was written goes out before the next turn
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  console.log(`\n${namespace.sockets.size} connections of two versions, each alone in its room\n`)
  const ratios = times.ours.map((time, round) => time / times.raw[round])
  printTable(
    ['clients of two versions', 'us raw, two shapes', 'us socket-canon', 'processor / raw'],
    [['each alone', median(times.raw).toFixed(1), median(times.ours).toFixed(1), ratioText(spread(ratios))]],
  )
  io.close()
}

await roles[role]()

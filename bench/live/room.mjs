// What one fact to a room costs the server, beside raw socket.io: `npm run build` first.
// A room of 50 on one path; one of 500 on the legacy path, all declared beside one name, all legacy beside the four names;
// one of 500 on each path beside 1,000 on one. Server and clients in processes of their own, in turns. A server runs for
// days, so each sends facts to one client before anything is measured, until the engine has made of its code what it will.

import { printMachine, printTable, ratioText } from '../machine.mjs'
import { median, spread } from '../measure.mjs'
import { crowd, declaration } from './frames.mjs'
import { answering, part, role, run, setting, settings } from './parts.mjs'
import { cpuTime, listening, patientPharmacy, patientPharmacyAliases, pharmacyRoom, serve } from './served.mjs'

const most = setting('MEMBERS', 500)
const rounds = setting('ROUNDS', 30)
const factsARound = setting('FACTS', 40)
const warmFacts = setting('WARM_FACTS', 10_000)

const fact = 'dispatch:updated'
const names = [fact, ...Object.keys(patientPharmacyAliases.serverToClient).filter(isSent)]
const payload = patientPharmacy.serverToClient[fact].example

function isSent(name) {
  const row = patientPharmacyAliases.serverToClient[name]
  return row.of === fact && row.emit !== false
}

const own = patientPharmacy.path
const fifty = Math.min(50, most)

/** Lists where clients are, ours and raw ones, what they say in their handshake, and which names raw socket.io sends. */
const crowds = {
  'declared, own path alone': { ours: { [own]: fifty }, raw: { [own]: fifty }, names: [fact], auth: declaration },
  'all declared, legacy path': { ours: { '/': most }, raw: { '/': most }, names: [fact], auth: declaration },
  'all legacy': { ours: { '/': most }, raw: { '/': most }, names, auth: {} },
  'declared on both paths': {
    ours: { '/': most, [own]: most },
    raw: { [own]: 2 * most },
    names: [fact],
    auth: declaration,
  },
}
const chosen = process.env.CROWDS?.split(';') ?? Object.keys(crowds)
const placesOf = ({ crowd, isRaw }) => crowds[crowd][isRaw ? 'raw' : 'ours']

const roles = {
  async server() {
    const { io, port } = await listening()
    const room = pharmacyRoom('p1')
    const roomOfOne = pharmacyRoom('p2')
    const { ours, names } = crowds[settings.crowd]
    // the first on each path is the one that hears what warms the server up
    let alone = Object.keys(placesOf(settings)).length
    const entered = () => (alone-- > 0 ? roomOfOne : room)
    let send
    if (settings.isRaw) {
      const paths = Object.keys(placesOf(settings)).map((path) => io.of(path))
      for (const path of paths) path.on('connection', (socket) => socket.join(entered()))
      send = (to) => {
        for (const path of paths) for (const name of names) path.to(to).emit(name, payload)
      }
    } else {
      const autoJoin = () => [entered()]
      const legacy = '/' in ours && { aliases: patientPharmacyAliases, legacy: true }
      const served = serve(io, patientPharmacy, { ...legacy, autoJoin })
      send = (to) => served.to(to).emit(fact, payload)
    }
    answering({
      port: () => port,
      cpu: cpuTime,
      async warmUp() {
        for (let sent = 0; sent < warmFacts; sent++) {
          send(roomOfOne)
          // each leaves by itself, as they do later
          await new Promise((resolve) => setImmediate(resolve))
        }
      },
      send() {
        send(room)
      },
    })
  },
  async clients() {
    const { port, crowd: name } = settings
    const { auth } = crowds[name]
    const places = placesOf(settings)
    const first = []
    for (const path of Object.keys(places)) first.push(await crowd({ port, path, count: 1, auth: () => auth }))
    const all = await Promise.all(
      Object.entries(places).map(([path, count]) => crowd({ port, path, count, auth: () => auth })),
    )
    answering({
      warmed: () => Promise.all(first.map(({ until }) => until(warmFacts * crowds[name].names.length))),
      packets: () => all.reduce((sum, { packets }) => sum + packets, 0),
      // each of them hears as many as any other
      until: (facts) => Promise.all(all.map(({ until }, index) => until(facts * Object.values(places)[index]))),
    })
  },
  benchmark: () => run(measure, 25),
}

async function measure() {
  printMachine()
  const rows = []
  for (const crowd of chosen) {
    const { names, raw } = crowds[crowd]
    const members = Object.values(raw).reduce((sum, count) => sum + count)
    // as many packets a round to few as to many: a round that is short is told by what the machine does besides
    const facts = Math.ceil(factsARound * Math.max(1, most / members))
    const sides = []
    for (const isRaw of [true, false]) {
      const server = part(import.meta.filename, 'server', { crowd, isRaw })
      const clients = part(import.meta.filename, 'clients', { crowd, isRaw, port: await server.ask('port') })
      await clients.ask('packets')
      await server.ask('warmUp')
      await clients.ask('warmed')
      sides.push({ server, clients, times: [], packets: 0, facts: 0 })
    }
    for (let round = -5; round < rounds; round++)
      for (const side of round % 2 ? sides : [...sides].reverse()) {
        const { server, clients, times } = side
        const before = await server.ask('cpu')
        for (let sent = 0; sent < facts; sent++) {
          await server.ask('send')
          side.facts++
          // the next fact leaves when this one is everywhere, as it would at a pace servers can keep
          await clients.ask('until', side.facts * names.length)
        }
        if (round >= 0) times.push(((await server.ask('cpu')) - before) / facts)
      }
    for (const side of sides) side.packets = (await side.clients.ask('packets')) / side.facts / members
    const [baseline, ours] = sides
    rows.push([
      crowd,
      members,
      names.length,
      facts,
      Math.round(median(baseline.times)),
      Math.round(median(ours.times)),
      ratioText(spread(ours.times.map((time, round) => time / baseline.times[round]))),
      baseline.packets.toFixed(3),
      ours.packets.toFixed(3),
    ])
    for (const { server, clients } of sides) await Promise.all([server.end(), clients.end()])
  }
  console.log(`one fact (${fact}) to a room, ${rounds} rounds, in turns, after ${warmFacts} to a room of one\n`)
  printTable(
    [
      'clients',
      'members',
      'names raw sends',
      'facts a round',
      'us raw',
      'us socket-canon',
      'processor / raw',
      'packets a client, raw',
      'ours',
    ],
    rows,
  )
}

await roles[role]()

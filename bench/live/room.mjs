// What one fact to a room of 500 costs the server, beside raw socket.io: `npm run build` first.
// All clients declared beside one name, all of them legacy beside the four names; server and clients in processes of
// their own, in turns.

import { printMachine, printTable, ratioText } from '../machine.mjs'
import { median, spread } from '../measure.mjs'
import { crowd, declaration } from './frames.mjs'
import { answering, part, role, run, setting, settings } from './parts.mjs'
import { cpuTime, listening, patientPharmacy, patientPharmacyAliases, pharmacyRoom, serve } from './served.mjs'

const members = setting('MEMBERS', 500)
const rounds = setting('ROUNDS', 30)
const factsARound = setting('FACTS', 40)

const fact = 'dispatch:updated'
const names = [fact, ...Object.keys(patientPharmacyAliases.serverToClient).filter(isSent)]
const payload = patientPharmacy.serverToClient[fact].example

function isSent(name) {
  const row = patientPharmacyAliases.serverToClient[name]
  return row.of === fact && row.emit !== false
}

/** Lists how many names raw socket.io sends, and what clients say in their handshake. */
const crowds = {
  'all declared': { raw: names.slice(0, 1), auth: declaration },
  'all legacy': { raw: names, auth: {} },
}

const roles = {
  async server() {
    const { io, port } = await listening()
    const room = pharmacyRoom('p1')
    let send
    if (settings.isRaw) {
      const legacy = io.of('/')
      legacy.on('connection', (socket) => socket.join(room))
      send = () => {
        for (const name of crowds[settings.crowd].raw) legacy.to(room).emit(name, payload)
      }
    } else {
      const autoJoin = () => [room]
      const served = serve(io, patientPharmacy, { aliases: patientPharmacyAliases, legacy: true, autoJoin })
      send = () => served.to(room).emit(fact, payload)
    }
    answering({
      port: () => port,
      cpu: cpuTime,
      send() {
        send()
      },
    })
  },
  async clients() {
    const counted = await crowd({
      port: settings.port,
      path: '/',
      count: members,
      auth: () => crowds[settings.crowd].auth,
    })
    answering({ packets: () => counted.packets, until: (packets) => counted.until(packets) })
  },
  benchmark: () => run(measure, 15),
}

async function measure() {
  printMachine()
  const rows = []
  for (const [crowd, { raw }] of Object.entries(crowds)) {
    const sides = []
    for (const isRaw of [true, false]) {
      const server = part(import.meta.filename, 'server', { crowd, isRaw })
      const clients = part(import.meta.filename, 'clients', { crowd, port: await server.ask('port') })
      await clients.ask('packets')
      sides.push({ server, clients, times: [], packets: 0, facts: 0 })
    }
    for (let round = -5; round < rounds; round++)
      for (const side of round % 2 ? sides : [...sides].reverse()) {
        const { server, clients, times } = side
        const before = await server.ask('cpu')
        for (let sent = 0; sent < factsARound; sent++) {
          await server.ask('send')
          side.facts++
          // the next fact leaves when this one is everywhere, as it would at a pace servers can keep
          await clients.ask('until', side.facts * raw.length * members)
        }
        if (round >= 0) times.push(((await server.ask('cpu')) - before) / factsARound)
      }
    for (const side of sides) side.packets = (await side.clients.ask('packets')) / side.facts / members
    const [baseline, ours] = sides
    rows.push([
      crowd,
      raw.length,
      Math.round(median(baseline.times)),
      Math.round(median(ours.times)),
      ratioText(spread(ours.times.map((time, round) => time / baseline.times[round]))),
      baseline.packets.toFixed(3),
      ours.packets.toFixed(3),
    ])
    for (const { server, clients } of sides) await Promise.all([server.end(), clients.end()])
  }
  console.log(
    `one fact (${fact}) to a room of ${members}, ${rounds} rounds of ${factsARound} facts, in turns; legacy on\n`,
  )
  printTable(
    ['clients', 'names raw sends', 'us raw', 'us socket-canon', 'processor / raw', 'packets a client, raw', 'ours'],
    rows,
  )
}

await roles[role]()

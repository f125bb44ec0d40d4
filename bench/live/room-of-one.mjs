// What one fact with its aliases costs to a room of one, beside raw socket.io sending the same names: `npm run build`
// first. Thousands of declared connections sit on the legacy path, each alone in its room; both send to the same ones.

import { printMachine, printTable, ratioText } from '../machine.mjs'
import { median, spread } from '../measure.mjs'
import { crowd, declaration } from './frames.mjs'
import { answering, part, role, run, setting, settings } from './parts.mjs'
import { cpuTime, listening, patientPharmacy, patientPharmacyAliases, pharmacyRoom, serve } from './served.mjs'

const connections = setting('CONNECTIONS', 5000)
const rounds = setting('ROUNDS', 40)
const sends = setting('SENDS', 500)

const facts = {
  'order:new': ['order:created'],
  'dispatch:updated': ['dispatch:update', 'delivery:status_changed', 'delivery:completed'],
}

const roles = {
  async clients() {
    const { port } = settings
    await crowd({ port, path: '/', count: connections, auth: () => declaration })
    answering({ isIn: () => true })
  },
  benchmark: () => run(measure, 10),
}

async function measure() {
  printMachine()
  const { io, port } = await listening()
  let count = 0
  const pharmacy = serve(io, patientPharmacy, {
    aliases: patientPharmacyAliases,
    legacy: true,
    autoJoin: () => [pharmacyRoom(`p${count++}`)],
  })
  const clients = part(import.meta.filename, 'clients', { port })
  await clients.ask('isIn')
  const legacy = io.of('/')
  const canonical = io.of('/patient-pharmacy')
  const rows = []
  for (const [name, aliases] of Object.entries(facts)) {
    const payload = patientPharmacy.serverToClient[name].example
    const times = { raw: [], ours: [] }
    const variants = {
      raw(room) {
        canonical.to(room).emit(name, payload)
        legacy.to(room).emit(name, payload)
        for (const alias of aliases) legacy.to(room).emit(alias, payload)
      },
      ours: (room) => pharmacy.to(room).emit(name, payload),
    }
    for (let round = -5; round < rounds; round++)
      for (const variant of round % 2 ? ['raw', 'ours'] : ['ours', 'raw']) {
        const before = cpuTime()
        for (let sent = 0; sent < sends; sent++) variants[variant](`pharmacy:p${(sent * 7919) % connections}`)
        if (round >= 0) times[variant].push((cpuTime() - before) / sends)
        // what was written goes out before the next turn
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    const ratios = times.ours.map((time, round) => time / times.raw[round])
    rows.push([
      name,
      aliases.length,
      median(times.raw).toFixed(1),
      median(times.ours).toFixed(1),
      ratioText(spread(ratios)),
    ])
  }
  console.log(`${legacy.sockets.size} declared connections on the legacy path, each alone in its room\n`)
  printTable(['fact', 'aliases', 'us raw', 'us socket-canon', 'processor / raw'], rows)
  io.close()
}

await roles[role]()

// What one emit with its aliases costs the server, beside raw socket.io sending the same names: `npm run build` first.
// A room of one among 5,000 declared connections on the legacy path; both take turns in one run.
import { fork } from 'node:child_process'
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import WebSocket from 'ws'

const connections = Number(process.env.CONNECTIONS ?? 5000)
const rounds = Number(process.env.ROUNDS ?? 40)
const emitsARound = 500

if (process.argv[2] === 'clients') await connectClients(process.argv[3])
else await measure()

/** Opens the connections, a hundred at a time, and says when all are in. */
async function connectClients(port) {
  const versions = { '/patient-pharmacy': [1] }
  const enter = () =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`)
      socket.on('error', reject)
      socket.on('open', () => socket.send(`40${JSON.stringify({ contract: { package: '0.1.0', versions } })}`))
      socket.on('message', (data) => {
        const text = String(data)
        if (text === '2') socket.send('3')
        if (text.startsWith('40')) resolve()
      })
    })
  for (let left = connections; left > 0; left -= 100)
    await Promise.all(Array.from({ length: Math.min(100, left) }, enter))
  process.send('in')
  process.on('disconnect', () => process.exit())
}

async function measure() {
  const { serve } = await import('../dist/esm/server/index.js')
  const { patientPharmacy, patientPharmacyAliases, pharmacyRoom } = await import('../dist/esm/patient-pharmacy.js')
  const http = createServer()
  const io = new Server(http, { serveClient: false })
  let count = 0
  const pharmacy = serve(io, patientPharmacy, {
    aliases: patientPharmacyAliases,
    legacy: true,
    autoJoin: () => [pharmacyRoom(`p${count++}`)],
  })
  await new Promise((resolve) => http.listen(0, '127.0.0.1', resolve))
  const clients = fork(import.meta.filename, ['clients', String(http.address().port)])
  await new Promise((resolve) => clients.once('message', resolve))

  const legacy = io.of('/')
  const canonical = io.of('/patient-pharmacy')
  const names = {
    'order:new': ['order:created'],
    'dispatch:updated': ['dispatch:update', 'delivery:status_changed', 'delivery:completed'],
  }
  console.log(`${legacy.sockets.size} declared connections on the legacy path, each alone in its room`)
  for (const [name, aliases] of Object.entries(names)) {
    const payload = patientPharmacy.serverToClient[name].example
    const raw = (room) => {
      canonical.to(room).emit(name, payload)
      legacy.to(room).emit(name, payload)
      for (const alias of aliases) legacy.to(room).emit(alias, payload)
    }
    const ours = (room) => pharmacy.to(room).emit(name, payload)
    const timesOf = { raw: [], ours: [] }
    for (let round = -5; round < rounds; round++)
      for (const [title, send] of round % 2
        ? [
            ['raw', raw],
            ['ours', ours],
          ]
        : [
            ['ours', ours],
            ['raw', raw],
          ]) {
        const began = process.hrtime.bigint()
        for (let emit = 0; emit < emitsARound; emit++) send(`pharmacy:p${(emit * 7919) % connections}`)
        const spent = Number(process.hrtime.bigint() - began) / emitsARound / 1000
        if (round >= 0) timesOf[title].push(spent)
        // what was written goes out before the next turn
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
    const [one, other] = [median(timesOf.ours), median(timesOf.raw)]
    console.log(
      `${name} and ${aliases.length} aliases: ${one.toFixed(1)} us, raw ${other.toFixed(1)} us, ratio ${(one / other).toFixed(2)}`,
    )
  }
  clients.disconnect()
  await io.close()
}

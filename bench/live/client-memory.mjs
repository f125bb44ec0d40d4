// What a client takes of its process's heap once it has heard 10,000 facts, beside a raw socket: `npm run build` first.
// Each has a process of its own, which loads nothing that it does not need; what counts is the heap after collection.
import { io as connectTo } from 'socket.io-client'
import { printMachine, printTable, ratioText } from '../machine.mjs'
import { median, spread } from '../measure.mjs'
import { answering, part, role, run, setting, settings } from './parts.mjs'

const facts = setting('FACTS', 10_000)
const runs = setting('RUNS', 5)
const fact = 'order:updated'
const path = '/patient-pharmacy'

const hearing = {
  raw: (socket, heard) => socket.on(fact, heard),
  async 'socket-canon'(socket, heard) {
    const { connect } = await import('../../dist/node/client/index.js')
    const { patientPharmacy, patientPharmacyAliases } = await import('../../dist/node/patient-pharmacy.js')
    connect(socket, patientPharmacy, { aliases: patientPharmacyAliases, legacy: true }).on(fact, heard)
  },
}

const roles = {
  async server() {
    const { listening } = await import('./served.mjs')
    const { io, port } = await listening()
    const pharmacy = io.of(path)
    const updatedAt = new Date(0).toISOString()
    answering({
      port: () => port,
      async send(id) {
        for (let sent = 0; sent < facts; sent++) {
          pharmacy.to(id).emit(fact, { id: `order_${sent}`, status: 'CONFIRMED', updatedAt })
          if (sent % 500 === 0) await new Promise((resolve) => setImmediate(resolve))
        }
      },
    })
  },
  async client() {
    const { variant, port } = settings
    const socket = connectTo(`http://127.0.0.1:${port}${path}`, { transports: ['websocket'], autoConnect: false })
    const connected = new Promise((resolve) => socket.once('connect', resolve))
    let count = 0
    let done
    const heard = new Promise((resolve) => {
      done = resolve
    })
    await hearing[variant](socket, () => ++count === facts && done())
    socket.connect()
    await connected
    answering({
      id: () => socket.id,
      async heap() {
        await heard
        for (let turn = 0; turn < 4; turn++) {
          await new Promise((resolve) => setImmediate(resolve))
          globalThis.gc()
        }
        return process.memoryUsage().heapUsed
      },
    })
  },
  benchmark: () => run(measure, 5),
}

async function heapOf(variant, server) {
  const client = part(import.meta.filename, 'client', { variant, port: await server.ask('port') }, ['--expose-gc'])
  await server.ask('send', await client.ask('id'))
  const heap = await client.ask('heap')
  await client.end()
  return heap
}

async function measure() {
  printMachine()
  const server = part(import.meta.filename, 'server')
  const all = { raw: [], 'socket-canon': [] }
  for (let turn = 0; turn < runs; turn++)
    for (const [variant, heaps] of Object.entries(all)) heaps.push(await heapOf(variant, server))
  await server.end()
  console.log(`the heap of a process with one client that heard ${facts} facts; ${runs} runs each, in turns\n`)
  printTable(
    ['client', 'heap, median', 'beside raw'],
    Object.entries(all).map(([variant, heaps]) => [
      variant,
      `${(median(heaps) / 1e6).toFixed(2)} MB`,
      ratioText(spread(heaps.map((heap, turn) => heap / all.raw[turn]))),
    ]),
  )
}

await roles[role]()

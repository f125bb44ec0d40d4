// Acked round trips over loopback, 64 in flight, websocket: `npm run build` first.
// Each variant has a server and a client process; all take turns, round by round.
import { createRequire } from 'node:module'
import { io as connectTo } from 'socket.io-client'
import { printMachine, printTable, ratioText } from '../machine.mjs'
import { median, spread } from '../measure.mjs'
import { answering, part, role, run, setting, settings } from './parts.mjs'
import { connect, cpuTime, listening, messaging, serve } from './served.mjs'

const inFlight = setting('IN_FLIGHT', 64)
const rounds = setting('ROUNDS', 80)
const roundMs = setting('ROUND_MS', 250)

const name = 'message:edit'
const payload = { messageId: 'msg_4711', content: 'The parcel is at the counter.' }
const reply = { editedAt: '2024-12-20T10:30:00Z' }

/** Writes the schemas of the event in any zod, as strict as the contract's. */
const schemas = (z) => {
  const id = z.string().regex(/^[^\s\p{Cc}]{1,128}$/u)
  return {
    payload: z.object({ messageId: id, content: z.string().min(1).max(5000) }),
    reply: z.object({ editedAt: z.string().datetime({ offset: true }) }),
  }
}
const own = createRequire(new URL('../../package.json', import.meta.url))

/** Lists the servers; each gets one that listens nowhere yet. */
const servers = {
  raw: (io, http) => {
    io.attach(http)
    io.of('/messaging').on('connection', (socket) => {
      socket.on(name, (_, ack) => ack(reply))
    })
  },
  'raw + zod': (io, http) => {
    io.attach(http)
    const { payload: asked, reply: answered } = schemas(own('zod').z)
    io.of('/messaging').on('connection', (socket) => {
      socket.on(name, (value, ack) => {
        const result = asked.safeParse(value)
        ack(result.success ? answered.parse(reply) : { error: { code: 'PAYLOAD_INVALID' } })
      })
    })
  },
  'zod-sockets': async (io, http) => {
    const { Config, ActionsFactory, attachSockets } = await import('zod-sockets')
    const { z } = await import('zod')
    const { payload: asked, reply: answered } = schemas(z)
    const config = new Config({ startupLogo: false }).addNamespace({ path: 'messaging' })
    const action = new ActionsFactory(config).build({
      ns: 'messaging',
      event: name,
      input: z.tuple([asked]),
      output: z.tuple([answered]),
      handler: async () => [reply],
    })
    const logger = { debug() {}, info() {}, warn() {}, error: console.error }
    await attachSockets({ io, config, actions: [action], target: http, logger })
  },
  'socket-canon': (io, http) => {
    io.attach(http)
    serve(io, messaging).on(name, () => reply)
  },
}

const clients = {
  raw: (socket) => () => socket.emitWithAck(name, payload),
  'raw, with a timeout': (socket) => () => socket.timeout(15_000).emitWithAck(name, payload),
  'raw + zod': (socket) => {
    const { payload: asked, reply: answered } = schemas(own('zod').z)
    return async () => answered.parse(await socket.emitWithAck(name, asked.parse(payload)))
  },
  'zod-sockets': (socket) => () => socket.emitWithAck(name, payload),
  'socket-canon': (socket) => {
    const client = connect(socket, messaging)
    return () => client.request(name, payload)
  },
}
const serverOf = { 'raw, with a timeout': 'raw' }

const roles = {
  async server() {
    const { port } = await listening({}, servers[settings.variant])
    answering({ port: () => port, cpu: cpuTime })
  },
  async client() {
    const { variant, port } = settings
    const socket = connectTo(`http://127.0.0.1:${port}/messaging`, {
      transports: ['websocket'],
      autoConnect: variant !== 'socket-canon',
    })
    const ask = clients[variant](socket)
    if (!socket.connected) await new Promise((resolve) => socket.once('connect', resolve))
    // what is measured is the work, so it must be done
    const { editedAt } = await ask()
    if (editedAt !== reply.editedAt) throw new Error(`${variant} gives another answer`)
    answering({
      async round() {
        const cpu = cpuTime()
        const began = performance.now()
        let count = 0
        const lane = async () => {
          while (performance.now() - began < roundMs) {
            await ask()
            count++
          }
        }
        await Promise.all(Array.from({ length: inFlight }, lane))
        return { count, ms: performance.now() - began, cpu: cpuTime() - cpu }
      },
    })
  },
  benchmark: () => run(measure, 15),
}

async function measure() {
  printMachine()
  const pairs = []
  for (const variant of Object.keys(clients)) {
    const server = part(import.meta.filename, 'server', { variant: serverOf[variant] ?? variant })
    const client = part(import.meta.filename, 'client', { variant, port: await server.ask('port') })
    pairs.push({ variant, server, client, rates: [], cpus: [] })
  }
  for (let round = -3; round < rounds; round++)
    for (let turn = 0; turn < pairs.length; turn++) {
      const { server, client, rates, cpus } = pairs[(turn + round + 3) % pairs.length]
      const before = await server.ask('cpu')
      const { count, ms, cpu } = await client.ask('round')
      const spent = (await server.ask('cpu')) - before
      if (round < 0) continue
      rates.push((1000 * count) / ms)
      cpus.push([spent / count, cpu / count])
    }
  const [raw] = pairs
  console.log(
    `${inFlight} in flight, ${rounds} rounds of ${roundMs} ms each, in turns; rates beside raw, more is better;`,
  )
  console.log('processor time per round trip, server and client, beside raw, less is better\n')
  printTable(
    ['variant', 'round trips/s', 'rate / raw', 'us server', 'us client', 'processor / raw'],
    pairs.map(({ variant, rates, cpus }) => [
      variant,
      Math.round(median(rates)),
      ratioText(spread(rates.map((rate, round) => rate / raw.rates[round]))),
      median(cpus.map(([server]) => server)).toFixed(1),
      median(cpus.map(([, client]) => client)).toFixed(1),
      ratioText(
        spread(cpus.map(([server, client], round) => (server + client) / (raw.cpus[round][0] + raw.cpus[round][1]))),
      ),
    ]),
  )
}

await roles[role]()

// What spans cost a round trip over loopback, 64 in flight, websocket: `npm run build` first.
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

/** Lists the variants: what is switched on in both processes of each. */
const variants = {
  plain: {},
  // the same once more: what differs between two that are alike is what the machine adds
  'plain again': {},
  'no SDK': { traces: {} },
  'SDK alone': { sdk: 'off' },
  'sampling off': { sdk: 'off', traces: {} },
  'sampling off, carried': { sdk: 'off', traces: { carry: true } },
  'every span kept': { sdk: 'on', traces: { carry: true } },
}
// beside which each is shown: without spans, but with what the SDK itself costs
const baseOf = { 'sampling off': 'SDK alone', 'sampling off, carried': 'SDK alone', 'every span kept': 'SDK alone' }
const { sdk, traces } = variants[settings.variant] ?? {}

/** Switches on what an application does for traces, and returns what both ends are given. */
async function traced() {
  // the one that the package finds
  const own = createRequire(new URL('../../package.json', import.meta.url))
  if (sdk) {
    const { context, propagation, ROOT_CONTEXT, trace } = own('@opentelemetry/api')
    const { AsyncLocalStorageContextManager } = own('@opentelemetry/context-async-hooks')
    const { W3CTraceContextPropagator } = own('@opentelemetry/core')
    const { AlwaysOffSampler, AlwaysOnSampler, BasicTracerProvider, BatchSpanProcessor } = own(
      '@opentelemetry/sdk-trace-base',
    )
    const exporter = { export: (_, done) => done({ code: 0 }), shutdown: async () => {} }
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    // as any request does that another instrumentation sees: from then on promises cost more
    context.with(ROOT_CONTEXT, () => {})
    propagation.setGlobalPropagator(new W3CTraceContextPropagator())
    trace.setGlobalTracerProvider(
      new BasicTracerProvider({
        sampler: sdk === 'on' ? new AlwaysOnSampler() : new AlwaysOffSampler(),
        spanProcessors: [new BatchSpanProcessor(exporter)],
      }),
    )
  }
  return traces ? import('../../dist/esm/otel/index.js') : undefined
}

const roles = {
  async server() {
    const otel = await traced()
    const { port } = await listening({}, (io, http) => {
      io.attach(http)
      serve(io, messaging, { ...otel?.traceServer(traces) }).on(name, () => reply)
    })
    answering({ port: () => port, cpu: cpuTime })
  },
  async client() {
    const otel = await traced()
    const socket = connectTo(`http://127.0.0.1:${settings.port}/messaging`, {
      transports: ['websocket'],
      autoConnect: false,
    })
    const client = connect(socket, messaging, { ...otel?.traceClient(traces) })
    const ask = () => client.request(name, payload)
    // what is measured is the work, so it must be done
    const { editedAt } = await ask()
    if (editedAt !== reply.editedAt) throw new Error(`${settings.variant} gives another answer`)
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
  for (const variant of Object.keys(variants)) {
    const server = part(import.meta.filename, 'server', { variant })
    const client = part(import.meta.filename, 'client', { variant, port: await server.ask('port') })
    pairs.push({ variant, server, client, cpus: [] })
  }
  for (let round = -3; round < rounds; round++)
    for (let turn = 0; turn < pairs.length; turn++) {
      const { server, client, cpus } = pairs[(turn + round + 3) % pairs.length]
      const before = await server.ask('cpu')
      const { count, cpu } = await client.ask('round')
      const spent = (await server.ask('cpu')) - before
      if (round >= 0) cpus.push([spent / count, cpu / count])
    }
  const besides = pairs.map(({ variant }) => pairs.find((pair) => pair.variant === (baseOf[variant] ?? 'plain')))
  console.log(`${inFlight} in flight, ${rounds} rounds of ${roundMs} ms each, in turns;`)
  console.log('processor time per round trip, server and client, beside the same without spans, less is better\n')
  printTable(
    ['variant', 'us server', 'us client', 'beside', 'server', 'both'],
    pairs.map(({ variant, cpus }, index) => [
      variant,
      median(cpus.map(([server]) => server)).toFixed(1),
      median(cpus.map(([, client]) => client)).toFixed(1),
      besides[index].variant,
      ratioText(spread(cpus.map(([server], round) => server / besides[index].cpus[round][0]))),
      ratioText(
        spread(
          cpus.map(
            ([server, client], round) =>
              (server + client) / (besides[index].cpus[round][0] + besides[index].cpus[round][1]),
          ),
        ),
      ),
    ]),
  )
}

await roles[role]()

// What spans cost a round trip over loopback, a lone one and among 64 in flight, websocket: `npm run build` first.
// Each variant has a server and a client process; all take turns, round by round.
import { createRequire } from 'node:module'
import { io as connectTo } from 'socket.io-client'
import { printMachine, printTable, ratioText } from '../machine.mjs'
import { median, spread } from '../measure.mjs'
import { answering, part, role, run, setting, settings } from './parts.mjs'
import { connect, cpuTime, listening, messaging, serve } from './served.mjs'

const inFlight = setting('IN_FLIGHT', 64)
const runs = setting('RUNS', 8)
const rounds = setting('ROUNDS', 25)
const roundMs = setting('ROUND_MS', 40)
// until the engine has compiled both ends
const warmRounds = 8

const name = 'message:edit'
const payload = { messageId: 'msg_4711', content: 'The parcel is at the counter.' }
const reply = { editedAt: '2024-12-20T10:30:00Z' }

/** Lists the variants: what is switched on in both processes of each, and beside which others it is shown. */
const all = {
  plain: { beside: [] },
  // the same once more: what differs between two that are alike is what the machine adds
  'plain again': { beside: ['plain'] },
  'no SDK': { beside: ['plain'], traces: {} },
  'no SDK, carried': { beside: ['plain'], traces: { carry: true } },
  // from here on beside what the SDK itself costs, without a span
  'SDK alone': { beside: ['plain'], sdk: 'off' },
  'SDK alone again': { beside: ['SDK alone'], sdk: 'off' },
  // as the SDK for Node has it where OTEL_TRACES_EXPORTER is `none`: contexts, and nothing that makes spans
  'exporter none': { beside: ['SDK alone'], sdk: 'none', traces: {} },
  // the least that anybody's spans cost: one begun and ended at each end, by the same conventions, and nothing else
  'sampling off, spans alone': { beside: ['SDK alone'], sdk: 'off', alone: true },
  'sampling off': { beside: ['SDK alone', 'sampling off, spans alone'], sdk: 'off', traces: {} },
  'sampling off, carried': {
    beside: ['SDK alone', 'sampling off, spans alone'],
    sdk: 'off',
    traces: { carry: true },
  },
  'no processor, spans alone': { beside: ['SDK alone'], sdk: 'idle', alone: true },
  'no processor': { beside: ['SDK alone', 'no processor, spans alone'], sdk: 'idle', traces: {} },
  'every span kept': { beside: ['SDK alone'], sdk: 'on', traces: { carry: true } },
}
const chosen = process.env.VARIANTS?.split(';') ?? Object.keys(all)
const { sdk, traces, alone } = all[settings.variant] ?? {}

/** Switches on what an application does for traces. */
function switchOn(own) {
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
  if (sdk === 'none') return
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({
      sampler: sdk === 'off' ? new AlwaysOffSampler() : new AlwaysOnSampler(),
      spanProcessors: sdk === 'idle' ? [] : [new BatchSpanProcessor(exporter)],
    }),
  )
}

/** Switches on what a variant has, and returns what both ends are given and what they do without us. */
async function traced(operation) {
  // the one that the package finds
  const own = createRequire(new URL('../../package.json', import.meta.url))
  if (sdk) switchOn(own)
  const otel = traces ? await import('../../dist/node/otel/index.js') : undefined
  if (!alone) return { otel, span: () => {} }
  const { ROOT_CONTEXT, SpanKind, trace } = own('@opentelemetry/api')
  const tracer = trace.getTracer('alone')
  const options = {
    kind: operation === 'send' ? SpanKind.PRODUCER : SpanKind.CONSUMER,
    attributes: {
      'messaging.system': 'socket.io',
      'messaging.operation.name': operation,
      'messaging.operation.type': operation,
      'messaging.destination.name': '/messaging',
      'messaging.socket.io.event_name': name,
      ...(operation === 'process' && { 'messaging.socket.io.namespace': '/messaging', 'socket_canon.version': 1 }),
    },
  }
  return { otel, span: () => tracer.startSpan(`${operation} /messaging ${name}`, options, ROOT_CONTEXT).end() }
}

const roles = {
  async server() {
    const { otel, span } = await traced('process')
    const handled = () => {
      span()
      return reply
    }
    const { port } = await listening({}, (io, http) => {
      io.attach(http)
      serve(io, messaging, { ...otel?.traceServer(traces) }).on(name, handled)
    })
    answering({ port: () => port, cpu: cpuTime })
  },
  async client() {
    const { otel, span } = await traced('send')
    const socket = connectTo(`http://127.0.0.1:${settings.port}/messaging`, {
      transports: ['websocket'],
      autoConnect: false,
    })
    const client = connect(socket, messaging, { ...otel?.traceClient(traces) })
    const ask = () => {
      span()
      return client.request(name, payload)
    }
    // what is measured is the work, so it must be done
    const { editedAt } = await ask()
    if (editedAt !== reply.editedAt) throw new Error(`${settings.variant} gives another answer`)
    answering({
      async round(lanes) {
        const cpu = cpuTime()
        const began = performance.now()
        let count = 0
        const lane = async () => {
          while (performance.now() - began < roundMs) {
            await ask()
            count++
          }
        }
        await Promise.all(Array.from({ length: lanes }, lane))
        return { count, ms: performance.now() - began, cpu: cpuTime() - cpu }
      },
    })
  },
  benchmark: () => run(measure, 20),
}

async function measure() {
  printMachine()
  const figures = Object.fromEntries(chosen.map((variant) => [variant, { lone: [], many: [] }]))
  // how well an engine happens to lay out one process costs more than a span: so each run has new ones
  for (let each = 0; each < runs; each++) await oneRun(figures)
  console.log(
    `${runs} runs of ${rounds} rounds of ${roundMs} ms each, in turns; beside another variant, less is better\n`,
  )
  console.log('A lone round trip: time on the clock, and processor time of both ends\n')
  print(figures, 'lone', ['elapsed', 'both'])
  console.log(`${inFlight} in flight: processor time for each of them\n`)
  print(figures, 'many', ['server', 'client', 'both'])
}

/** Starts a server and a client for each variant, lets them take turns, and ends them. */
async function oneRun(figures) {
  const pairs = []
  for (const variant of chosen) {
    const server = part(import.meta.filename, 'server', { variant })
    const client = part(import.meta.filename, 'client', { variant, port: await server.ask('port') })
    pairs.push({ variant, server, client })
  }
  for (let round = -warmRounds; round < rounds; round++)
    for (let turn = 0; turn < pairs.length; turn++) {
      const pair = pairs[(turn + round + warmRounds) % pairs.length]
      const { lone, many } = figures[pair.variant]
      const one = await measured(pair, 1)
      const other = await measured(pair, inFlight)
      if (round < 0) continue
      lone.push(one)
      many.push(other)
    }
  for (const { server, client } of pairs) await Promise.all([client.end(), server.end()])
}

/** Measures one round, in microseconds for a round trip. */
async function measured({ server, client }, lanes) {
  const before = await server.ask('cpu')
  const { count, ms, cpu } = await client.ask('round', lanes)
  const spent = (await server.ask('cpu')) - before
  return { elapsed: (ms * 1000) / count, server: spent / count, client: cpu / count, both: (spent + cpu) / count }
}

function print(figures, kind, measures) {
  const rows = chosen.flatMap((variant) => {
    const rounds = figures[variant][kind]
    const medians = measures.map((measure) => median(rounds.map((round) => round[measure])).toFixed(1))
    const besides = all[variant].beside.filter((name) => name in figures)
    const ratios = besides.map((name) =>
      measures.map((measure) =>
        ratioText(spread(rounds.map((round, index) => round[measure] / figures[name][kind][index][measure]))),
      ),
    )
    if (!besides.length) return [[variant, ...medians, '', ...measures.map(() => '')]]
    return besides.map((name, index) => [variant, ...medians, name, ...ratios[index]])
  })
  printTable(['variant', ...measures.map((measure) => `us ${measure}`), 'beside', ...measures], rows)
}

await roles[role]()

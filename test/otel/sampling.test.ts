import {
  type Attributes,
  type Context,
  context,
  createContextKey,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  ParentBasedSampler,
  type Sampler,
  SamplingDecision,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { connect } from '../../src/client/index.js'
import { messaging, messagingAliases, userRoom } from '../../src/messaging.js'
import { traceClient, traceServer } from '../../src/otel/index.js'
import { serve } from '../../src/server/index.js'
import { listening } from '../ends/server.js'
import { joined, settled, socketTo, wiretap } from '../ends/sockets.js'
import { until } from '../ends/waiting.js'

const sent = { messageId: 'm1', createdAt: '2024-12-20T10:30:00Z' }
const message = { receiverId: 'u2', content: 'hi' }
const deleted = messaging.serverToClient['message:deleted'].example as never
const unsampled = /^00-([0-9a-f]{32})-([0-9a-f]{16})-00$/

/** What a sampler was asked. */
interface Asked {
  readonly name: string
  readonly kind: SpanKind
  readonly attributes: Attributes
}

/** Switches on traces whose roots are sampled where that is said of their name; notes what the sampler is asked. */
function sampling(isSampled: (name: string) => boolean) {
  const asked: Asked[] = []
  const root: Sampler = {
    shouldSample: (_context, _traceId, name, kind, attributes) => {
      asked.push({ name, kind, attributes: { ...attributes } })
      return { decision: isSampled(name) ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD }
    },
    toString: () => 'by name',
  }
  const exporter = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({
    sampler: new ParentBasedSampler({ root }),
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  trace.setGlobalTracerProvider(provider)
  return { asked, tracer: provider.getTracer('test'), names: () => exporter.getFinishedSpans().map(({ name }) => name) }
}

/** Serves messages to everybody, with traces that are carried. */
async function served() {
  const { io, url } = await listening()
  const server = serve(io, messaging, {
    aliases: messagingAliases,
    legacy: true,
    autoJoin: () => [userRoom('u1')],
    ...traceServer({ carry: true }),
  })
  return { io, url, server }
}

afterEach(() => {
  trace.disable()
  context.disable()
  propagation.disable()
})

describe('a trace that is not sampled', () => {
  test('is carried as such, and stays so in all that comes of it', async () => {
    const { tracer, names } = sampling((name) => name === 'query')
    const { server, url } = await served()
    const inside: unknown[] = []
    server.on('message:send', async () => {
      inside.push(trace.getActiveSpan()?.spanContext())
      await new Promise((resolve) => setImmediate(resolve))
      // alone it would be sampled
      tracer.startActiveSpan('query', (query) => {
        server.to(userRoom('u1')).emit('message:deleted', deleted)
        query.end()
      })
      return sent
    })
    const client = connect(socketTo(url, messaging.path), messaging, { ...traceClient({ carry: true }) })
    const packets = wiretap(client.socket)
    const heard: unknown[] = []
    client.on('message:deleted', () => heard.push(trace.getActiveSpan()?.spanContext().traceId))
    await until(client, 'version', 1)
    expect(await client.request('message:send', message)).toEqual(sent)
    await settled(client.socket)
    const carried = (packets as readonly (readonly unknown[])[])[0]?.[2] as {
      'contract:trace': { traceparent: string }
    }
    const [, traceId] = unsampled.exec(carried['contract:trace'].traceparent) ?? []
    expect(inside).toEqual([
      { traceId, spanId: expect.any(String), traceFlags: TraceFlags.NONE, traceState: undefined },
    ])
    expect(heard).toEqual([traceId])
    expect(names()).toEqual([])
    tracer.startSpan('query').end()
    expect(names()).toEqual(['query'])
  })

  test('leaves traces beside it as they are: each event is judged by itself', async () => {
    let count = 0
    const { names } = sampling((name) => name === 'send /messaging message:send' && ++count % 2 === 0)
    const { server, url } = await served()
    server.on('message:send', () => sent)
    const client = connect(socketTo(url, messaging.path), messaging, { ...traceClient({ carry: true }) })
    await until(client, 'version', 1)
    await Promise.all([1, 2, 3, 4, 5].map(() => client.request('message:send', message)))
    expect(names().sort()).toEqual([
      'process /messaging message:send',
      'process /messaging message:send',
      'send /messaging message:send',
      'send /messaging message:send',
    ])
  })
})

test('a sampler is asked with the attributes of the very kind of event', async () => {
  const { asked } = sampling(() => false)
  const { server, url } = await served()
  server.on('message:send', () => sent)
  const client = connect(socketTo(url, messaging.path), messaging)
  await until(client, 'version', 1)
  const stock = await joined(url, messaging.path)
  const old = await joined(url, '/ws')
  const { trace: one } = traceServer()
  for (let round = 0; round < 2; round++) {
    await client.request('message:send', message)
    await stock.emitWithAck('message:send', message)
    await old.emitWithAck('message:send', message)
    await old.emitWithAck('NEW_MESSAGE', message)
    server.to(userRoom('u1')).emit('message:deleted', deleted)
    for (const rooms of [[], ['chat:{id}'], ['chat:{id}', 'user:{userId}'], ['user:{userId}', 'chat:{id}']])
      one.send({ namespace: '/messaging', event: 'message:deleted', rooms }, () => {})
  }
  const common = (operation: string, event: string) => ({
    'messaging.system': 'socket.io',
    'messaging.operation.name': operation,
    'messaging.operation.type': operation,
    'messaging.destination.name': '/messaging',
    'messaging.socket.io.event_name': event,
  })
  const process = (namespace: string, more: object = {}) => ({
    name: 'process /messaging message:send',
    kind: SpanKind.CONSUMER,
    attributes: {
      ...common('process', 'message:send'),
      'messaging.socket.io.namespace': namespace,
      ...more,
    },
  })
  const send = (more: object = {}) => ({
    name: 'send /messaging message:deleted',
    kind: SpanKind.PRODUCER,
    attributes: { ...common('send', 'message:deleted'), ...more },
  })
  const round = [
    process('/messaging', { 'socket_canon.version': 1 }),
    process('/messaging'),
    process('/ws'),
    process('/ws', { 'socket_canon.legacy_name': 'NEW_MESSAGE' }),
    send({ 'messaging.socket.io.rooms': ['user:{userId}'] }),
    send(),
    send({ 'messaging.socket.io.rooms': ['chat:{id}'] }),
    send({ 'messaging.socket.io.rooms': ['chat:{id}', 'user:{userId}'] }),
    send({ 'messaging.socket.io.rooms': ['user:{userId}', 'chat:{id}'] }),
  ]
  expect(asked).toEqual([...round, ...round])
})

test('where nothing makes spans, nothing runs in a context of its own and nothing is carried', async () => {
  const manager = new AsyncLocalStorageContextManager().enable()
  context.setGlobalContextManager(manager)
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  const runs = vi.spyOn(manager, 'with')
  const { io, server, url } = await served()
  const arrived: unknown[] = []
  io.of('/messaging').on('connection', (socket) => socket.conn.on('packet', ({ data }) => arrived.push(data)))
  server.on('message:send', () => {
    server.to(userRoom('u1')).emit('message:deleted', deleted)
    return sent
  })
  const client = connect(socketTo(url, messaging.path), messaging, { ...traceClient({ carry: true }) })
  const packets = wiretap(client.socket)
  await until(client, 'version', 1)
  expect(await client.request('message:send', message)).toEqual(sent)
  await settled(client.socket)
  expect(packets).toEqual([['message:deleted', deleted]])
  expect(String(arrived)).toContain('message:send')
  expect(String(arrived)).not.toContain('contract:trace')
  expect(runs).not.toHaveBeenCalled()
})

test('the context inside of a span takes and gives values as any other', async () => {
  const { tracer } = sampling(() => false)
  const key = createContextKey('tenant')
  const { server, url } = await served()
  const seen: unknown[] = []
  server.on('message:send', () => {
    const inside = context.active()
    const span = trace.getSpan(inside)
    const more: Context = inside.setValue(key, 'north')
    seen.push(more.getValue(key), trace.getSpan(more) === span, inside.getValue(key))
    seen.push(trace.getSpan(trace.deleteSpan(inside)), trace.getSpan(inside) === span)
    seen.push(tracer.startSpan('query').spanContext().traceId === span?.spanContext().traceId)
    return sent
  })
  const stock = await joined(url, messaging.path)
  await stock.emitWithAck('message:send', message)
  expect(seen).toEqual(['north', true, undefined, undefined, true, true])
  expect(trace.getSpan(ROOT_CONTEXT)).toBeUndefined()
})

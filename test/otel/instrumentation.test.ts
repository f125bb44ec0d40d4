import { createRequire } from 'node:module'
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { SocketIoInstrumentation } from '@opentelemetry/instrumentation-socket.io'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { RefusalError } from '../../src/index.js'
import { messaging, messagingAliases } from '../../src/messaging.js'
import { serve } from '../../src/server/index.js'
import { joined } from '../ends/sockets.js'

const exporter = new InMemorySpanExporter()
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
const contextManager = new AsyncLocalStorageContextManager().enable()
context.setGlobalContextManager(contextManager)
trace.setGlobalTracerProvider(provider)
const hooked: unknown[] = []
const instrumentation = new SocketIoInstrumentation({
  onIgnoreEventList: ['message:delete'],
  onHook: (_span, { payload }) => hooked.push(payload[0], typeof payload[1]),
})
instrumentation.setTracerProvider(provider)
// what loads socket.io comes after what patches it
const { Socket } = createRequire(import.meta.url)('socket.io') as { Socket: { prototype: { on: unknown } } }
const { listening } = await import('../ends/server.js')

const sent = { messageId: 'm1', createdAt: '2024-12-20T10:30:00Z' }
const message = { receiverId: 'u2', content: 'hi' }
const receiveSpans = () => exporter.getFinishedSpans().filter(({ kind }) => kind === SpanKind.CONSUMER)

beforeEach(() => {
  exporter.reset()
  hooked.length = 0
})
afterAll(() => {
  instrumentation.disable()
  trace.disable()
  context.disable()
})

test('the instrumentation for socket.io makes its receive spans around the handlers of a contract', async () => {
  expect(Socket.prototype.on, 'socket.io is patched').toHaveProperty('__original')
  const { io, url } = await listening()
  const around: unknown[] = []
  const served = serve(io, messaging, {
    aliases: messagingAliases,
    legacy: true,
    around: (_call, next) => {
      around.push(trace.getActiveSpan()?.spanContext().spanId)
      return next()
    },
  })
  served.on('message:send', async () => {
    await new Promise((resolve) => setImmediate(resolve))
    provider.getTracer('test').startSpan('query').end()
    return sent
  })
  served.on('message:delete', () => ({ deletedAt: sent.createdAt }))
  const today = await joined(url, '/messaging')
  const old = await joined(url, '/ws')
  expect(await today.emitWithAck('message:send', { ...message, more: 1 })).toEqual(sent)
  expect(await old.emitWithAck('NEW_MESSAGE', { ...message, tempId: 't1' })).toMatchObject({ success: true })
  await today.emitWithAck('message:delete', { messageId: 'm1' })
  const spans = receiveSpans()
  expect(spans.map(({ name, attributes }) => [name, attributes['messaging.socket.io.event_name']])).toEqual([
    ['receive /messaging', 'message:send'],
    ['receive /ws', 'NEW_MESSAGE'],
  ])
  const ids = spans.map((span) => span.spanContext().spanId)
  expect(around.slice(0, 2)).toEqual(ids)
  const queries = exporter.getFinishedSpans().filter(({ name }) => name === 'query')
  expect(queries.map(({ parentSpanContext }) => parentSpanContext?.spanId)).toEqual(ids)
  const oldMessage = { ...message, clientMessageId: 't1' }
  expect(hooked).toEqual([message, 'function', oldMessage, 'function'])
})

test('a handler that throws or refuses ends its receive span with an error, and costs the process nothing', async () => {
  const { io, url } = await listening()
  const served = serve(io, messaging, { observe: () => {} })
  served.on('message:send', async () => {
    throw new RefusalError('ROOM_FORBIDDEN', 'not you')
  })
  served.on('message:edit', () => {
    throw new TypeError('no row')
  })
  const socket = await joined(url, '/messaging')
  expect(await socket.emitWithAck('message:send', message)).toMatchObject({ error: { code: 'ROOM_FORBIDDEN' } })
  expect(await socket.emitWithAck('message:edit', { messageId: 'm1', content: 'x' })).toMatchObject({
    error: { code: 'HANDLER_FAILED' },
  })
  expect(receiveSpans().map(({ status }) => status.code)).toEqual([SpanStatusCode.ERROR, SpanStatusCode.ERROR])
})

test('what wraps listeners and returns nothing, or calls them late, takes no reply away', async () => {
  const { io, url } = await listening()
  const served = serve(io, messaging)
  let calls = 0
  served.on('message:send', () => {
    calls++
    return sent
  })
  const socket = await joined(url, '/messaging')
  const { prototype } = Socket
  const { on } = prototype
  const patches = [
    (listener: (...args: unknown[]) => unknown) =>
      function (this: unknown, ...args: unknown[]) {
        listener.apply(this, args)
      },
    (listener: (...args: unknown[]) => unknown) =>
      (...args: unknown[]) =>
        setImmediate(() => listener(...args)),
    () => () => {
      throw new TypeError('not loaded')
    },
  ]
  try {
    for (const [count, patch] of patches.entries()) {
      prototype.on = function (this: unknown, name: string, listener: never) {
        return (on as (...args: unknown[]) => unknown).call(this, name, patch(listener))
      }
      expect(await socket.emitWithAck('message:send', message)).toEqual(sent)
      await new Promise((resolve) => setImmediate(resolve))
      expect(calls).toBe(count + 1)
    }
  } finally {
    prototype.on = on
  }
})

test('handlers are called as they are once the instrumentation is switched off', async () => {
  const { io, url } = await listening()
  const served = serve(io, messaging)
  served.on('message:send', () => sent)
  const socket = await joined(url, '/messaging')
  instrumentation.disable()
  try {
    expect(await socket.emitWithAck('message:send', message)).toEqual(sent)
    expect(receiveSpans()).toEqual([])
  } finally {
    instrumentation.enable()
  }
  expect(await socket.emitWithAck('message:send', message)).toEqual(sent)
  expect(receiveSpans()).toHaveLength(1)
})

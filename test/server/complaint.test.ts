import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RefusalError } from '../../src/index.js'
import { messaging } from '../../src/messaging.js'
import { patientPharmacy } from '../../src/patient-pharmacy.js'
import { type Observation, serve } from '../../src/server/index.js'
import { listening } from '../ends/server.js'
import { client, joined, refusal } from '../ends/sockets.js'

const id = 471_108_293
const canary = `patient ${id}`
const payload = { receiverId: 'u2', content: canary }
let told: ReturnType<typeof vi.spyOn>

const words = (): string[] => told.mock.calls.map((call: readonly unknown[]) => String(call))

beforeEach(() => {
  told = vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  expect(words().join()).not.toContain(`${id}`)
  vi.restoreAllMocks()
})

test("a handler's exception is told on the console once, with its place and without its message", async () => {
  const { io, url } = await listening()
  const served = serve(io, messaging)
  served.on('message:send', ({ content }) => {
    throw new TypeError(`no row for ${content}`)
  })
  const socket = await joined(url, '/messaging')
  for (let time = 0; time < 3; time++)
    expect(await socket.emitWithAck('message:send', payload)).toMatchObject({ error: { code: 'HANDLER_FAILED' } })
  expect(words()).toEqual([
    expect.stringMatching(/\/messaging message:send: .*threw TypeError\n {4}at .*complaint\.test/),
  ])
})

test('a reply that does not fit is told with the field that does not, and its caller learns the code alone', async () => {
  const { io, url } = await listening()
  const served = serve(io, messaging)
  served.on('message:send', () => ({ messageId: 'm1', createdAt: canary }))
  const socket = await joined(url, '/messaging')
  const answer = await socket.emitWithAck('message:send', payload)
  expect(answer).toEqual({ error: { code: 'REPLY_INVALID', message: expect.any(String), retryable: false } })
  expect(words()).toEqual([expect.stringContaining('reply does not fit; createdAt: expected an ISO 8601 instant')])
})

test('an observer is told of the field too, and nothing is told on the console', async () => {
  const { io, url } = await listening()
  const seen: Observation[] = []
  const served = serve(io, messaging, { observe: (noticed) => seen.push(noticed) })
  served.on('message:send', () => ({ messageId: 'm1', createdAt: canary }))
  const socket = await joined(url, '/messaging')
  await socket.emitWithAck('message:send', payload)
  expect(seen.filter(({ kind }) => kind === 'refused')).toMatchObject([
    { error: { code: 'REPLY_INVALID', issues: [{ path: ['createdAt'], expected: 'an ISO 8601 instant' }] } },
  ])
  expect(words()).toEqual([])
})

test('a handler that is silent is told', async () => {
  const { io, url } = await listening()
  const served = serve(io, messaging, { handlerTimeoutMs: 20 })
  served.on('message:send', () => new Promise<never>(() => {}))
  const socket = await joined(url, '/messaging')
  await socket.emitWithAck('message:send', payload)
  expect(words()).toEqual([expect.stringContaining('message:send: ')])
})

test('a forgotten mayJoin is told once, and a denied room never', async () => {
  const { io, url } = await listening()
  const forgetful = serve(io, patientPharmacy)
  const socket = await joined(url, '/patient-pharmacy')
  for (const roomId of [`${id}`, `${id + 1}`]) await socket.emitWithAck('chat:join', { roomId })
  expect(words()).toEqual([expect.stringContaining('mayJoin is not given')])
  forgetful.close()
  serve(io, patientPharmacy, { mayJoin: () => false })
  const other = await joined(url, '/patient-pharmacy')
  await other.emitWithAck('chat:join', { roomId: `${id}` })
  expect(words()).toHaveLength(1)
})

test.each([
  ['have no id', {}],
  ['have an id of no text', { userId: () => id }],
])('users that %s are told of once where no compiler looked, and let in', async (_, options) => {
  const { io, url } = await listening()
  serve(io, messaging, { authenticate: () => ({ name: canary }), ...options } as never)
  for (const token of ['a', 'b']) await joined(url, '/messaging', { auth: { token } })
  expect(words()).toEqual([expect.stringContaining('/messaging: a user has no `id` that is a text or a number')])
})

test('an authenticate that throws what is no refusal is told, and a refusal is not', async () => {
  const { io, url } = await listening()
  serve(io, messaging, {
    authenticate: ({ token }) => {
      if (token === 'refused') throw new RefusalError('AUTH_INVALID')
      throw new RangeError(canary)
    },
  })
  await refusal(client(url, '/messaging', { auth: { token: 'refused' } }))
  expect(words()).toEqual([])
  for (const token of ['a', 'b']) await refusal(client(url, '/messaging', { auth: { token } }))
  expect(words()).toEqual([expect.stringMatching(/`authenticate`.* threw RangeError/)])
})

test('a limiter out of order is told, and what clients do wrong is not', async () => {
  const { io, url } = await listening()
  const limiter = { consume: () => Promise.reject(new Error(canary)) }
  const served = serve(io, messaging, { limiter })
  served.on('message:send', () => ({ messageId: 'm1', createdAt: '2024-12-20T10:30:00Z' }))
  const socket = await joined(url, '/messaging')
  await socket.emitWithAck('message:send', { content: id })
  await socket.emitWithAck('nonsense', canary)
  expect(words()).toEqual([])
  for (let time = 0; time < 2; time++) await socket.emitWithAck('message:send', payload)
  expect(words()).toEqual([expect.stringContaining('limiter failed with Error')])
})

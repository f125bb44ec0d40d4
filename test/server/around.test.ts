import { AsyncLocalStorage } from 'node:async_hooks'
import { describe, expect, test, vi } from 'vitest'
import { connect, deliver } from '../../src/client/index.js'
import { RefusalError } from '../../src/index.js'
import { messaging, messagingAliases } from '../../src/messaging.js'
import { chatRoom, patientPharmacy, patientPharmacyAliases } from '../../src/patient-pharmacy.js'
import { type AroundCall, type Observation, serve } from '../../src/server/index.js'
import { listening } from '../ends/server.js'
import { declaring, joined, settled, socketTo } from '../ends/sockets.js'
import { gathering, until } from '../ends/waiting.js'

interface User {
  readonly id: string
}
type Call = AroundCall<typeof messaging, User>

const sent = { messageId: 'm1', createdAt: '2024-12-20T10:30:00Z' }
const message = { receiverId: 'u2', content: 'hi' }
const authenticate = ({ token }: { readonly token?: unknown }): User => ({ id: String(token) })

/** Serves messaging with something around its handlers. */
async function serving(around: (call: Call, next: () => unknown) => unknown, more: object = {}) {
  const { io, url } = await listening()
  const seen: Observation[] = []
  const served = serve(io, messaging, {
    authenticate,
    observe: (noticed) => seen.push(noticed),
    handlerTimeoutMs: 1000,
    ...more,
    around,
  })
  const refusals = () => seen.flatMap((each) => (each.kind === 'refused' ? [each] : []))
  return { io, url, served, seen, refusals }
}

describe('around', () => {
  test('is called once for each event that was let through, with what its handler is given', async () => {
    const calls: Call[] = []
    const { served, url } = await serving(
      (call, next) => {
        calls.push(call)
        return next()
      },
      { aliases: messagingAliases, legacy: true },
    )
    served.on('message:send', () => sent)
    const today = await joined(url, '/messaging', { auth: { token: 'u1', ...declaring(['/messaging', 1]) } })
    const old = await joined(url, '/ws', { auth: { token: 'u3' } })
    expect(await today.emitWithAck('message:send', { ...message, admin: true })).toEqual(sent)
    expect(await today.emitWithAck('message:send', {})).toMatchObject({ error: { code: 'PAYLOAD_INVALID' } })
    expect(await old.emitWithAck('NEW_MESSAGE', { ...message, tempId: 't1' })).toMatchObject({ success: true })
    expect(calls).toMatchObject([
      { event: 'message:send', payload: message, user: { id: 'u1' }, path: '/messaging', version: 1 },
      { event: 'message:send', payload: message, user: { id: 'u3' }, path: '/ws', legacyName: 'NEW_MESSAGE' },
    ])
    expect(calls.map(({ contract, legacyName, version }) => [contract, legacyName, version])).toEqual([
      [messaging, undefined, 1],
      [messaging, 'NEW_MESSAGE', undefined],
    ])
    expect(calls[0]?.payload).toEqual(message)
    expect(calls[0]?.socket.id).toBe(today.id)
  })

  test('lets a request context reach a handler and what that waits for', async () => {
    const requests = new AsyncLocalStorage<string>()
    const { served, url } = await serving((call, next) => requests.run(`${call.user.id}:${call.event}`, next))
    served.on('message:send', async () => {
      await new Promise((resolve) => setImmediate(resolve))
      return { ...sent, messageId: requests.getStore() ?? 'none' }
    })
    const [one, two] = await Promise.all(['u1', 'u2'].map((token) => joined(url, '/messaging', { auth: { token } })))
    const replies = await Promise.all([one, two].map((socket) => socket?.emitWithAck('message:send', message)))
    expect(replies.map(({ messageId }) => messageId)).toEqual(['u1:message:send', 'u2:message:send'])
    expect(requests.getStore()).toBeUndefined()
  })

  test('sees the reply as it fits, and the client is answered when it is through', async () => {
    const order: unknown[] = []
    const { served, url } = await serving(async (_call, next) => {
      order.push(await next())
      await new Promise((resolve) => setImmediate(resolve))
      order.push('committed')
    })
    served.on('message:send', () => ({ ...sent, secret: 'no' }))
    const socket = await joined(url, '/messaging', { auth: { token: 'u1' } })
    const reply = await socket.emitWithAck('message:send', message)
    order.push('answered')
    expect(reply).toEqual(sent)
    expect(order).toEqual([sent, 'committed', 'answered'])
  })

  test.each(['at once', 'later'])('sees what the handler throws %s, and cannot take it back', async (when) => {
    const caught: unknown[] = []
    const thrown = new RefusalError('ROOM_FORBIDDEN', 'not there')
    const { served, url } = await serving(async (_call, next) => {
      try {
        return await next()
      } catch (error) {
        caught.push(error)
        return sent
      }
    })
    served.on('message:send', () => {
      if (when === 'later') return Promise.reject(thrown)
      throw thrown
    })
    const socket = await joined(url, '/messaging', { auth: { token: 'u1' } })
    expect(await socket.emitWithAck('message:send', message)).toMatchObject({ error: { code: 'ROOM_FORBIDDEN' } })
    expect(caught).toEqual([thrown])
  })

  test('sees that a reply does not fit', async () => {
    const caught: unknown[] = []
    const { served, url } = await serving(async (_call, next) => {
      await Promise.resolve(next()).catch((error) => caught.push(error))
    })
    served.on('message:send', async () => ({ messageId: 7 }) as never)
    const socket = await joined(url, '/messaging', { auth: { token: 'u1' } })
    expect(await socket.emitWithAck('message:send', message)).toMatchObject({ error: { code: 'REPLY_INVALID' } })
    expect(caught).toMatchObject([{ code: 'REPLY_INVALID' }])
  })

  test('refuses an event instead of its handler, or after it', async () => {
    const handle = vi.fn(() => sent)
    const { served, url } = await serving(async ({ payload }, next) => {
      const isEarly = (payload as { content?: string }).content === 'early'
      if (!isEarly) await next()
      throw new RefusalError('RATE_LIMITED', isEarly ? 'closed' : 'rolled back')
    })
    served.on('message:send', handle)
    const socket = await joined(url, '/messaging', { auth: { token: 'u1' } })
    const early = await socket.emitWithAck('message:send', { ...message, content: 'early' })
    expect(early).toMatchObject({ error: { code: 'RATE_LIMITED', message: 'closed' } })
    expect(handle).not.toHaveBeenCalled()
    const late = await socket.emitWithAck('message:send', message)
    expect(late).toMatchObject({ error: { code: 'RATE_LIMITED', message: 'rolled back' } })
    expect(handle).toHaveBeenCalledOnce()
  })

  test.each<[string, (next: () => unknown) => unknown, RegExp, number]>([
    [
      'calls next twice',
      async (next) => {
        await next()
        await Promise.resolve()
          .then(next)
          .catch(() => {})
      },
      /\/messaging message:send: `around` called `next` twice/,
      1,
    ],
    ['calls it never', () => sent, /`around` ended without a call of `next`/, 0],
    ['calls it too late', (next) => void setImmediate(next), /`around` ended without a call of `next`/, 0],
  ])(
    'that %s costs the caller a refusal, and the observer is told what to mend',
    async (_what, around, words, count) => {
      const handle = vi.fn(() => sent)
      const { served, url, refusals } = await serving((_call, next) => around(next))
      served.on('message:send', handle)
      const socket = await joined(url, '/messaging', { auth: { token: 'u1' } })
      expect(await socket.emitWithAck('message:send', message)).toMatchObject({ error: { code: 'HANDLER_FAILED' } })
      await new Promise((resolve) => setImmediate(resolve))
      expect(handle).toHaveBeenCalledTimes(count)
      expect(refusals()).toMatchObject([{ event: 'message:send', cause: { name: 'DeclarationError' } }])
      expect(String(refusals()[0]?.cause)).toMatch(words)
    },
  )

  test('that does not wait for the handler is answered with what that gives all the same', async () => {
    const { served, url } = await serving((_call, next) => void next())
    let isBad = false
    served.on('message:send', async () => {
      await new Promise((resolve) => setImmediate(resolve))
      if (isBad) throw new RefusalError('ROOM_FORBIDDEN')
      return sent
    })
    const socket = await joined(url, '/messaging', { auth: { token: 'u1' } })
    expect(await socket.emitWithAck('message:send', message)).toEqual(sent)
    isBad = true
    expect(await socket.emitWithAck('message:send', message)).toMatchObject({ error: { code: 'ROOM_FORBIDDEN' } })
  })

  test('that fails before its handler is through costs the caller a refusal and the process nothing', async () => {
    const { served, url } = await serving(async (_call, next) => {
      next()
      throw new TypeError('no transaction')
    })
    served.on('message:send', () => new Promise((_, reject) => setImmediate(() => reject(new Error('too late')))))
    const socket = await joined(url, '/messaging', { auth: { token: 'u1' } })
    expect(await socket.emitWithAck('message:send', message)).toMatchObject({ error: { code: 'HANDLER_FAILED' } })
    await settled(socket)
  })

  test('that is silent for too long is no longer waited for', async () => {
    const { served, url } = await serving(() => new Promise(() => {}), { handlerTimeoutMs: 20 })
    served.on('message:send', () => sent)
    const socket = await joined(url, '/messaging', { auth: { token: 'u1' } })
    expect(await socket.emitWithAck('message:send', message)).toMatchObject({ error: { code: 'HANDLER_TIMEOUT' } })
  })

  test('wraps events that ask for no answer, that enter a room without a handler, and what is delivered once', async () => {
    const calls = gathering<string>()
    const { io, url } = await listening()
    const served = serve(io, patientPharmacy, {
      aliases: patientPharmacyAliases,
      authenticate,
      mayJoin: () => true,
      around: async (call, next) => {
        await next()
        calls.add(`${call.event} ${[...call.socket.rooms].includes(chatRoom('r1'))}`)
      },
    })
    const typed = vi.fn()
    served.on('chat:typing', typed)
    const client = connect(socketTo(url, '/patient-pharmacy', { auth: { token: 'u1' } }), patientPharmacy)
    await client.join(chatRoom('r1')).joined
    client.emit('chat:typing', { roomId: 'r1', isTyping: true })
    await until(client, 'status', 'connected')
    await deliver(client, 'chat:typing', { roomId: 'r1', isTyping: false }, { id: 'd1' })
    await deliver(client, 'chat:typing', { roomId: 'r1', isTyping: false }, { id: 'd1' })
    expect(await calls.have(3)).toEqual(['chat:join true', 'chat:typing true', 'chat:typing true'])
    expect(typed).toHaveBeenCalledTimes(2)
  })
})

describe('what is observed', () => {
  test('tells of each event how long it took until it was answered or refused', async () => {
    const { served, seen, url } = await serving((_call, next) => next())
    served.on('message:send', async ({ content }) => {
      const began = performance.now()
      while (performance.now() - began < 5) await new Promise((resolve) => setImmediate(resolve))
      if (content === 'no') throw new RefusalError('ROOM_FORBIDDEN')
      return sent
    })
    const socket = await joined(url, '/messaging', { auth: { token: 'u1', ...declaring(['/messaging', 1]) } })
    await socket.emitWithAck('message:send', message)
    await socket.emitWithAck('message:send', { ...message, content: 'no' })
    await socket.emitWithAck('message:send', {})
    const told = seen.filter(({ kind }) => kind === 'answered' || kind === 'refused')
    expect(told).toMatchObject([
      {
        kind: 'answered',
        direction: 'clientToServer',
        event: 'message:send',
        namespace: '/messaging',
        socketId: socket.id,
      },
      { kind: 'refused', event: 'message:send', error: { code: 'ROOM_FORBIDDEN' } },
      { kind: 'refused', event: 'message:send', error: { code: 'PAYLOAD_INVALID' } },
    ])
    const [answered, refused, early] = told.map((each) => (each as { durationMs: number }).durationMs)
    expect(answered).toBeGreaterThanOrEqual(5)
    expect(refused).toBeGreaterThanOrEqual(5)
    expect(early).toBeGreaterThanOrEqual(0)
    expect(JSON.stringify(told)).not.toContain('"hi"')
  })
})

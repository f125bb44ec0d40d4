import { describe, expect, test } from 'vitest'
import type { Observation } from '../../src/contract/observation.js'
import { RefusalError } from '../../src/index.js'
import { notes, serving } from '../client/notes.js'
import { listening } from '../ends/server.js'
import { joined, settled, transports } from '../ends/sockets.js'
import { deferred, gathering, next } from '../ends/waiting.js'

const path = '/realtime'
const as = (token: string) => ({ auth: { token } })
const noted = (id: string, payload: object = { id: 'n1' }) => ({ id, event: 'noted', payload })

describe.each(transports)('over %s', (transport) => {
  const ends = async (handler?: (payload: { id: string }) => unknown, options: object = {}) => {
    const { io, url } = await listening()
    const seen: Observation[] = []
    const { handled, served } = serving(io, handler, { observe: (each) => seen.push(each), ...options })
    const socket = (token = 'u1', where = path) => joined(url, where, { transport, ...as(token) })
    return { io, url, handled, served, seen, socket }
  }

  test('a delivery is answered with its id when its handler has run, and a repeat with the first answer', async () => {
    const { promise, resolve } = deferred()
    const { handled, socket } = await ends(() => promise)
    const one = await socket()
    const answers = [one.emitWithAck('contract:deliver', noted('d1'))]
    await handled.have(1)
    // also from another connection, by another path
    for (const where of [path, '/'])
      answers.push((await socket('u1', where)).emitWithAck('contract:deliver', noted('d1')))
    await settled(one)
    resolve()
    expect(await Promise.all(answers)).toEqual(Array(3).fill({ id: 'd1' }))
    expect(await one.emitWithAck('contract:deliver', noted('d1'))).toEqual({ id: 'd1' })
    expect(handled.all).toEqual(['n1'])
  })

  test('the id of another user, or of another event, is another delivery', async () => {
    const { handled, socket } = await ends()
    const [one, other] = [await socket('u1'), await socket('u2')]
    await one.emitWithAck('contract:deliver', noted('d1'))
    await other.emitWithAck('contract:deliver', noted('d1', { id: 'n2' }))
    await one.emitWithAck('contract:deliver', { id: 'd1', event: 'woken' })
    expect(handled.all).toEqual(['n1', 'n2', 'woken'])
  })

  test('a contract that is served anew knows the deliveries from before', async () => {
    const { io, handled, served, socket } = await ends()
    const one = await socket()
    await one.emitWithAck('contract:deliver', noted('d1'))
    served.close()
    const again = serving(io)
    await one.emitWithAck('contract:deliver', noted('d1'))
    await one.emitWithAck('contract:deliver', noted('d2'))
    expect([handled.all, again.handled.all]).toEqual([['n1'], ['n1']])
  })

  test('a refusal of the handler is the answer to every repeat, and one before it is not', async () => {
    let calls = 0
    const { socket, handled } = await ends(() => {
      calls++
      throw new RefusalError('STOCK_EMPTY', 'nothing is left')
    })
    const one = await socket()
    const ask = (event: string, id: string) => one.emitWithAck('contract:deliver', { id, event, payload: { id } })
    for (let count = 0; count < 2; count++)
      expect(await ask('noted', 'd1')).toMatchObject({ error: { code: 'STOCK_EMPTY' } })
    expect(calls).toBe(1)
    await ask('rare', 'r1')
    const { error } = await ask('rare', 'r2')
    expect(error.code).toBe('RATE_LIMITED')
    await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs))
    expect(await ask('rare', 'r2')).toEqual({ id: 'r2' })
    expect(handled.all).toEqual(['d1', 'r1', 'r2'])
  })

  test('an event the application listens to itself is handed on, and answered when its listeners have run', async () => {
    const { io, socket } = await ends()
    const heard: unknown[] = []
    io.of(path).on('connection', (there) => there.on('unheard', (...args: unknown[]) => heard.push(args)))
    const one = await socket()
    const there = await io.of(path).fetchSockets()
    expect(there).toHaveLength(1)
    expect(await one.emitWithAck('contract:deliver', { id: 'd1', event: 'unheard' })).toEqual({ id: 'd1' })
    expect(await one.emitWithAck('contract:deliver', { id: 'd1', event: 'unheard' })).toEqual({ id: 'd1' })
    expect(heard).toEqual([[]])
  })

  test.each([
    ['of an event without a handler', { id: 'd', event: 'unheard' }, 'HANDLER_FAILED'],
    ['of an event with a reply', { id: 'd', event: 'asked', payload: { id: 'n' } }, 'EVENT_UNKNOWN'],
    ['of an event nobody declares', { id: 'd', event: 'nothing' }, 'EVENT_UNKNOWN'],
    ['of a delivery', { id: 'd', event: 'contract:deliver', payload: noted('e') }, 'EVENT_UNKNOWN'],
    ['with a payload that does not fit', noted('d', { id: 7 }), 'PAYLOAD_INVALID'],
    ['without an id', { event: 'noted', payload: { id: 'n' } }, 'PAYLOAD_INVALID'],
    ['with an id of a kilobyte', noted('x'.repeat(1024)), 'PAYLOAD_INVALID'],
    ['that is a text', 'noted', 'PAYLOAD_INVALID'],
    ['that is nothing', null, 'PAYLOAD_INVALID'],
  ])('a delivery %s is refused, and handled by nobody', async (_, delivery, code) => {
    const { handled, socket } = await ends()
    const one = await socket()
    expect(await one.emitWithAck('contract:deliver', delivery)).toMatchObject({ error: { code } })
    expect(handled.all).toEqual([])
  })

  test('a delivery that nobody waits for is refused', async () => {
    const { handled, socket } = await ends()
    const one = await socket()
    const told = next(one, 'contract:refused')
    one.emit('contract:deliver', noted('d1'))
    expect(await told).toMatchObject({ event: 'contract:deliver', error: { code: 'REPLY_REQUIRED' } })
    expect(handled.all).toEqual([])
  })
})

describe('servers that share claims', () => {
  const claiming = (claims = new Set<string>()) => ({
    claims,
    deliveries: {
      claim: async (key: string, forMs: number) => forMs > 60_000 && !claims.has(key) && !!claims.add(key),
      release: async (key: string) => void claims.delete(key),
    },
  })
  const server = async (options: object, handler?: () => unknown) => {
    const { io, url } = await listening()
    const seen: Observation[] = []
    const { handled } = serving(io, handler, { observe: (each) => seen.push(each), ...options })
    return { handled, seen, socket: await joined(url, path, as('u1')) }
  }

  test('servers that share claims handle a delivery once', async () => {
    const { deliveries, claims } = claiming()
    const [one, other] = [await server({ deliveries }), await server({ deliveries })]
    for (const { socket } of [one, other, one])
      expect(await socket.emitWithAck('contract:deliver', noted('d1'))).toEqual({ id: 'd1' })
    expect([one.handled.all, other.handled.all]).toEqual([['n1'], []])
    expect([...claims]).toEqual([JSON.stringify([notes.path, 'u1', 'noted', 'd1'])])
  })

  test('servers that share claims give a claim back where nothing was begun', async () => {
    const { deliveries, claims } = claiming()
    const { socket, handled } = await server({ deliveries })
    const ask = (id: string) => socket.emitWithAck('contract:deliver', { id, event: 'rare', payload: { id } })
    expect([await ask('r1'), await ask('r2')]).toMatchObject([{ id: 'r1' }, { error: { code: 'RATE_LIMITED' } }])
    expect([...claims]).toEqual([expect.stringContaining('r1')])
    expect(handled.all).toEqual(['r1'])
  })

  test('servers that share claims take what one of them gave up before its handler began', async () => {
    const { deliveries } = claiming()
    const limiter = { consume: () => new Promise<never>(() => {}) }
    const one = await server({ deliveries, limiter, handlerTimeoutMs: 20 })
    const other = await server({ deliveries })
    const answers = []
    for (const { socket } of [one, other]) answers.push(await socket.emitWithAck('contract:deliver', noted('d1')))
    expect(answers).toMatchObject([{ error: { code: 'HANDLER_TIMEOUT' } }, { id: 'd1' }])
    expect([one.handled.all, other.handled.all]).toEqual([[], ['n1']])
  })

  const remembering = () => {
    const answers = new Map<string, string>()
    const { deliveries } = claiming()
    const keepAnswer = async (key: string, answer: string, forMs: number) => forMs > 60_000 && answers.set(key, answer)
    return { ...deliveries, keepAnswer, findAnswer: async (key: string) => answers.get(key) ?? null }
  }

  test('servers that share claims answer a repeat only when the first has answered, and as it did', async () => {
    const deliveries = remembering()
    const { promise, resolve } = deferred()
    const one = await server({ deliveries }, () => promise)
    const other = await server({ deliveries })
    const first = one.socket.emitWithAck('contract:deliver', noted('d1'))
    await one.handled.have(1)
    let isAnswered = false
    const second = other.socket.emitWithAck('contract:deliver', noted('d1')).finally(() => {
      isAnswered = true
    })
    // what comes after it is answered before it
    await settled(other.socket)
    await other.socket.emitWithAck('contract:deliver', noted('d2', { id: 'n2' }))
    expect(isAnswered).toBe(false)
    resolve()
    expect(await Promise.all([first, second])).toEqual([{ id: 'd1' }, { id: 'd1' }])
    expect([one.handled.all, other.handled.all]).toEqual([['n1'], ['n2']])
  })

  test('servers that share claims repeat the refusal of a handler that another of them called', async () => {
    const deliveries = remembering()
    const one = await server({ deliveries }, () => {
      throw new RefusalError('STOCK_EMPTY', 'nothing is left')
    })
    const other = await server({ deliveries })
    for (const { socket } of [one, other])
      expect(await socket.emitWithAck('contract:deliver', noted('d1'))).toMatchObject({
        error: { code: 'STOCK_EMPTY' },
      })
    expect(other.handled.all).toEqual([])
  })

  test('servers that share claims say that nobody knows where one of them ended with a delivery in hand', async () => {
    const deliveries = remembering()
    const one = await server({ deliveries }, () => new Promise(() => {}))
    const other = await server({ deliveries, handlerTimeoutMs: 30 })
    one.socket.emit('contract:deliver', noted('d1'), () => {})
    await one.handled.have(1)
    for (let count = 0; count < 2; count++)
      expect(await other.socket.emitWithAck('contract:deliver', noted('d1'))).toMatchObject({
        error: { code: 'HANDLER_TIMEOUT' },
      })
    expect(other.handled.all).toEqual([])
  })

  test('servers that share claims take a delivery over that was given back while they waited', async () => {
    const deliveries = remembering()
    const limiter = { consume: () => new Promise<never>(() => {}) }
    const one = await server({ deliveries, limiter, handlerTimeoutMs: 60 })
    const other = await server({ deliveries })
    const first = one.socket.emitWithAck('contract:deliver', noted('d1'))
    await settled(one.socket)
    expect(await other.socket.emitWithAck('contract:deliver', noted('d1'))).toEqual({ id: 'd1' })
    expect(await first).toMatchObject({ error: { code: 'HANDLER_TIMEOUT' } })
    expect([one.handled.all, other.handled.all]).toEqual([[], ['n1']])
  })

  test('servers that share claims have done what they could not keep the answer of, and say so', async () => {
    const cause = new Error('no Redis')
    const deliveries = { ...remembering(), keepAnswer: () => Promise.reject(cause) }
    const { socket, seen } = await server({ deliveries })
    expect(await socket.emitWithAck('contract:deliver', noted('d1'))).toEqual({ id: 'd1' })
    expect(seen.filter(({ kind }) => kind === 'failed')).toMatchObject([{ part: 'deliveries', cause }])
  })

  test('servers that share claims answer although the answer can not be kept yet', async () => {
    const deliveries = { ...remembering(), keepAnswer: () => new Promise<never>(() => {}) }
    const { socket, handled } = await server({ deliveries })
    for (let count = 0; count < 2; count++)
      expect(await socket.emitWithAck('contract:deliver', noted('d1'))).toEqual({ id: 'd1' })
    expect(handled.all).toEqual(['n1'])
  })

  test('servers that share claims wait on where their store fails while another has a delivery', async () => {
    const cause = new Error('no Redis')
    const store = remembering()
    const { promise, resolve } = deferred()
    const one = await server({ deliveries: store }, () => promise)
    let asked = 0
    const findAnswer = async (key: string) => {
      if (++asked === 1) throw cause
      if (asked === 2) resolve()
      return store.findAnswer(key)
    }
    const other = await server({ deliveries: { ...store, findAnswer } })
    const first = one.socket.emitWithAck('contract:deliver', noted('d1'))
    await one.handled.have(1)
    expect(await other.socket.emitWithAck('contract:deliver', noted('d1'))).toEqual({ id: 'd1' })
    expect(await first).toEqual({ id: 'd1' })
    expect(other.handled.all).toEqual([])
    expect(other.seen.filter(({ kind }) => kind === 'failed')).toMatchObject([{ part: 'deliveries', cause }])
  })

  test('servers that share claims hold one for longer than its answer is kept, and give up before that ends', async () => {
    const lasting: number[] = []
    const deliveries = {
      ...remembering(),
      claim: async (_: string, forMs: number) => !!lasting.push(forMs),
      keepAnswer: async (_: string, __: string, forMs: number) => void lasting.push(forMs),
    }
    const { socket } = await server({ deliveries })
    await socket.emitWithAck('contract:deliver', noted('d1'))
    expect(lasting).toEqual([1_200_000, 600_000])
  })

  test.each(['again', 'beside it'])(
    'a delivery whose connection is gone before a listener heard it is taken %s',
    async (how) => {
      const { promise, resolve } = deferred()
      const store = remembering()
      let claims = 0
      const claim = async (key: string, forMs: number) => {
        if (++claims === 1) await promise
        return store.claim(key, forMs)
      }
      const { io, url } = await listening()
      serving(io, undefined, { deliveries: { ...store, claim } })
      const heard = gathering<string>()
      io.of(path).on('connection', (there) => there.on('unheard', () => heard.add(there.id)))
      const [one, other] = [await joined(url, path, as('u1')), await joined(url, path, as('u1'))]
      const delivery = { id: 'd1', event: 'unheard' }
      one.emit('contract:deliver', delivery, () => {})
      await settled(one)
      const [first] = (await io.of(path).fetchSockets()).filter(({ id }) => id === one.id)
      const beside = how === 'beside it' ? other.emitWithAck('contract:deliver', delivery) : undefined
      await settled(other)
      first?.disconnect(true)
      resolve()
      const answer = await (beside ?? other.emitWithAck('contract:deliver', delivery))
      expect(answer).toEqual({ id: 'd1' })
      expect(heard.all).toEqual([other.id])
    },
  )

  test('servers that share claims refuse for now what nobody can claim, and say so', async () => {
    const cause = new Error('no Redis')
    let isThere = false
    const { socket, handled, seen } = await server({ deliveries: { claim: () => isThere || Promise.reject(cause) } })
    const refused = await socket.emitWithAck('contract:deliver', noted('d1'))
    expect(refused).toMatchObject({ error: { code: 'HANDLER_FAILED', retryable: true } })
    expect(JSON.stringify(refused)).not.toContain('Redis')
    expect(seen.filter(({ kind }) => kind === 'failed')).toMatchObject([{ part: 'deliveries', cause }])
    isThere = true
    expect(await socket.emitWithAck('contract:deliver', noted('d1'))).toEqual({ id: 'd1' })
    expect(handled.all).toEqual(['n1'])
  })
})

import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { event, namespace, RefusalError } from '../../src/index.js'
import { messaging } from '../../src/messaging.js'
import { patientPharmacy, patientPharmacyAliases } from '../../src/patient-pharmacy.js'
import { type Observation, serve } from '../../src/server/index.js'
import { simulation, simulationAliases } from '../../src/simulation.js'
import { listening } from '../ends/server.js'
import { client, joined, refusal, settled } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'

const circular: { self?: unknown } = {}
circular.self = circular

const throwing = {
  get path(): never {
    throw new Error('not to be read')
  },
}

/** Makes a refusal that holds what its type does not allow, as plain JavaScript can. */
const made = (fields: object, code: unknown = 'CLOSED', words: unknown = 'closed'): RefusalError =>
  Object.defineProperties(
    new RefusalError(code as string, words as string),
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, { value, configurable: true, enumerable: true }]),
    ),
  )

const closed = { code: 'CLOSED', message: 'closed', retryable: false }
const failed = { code: 'HANDLER_FAILED', message: expect.any(String), retryable: true }

const hostile: [string, unknown, object][] = [
  ['a time of any size', made({ retryAfterMs: 10n }), closed],
  ['minus infinity', made({ retryAfterMs: Number.NEGATIVE_INFINITY }), closed],
  ['a time that has passed', made({ retryAfterMs: -5 }), { ...closed, retryAfterMs: 0 }],
  ['issues that are no list', made({ issues: circular }), closed],
  [
    'issues of every kind',
    made({
      issues: [
        { path: ['a', 1, 1n, circular], expected: 'text', received: circular },
        { path: [], expected: 7n },
        null,
        circular,
        'text',
      ],
    }),
    { ...closed, issues: [{ path: ['a', 1, '*', '*'], expected: 'text' }] },
  ],
  ['an issue that throws', made({ issues: [throwing] }), failed],
  ['versions without bound', made({ supported: [1, 2n, circular], requested: Array(1000).fill(3) }), expect.anything()],
  ['a code that is no text', made({ code: 7n }), failed],
  ['a message that is no text', made({ message: circular }), { ...closed, message: 'CLOSED' }],
  ['words without end', new RefusalError('CLOSED', 'x'.repeat(1_000_000)), { ...closed, message: 'x'.repeat(1000) }],
  [
    'a getter that throws',
    Object.defineProperty(new RefusalError('CLOSED'), 'retryable', { get: () => throwing.path }),
    failed,
  ],
  [
    'a proxy that throws',
    new Proxy(
      {},
      {
        has() {
          throw new Error('not to be asked')
        },
      },
    ),
    failed,
  ],
  ['a function', () => {}, failed],
  ['a symbol', Symbol('s'), failed],
]

const payload = { receiverId: 'u2', content: 'hi' }

describe('refusals of any content', () => {
  test.each(hostile)(
    'a caller is answered, and the process lives on, when a refusal holds %s',
    async (_, thrown, error) => {
      const { io, url } = await listening()
      const served = serve(io, messaging, { observe: () => {} })
      let isLate = false
      served.on('message:send', () => {
        if (isLate) return Promise.reject(thrown)
        throw thrown
      })
      served.on('typing:start', () => {
        throw thrown
      })
      const socket = await joined(url, '/messaging')
      expect(await socket.emitWithAck('message:send', payload)).toEqual({ error })
      isLate = true
      expect(await socket.emitWithAck('message:send', payload)).toEqual({ error })
      const refused = next(socket, 'contract:refused')
      socket.emit('typing:start', { receiverId: 'u2' })
      expect(await refused).toEqual({ event: 'typing:start', error })
    },
  )

  test.each(hostile)(
    'a connection is refused, and the process lives on, when a refusal holds %s',
    async (_, thrown) => {
      const { io, url } = await listening()
      serve(io, messaging, {
        authenticate: () => {
          throw thrown
        },
        observe: () => {},
      })
      const refused = await refusal(client(url, '/messaging'))
      expect(refused.data?.error.code).toMatch(/^(CLOSED|AUTH_MISSING|HANDLER_FAILED)$/)
    },
  )
})

const bigint = 7n
const replies: [string, unknown][] = [
  ['a number of any size', { count: bigint }],
  ['itself', circular],
  [
    'what throws when it is read',
    {
      get count(): never {
        throw new Error('not to be read')
      },
    },
  ],
  ['what throws when it is written', { toJSON: () => throwing.path }],
]

const counted = namespace('/counted', {
  serverToClient: {},
  clientToServer: { count: event({ reply: z.object({ count: z.number() }) }) },
})

describe.each(['off', 'report'] as const)('with validate %s', (validate) => {
  test.each(replies)('a reply that holds %s costs its caller a refusal, now or later', async (_, reply) => {
    const { io, url } = await listening()
    const seen: Observation[] = []
    let isLate = false
    const served = serve(io, counted, { validate, observe: (noticed) => seen.push(noticed) })
    served.on('count', () => (isLate ? Promise.resolve(reply) : reply) as never)
    const socket = await joined(url, '/counted')
    expect(await socket.emitWithAck('count')).toEqual({ error: failed })
    isLate = true
    expect(await socket.emitWithAck('count')).toEqual({ error: failed })
    expect(
      seen.filter((noticed) => noticed.kind === 'refused' && noticed.error.code === 'HANDLER_FAILED'),
    ).toHaveLength(2)
  })
})

const shouting = {
  ...simulationAliases,
  unacknowledged: {
    'transcript:catchup': {
      event: 'catchup',
      down: () => {
        throw new Error('no such patient')
      },
    },
  },
}

test('an old client that asks without an acknowledgement is refused where its answer can not be made or sent', async () => {
  const { io, url } = await listening()
  const sessions = serve(io, simulation, {
    aliases: shouting as never,
    legacy: true,
    autoJoin: () => ['session:s1'],
    observe: () => {},
  })
  sessions.on('transcript:catchup', () => ({ transcripts: [] }))
  const chats = serve(io, patientPharmacy, {
    aliases: {
      ...patientPharmacyAliases,
      unacknowledged: { 'chat:join': { event: 'room-joined', down: () => circular } },
    } as never,
    legacy: true,
    mayJoin: () => true,
    observe: () => {},
  })
  chats.on('chat:join', () => ({ room: 'chat:r1' }))
  const old = await joined(url, '/')
  const refused = next(old, 'contract:refused')
  old.emit('request-catchup', { sessionId: 's1', since: 1 })
  expect(await refused).toEqual({ event: 'transcript:catchup', error: failed })

  const unsent = next(old, 'contract:refused')
  old.emit('chat:join', { roomId: 'r1' })
  expect(await unsent).toMatchObject({ event: 'chat:join', error: failed })
  await settled(old)
  expect(io.of('/').adapter.rooms.has('chat:r1')).toBe(false)
})

import { errors } from 'jose'
import { describe, expect, test, vi } from 'vitest'
import { event, namespace, RefusalError } from '../../src/index.js'
import { messaging, messagingAliases } from '../../src/messaging.js'
import { patientPharmacy, patientPharmacyAliases, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { realtime, realtimeAliases } from '../../src/realtime.js'
import { type Observation, serve } from '../../src/server/index.js'
import { simulation, simulationAliases } from '../../src/simulation.js'
import { listening } from '../ends/server.js'
import { client, declaring, joined, refusal, settled, transports, wiretap } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'

const example = patientPharmacy.serverToClient['order:new'].example as never

describe.each(transports)('refused connections over %s', (transport) => {
  const cases: [string, () => { id: string } | undefined | Promise<undefined>, object, object][] = [
    [
      'the application refuses the token',
      () => {
        throw new RefusalError('AUTH_INVALID')
      },
      { token: 't' },
      { code: 'AUTH_INVALID', message: 'Authentication is invalid', retryable: false },
    ],
    [
      'the application says why',
      () => {
        throw new RefusalError('AUTH_SUSPENDED', 'account suspended')
      },
      { token: 't' },
      { code: 'AUTH_SUSPENDED', message: 'Authentication: account suspended' },
    ],
    [
      'its code is new',
      () => {
        throw new RefusalError('AUTH_SUSPENDED')
      },
      { token: 't' },
      { code: 'AUTH_SUSPENDED', message: 'Authentication was refused' },
    ],
    [
      'the token has expired',
      () => {
        throw new RefusalError('AUTH_EXPIRED', 'Authentication ran out', { retryable: true })
      },
      { token: 't' },
      { code: 'AUTH_EXPIRED', message: 'Authentication ran out', retryable: true },
    ],
    [
      'checking the token fails',
      () => {
        throw Object.assign(new Error('key lilac is wrong'), { name: 'JsonWebTokenError' })
      },
      { token: 't' },
      { code: 'AUTH_INVALID', message: 'Authentication is invalid', retryable: false },
    ],
    [
      'there is no token',
      () => {
        throw new Error('key lilac is wrong')
      },
      {},
      { code: 'AUTH_MISSING', message: 'Authentication is missing' },
    ],
    ...[
      [new errors.JWSSignatureVerificationFailed(), 'AUTH_INVALID'],
      [new errors.JWSInvalid('not compact'), 'AUTH_INVALID'],
      [new errors.JWTClaimValidationFailed('another audience', {}), 'AUTH_INVALID'],
      [new errors.JWKSNoMatchingKey(), 'AUTH_INVALID'],
      [new errors.JWTExpired('too old', {}), 'AUTH_EXPIRED'],
      [Object.assign(new Error('too old'), { name: 'TokenExpiredError' }), 'AUTH_EXPIRED'],
      [new errors.JWKSTimeout(), 'HANDLER_FAILED'],
      [new Error('the database is away'), 'HANDLER_FAILED'],
    ].map(([error, code], index): (typeof cases)[number] => [
      `it throws what it does in case ${index}`,
      () => Promise.reject(error),
      { token: 't' },
      { code, retryable: code !== 'AUTH_INVALID' },
    ]),
    ['nobody is found', () => undefined, { token: 't' }, { code: 'AUTH_INVALID', retryable: false }],
    ['nobody is found without a token', () => Promise.resolve(undefined), {}, { code: 'AUTH_MISSING' }],
    ['it is silent', () => new Promise(() => {}), { token: 't' }, { code: 'HANDLER_TIMEOUT', retryable: true }],
  ]
  test.each(cases)(
    'a connection is refused with a code, and its message speaks of authentication, when %s',
    async (_, authenticate, auth, error) => {
      const { io, url } = await listening()
      serve(io, messaging, { authenticate, handlerTimeoutMs: 50 })
      const refused = await refusal(client(url, '/messaging', { transport, auth }))
      expect(refused.data).toEqual({ error: expect.objectContaining(error) })
      expect(refused.message).toBe(refused.data?.error['message'])
      expect(JSON.stringify(refused.data)).not.toContain('lilac')
      expect(io.of('/messaging').sockets.size).toBe(0)
    },
  )
})

test('a token that ran out is refused, and so is one of which nobody can say until when', async () => {
  const { io, url } = await listening()
  serve(io, messaging, {
    authenticate: ({ exp }) => ({ id: 'u1', exp: exp as number }),
    expiresAt: ({ exp }) => exp * 1000,
  })
  for (const exp of [1, undefined]) {
    const refused = await refusal(client(url, '/messaging', { auth: { exp } }))
    expect(refused).toMatchObject({
      message: 'Authentication has expired',
      data: { error: { code: 'AUTH_EXPIRED', retryable: true } },
    })
  }
})

test('a token whose time is over serves no more, although no timer came round to it', async () => {
  const { io, url } = await listening()
  const handled = vi.fn(() => ({ messageId: 'm1' }))
  const ending = { at: Date.now() + 3_600_000, valueOf: () => ending.at }
  serve(io, messaging, { authenticate: () => ({ id: 'u1' }), expiresAt: () => ending as never }).on(
    'message:mark_read',
    handled as never,
  )
  const socket = await joined(url, '/messaging')
  ending.at = Date.now()
  expect(await socket.emitWithAck('message:mark_read', { messageId: 'm1' })).toMatchObject({
    error: { code: 'AUTH_EXPIRED', retryable: true },
  })
  expect(handled).not.toHaveBeenCalled()
})

test('a token that runs out while the first rooms are looked up lets nobody in', async () => {
  const { io, url } = await listening()
  const ending = { at: Date.now() + 3_600_000, valueOf: () => ending.at }
  serve(io, messaging, {
    authenticate: () => ({ id: 'u1' }),
    expiresAt: () => ending as never,
    autoJoin: () => {
      ending.at = Date.now()
      return []
    },
  })
  expect(await refusal(client(url, '/messaging'))).toMatchObject({
    data: { error: { code: 'AUTH_EXPIRED', retryable: true } },
  })
})

test('a client is told which versions there are when the server knows none of its own, and may try again where it is newer', async () => {
  const { io, url } = await listening()
  serve(io, messaging)
  const refused = await refusal(client(url, '/messaging', { auth: declaring(['/messaging', 7, 3]) }))
  expect(refused.data?.error).toEqual({
    code: 'CONTRACT_UNSUPPORTED',
    message: expect.any(String),
    retryable: true,
    supported: [1],
    requested: [7, 3],
  })
  const malformed = await refusal(client(url, '/messaging', { auth: { contract: null } }))
  expect(malformed.data?.error).toMatchObject({ code: 'CONTRACT_MALFORMED', retryable: false })
})

test('a client that declared the contract is welcomed, any other is not', async () => {
  const { io, url } = await listening()
  serve(io, patientPharmacy, { legacy: true })
  serve(io, simulation, { legacy: true })
  const declared = client(url, '/', { auth: declaring(['/patient-pharmacy', 3, 1], ['/nowhere', 1]) })
  const welcomes: unknown[] = []
  declared.on('contract:welcome', (welcome) => welcomes.push(welcome))
  await next(declared, 'connect')
  await settled(declared)
  expect(welcomes).toEqual([
    { contract: '/patient-pharmacy', version: 1, digest: expect.stringMatching(/^[0-9a-f]{16}$/) },
  ])
  const old = client(url, '/')
  old.on('contract:welcome', (welcome) => welcomes.push(welcome))
  await next(old, 'connect')
  await settled(old)
  expect(welcomes).toHaveLength(1)
})

describe('contracts that share a path', () => {
  const asked: string[] = []
  async function shared(answers: { pharmacy: boolean; simulation: boolean }) {
    const { io, url } = await listening()
    asked.length = 0
    const authenticate = (name: keyof typeof answers) => () => {
      asked.push(name)
      if (!answers[name]) throw new RefusalError('AUTH_INVALID')
      return { id: 'u1' }
    }
    const pharmacy = serve(io, patientPharmacy, {
      aliases: patientPharmacyAliases,
      legacy: true,
      authenticate: authenticate('pharmacy'),
      autoJoin: () => [pharmacyRoom('p1')],
      mayJoin: () => true,
    })
    serve(io, simulation, {
      aliases: simulationAliases,
      legacy: true,
      authenticate: authenticate('simulation'),
      mayJoin: () => true,
    })
    return { io, url, pharmacy }
  }

  test('each contract of a shared path is asked where the client declared none, and only those it declared otherwise', async () => {
    const { url } = await shared({ pharmacy: true, simulation: true })
    await joined(url, '/')
    expect(asked).toEqual(['pharmacy', 'simulation'])
    await joined(url, '/', { auth: declaring(['/simulation', 1]) })
    expect(asked).toEqual(['pharmacy', 'simulation', 'simulation'])
    await joined(url, '/', { auth: declaring(['/elsewhere', 1]) })
    expect(asked).toHaveLength(5)
  })

  test('a connection is refused only when all contracts of its path refuse', async () => {
    const { url } = await shared({ pharmacy: false, simulation: false })
    expect((await refusal(client(url, '/'))).data?.error.code).toBe('AUTH_INVALID')
  })

  test('a contract that refused has no rooms or events for that client', async () => {
    const { io, url, pharmacy } = await shared({ pharmacy: false, simulation: true })
    const socket = await joined(url, '/')
    const tap = wiretap(socket)
    expect(io.of('/').adapter.rooms.has('pharmacy:p1')).toBe(false)
    pharmacy.to('pharmacy:p1').emit('order:new', example)
    expect(await socket.emitWithAck('chat:join', { roomId: 'r1' })).toMatchObject({ error: { code: 'AUTH_INVALID' } })
    expect(await socket.emitWithAck('session:leave', { sessionId: 's1' })).toEqual({ sessionId: 's1' })
    expect(tap).toEqual([])
  })

  test('a contract the client did not declare has no events for it', async () => {
    const { url } = await shared({ pharmacy: true, simulation: true })
    const socket = await joined(url, '/', { auth: declaring(['/simulation', 1]) })
    expect(await socket.emitWithAck('chat:join', { roomId: 'r1' })).toMatchObject({
      error: { code: 'CONTRACT_UNSUPPORTED' },
    })
  })

  test('a client that declared one contract of a path hears nothing of the other, which was never asked', async () => {
    const { io, url } = await listening()
    const one = serve(io, messaging, { aliases: messagingAliases, legacy: true, autoJoin: () => ['user:u1'] })
    const two = serve(io, realtime, { aliases: realtimeAliases, legacy: true })
    const socket = await joined(url, '/ws', { auth: declaring(['/messaging', 1]) })
    const tap = wiretap(socket)
    one.to('user:u1').emit('message:deleted', { messageId: 'm1', deletedAt: '2024-12-20T10:30:00Z' })
    two.to('user:u1').emit('presence:idle', { reason: 'idle', timestamp: '2024-12-20T10:30:00Z' })
    two.to('user:u1').emit('connection:request', realtime.serverToClient['connection:request'].example as never)
    await settled(socket)
    expect(tap.map(([name]) => name)).toEqual(['message:deleted'])
  })
})

test('a name has one owner on a path, in each direction', async () => {
  const { io } = await listening()
  const rival = (without: 'opened'[]) =>
    namespace('/rival', {
      legacyPath: { path: '/ws', without },
      serverToClient: { 'message:new': event({}), opened: event({}) },
      clientToServer: { 'typing:begin': event({}) },
    })
  serve(io, messaging, { aliases: messagingAliases, legacy: true })
  serve(io, realtime, { aliases: realtimeAliases, legacy: true })
  expect(() => serve(io, rival([]), { legacy: true })).toThrow(
    '/rival and /messaging both own message:new (serverToClient) on /ws',
  )
  expect(() => serve(io, rival([]))).not.toThrow()
  const heard = namespace('/heard', {
    legacyPath: '/ws',
    serverToClient: {},
    clientToServer: { TYPING_START: event({}) },
  })
  expect(() => serve(io, heard, { legacy: true })).toThrow('both own TYPING_START (clientToServer) on /ws')
  const yielding = namespace('/yielding', {
    legacyPath: { path: '/ws', without: ['message:new'] },
    serverToClient: { 'message:new': event({}) },
    clientToServer: {},
  })
  expect(() => serve(io, yielding, { legacy: true })).not.toThrow()
})

test('a contract that is closed and served anew goes through the same gate', async () => {
  const { io, url } = await listening()
  const use = vi.spyOn(io.of('/messaging'), 'use')
  const authenticate = vi.fn(() => ({ id: 'u1' }))
  const first = serve(io, messaging, { authenticate })
  first.on('message:send', () => ({ messageId: 'first', createdAt: '2024-12-20T10:30:00Z' }))
  const socket = await joined(url, '/messaging')
  first.close()
  const second = serve(io.of('/messaging'), messaging, { authenticate })
  second.on('message:send', (_, { user }) => ({ messageId: `second-${user.id}`, createdAt: '2024-12-20T10:30:00Z' }))
  const later = await joined(url, '/messaging')
  for (const each of [socket, later])
    expect(await each.emitWithAck('message:send', { receiverId: 'u2', content: 'hi' })).toMatchObject({
      messageId: 'second-u1',
    })
  expect(use).toHaveBeenCalledTimes(1)
  expect(authenticate).toHaveBeenCalledTimes(2)
})

test('a contract that is closed leaves the path to the application', async () => {
  const { io, url } = await listening()
  const served = serve(io, messaging, {
    authenticate: () => {
      throw new RefusalError('AUTH_INVALID')
    },
  })
  served.close()
  io.of('/messaging').on('connection', (socket) => socket.on('message:send', (payload, ack) => ack(payload)))
  const socket = await joined(url, '/messaging')
  expect(await socket.emitWithAck('message:send', 7)).toBe(7)
})

test("the application's own listeners get what no handler of the contract takes, untouched where no contract declares it", async () => {
  const { io, url } = await listening()
  const served = serve(io, messaging)
  served.on('typing:stop', () => {})
  io.of('/messaging').on('connection', (socket) => {
    socket.on('own:event', (...args) => args.at(-1)(args.slice(0, -1)))
    socket.on('typing:start', (...args) => args.at(-1)(args.slice(0, -1)))
    socket.on('typing:stop', (...args) => args.at(-1)('never'))
    socket.on('listen:error', (ack) => {
      socket.on('error', ((_: unknown, ack: (word: string) => void) => ack('heard')) as never)
      ack()
    })
  })
  const socket = await joined(url, '/messaging')
  expect(await socket.emitWithAck('own:event', 1, { __proto__: null, a: [2] })).toEqual([1, { a: [2] }])
  expect(await socket.emitWithAck('typing:start', { receiverId: 'u2', a: 1 })).toEqual([{ receiverId: 'u2' }])
  expect(await socket.emitWithAck('typing:stop', { receiverId: 'u2' })).toBeUndefined()
  expect(await socket.emitWithAck('error', 1)).toMatchObject({ error: { code: 'EVENT_UNKNOWN' } })
  await socket.emitWithAck('listen:error')
  expect(await socket.emitWithAck('error', 1)).toBe('heard')
  expect(await socket.emitWithAck('own:other')).toMatchObject({ error: { code: 'EVENT_UNKNOWN' } })
})

test('a server that runs middleware for recovered connections is not served, for facts would be lost', async () => {
  const { io } = await listening({ connectionStateRecovery: { skipMiddlewares: false } })
  expect(() => serve(io, messaging)).toThrow('skipMiddlewares')
})

test.each([
  ['nothing but the id of the user and the version', { connectionStateRecovery: {} }, { userId: 'u1', version: 1 }],
  ['nothing at all, where no connection is recovered,', {}, undefined],
])('%s stands in socket.data', async (_, options, known) => {
  const { io, url } = await listening(options)
  serve(io, messaging, { authenticate: () => ({ id: 'u1', secret: 's', call() {} }) })
  await joined(url, '/messaging', { auth: declaring(['/messaging', 1]) })
  const [socket] = io.of('/messaging').sockets.values()
  expect(socket?.data).toEqual(known ? { 'socket-canon': { '/messaging': known } } : {})
})

test('an observer learns of connections, events, rooms and refusals, and an observer that throws costs nothing', async () => {
  const { io, url } = await listening()
  const seen: Observation[] = []
  const pharmacy = serve(io, patientPharmacy, {
    aliases: patientPharmacyAliases,
    legacy: true,
    authenticate: ({ token }) => {
      if (token === 'bad') throw new RefusalError('AUTH_INVALID')
      return { id: 'u1' }
    },
    mayJoin: (_, room) => room !== 'chat:r2',
    observe: (noticed) => {
      seen.push(noticed)
      throw new Error('an observer of bad manners')
    },
  })
  await refusal(client(url, '/', { auth: { token: 'bad' } }))
  const socket = await joined(url, '/', { auth: { token: 't', ...declaring(['/patient-pharmacy', 1]) } })
  await socket.emitWithAck('chat:join', { roomId: 'r1' })
  await socket.emitWithAck('chat:join', { roomId: 'r2' })
  await socket.emitWithAck('chat:leave', { roomId: 'r1' })
  pharmacy.to(pharmacyRoom('p1')).emit('order:new', example)
  const gone = new Promise((resolve) => [...io.of('/').sockets.values()][0]?.on('disconnect', resolve))
  socket.disconnect()
  await gone
  expect(seen.map(({ kind }) => kind)).toEqual([
    'connection-attempted',
    'connection-failed',
    'connection-attempted',
    'connection-made',
    'received',
    'joined',
    'answered',
    'received',
    'denied',
    'refused',
    'received',
    'left',
    'answered',
    'sent',
    'connection-lost',
  ])
  const sent = seen.find(({ kind }) => kind === 'sent')
  if (sent?.kind !== 'sent') throw new Error('nothing was sent')
  expect(sent.payload()).toMatchObject({ drugName: '[phi]', patient: { phone: '[pii]' }, quantity: 2 })
  expect(sent.payload('patient.phone', 'nothing.here')).toMatchObject({
    drugName: '[phi]',
    patient: { phone: '+234...' },
  })
})

import type { Server } from 'socket.io'
import type { Socket } from 'socket.io-client'
import { describe, expect, test, vi } from 'vitest'
import { type Client, connect } from '../../src/client/index.js'
import { RefusalError } from '../../src/index.js'
import {
  type PatientPharmacy,
  patientPharmacy,
  patientPharmacyAliases,
  pharmacyRoom,
} from '../../src/patient-pharmacy.js'
import { type ServeOptions, serve } from '../../src/server/index.js'
import { simulation, simulationAliases } from '../../src/simulation.js'
import { fixture } from '../../src/testing/index.js'
import { gathering, next, until } from '../ends/waiting.js'
import { ways } from '../ends/way.js'

const path = '/patient-pharmacy'
const order = fixture(patientPharmacy.serverToClient['order:new'])
const message = { ...fixture(patientPharmacy.serverToClient['chat:message']), roomId: 'c1' }
const line = fixture(simulation.serverToClient['transcript:update'])

interface Typist {
  readonly wire: Socket
  readonly client: Client<PatientPharmacy>
  readonly heard: ReturnType<typeof gathering<string>>
}

interface User {
  readonly id: string
  readonly until?: number
}
/** Reads the tokens of these tests: a name, and when it ends. */
const userOf = ({ token }: Readonly<Record<string, unknown>>): User => {
  const [id = '', end] = String(token).split('@')
  if (id === 'revoked') throw new RefusalError('AUTH_INVALID')
  if (end && Number(end) <= Date.now()) throw new RefusalError('AUTH_EXPIRED')
  return { id, ...(end ? { until: Number(end) } : {}) }
}
const served = (io: Server, options: Partial<ServeOptions<typeof patientPharmacy, User>> = {}) =>
  serve(io, patientPharmacy, {
    aliases: patientPharmacyAliases,
    legacy: true,
    authenticate: userOf,
    userId: ({ id }) => id,
    expiresAt: ({ until: end }) => end,
    autoJoin: () => [pharmacyRoom('auto')],
    mayJoin: () => true,
    ...options,
  })

describe.each(ways.map((way) => [way.name, way] as const))('between both ends over %s', (_, way) => {
  test('a declared client of either path, in two rooms and two namespaces, hears each fact once', async () => {
    const { io, socket } = await way.ends()
    const shop = served(io)
    const school = serve(io, simulation, { aliases: simulationAliases, legacy: true, mayJoin: () => true })
    school.on('session:join', ({ sessionId }) => ({ sessionId, replayed: 0 }))
    const auth = { token: 'u1' }
    const options = { aliases: patientPharmacyAliases, legacy: true }
    const wire = socket('/', { auth })
    const clients = [connect(socket(path, { auth }), patientPharmacy, options), connect(wire, patientPharmacy, options)]
    const heard = clients.map((client) => {
      const list = gathering<string>()
      client.on('order:new', ({ id }) => list.add(id))
      client.on('chat:message', ({ id }) => list.add(id))
      return list
    })
    const student = connect(wire, simulation, { aliases: simulationAliases, legacy: true })
    const said = gathering<string>()
    student.on('transcript:update', ({ text }) => said.add(text))
    for (const client of clients) {
      await client.join(pharmacyRoom('p1')).joined
      await client.join('chat:c1').joined
    }
    await student.join('session:s1').joined
    for (let count = 0; count < 3; count++) {
      shop.to(pharmacyRoom('p1')).emit('order:new', { ...order, id: `o${count}` })
      shop.to(['chat:c1', pharmacyRoom('p1')]).emit('chat:message', {
        ...message,
        id: `m${count}`,
      })
    }
    school.to('session:s1').emit('transcript:update', line)
    await said.have(1)
    for (const list of heard) {
      await list.have(6)
      expect(list.all).toEqual(['o0', 'm0', 'o1', 'm1', 'o2', 'm2'])
    }
  })

  test('a token that ends is asked for again once, and the client is back by itself', async () => {
    vi.useFakeTimers({
      toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
      shouldAdvanceTime: true,
    })
    try {
      const { io, socket } = await way.ends()
      served(io)
      const tokens = [`u1@${Date.now() + 3000}`, 'u1']
      const asked: string[] = []
      const auth = (answer: (data: object) => void) => {
        const token = tokens[asked.length] as string
        asked.push(token)
        answer({ token })
      }
      const client = connect(socket(path, { auth }), patientPharmacy)
      await until(client, 'status', 'connected')
      const told = next(client.socket, 'contract:refused')
      await vi.advanceTimersByTimeAsync(3100)
      expect(await told).toMatchObject({ error: { code: 'AUTH_EXPIRED' } })
      const back = next(client.socket, 'connect')
      await vi.advanceTimersByTimeAsync(1100)
      await back
      expect(client.status).toBe('connected')
      expect(asked).toEqual(tokens)
    } finally {
      vi.useRealTimers()
    }
  })

  test('with the same token that has ended it stays refused', async () => {
    const { io, socket } = await way.ends()
    served(io)
    let asked = 0
    const auth = (answer: (data: object) => void) => {
      asked++
      answer({ token: 'u1@1' })
    }
    const client = connect(socket(path, { auth }), patientPharmacy)
    const failed = next<Error>(client.socket, 'connect_error')
    await until(client, 'status', 'refused')
    expect((await failed).message).toMatch(/^Authentication/)
    expect(client.refusal).toMatchObject({ code: 'AUTH_EXPIRED' })
    expect(asked).toBe(2)
    expect(client.socket.active).toBe(false)
  })

  test('a refusal that is not retryable stays refused until the application connects again', async () => {
    const { io, socket } = await way.ends()
    served(io)
    const client = connect(socket(path, { auth: { token: 'revoked' } }), patientPharmacy)
    await until(client, 'status', 'refused')
    expect(client.refusal).toMatchObject({ code: 'AUTH_INVALID', retryable: false })
    expect(client.quality).toBe('offline')
    client.socket.auth = { token: 'u1' }
    client.socket.connect()
    await until(client, 'status', 'connected')
    expect(client.refusal).toBeUndefined()
  })

  test('a connection that is refused for good answers what waits for it at once, and what is asked then', async () => {
    const { io, socket } = await way.ends()
    served(io)
    const client = connect(socket(path, { auth: { token: 'revoked' } }), patientPharmacy)
    const invalid = { name: 'RefusalError', code: 'AUTH_INVALID', message: 'Authentication is invalid' }
    const stay = client.join(pharmacyRoom('p1'))
    const told = gathering<unknown>()
    stay.watch((isIn, error) => told.add([isIn, (error as RefusalError | undefined)?.code, client.status]))
    const waiting = [stay.joined, client.request('join', { room: pharmacyRoom('p2') })]
    for (const answer of waiting) await expect(answer).rejects.toMatchObject(invalid)
    expect(client.status).toBe('refused')
    const other = client.join(pharmacyRoom('p1'))
    const asked = [other.joined, client.request('chat:join', { roomId: 'c1' })]
    for (const answer of asked) await expect(answer).rejects.toMatchObject(invalid)
    expect(client.emit('chat:typing', { roomId: 'c1', isTyping: true })).toBe(false)

    client.socket.auth = { token: 'u1' }
    client.socket.connect()
    // what is asked from now on may be answered
    const late = [client.join(pharmacyRoom('p3')).joined, client.request('join', { room: pharmacyRoom('p4') })]
    await Promise.all(late)
    await told.have(5)
    expect(told.all).toEqual([
      [false, undefined, 'connecting'],
      [false, 'AUTH_INVALID', 'refused'],
      [false, 'AUTH_INVALID', 'refused'],
      [false, undefined, 'connected'],
      [true, undefined, 'connected'],
    ])
    // who comes now is in, whatever was answered before
    await client.join(pharmacyRoom('p1')).joined
  })

  test('a room left while its connection was refused is left on the server too, if that kept it, and others are entered again', async () => {
    const { io, socket, cut } = await way.ends({ connectionStateRecovery: {} })
    const shop = served(io)
    let token = 'u1'
    const auth = (answer: (data: object) => void) => answer({ token })
    const client = connect(socket(path, { auth }), patientPharmacy)
    const [kept, left] = [client.join(pharmacyRoom('kept')), client.join(pharmacyRoom('left'))]
    await Promise.all([kept.joined, left.joined])
    const told = gathering<unknown>()
    kept.watch((isIn, error) => told.add([isIn, (error as RefusalError | undefined)?.code]))
    token = 'revoked'
    cut()
    await until(client, 'status', 'refused')
    left.leave()
    token = 'u1'
    client.socket.connect()
    await told.have(4)
    expect(told.all).toEqual([
      [true, undefined],
      [false, 'AUTH_INVALID'],
      [false, undefined],
      [true, undefined],
    ])
    const heard = gathering<string>()
    client.on('order:new', ({ id }) => heard.add(id))
    await client.request('join', { room: pharmacyRoom('last') })
    shop.to(pharmacyRoom('left')).emit('order:new', { ...order, id: 'outside' })
    shop.to(pharmacyRoom('kept')).emit('order:new', { ...order, id: 'inside' })
    expect(await heard.have(1)).toEqual(['inside'])
  })

  test('a token that is asked for once more rejects nothing', async () => {
    const { io, socket } = await way.ends()
    served(io)
    const tokens = ['u1@1', 'u1']
    const auth = (answer: (data: object) => void) => answer({ token: tokens.shift() })
    const client = connect(socket(path, { auth }), patientPharmacy)
    const room = pharmacyRoom('p1')
    await Promise.all([client.join(room).joined, client.request('join', { room })])
    expect(tokens).toEqual([])
  })

  test('a contract version that the server serves no more is refused for good', async () => {
    const { io, socket } = await way.ends()
    serve(io, { ...patientPharmacy, version: 99 }, { authenticate: userOf, userId: ({ id }) => id })
    const client = connect(socket(path, { auth: { token: 'u1' } }), patientPharmacy)
    await until(client, 'status', 'refused')
    expect(client.refusal).toMatchObject({ code: 'CONTRACT_UNSUPPORTED' })
  })

  test('a revoked client that was away comes back recovered and is ended without hearing anything new', async () => {
    const { io, socket, cut } = await way.ends({ connectionStateRecovery: {} })
    const shop = served(io)
    let token = 'u1'
    const client = connect(
      socket(path, { auth: (answer: (data: object) => void) => answer({ token }) }),
      patientPharmacy,
    )
    const heard = gathering<string>()
    client.on('order:new', ({ id }) => heard.add(id))
    await until(client, 'status', 'connected')
    shop.to(pharmacyRoom('auto')).emit('order:new', { ...order, id: 'before' })
    await heard.have(1)
    token = 'revoked'
    cut()
    await until(client, 'status', 'refused')
    shop.to(pharmacyRoom('auto')).emit('order:new', { ...order, id: 'after' })
    expect(client.refusal).toMatchObject({ code: 'AUTH_INVALID' })
    expect(heard.all).toEqual(['before'])
  })

  test('a client is answered with the reply, or with a refusal that says no more than its code allows', async () => {
    const { io, socket } = await way.ends()
    const shop = served(io, { mayJoin: (_, room) => room !== pharmacyRoom('no') })
    shop.on('join', ({ room }) => {
      if (room === pharmacyRoom('rule')) throw new RefusalError('ROOM_FULL', 'no place left', { retryable: true })
      if (room === pharmacyRoom('bug')) throw new Error('the inner message')
      return { room }
    })
    const wire = socket(path, { auth: { token: 'u1' } })
    const client = connect(wire, patientPharmacy)
    await expect(client.request('join', { room: pharmacyRoom('p1') })).resolves.toEqual({ room: 'pharmacy:p1' })
    const refusals = [
      ['rule', { code: 'ROOM_FULL', message: 'no place left', retryable: true }],
      ['bug', { code: 'HANDLER_FAILED', message: expect.not.stringContaining('inner') }],
      ['no', { code: 'ROOM_FORBIDDEN', retryable: false }],
    ] as const
    for (const [id, refusal] of refusals)
      await expect(client.request('join', { room: pharmacyRoom(id) })).rejects.toMatchObject(refusal)
    expect(await wire.emitWithAck('join', { room: 7 })).toMatchObject({ error: { code: 'PAYLOAD_INVALID' } })
    expect(await wire.emitWithAck('nothing:known', {})).toMatchObject({ error: { code: 'EVENT_UNKNOWN' } })
    const told = next(wire, 'contract:refused')
    wire.emit('join', { room: pharmacyRoom('p1') })
    expect(await told).toMatchObject({ event: 'join', error: { code: 'REPLY_REQUIRED' } })
  })

  test('a limit of the application is a refusal that says how long to wait', async () => {
    const { io, socket } = await way.ends()
    served(io, { limiter: { consume: () => Promise.reject({ msBeforeNext: 700 }) } })
    const client = connect(socket(path, { auth: { token: 'u1' } }), patientPharmacy)
    await expect(client.request('join', { room: pharmacyRoom('p1') })).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryable: true,
      retryAfterMs: 700,
    })
  })

  test('an old client is heard and answered in its names, and hears every name once', async () => {
    const { io, socket } = await way.ends()
    const shop = served(io)
    const old = socket('/', { auth: { token: 'u1' } })
    const heard = gathering<string>()
    old.onAny((name: string) => heard.add(name))
    old.connect()
    old.emit('chat:join', { roomId: 'c1' })
    await heard.have(1)
    shop.to('chat:c1').emit('chat:message', message)
    shop.to(pharmacyRoom('auto')).emit('order:new', order)
    await heard.have(5)
    expect(heard.all).toEqual(['room-joined', 'chat:message', 'new-message', 'order:new', 'order:created'])
  })

  test('a typing notice reaches the others only, and ends with its typist', async () => {
    const { io, socket } = await way.ends()
    const shop = served(io)
    shop.on('chat:typing', ({ roomId, isTyping }, { user, to }) =>
      to(`chat:${roomId}`).emit('chat:typing', { roomId, userId: user.id, isTyping }),
    )
    const [typist, other] = ['u1', 'u2'].map((token) => {
      const wire = socket(path, { auth: { token }, forceNew: true })
      const client = connect(wire, patientPharmacy)
      const heard = gathering<string>()
      client.on('chat:typing', ({ userId, isTyping }) => heard.add(`${userId} ${isTyping}`))
      return { wire, client, heard }
    }) as [Typist, Typist]
    for (const { client } of [typist, other]) await client.join('chat:c1').joined
    typist.client.emit('chat:typing', { roomId: 'c1', isTyping: true })
    await other.heard.have(1)
    // what comes behind a notice came after it
    await typist.client.request('chat:join', { roomId: 'c1' })
    typist.wire.disconnect()
    await other.heard.have(2)
    expect(other.heard.all).toEqual(['u1 true', 'u1 false'])
    expect(typist.heard.all).toEqual([])
  })

  test('an outsider who knows the ids hears nothing, whatever the path, after a recovery neither', async () => {
    const { io, socket, cut } = await way.ends({ connectionStateRecovery: {} })
    const shop = served(io, { mayJoin: ({ id }) => id === 'insider', autoJoin: () => [] })
    const insider = connect(socket(path, { auth: { token: 'insider' }, forceNew: true }), patientPharmacy)
    const orders = gathering<string>()
    const welcome = gathering<string>()
    insider.on('order:new', ({ id }) => orders.add(id))
    await insider.join(pharmacyRoom('p1')).joined
    await insider.join('chat:c1').joined
    const heard: string[] = []
    const outsiders = [path, '/'].flatMap((at) =>
      [true, false].map((isDeclared) => {
        const wire = socket(at, { auth: { token: 'outsider' }, forceNew: true })
        wire.onAny((name: string) => name.startsWith('contract:') || heard.push(`${at} ${name}`))
        wire.on('connect', () => welcome.add(at))
        if (isDeclared) connect(wire, patientPharmacy, { aliases: patientPharmacyAliases, legacy: true })
        else wire.connect()
        return wire
      }),
    )
    await welcome.have(4)
    const asks = [
      ['join', { room: 'pharmacy:p1' }],
      ['join', { room: 'chat:c1' }],
      ['join', { room: 'room:c1' }],
      ['join', { room: 'pharmacy:p1 shadow' }],
      ['chat:join', { roomId: 'c1' }],
      ['chat:join', { roomId: 'insider' }],
    ] as const
    const knock = async () => {
      for (const wire of outsiders)
        for (const [name, payload] of asks)
          expect(await wire.emitWithAck(name, payload)).toMatchObject({ error: { code: expect.any(String) } })
    }
    const tell = async (id: string) => {
      shop.to(pharmacyRoom('p1')).emit('order:new', { ...order, id })
      shop.to('chat:c1').emit('chat:message', { ...message, id })
      await orders.have(orders.all.length + 1)
    }
    await knock()
    await tell('before')
    await knock()
    cut()
    await welcome.have(8)
    await until(insider, 'status', 'connected')
    await tell('after')
    await knock()
    expect(orders.all).toEqual(['before', 'after'])
    expect(heard).toEqual([])
  })

  test('what was sent while a client was away comes with the recovered connection, once', async () => {
    const { io, socket, cut } = await way.ends({ connectionStateRecovery: {} })
    const shop = served(io)
    const client = connect(socket(path, { auth: { token: 'u1' } }), patientPharmacy)
    const heard = gathering<string>()
    client.on('order:new', ({ id }) => heard.add(id))
    await client.join(pharmacyRoom('p1')).joined
    const send = (id: string) => shop.to(pharmacyRoom('p1')).emit('order:new', { ...order, id })
    send('before')
    await heard.have(1)
    const [there] = io.of(path).sockets.values()
    const away = next(there as never, 'disconnect')
    const recovered = new Promise((resolve) => client.watch('recovered', resolve))
    cut()
    await away
    for (const id of ['one', 'two', 'three']) send(id)
    expect(await recovered).toBe(true)
    await heard.have(4)
    expect(heard.all).toEqual(['before', 'one', 'two', 'three'])
  })

  test('without recovery the application is told, and the rooms are entered again', async () => {
    const { io, socket, cut } = await way.ends()
    const shop = served(io)
    const client = connect(socket(path, { auth: { token: 'u1' } }), patientPharmacy)
    const heard = gathering<string>()
    client.on('order:new', ({ id }) => heard.add(id))
    const stay = client.join(pharmacyRoom('p1'))
    const told = gathering<unknown>()
    client.watch('recovered', (isRecovered) => told.add({ isRecovered }))
    stay.watch((isIn) => told.add({ isIn }))
    await told.have(3)
    cut()
    await told.have(6)
    shop.to(pharmacyRoom('p1')).emit('order:new', order)
    await heard.have(1)
    const round = [{ isRecovered: false }, { isIn: false }, { isIn: true }]
    expect(told.all).toEqual([{ isIn: false }, { isRecovered: false }, { isIn: true }, ...round])
  })

  test('closing one namespace leaves the other on the same Manager as it is', async () => {
    const { io, socket } = await way.ends()
    served(io)
    const wards = serve(io, simulation, { aliases: simulationAliases, mayJoin: () => true })
    wards.on('session:join', ({ sessionId }) => ({ sessionId, replayed: 0 }))
    const wire = socket(path, { auth: { token: 'u1' } })
    const client = connect(wire, patientPharmacy)
    const student = connect(wire.io.socket('/simulation', {}), simulation)
    await client.join(pharmacyRoom('p1')).joined
    const lost: string[] = []
    student.socket.on('disconnect', (reason) => lost.push(reason))
    const said = gathering<string>()
    student.on('transcript:update', ({ text }) => said.add(text))
    await student.join('session:s1', { since: 0 }).joined
    const gone = next(wire, 'disconnect')
    client.close()
    await gone
    wards.to('session:s1').emit('transcript:update', line)
    await said.have(1)
    expect(lost).toEqual([])
  })
})

import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { connect, factMemory } from '../../src/client/index.js'
import type { Observation } from '../../src/contract/observation.js'
import { messaging, messagingAliases } from '../../src/messaging.js'
import { patientPharmacy, patientPharmacyAliases } from '../../src/patient-pharmacy.js'
import { simulation, simulationAliases } from '../../src/simulation.js'
import { plainServer } from '../ends/server.js'
import { socketTo } from '../ends/sockets.js'
import { gathering, next, until } from '../ends/waiting.js'

const order = patientPharmacy.serverToClient['order:new'].example
const message = patientPharmacy.serverToClient['chat:message'].example
const said = simulation.serverToClient['transcript:update'].example
const typing = { roomId: 'room_1', userId: 'user_1', isTyping: true }

describe.each(['polling', 'websocket'])('over %s', (transport) => {
  const transports = [transport]

  test('a socket that did not connect declares the contract in its auth and connects', async () => {
    const { io, url } = await plainServer()
    const served = next<{ handshake: { auth: unknown } }>(io.of('/patient-pharmacy'), 'connection')
    const socket = socketTo(url, '/patient-pharmacy', { transports, auth: { token: 't1' } })
    const client = connect(socket, patientPharmacy)
    expect(client.status).toBe('connecting')
    expect((await served).handshake.auth).toEqual({
      token: 't1',
      contract: { package: expect.stringMatching(/^\d+\.\d+\.\d+/), versions: { '/patient-pharmacy': [1] } },
    })
    await until(client, 'status', 'connected')
  })

  test('hears what was listened for before there was a connection, in two namespaces of one Manager', async () => {
    const { io, url } = await plainServer()
    io.of('/patient-pharmacy').on('connection', (socket) => socket.emit('order:new', order))
    io.of('/messaging').on('connection', (socket) =>
      socket.emit('message:read', messaging.serverToClient['message:read'].example),
    )
    const socket = socketTo(url, '/patient-pharmacy', { transports })
    const orders = gathering<unknown>()
    const reads = gathering<unknown>()
    const one = connect(socket, patientPharmacy)
    one.on('order:new', orders.add)
    const other = connect(socket.io.socket('/messaging', {}), messaging)
    other.on('message:read', reads.add)
    expect(await orders.have(1)).toEqual([order])
    expect(await reads.have(1)).toEqual([messaging.serverToClient['message:read'].example])
    expect(other.socket.io).toBe(one.socket.io)
  })
})

test('a function of auth is kept and asked at every connection', async () => {
  const { io, url } = await plainServer()
  let asked = 0
  const socket = socketTo(url, '/patient-pharmacy', { auth: (answer) => answer({ token: `t${++asked}` }) })
  const auths = gathering<{ token?: string; contract?: object }>()
  io.of('/patient-pharmacy').on('connection', (served) => auths.add(served.handshake.auth))
  const client = connect(socket, patientPharmacy)
  await until(client, 'status', 'connected')
  socket.io.engine.close()
  await until(client, 'status', 'reconnecting')
  expect((await auths.have(2)).map(({ token, contract }) => [token, !!contract])).toEqual([
    ['t1', true],
    ['t2', true],
  ])
})

test('an auth that the application changes or replaces later is declared too', async () => {
  const { io, url } = await plainServer()
  const auths = gathering<object>()
  io.of('/patient-pharmacy').use((served, done) => {
    auths.add(served.handshake.auth)
    done(new Error('Authentication needed'))
  })
  const auth = { token: 'old' }
  const socket = socketTo(url, '/patient-pharmacy', { auth })
  const client = connect(socket, patientPharmacy)
  await until(client, 'status', 'refused')
  expect(socket.auth).toBe(auth)
  auth.token = 'changed'
  socket.connect()
  await auths.have(2)
  await next(socket, 'connect_error')
  socket.auth = { token: 'replaced' }
  socket.connect()
  const contract = expect.objectContaining({ versions: { '/patient-pharmacy': [1] } })
  expect(await auths.have(3)).toEqual(['old', 'changed', 'replaced'].map((token) => ({ token, contract })))
})

// those that a page loads by themselves have shorter names for what they call private by an underscore
test.each(['socket.io.js', 'socket.io.min.js', 'socket.io.msgpack.min.js'])(
  'what a handshake is declared by has its name in %s',
  (bundle) => {
    const load = createRequire(import.meta.url)
    const { Socket } = load(join(load.resolve('socket.io-client'), '../../../dist', bundle))
    expect(Socket.prototype.packet).toBeTypeOf('function')
  },
)

test('a socket that is connected is used as it is and declares the contract at its next connection', async () => {
  const { io, url } = await plainServer()
  const auths = gathering<{ contract?: object }>()
  io.of('/patient-pharmacy').on('connection', (served) => auths.add(served.handshake.auth))
  const socket = socketTo(url, '/patient-pharmacy')
  socket.connect()
  await next(socket, 'connect')
  const seen = gathering<Observation>()
  const client = connect(socket, patientPharmacy, { observe: seen.add })
  expect(client.status).toBe('connected')
  socket.io.engine.close()
  await until(client, 'status', 'reconnecting')
  await until(client, 'status', 'connected')
  expect((await auths.have(2)).map(({ contract }) => !!contract)).toEqual([false, true])
  const made = seen.all.flatMap((each) => (each.kind === 'connection-made' ? [each.declared] : []))
  expect(made).toEqual([false, true])
  client.close()
  await null
  expect(socket.connected).toBe(true)
  expect(socket.auth).toBeUndefined()
})

test('a second connect on one socket answers the same client, also after a close in the same turn no connection is cut', async () => {
  const { io, url } = await plainServer()
  const socket = socketTo(url, '/patient-pharmacy')
  const client = connect(socket, patientPharmacy)
  expect(connect(socket, patientPharmacy)).toBe(client)
  await until(client, 'status', 'connected')
  const { id } = socket
  client.close()
  const again = connect(socket, patientPharmacy)
  expect(again).not.toBe(client)
  const orders = gathering<unknown>()
  again.on('order:new', orders.add)
  io.of('/patient-pharmacy').emit('order:new', order)
  await orders.have(1)
  expect(socket.id).toBe(id)
  const gone = next(socket, 'disconnect')
  again.close()
  expect(await gone).toBe('io client disconnect')
})

test('two contracts share one socket, and the first to close leaves the other connected', async () => {
  const { io, url } = await plainServer()
  const auths = gathering<{ contract: { versions: object } }>()
  io.on('connection', (served) => {
    auths.add(served.handshake.auth as never)
    served.on('disconnect', () => auths.add(null as never))
  })
  const socket = socketTo(url, '/')
  const shop = connect(socket, patientPharmacy, { aliases: patientPharmacyAliases, legacy: true })
  const school = connect(socket, simulation, { aliases: simulationAliases, legacy: true })
  await until(shop, 'status', 'connected')
  await until(school, 'status', 'connected')
  const heard = gathering<string>()
  shop.on('order:new', ({ id }) => heard.add(id))
  school.on('transcript:update', ({ text }) => heard.add(text))
  shop.close()
  io.emit('order:created', order)
  io.emit('transcript', { ...said, source: 'backend' })
  expect(await heard.have(1)).toEqual([said?.text])
  expect(auths.all).toHaveLength(1)
})

test('one fact under every name of it is one call in canonical shape', async () => {
  const { io, url } = await plainServer()
  const seen = gathering<Observation>()
  const client = connect(socketTo(url, '/'), patientPharmacy, {
    aliases: patientPharmacyAliases,
    legacy: true,
    observe: seen.add,
  })
  const messages = gathering<unknown>()
  const orders = gathering<unknown>()
  client.on('chat:message', messages.add)
  client.on('order:new', orders.add)
  await until(client, 'status', 'connected')
  const { createdAt, ...legacy } = message as NonNullable<typeof message>
  io.emit('new-message', { ...legacy, senderType: 'PATIENT', timestamp: createdAt })
  io.emit('chat:message', message)
  io.emit('message:new', { ...legacy, createdAt: '2024-12-20T11:30:00.000+01:00' })
  io.emit('order:new', order)
  await orders.have(1)
  expect(messages.all).toEqual([message])
  const told = seen.all.flatMap((each) =>
    each.kind === 'received' || each.kind === 'duplicate' ? [[each.kind, each.event, each.legacyName]] : [],
  )
  expect(told).toEqual([
    ['received', 'chat:message', 'new-message'],
    ['duplicate', 'chat:message', undefined],
    ['duplicate', 'chat:message', 'message:new'],
    ['received', 'order:new', undefined],
  ])
})

test('without legacy only the canonical name is heard', async () => {
  const { io, url } = await plainServer()
  const client = connect(socketTo(url, '/'), patientPharmacy, { aliases: patientPharmacyAliases })
  const orders = gathering<{ id: string }>()
  client.on('order:new', orders.add)
  await until(client, 'status', 'connected')
  io.emit('order:created', { ...order, id: 'old' })
  io.emit('order:new', { ...order, id: 'new' })
  expect((await orders.have(1)).map(({ id }) => id)).toEqual(['new'])
})

test('two paths with one memory are one receiver', async () => {
  const { io, url } = await plainServer()
  const memory = factMemory()
  const socket = socketTo(url, '/')
  const old = connect(socket, patientPharmacy, { aliases: patientPharmacyAliases, legacy: true, memory })
  const today = connect(socket.io.socket('/patient-pharmacy', {}), patientPharmacy, { memory })
  const heard = gathering<string>()
  const ends = gathering<string>()
  for (const client of [old, today]) {
    client.on('order:new', ({ id }) => heard.add(id))
    client.on('chat:typing', ({ isTyping }) => heard.add(`typing ${isTyping}`))
    client.on('order:updated', ({ id }) => ends.add(id))
    await until(client, 'status', 'connected')
  }
  for (const path of ['/', '/patient-pharmacy']) {
    io.of(path).emit('order:new', order)
    io.of(path).emit('chat:typing', typing)
    io.of(path).emit('chat:typing', typing)
    io.of(path).emit('order:updated', { id: path, status: 'PENDING', updatedAt: '2024-12-20T10:30:00Z' })
  }
  await ends.have(2)
  expect(heard.all).toEqual([order?.id, 'typing true', 'typing true'])
})

describe('handlers', () => {
  const connected = async () => {
    const { io, url } = await plainServer()
    const client = connect(socketTo(url, '/patient-pharmacy'), patientPharmacy)
    await until(client, 'status', 'connected')
    const heard = gathering<string>()
    let count = 0
    const send = () => io.of('/patient-pharmacy').emit('order:new', { ...order, id: `o${count++}` })
    return { client, heard, send, io }
  }

  test('a handler stops with its own unsubscribe, however often the same function listens', async () => {
    const { client, heard, send } = await connected()
    const handler = ({ id }: { id: string }) => heard.add(id)
    const stop = client.on('order:new', handler)
    client.on('order:new', handler)
    send()
    await heard.have(2)
    stop()
    stop()
    send()
    await heard.have(3)
    client.on('order:new', ({ id }) => heard.add(`last ${id}`))
    send()
    await heard.have(5)
    expect(heard.all).toEqual(['o0', 'o0', 'o1', 'o2', 'last o2'])
  })

  test('a handler survives a reconnection', async () => {
    const { client, heard, send } = await connected()
    client.on('order:new', ({ id }) => heard.add(id))
    client.socket.io.engine.close()
    await until(client, 'status', 'reconnecting')
    await until(client, 'status', 'connected')
    send()
    expect(await heard.have(1)).toEqual(['o0'])
  })

  test('a handler is called although one before it throws, which is reported', async () => {
    const { client, heard, send } = await connected()
    const reported = new Promise<unknown>((resolve) => {
      const before = process.listeners('uncaughtException')
      process.removeAllListeners('uncaughtException')
      process.once('uncaughtException', (error) => {
        for (const listener of before) process.on('uncaughtException', listener)
        resolve(error)
      })
    })
    client.on('order:new', () => {
      throw new Error('the application failed')
    })
    client.on('order:new', ({ id }) => heard.add(id))
    send()
    expect(await heard.have(1)).toEqual(['o0'])
    expect(await reported).toMatchObject({ message: 'the application failed' })
  })

  test('a handler of a name the contract does not have is refused', async () => {
    const { client } = await connected()
    expect(() => client.on('toString' as never, () => {})).toThrow('no serverToClient event')
    const unknown = client.request('toString' as never, undefined as never)
    await expect(unknown).rejects.toThrow('no clientToServer event')
    expect(() => client.emit('toString' as never, undefined as never)).toThrow('no clientToServer event')
  })
})

describe('events that do not fit', () => {
  const misfit = { ...order, quantity: 'secret' }
  test.each([
    ['enforce', [], 1],
    ['report', ['secret'], 1],
    ['off', ['secret'], 0],
  ] as const)('an event that does not fit is heard with %s as %j and told %i time', async (validate, heard, told) => {
    const { io, url } = await plainServer()
    const seen = gathering<Observation>()
    const client = connect(socketTo(url, '/patient-pharmacy'), patientPharmacy, { validate, observe: seen.add })
    const orders = gathering<{ quantity: unknown }>()
    const ends = gathering<unknown>()
    client.on('order:new', orders.add)
    client.on('chat:typing', ends.add)
    await until(client, 'status', 'connected')
    io.of('/patient-pharmacy').emit('order:new', misfit)
    io.of('/patient-pharmacy').emit('chat:typing', typing)
    await ends.have(1)
    expect(orders.all.map(({ quantity }) => quantity)).toEqual(heard)
    const refused = seen.all.filter(({ kind }) => kind === 'refused')
    expect(refused).toHaveLength(told)
    expect(JSON.stringify(seen.all)).not.toContain('secret')
    if (told) expect(refused[0]).toMatchObject({ event: 'order:new', error: { code: 'PAYLOAD_INVALID' } })
  })

  test('an event under a legacy name whose row does not apply is withheld in every mode', async () => {
    for (const validate of ['enforce', 'report', 'off'] as const) {
      const { io, url } = await plainServer()
      const seen = gathering<Observation>()
      const aliases = { serverToClient: { opened: { of: 'order:new', up: () => undefined } }, clientToServer: {} }
      const client = connect(socketTo(url, '/'), patientPharmacy, {
        validate,
        aliases,
        legacy: true,
        observe: seen.add,
      })
      const heard = gathering<unknown>()
      client.on('order:new', heard.add)
      await until(client, 'status', 'connected')
      io.emit('opened', order)
      io.emit('order:new', order)
      await heard.have(1)
      const codes = seen.all.flatMap((each) => (each.kind === 'refused' ? [each.error.code] : []))
      expect(codes).toEqual(['ALIAS_NOT_APPLICABLE'])
      expect(heard.all).toHaveLength(1)
    }
  })
})

test('an observer sees no marked value but those it asks for by name', async () => {
  const { io, url } = await plainServer()
  const seen = gathering<Observation>()
  const observe = (each: Observation) => each.kind === 'received' && seen.add(each)
  const client = connect(socketTo(url, '/patient-pharmacy'), patientPharmacy, { observe })
  client.on('order:new', () => {})
  await until(client, 'status', 'connected')
  io.of('/patient-pharmacy').emit('order:new', order)
  const [received] = await seen.have(1)
  if (received?.kind !== 'received') throw new Error('nothing was received')
  expect(received).toMatchObject({
    namespace: '/patient-pharmacy',
    path: '/patient-pharmacy',
    socketId: client.socket.id,
  })
  expect(received.payload()).toMatchObject({ drugName: '[phi]', patient: { phone: '[pii]' } })
  expect(received.payload('patient.phone', 'nothing.here')).toMatchObject({
    drugName: '[phi]',
    patient: { phone: order?.patient.phone },
  })
})

test('the offset of a packet is never handed on, and a packet that comes twice is one call', async () => {
  const { io, url } = await plainServer({ connectionStateRecovery: {} })
  const client = connect(socketTo(url, '/messaging'), messaging, { aliases: messagingAliases, legacy: true })
  const heard = gathering<unknown[]>()
  const hear = client.on as (event: string, handler: (...args: unknown[]) => void) => () => void
  hear('typing:update', (...args) => heard.add(args))
  await until(client, 'status', 'connected')
  const notice = { userId: 'u1', isTyping: true, timestamp: '2024-12-20T10:29:50Z' }
  io.of('/messaging').emit('typing:update', notice)
  await heard.have(1)
  // what a server does that resends what it does not know to have arrived
  const last = (client.socket as unknown as { _lastOffset: string })._lastOffset
  const [served] = io.of('/messaging').sockets.values()
  for (const offset of [last, `${last}x`])
    (served as unknown as { packet(packet: object): void }).packet({ type: 2, data: ['typing:update', notice, offset] })
  await heard.have(2)
  expect(heard.all).toEqual([[notice], [notice]])
})

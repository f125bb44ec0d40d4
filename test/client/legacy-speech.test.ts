import type { Server, Socket as ServerSocket } from 'socket.io'
import { expect, test, vi } from 'vitest'
import { appointments, appointmentsAliases } from '../../src/appointments.js'
import {
  type ConnectOptions,
  connect,
  handover,
  type LegacySpeechOptions,
  logInByEvent,
  speakLegacy,
} from '../../src/client/index.js'
import type { NamespaceContract, Observation } from '../../src/index.js'
import { messaging, messagingAliases } from '../../src/messaging.js'
import { chatRoom, orderRoom, patientPharmacy, patientPharmacyAliases } from '../../src/patient-pharmacy.js'
import { publicRoom, realtime, realtimeAliases } from '../../src/realtime.js'
import { serve } from '../../src/server/index.js'
import { sessionRoom, simulation, simulationAliases } from '../../src/simulation.js'
import { fakeClock } from '../../src/testing/index.js'
import { workflow, workflowAliases } from '../../src/workflow.js'
import { cut, endOf } from '../ends/absence.js'
import { type Listening, listening } from '../ends/server.js'
import { socketTo } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'
import { answerMarkers, settled } from '../field/marker.js'

type Packet = readonly unknown[]
type Handle = (socket: ServerSocket, packet: Packet, ack: ((reply?: unknown) => void) | undefined) => void

const tables = {
  '/appointments': appointmentsAliases,
  '/messaging': messagingAliases,
  '/patient-pharmacy': patientPharmacyAliases,
  '/realtime': realtimeAliases,
  '/simulation': simulationAliases,
  '/workflow': workflowAliases,
}

/** Serves a path as a server of old, which writes down what it is told. */
async function oldServer(path: string, handle: Handle = () => {}): Promise<Listening & { told: Packet[] }> {
  const server = await listening()
  const told: Packet[] = []
  answerMarkers(server.io, path)
  server.io.of(path).on('connection', (socket) =>
    socket.onAny((name: string, ...args: unknown[]) => {
      if (/^(contract|test):/.test(name)) return
      const ack = typeof args.at(-1) === 'function' ? (args.pop() as () => void) : undefined
      told.push([name, ...args])
      handle(socket, [name, ...args], ack)
    }),
  )
  return { ...server, told }
}

/** Serves the simulation as a server of today. */
function serveToday(io: Server): void {
  const ward = serve(io, simulation, { authenticate: () => ({ id: 'u1' }), mayJoin: () => true })
  ward.on('session:join', ({ sessionId }) => ({ sessionId, replayed: 0 }))
}

/** Connects a contract and speaks legacy, by a clock that stands still. */
function speaking<N extends NamespaceContract>(
  url: string,
  path: string,
  contract: N,
  how: LegacySpeechOptions = {},
  more: ConnectOptions = {},
  socket = socketTo(url, path, { forceNew: true, auth: { token: 't' } }),
) {
  const clock = fakeClock()
  const seen: Observation[] = []
  const client = connect(socket, contract, {
    aliases: tables[contract.path as keyof typeof tables],
    legacy: speakLegacy(how),
    clock,
    observe: (each) => seen.push(each),
    ...more,
  })
  /** Lets the time pass in which it would have been greeted. */
  const judged = async () => {
    await settled(socket)
    clock.advance(1000)
    await settled(socket)
  }
  const joins = () => seen.flatMap((each) => (each.kind === 'joined' ? [[each.room, each.reason]] : []))
  const sent = () => seen.flatMap((each) => (each.kind === 'sent' ? [[each.event, each.legacyName]] : []))
  return { client, clock, socket, seen, judged, joins, sent }
}

const greet = (socket: ServerSocket, { path, version }: NamespaceContract) =>
  socket.emit('contract:welcome', { contract: path, version, digest: '0123456789abcdef' })

test('R11: a server of old hears old names in old shapes, when it has not greeted', async () => {
  const { url, told } = await oldServer('/simulation')
  const { client, clock, socket, judged, joins, sent } = speaking(url, '/simulation', simulation)
  const stay = client.join(sessionRoom('s1'), { since: 5 })
  await next(socket, 'connect')
  await settled(socket)
  expect(told).toEqual([])
  await judged()
  expect(told).toEqual([['join-session', 's1']])
  clock.advance(2000)
  await stay.joined
  expect(joins()).toEqual([['session:s1', 'assumed']])
  expect(sent()).toEqual([['session:join', 'join-session']])
})

test('R11: who speaks legacy tries again when a server refused it for now', async () => {
  const { io, url } = await listening()
  let tries = 0
  io.of('/simulation').use((_, done) => {
    const error = { code: 'UNAVAILABLE', message: 'not yet', retryable: true }
    done(tries++ ? undefined : Object.assign(new Error('not yet'), { data: { error } }))
  })
  const { client, clock, socket } = speaking(url, '/simulation', simulation)
  await next(socket, 'connect_error')
  expect(client.status).toBe('connecting')
  clock.advance(2000)
  await vi.waitFor(() => expect([socket.connected, client.status]).toEqual([true, 'connected']))
  socket.disconnect()
  expect([socket.connected, client.status]).toEqual([false, 'offline'])
})

test('R11: a server that greets hears the names of today, and waits for no clock', async () => {
  const { io, url } = await listening()
  serveToday(io)
  const { client, joins, sent } = speaking(url, '/simulation', simulation)
  await client.join(sessionRoom('s1')).joined
  expect(joins()).toEqual([['session:s1', undefined]])
  expect(sent()).toEqual([['session:join', undefined]])
})

test('R11: with `legacy: true` nothing of old is spoken', async () => {
  const { url, told } = await oldServer('/simulation')
  const { client, socket } = speaking(url, '/simulation', simulation, {}, { legacy: true })
  client.join(sessionRoom('s1'))
  await next(socket, 'connect')
  await settled(socket)
  expect(told).toEqual([['session:join', { sessionId: 's1' }]])
})

test('R11: `only` speaks the old names at once, and to a server that greets too', async () => {
  const { io, url, told } = await oldServer('/simulation')
  io.of('/simulation').on('connection', (socket) => greet(socket, simulation))
  const { client, socket } = speaking(url, '/simulation', simulation, { only: true })
  client.join(sessionRoom('s1'))
  await next(socket, 'connect')
  await settled(socket)
  expect(told).toEqual([['join-session', 's1']])
})

test('R11: what a server of old wants to hear first goes before all else, at each connection', async () => {
  const { io, url, told } = await oldServer('/appointments')
  const { socket, judged } = speaking(url, '/appointments', appointments)
  await next(socket, 'connect')
  await judged()
  expect(told.splice(0)).toEqual([['join', 'appointments']])
  const back = next(socket, 'connect')
  await cut(endOf(io, '/appointments', socket), socket)
  await back
  await judged()
  expect(told).toEqual([['join', 'appointments']])
})

test('R11: nothing is said before a server of old has let the user in who had to say who they are', async () => {
  const users = new Set<string>()
  const { io, url, told } = await oldServer('/realtime', (socket, [name, body], ack) => {
    if (name !== 'authenticate') ack?.({ success: users.has(socket.id), channels: (body as { channels: [] }).channels })
  })
  const socket = socketTo(url, '/realtime', { forceNew: true })
  logInByEvent(socket, { aliases: realtimeAliases, credentials: () => ({ userId: 'u1', token: 't' }) })
  const { client, judged } = speaking(url, '/realtime', realtime, {}, {}, socket)
  const { joined } = client.join(publicRoom('jobs'))
  const letIn = async (): Promise<void> => {
    const [end] = (await io.of('/realtime').fetchSockets()).filter(({ id }) => !users.has(id))
    users.add(end?.id as string)
    const isIn = next(socket, 'connect')
    end?.emit('auth:success', { userId: 'u1' })
    await isIn
    await judged()
  }
  await vi.waitFor(() => expect(told).toEqual([['authenticate', { userId: 'u1', token: 't' }]]))
  await letIn()
  await joined
  expect(told.map(([name]) => name)).toEqual(['authenticate', 'subscribe'])
  await cut(endOf(io, '/realtime', socket), socket)
  await vi.waitFor(() => expect(told).toHaveLength(3))
  await letIn()
  expect(told.map(([name]) => name)).toEqual(['authenticate', 'subscribe', 'authenticate', 'subscribe'])
})

test('R11: a join is settled by the event that tells it, by the first event of its room, or by time, which is observed', async () => {
  const { io, url, told } = await oldServer('/patient-pharmacy', (socket, [name, body]) => {
    if (name === 'chat:join') socket.emit('room-joined', { roomId: (body as { roomId: string }).roomId })
  })
  const { client, clock, socket, judged, joins } = speaking(url, '/patient-pharmacy', patientPharmacy)
  const [chat, order, other] = [client.join(chatRoom('c1')), client.join(orderRoom('o1')), client.join(orderRoom('o2'))]
  await next(socket, 'connect')
  await judged()
  await chat.joined
  const dispatch = { id: 'd1', status: 'BOOKED', provider: 'kwik', updatedAt: '2024-12-20T10:30:00Z' }
  const deliver = (orderId: string) =>
    io.of('/patient-pharmacy').emit('dispatch:update', { dispatch: { ...dispatch, orderId } })
  deliver('o3')
  deliver('o1')
  await order.joined
  await settled(socket)
  expect(joins()).toEqual([
    ['chat:c1', 'told'],
    ['order:o1', 'told'],
  ])
  clock.advance(2000)
  await other.joined
  expect(joins()[2]).toEqual(['order:o2', 'assumed'])
  expect(told).toHaveLength(3)
})

test('R11: an event that names no room tells of the only one that it can be of', async () => {
  const { io, url } = await oldServer('/simulation')
  const { client, clock, socket, judged, joins } = speaking(url, '/simulation', simulation)
  const stay = client.join(sessionRoom('s1'))
  await next(socket, 'connect')
  await judged()
  io.of('/simulation').emit('transcript', {
    role: 'user',
    text: 'Yes.',
    isFinal: true,
    timestamp: 1,
    source: 'history',
  })
  await stay.joined
  expect(joins()).toEqual([['session:s1', 'told']])
  const other = client.join(sessionRoom('s2'))
  io.of('/simulation').emit('transcript', { role: 'user', text: 'No.', isFinal: true, timestamp: 2, source: 'history' })
  await settled(socket)
  clock.advance(2000)
  await other.joined
  expect(joins()[1]).toEqual(['session:s2', 'assumed'])
})

test('R11: an acknowledgement of a server of old is used, and one that denies rejects', async () => {
  const { url } = await oldServer('/realtime', (_, [, body], ack) => {
    const { channels } = body as { channels: string[] }
    const granted = channels.filter((each) => each !== 'public:closed')
    ack?.({ success: granted.length > 0, channels: granted })
  })
  const { client, socket, judged, joins } = speaking(url, '/realtime', realtime)
  const [open, closed] = [client.join(publicRoom('jobs')), client.join(publicRoom('closed'))]
  await next(socket, 'connect')
  await judged()
  await open.joined
  await expect(closed.joined).rejects.toMatchObject({ code: 'ROOM_FORBIDDEN' })
  expect(joins()).toEqual([['public:jobs', undefined]])
  const channels = ['public:news']
  await expect(client.request('subscribe', { channels })).resolves.toEqual({ channels })
  await expect(client.request('unsubscribe', { channels: ['public:closed'] })).rejects.toMatchObject({
    code: 'HANDLER_FAILED',
  })
})

test('R11: an acknowledgement without a word, as Python gives it, is one', async () => {
  const { url } = await oldServer('/simulation', (_socket, _packet, ack) => ack?.())
  const { client, socket, judged, joins } = speaking(url, '/simulation', simulation)
  const stay = client.join(sessionRoom('s1'))
  await next(socket, 'connect')
  await judged()
  await stay.joined
  expect(joins()).toEqual([['session:s1', undefined]])
})

test('R11: a request that is not acknowledged is answered by the event of the table, each by its own', async () => {
  const { io, url } = await oldServer('/patient-pharmacy')
  const { client, socket, judged } = speaking(url, '/patient-pharmacy', patientPharmacy)
  await next(socket, 'connect')
  await judged()
  const [one, two] = ['c1', 'c2'].map((roomId) => client.request('chat:join', { roomId }))
  for (const roomId of ['c3', 'c2', 'c1']) io.of('/patient-pharmacy').emit('room-joined', { roomId })
  expect(await one).toEqual({ room: 'chat:c1' })
  expect(await two).toEqual({ room: 'chat:c2' })
})

test('R11: a request that nothing answers ends with its time', async () => {
  const { url, told } = await oldServer('/messaging')
  const { client, clock, socket, judged } = speaking(url, '/messaging', messaging)
  await next(socket, 'connect')
  await judged()
  const asked = client.request('message:mark_read', { messageId: 'm1' })
  await settled(socket)
  clock.advance(15_000)
  await expect(asked).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' })
  expect(told).toEqual([['MESSAGE_READ', { messageId: 'm1' }]])
})

test('R11: what is sent before the verdict goes out in its order, under old names', async () => {
  const { url, told } = await oldServer('/messaging')
  const { client, socket, judged, sent } = speaking(url, '/messaging', messaging)
  client.emit('typing:start', { receiverId: 'u2' })
  await next(socket, 'connect')
  void client.request('message:send', { receiverId: 'u2', content: 'Hi', clientMessageId: 't1' }).catch(() => {})
  client.emit('typing:stop', { receiverId: 'u2' })
  await judged()
  expect(told).toEqual([
    ['NEW_MESSAGE', { receiverId: 'u2', content: 'Hi', tempId: 't1' }],
    ['TYPING_STOP', { receiverId: 'u2' }],
  ])
  expect(sent()).toEqual([
    ['message:send', 'NEW_MESSAGE'],
    ['typing:stop', 'TYPING_STOP'],
  ])
})

test('R11: a legacy name from the server is a verdict, and nothing waits any longer', async () => {
  const { io, url, told } = await oldServer('/simulation')
  io.of('/simulation').on('connection', (socket) => socket.emit('transcript-error', { error: 'x', timestamp: 1 }))
  const { client, socket } = speaking(url, '/simulation', simulation)
  client.join(sessionRoom('s1'))
  await next(socket, 'connect')
  await settled(socket)
  expect(told).toEqual([['join-session', 's1']])
})

test('R11: each connection is judged anew, and its rooms are entered as its server understands it', async () => {
  let greets = false
  const { io, url, told } = await oldServer('/simulation', (_, [name], ack) => {
    if (name === 'session:join') ack?.({ sessionId: 's1', replayed: 0 })
  })
  io.of('/simulation').on('connection', (socket) => greets && greet(socket, simulation))
  const { client, clock, socket, judged, joins } = speaking(url, '/simulation', simulation)
  const again = async () => {
    const back = next(socket, 'connect')
    await cut(endOf(io, '/simulation', socket), socket)
    await back
    await settled(socket)
  }
  const stay = client.join(sessionRoom('s1'))
  await next(socket, 'connect')
  await judged()
  clock.advance(2000)
  await stay.joined
  greets = true
  await again()
  greets = false
  await again()
  expect(told.map(([name]) => name)).toEqual(['join-session', 'session:join'])
  await judged()
  clock.advance(2000)
  await settled(socket)
  expect(told.map(([name]) => name)).toEqual(['join-session', 'session:join', 'join-session'])
  expect(joins().map(([, reason]) => reason)).toEqual(['assumed', undefined, 'assumed'])
})

test('R11: a greeting that is late is heeded, and rooms that nobody answered for are entered once more', async () => {
  const { io, url, told } = await oldServer('/simulation', (_, [name], ack) => {
    if (name === 'session:join') ack?.({ sessionId: 's1', replayed: 0 })
  })
  const { client, socket, judged, joins } = speaking(url, '/simulation', simulation)
  const stay = client.join(sessionRoom('s1'))
  await next(socket, 'connect')
  await judged()
  greet(endOf(io, '/simulation', socket), simulation)
  await stay.joined
  expect(told.map(([name]) => name)).toEqual(['join-session', 'session:join'])
  expect(joins()).toEqual([['session:s1', undefined]])
})

test('R11: the greeting of another contract is none', async () => {
  const { io, url, told } = await oldServer('/simulation')
  io.of('/simulation').on('connection', (socket) => greet(socket, realtime))
  const { client, socket, judged } = speaking(url, '/simulation', simulation)
  client.join(sessionRoom('s1'))
  await next(socket, 'connect')
  await judged()
  expect(told).toEqual([['join-session', 's1']])
})

test('R11: a connection that was made before, which nobody greets, is judged by a ping', async () => {
  const { io, url } = await listening()
  serveToday(io)
  const socket = socketTo(url, '/simulation', { forceNew: true, auth: { token: 't' } })
  socket.connect()
  await next(socket, 'connect')
  const clock = fakeClock()
  const client = connect(socket, simulation, { aliases: simulationAliases, legacy: speakLegacy(), clock })
  await client.join(sessionRoom('s1')).joined
  client.close()
})

test('R11: what is lost before the verdict goes out on the next connection where nobody waits for an answer', async () => {
  const { io, url, told } = await oldServer('/workflow')
  const { client, socket, judged } = speaking(url, '/workflow', workflow)
  await next(socket, 'connect')
  const label = { card_id: 42, action: 'add', label: { name: 'urgent' } } as const
  client.emit('label_update', label)
  const back = next(socket, 'connect')
  await cut(endOf(io, '/workflow', socket), socket)
  await back
  await judged()
  expect(told).toEqual([
    ['join', 'workflow'],
    ['label_update', label],
  ])
})

test('R11: what is asked and lost before the verdict is lost', async () => {
  const { io, url, told } = await oldServer('/messaging')
  const { client, socket, judged } = speaking(url, '/messaging', messaging)
  await next(socket, 'connect')
  const asked = client.request('message:delete', { messageId: 'm1' })
  const back = next(socket, 'connect')
  await cut(endOf(io, '/messaging', socket), socket)
  await expect(asked).rejects.toMatchObject({ code: 'DISCONNECTED' })
  await back
  await judged()
  expect(told).toEqual([])
})

test('R11: a room that was not entered before its connection was lost is entered on the next', async () => {
  const { io, url, told } = await oldServer('/simulation')
  const { client, clock, socket, judged } = speaking(url, '/simulation', simulation)
  const stay = client.join(sessionRoom('s1'))
  const errors: unknown[] = []
  stay.watch((_, error) => error && errors.push(error))
  await next(socket, 'connect')
  for (const isAsked of [false, true]) {
    if (isAsked) await judged()
    const back = next(socket, 'connect')
    await cut(endOf(io, '/simulation', socket), socket)
    await back
  }
  await judged()
  clock.advance(2000)
  await stay.joined
  expect(told).toEqual([
    ['join-session', 's1'],
    ['join-session', 's1'],
  ])
  expect(errors).toEqual([])
})

test('R11: a room is left in the old way', async () => {
  const { url, told } = await oldServer('/patient-pharmacy')
  const { client, clock, socket, judged } = speaking(url, '/patient-pharmacy', patientPharmacy)
  const stay = client.join(chatRoom('c1'))
  await next(socket, 'connect')
  await judged()
  clock.advance(2000)
  await stay.joined
  stay.leave()
  await settled(socket)
  expect(told[1]).toEqual(['chat:leave', { roomId: 'c1' }])
})

test.each([false, true])(
  'R11: a client that is closed leaves no timer and no listener, judged %s',
  async (isJudged) => {
    const { url } = await oldServer('/simulation')
    const { client, clock, socket, judged } = speaking(url, '/simulation', simulation)
    const { joined } = client.join(sessionRoom('s1'))
    await next(socket, 'connect')
    if (isJudged) await judged()
    client.close()
    await expect(joined).rejects.toMatchObject({ code: 'DISCONNECTED' })
    expect(clock.pending).toBe(0)
    expect([socket.listenersAny().length, socket.listeners('connect').length]).toEqual([0, 0])
  },
)

test('R11: a payload that has no old shape is refused, and an asker is told', async () => {
  const { url, told } = await oldServer('/messaging')
  const down = () => {
    throw new Error('no such thing')
  }
  const aliases = { ...messagingAliases, clientToServer: { DELETE_MESSAGE: { of: 'message:delete', down } } }
  const { client, seen, socket, judged } = speaking(url, '/messaging', messaging, {}, { aliases } as never)
  await next(socket, 'connect')
  await judged()
  await expect(client.request('message:delete', { messageId: 'm1' })).rejects.toMatchObject({
    code: 'ALIAS_NOT_APPLICABLE',
  })
  expect(told).toEqual([])
  expect(JSON.stringify(seen.filter(({ kind }) => kind === 'refused'))).not.toContain('no such thing')
})

test('R11: a handover speaks on each path as it is told to', async () => {
  const old = await oldServer('/simulation', (_socket, _packet, ack) => ack?.())
  const today = await listening()
  serveToday(today.io)
  const socket = socketTo(old.url, '/simulation', { forceNew: true, auth: { token: 't' } })
  const client = handover(socket, simulation, {
    aliases: simulationAliases,
    legacy: speakLegacy({ only: true }),
  })
  await client.join(sessionRoom('s1')).joined
  expect(old.told).toEqual([['join-session', 's1']])
  await client.moveTo(socketTo(today.url, '/simulation', { forceNew: true, auth: { token: 't' } }), {
    legacy: speakLegacy(),
  })
  expect(client.socket.connected).toBe(true)
  client.close()
})

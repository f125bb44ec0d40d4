import { describe, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { id } from '../../src/fields/index.js'
import { event, namespace, RefusalError } from '../../src/index.js'
import { messaging, messagingAliases, userRoom } from '../../src/messaging.js'
import { realtime, realtimeAliases } from '../../src/realtime.js'
import { type Served, serve } from '../../src/server/index.js'
import { away, comeBack, cut, endOf, recovering, returning } from '../ends/absence.js'
import { listening } from '../ends/server.js'
import { client, declaring, joined, refusal, settled, transports, wiretap } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'

const deleted = { messageId: 'm1', deletedAt: '2024-12-20T10:30:00Z' }
const idle = { reason: 'inactive', timestamp: '2024-12-20T10:30:00Z' }
const request = realtime.serverToClient['connection:request'].example as never
const presence = realtime.serverToClient['presence:update'].example as never

interface User {
  readonly id: string
}

/** Serves two contracts that have the same family of rooms on the path they share. */
async function both(options: Parameters<typeof listening>[0] = {}) {
  const { io, url } = await listening(options)
  const users: Record<'messaging' | 'realtime', Record<string, User | undefined>> = {
    messaging: { t1: { id: 'u1' }, t2: { id: 'u2' } },
    realtime: { t1: { id: 'u1' }, t2: { id: 'u2' } },
  }
  const granted = { messaging: ['user:u1'], realtime: ['user:u1'] }
  const authenticate =
    (name: keyof typeof users) =>
    ({ token }: Readonly<Record<string, unknown>>) => {
      const user = users[name][String(token)]
      if (!user) throw new RefusalError('AUTH_INVALID')
      return user
    }
  const one = serve(io, messaging, {
    aliases: messagingAliases,
    legacy: true,
    authenticate: authenticate('messaging'),
    autoJoin: ({ id }) => (granted.messaging.includes(`user:${id}`) ? [`user:${id}`] : []),
  })
  let expiresAt: number | undefined
  const two = serve(io, realtime, {
    aliases: realtimeAliases,
    legacy: true,
    authenticate: authenticate('realtime'),
    expiresAt: () => expiresAt,
    mayJoin: (_, room) => granted.realtime.includes(room),
  })
  const facts = (): void => {
    one.to('user:u1').emit('message:deleted', deleted)
    two.to('user:u1').emit('presence:idle', idle)
    two.to('user:u1').emit('connection:request', request)
    two.emit('presence:update', presence)
  }
  const expireIn = (ms: number): void => {
    expiresAt = Date.now() + ms
  }
  return { io, url, one, two, users, granted, facts, expireIn }
}

const names = (tap: readonly (readonly [string, unknown?])[]): string[] => tap.map(([name]) => name)
const ofMessaging = ['message:deleted', 'MESSAGE_DELETED']
const toEverybody = ['presence:update', 'USER_STATUS_CHANGE', 'USER_PRESENCE_UPDATE', 'USER_ONLINE']
const ofRealtime = ['presence:idle', 'connection:request', 'CONNECTION_REQUEST', ...toEverybody]

describe.each(transports)('over %s, where two contracts have the same rooms on one path', (transport) => {
  test('a client that one of them refused hears nothing of it, to a room or to everybody', async () => {
    const { url, users, facts } = await both()
    delete users.realtime['t1']
    const socket = await joined(url, '/ws', { transport, auth: { token: 't1' } })
    const tap = wiretap(socket)
    facts()
    await settled(socket)
    expect(names(tap)).toEqual(ofMessaging)
  })

  test('a client that declared one of them hears nothing of the other', async () => {
    const { url, facts } = await both()
    const socket = await joined(url, '/ws', { transport, auth: { token: 't1', ...declaring(['/messaging', 1]) } })
    const tap = wiretap(socket)
    facts()
    await settled(socket)
    expect(names(tap)).toEqual(['message:deleted'])
  })

  test('a room that one of them granted is not one of the other until that grants it too, nor after it was left', async () => {
    const { url, facts } = await both()
    const socket = await joined(url, '/ws', { transport, auth: { token: 't1' } })
    const tap = wiretap(socket)
    facts()
    await settled(socket)
    expect(names(tap.splice(0))).toEqual([...ofMessaging, ...toEverybody])
    expect(await socket.emitWithAck('subscribe', { channels: ['user:u1'] })).toEqual({
      success: true,
      channels: ['user:u1'],
    })
    facts()
    await settled(socket)
    expect(names(tap.splice(0))).toEqual([...ofMessaging, ...ofRealtime])
    await socket.emitWithAck('unsubscribe', { channels: ['user:u1'] })
    facts()
    await settled(socket)
    expect(names(tap)).toEqual([...ofMessaging, ...toEverybody])
  })

  test('a fact to several rooms reaches who was let into one of them, though another contract alone let it into the next', async () => {
    const { io, url } = await listening()
    const own = userRoom('u1')
    const other = userRoom('u2')
    const authenticate = () => ({ id: 'u1' })
    const one = serve(io, messaging, {
      aliases: messagingAliases,
      legacy: true,
      authenticate,
      autoJoin: () => [own],
    })
    serve(io, realtime, { legacy: true, authenticate, mayJoin: () => true })
    const socket = await joined(url, '/ws', { transport })
    const outsider = await joined(url, '/ws', { transport, auth: declaring(['/realtime', 1]) })
    const taps = [wiretap(socket), wiretap(outsider)]
    const sent = async (): Promise<string[][]> => {
      one.to([own, other]).emit('message:deleted', deleted)
      await settled(socket, outsider)
      return taps.map((tap) => names(tap.splice(0)))
    }
    const channels = { channels: [other] }
    expect(await sent()).toEqual([ofMessaging, []])
    for (const each of [socket, outsider]) await each.emitWithAck('subscribe', channels)
    expect(await sent()).toEqual([ofMessaging, []])
    await socket.emitWithAck('unsubscribe', channels)
    expect(await sent()).toEqual([ofMessaging, []])
  })

  test('a client whose time is over for one of them hears nothing of it in the room that both granted', async () => {
    const { url, facts, expireIn } = await both()
    expireIn(700)
    const socket = await joined(url, '/ws', { transport, auth: { token: 't1' } })
    const over = next(socket, 'contract:refused')
    const left = next(socket, 'contract:left')
    await socket.emitWithAck('subscribe', { channels: ['user:u1'] })
    expect(await over).toMatchObject({ event: '', error: { code: 'AUTH_EXPIRED' } })
    expect(await left).toMatchObject({ contract: '/realtime', room: 'user:u1', error: { code: 'AUTH_EXPIRED' } })
    const tap = wiretap(socket)
    facts()
    await settled(socket)
    expect(names(tap)).toEqual(ofMessaging)
  })

  test('a connection from before a contract was served hears nothing of it', async () => {
    const { io, url } = await listening()
    const one = serve(io, messaging, { legacy: true, authenticate: () => ({ id: 'u1' }), autoJoin: () => ['user:u1'] })
    const socket = await joined(url, '/ws', { transport })
    const two = serve(io, realtime, { legacy: true, authenticate: () => ({ id: 'u1' }) })
    const tap = wiretap(socket)
    two.to('user:u1').emit('presence:idle', idle)
    two.emit('presence:update', presence)
    one.to('user:u1').emit('message:deleted', deleted)
    await settled(socket)
    expect(names(tap)).toEqual(['message:deleted'])
  })
})

/** Lets a client of both contracts be lost while facts of both are sent. */
async function absent(declared: object = {}) {
  const all = await both(recovering)
  const { io, url, facts } = all
  const socket = client(url, '/ws', { ...returning, auth: { token: 't1', ...declared } })
  await next(socket, 'connect')
  await socket.emitWithAck('subscribe', { channels: ['user:u1'] })
  facts()
  await settled(socket)
  const back = away(socket)
  await cut(endOf(io, '/ws', socket), socket)
  facts()
  const returns = async (): Promise<void> => {
    await comeBack(socket, back)
  }
  return { ...all, socket, tap: wiretap(socket), back, returns }
}

test('a recovery asks the contract that the session remembers although the client declares another one only', async () => {
  const { socket, tap, returns, users, facts } = await absent()
  delete users.realtime['t1']
  socket.auth = { token: 't1', ...declaring(['/messaging', 1]) }
  await returns()
  expect(socket.recovered).toBe(true)
  facts()
  await settled(socket)
  expect(names(tap)).toEqual(['message:deleted', 'message:deleted'])
})

test('a recovery that one contract refuses goes on for the other, without what the first sent', async () => {
  const { socket, tap, returns, users, facts } = await absent()
  delete users.realtime['t1']
  await returns()
  expect(socket.recovered).toBe(true)
  facts()
  await settled(socket)
  expect(names(tap)).toEqual([...ofMessaging, ...ofMessaging])
  expect(await socket.emitWithAck('subscribe', { channels: ['user:u1'] })).toMatchObject({
    error: { code: 'AUTH_INVALID' },
  })
})

test('a session that is lost while a recovery takes a contract from it is nobody’s: the client was not told yet', async () => {
  const { io, socket, back, users } = await absent()
  delete users.realtime['t1']
  const { adapter } = io.of('/ws')
  const restore = adapter.restoreSession.bind(adapter)
  let release = (): void => {}
  const looksAgain = new Promise<void>((resolve) => {
    vi.spyOn(adapter, 'restoreSession')
      .mockImplementationOnce(restore)
      .mockImplementationOnce(async (...session) => {
        resolve()
        await new Promise<void>((released) => {
          release = released
        })
        return restore(...session)
      })
  })
  const returned = next(socket, 'connect')
  back()
  await Promise.all([looksAgain, returned])
  users.realtime['t1'] = { id: 'u1' }
  const anew = connectedAnew(socket)
  await cut(endOf(io, '/ws', socket), socket)
  await anew
  release()
  expect(socket.recovered).toBe(false)
})

test('a session of which a contract is refused is nobody’s until the client says that it heard', async () => {
  const declared = declaring(['/messaging', 1], ['/realtime', 1])
  const { io, socket, back, users } = await absent(declared)
  delete users.realtime['t1']
  const lost = new Promise<void>((resolve) => {
    io.of('/ws').once('connection', ({ conn }) => {
      Object.defineProperty(conn, 'write', {
        value: (packet: unknown) => {
          if (String(packet).includes('contract:refused')) resolve()
          return conn
        },
      })
    })
  })
  const returned = next(socket, 'connect')
  back()
  await Promise.all([returned, lost])
  users.realtime['t1'] = { id: 'u1' }
  const anew = connectedAnew(socket)
  await cut(endOf(io, '/ws', socket), socket)
  await anew
  expect(socket.recovered).toBe(false)
})

test('a session of which a contract is refused is recovered for the others once the client has heard it', async () => {
  const { io, socket, returns, users } = await absent(declaring(['/messaging', 1], ['/realtime', 1]))
  delete users.realtime['t1']
  socket.on('contract:refused', (_: unknown, heard: () => void) => heard())
  await returns()
  expect(socket.recovered).toBe(true)
  await settled(socket)
  const back = away(socket)
  await cut(endOf(io, '/ws', socket), socket)
  await comeBack(socket, back)
  expect(socket.recovered).toBe(true)
})

test('a room that one contract denies at a recovery is lost for that one, which the client is told', async () => {
  const { socket, tap, returns, granted, facts } = await absent()
  granted.realtime = []
  const left = next(socket, 'contract:left')
  await returns()
  expect(await left).toMatchObject({ contract: '/realtime', room: 'user:u1', error: { code: 'ROOM_FORBIDDEN' } })
  expect(names(tap.splice(0))).toEqual([...ofMessaging, ...toEverybody])
  facts()
  await settled(socket)
  expect(names(tap)).toEqual([...ofMessaging, ...toEverybody])
})

test('another user who declares another contract does not take over a session', async () => {
  const { io, url, facts, socket } = await absent(declaring(['/realtime', 1]))
  const { _pid: pid, _lastOffset: offset } = socket as unknown as { _pid: string; _lastOffset: string }
  const thief = client(url, '/ws', { auth: { token: 't2', pid, offset, ...declaring(['/messaging', 1]) } })
  const tap = wiretap(thief)
  const told = next(thief, 'contract:refused')
  const gone = next(thief, 'disconnect')
  expect(await told).toMatchObject({ event: '', error: { code: 'AUTH_INVALID' } })
  await gone
  facts()
  expect(names(tap)).toEqual([])
  expect(io.of('/ws').sockets.size).toBe(0)
})

test('a session of a contract that refuses now is nobody’s whom only another contract knows', async () => {
  const { socket, tap, back, users, io } = await absent(declaring(['/realtime', 1]))
  delete users.realtime['t1']
  await endOfSession(io)
  socket.auth = { token: 't1', ...declaring(['/messaging', 1]) }
  const anew = connectedAnew(socket)
  back()
  await anew
  expect(socket.recovered).toBe(false)
  expect(names(tap)).toEqual([])
})

/** Waits until a client is in without its session, with which it was sent back. */
function connectedAnew(socket: ReturnType<typeof client>): Promise<void> {
  return new Promise((resolve) => {
    socket.on('connect', () => {
      if (!socket.recovered) resolve()
    })
  })
}

/** Lets the application's own room stand in the session too. */
async function endOfSession(io: Awaited<ReturnType<typeof listening>>['io']): Promise<void> {
  const { sessions } = io.of('/ws').adapter as unknown as { sessions: Map<string, { rooms: string[] }> }
  for (const session of sessions.values()) session.rooms.push('the application’s own')
}

test('where users can’t be told apart no session is recovered, and the client knows it', async () => {
  const { io, url } = await listening(recovering)
  const served = serve(io, messaging, {
    authenticate: ({ token }) => ({ sub: String(token) }) as never as { id: string },
    autoJoin: () => ['user:u1'],
  })
  const socket = client(url, '/messaging', { ...returning, auth: { token: 't1' } })
  await next(socket, 'connect')
  served.to('user:u1').emit('message:deleted', deleted)
  await settled(socket)
  const anew = connectedAnew(socket)
  const back = away(socket)
  await cut(endOf(io, '/messaging', socket), socket)
  back()
  await anew
  expect(socket.recovered).toBe(false)
})

test('what went to several rooms is not lost to a client that another contract alone lets into one of them when it comes back', async () => {
  const { io, url, one, two, granted } = await both(recovering)
  const socket = client(url, '/ws', { ...returning, auth: { token: 't1' } })
  await next(socket, 'connect')
  one.to('user:u1').emit('message:deleted', deleted)
  await settled(socket)
  const back = away(socket)
  await cut(endOf(io, '/ws', socket), socket)
  granted.messaging.push('user:u2')
  two.close()
  serve(io, realtime, { legacy: true, authenticate: () => ({ id: 'u1' }), autoJoin: () => ['user:u2'] })
  one.to(['user:u1', 'user:u2']).emit('message:deleted', deleted)
  const tap = wiretap(socket)
  await comeBack(socket, back)
  expect(socket.recovered).toBe(true)
  expect(names(tap)).toEqual(ofMessaging)
})

test('what a handler told its client is not brought again for a contract that refuses now', async () => {
  const { io, url, one, two, users } = await both(recovering)
  let answer = (): void => {}
  const asked = new Promise<void>((resolve) => {
    two.on('subscribe', (payload, { emit }) => {
      answer = () => emit('presence:idle', idle)
      resolve()
      return payload
    })
  })
  const socket = client(url, '/ws', { ...returning, auth: { token: 't1' } })
  await next(socket, 'connect')
  socket.emit('subscribe', { channels: ['user:u1'] }, () => {})
  await asked
  one.to('user:u1').emit('message:deleted', deleted)
  await settled(socket)
  const back = away(socket)
  const end = endOf(io, '/ws', socket)
  // what is on its way is lost with the connection
  Object.defineProperty(end.client, 'writeToEngine', { value: () => {} })
  answer()
  await cut(end, socket)
  delete users.realtime['t1']
  const tap = wiretap(socket)
  await comeBack(socket, back)
  expect(socket.recovered).toBe(true)
  expect(names(tap)).toEqual([])
})

test('a room that was left for one contract bars it after a recovery, from what goes to several rooms too', async () => {
  const { io, url, one, two } = await both(recovering)
  const socket = client(url, '/ws', { ...returning, auth: { token: 't1' } })
  await next(socket, 'connect')
  await socket.emitWithAck('subscribe', { channels: ['user:u1'] })
  await socket.emitWithAck('unsubscribe', { channels: ['user:u1'] })
  one.to('user:u1').emit('message:deleted', deleted)
  await settled(socket)
  const back = away(socket)
  await cut(endOf(io, '/ws', socket), socket)
  const tap = wiretap(socket)
  await comeBack(socket, back)
  expect(socket.recovered).toBe(true)
  two.to(['user:u1', 'user:u2']).emit('presence:idle', idle)
  await settled(socket)
  expect(tap).toEqual([])
})

test('leaving a room for one contract undoes no join of it for another one', async () => {
  const { io, url } = await listening()
  const kin = namespace('/kin', {
    legacyPath: '/ws',
    rooms: [userRoom],
    serverToClient: {},
    clientToServer: {
      'kin:leave': event({ payload: z.object({ userId: id }), reply: z.object({}), leaves: [userRoom] }),
    },
  })
  serve(io, kin, { legacy: true }).on('kin:leave', () => ({}))
  let two: Served<typeof realtime> | undefined
  let answer: (mayJoin: boolean) => void = () => {}
  const asked = new Promise<void>((resolve) => {
    const mayJoin = () => {
      resolve()
      return new Promise<boolean>((done) => {
        answer = done
      })
    }
    two = serve(io, realtime, { legacy: true, mayJoin })
  })
  const socket = await joined(url, '/ws')
  const tap = wiretap(socket)
  const joining = socket.emitWithAck('subscribe', { channels: ['user:u1'] })
  await asked
  expect(await socket.emitWithAck('kin:leave', { userId: 'u1' })).toEqual({})
  answer(true)
  expect(await joining).toEqual({ channels: ['user:u1'] })
  two?.to('user:u1').emit('presence:idle', idle)
  await settled(socket)
  expect(names(tap)).toEqual(['presence:idle'])
})

test('a client is told which of the contracts it declared refused it while another one let it in', async () => {
  const { url, users } = await both()
  delete users.realtime['t1']
  const auth = { token: 't1', ...declaring(['/messaging', 1], ['/realtime', 1]) }
  const socket = client(url, '/ws', { auth })
  expect(await next(socket, 'contract:refused')).toEqual({
    event: '',
    error: { code: 'AUTH_INVALID', message: 'Authentication is invalid', retryable: false },
    contract: '/realtime',
  })
})

test('a client that declares another contract when it comes back is in none of its rooms before that grants them', async () => {
  const { socket, tap, returns, facts } = await absent(declaring(['/messaging', 1]))
  socket.auth = { token: 't1', ...declaring(['/realtime', 1]) }
  await returns()
  expect(socket.recovered).toBe(true)
  tap.length = 0
  facts()
  await settled(socket)
  expect(names(tap)).toEqual([...ofMessaging, 'presence:update'])
})

test('a client whose time is over hears nothing more, to a room or to everybody', async () => {
  const { io, url } = await listening()
  const served = serve(io, realtime, { authenticate: () => ({ id: 'u1' }), expiresAt: () => Date.now() + 300 })
  const socket = await joined(url, '/realtime')
  const tap = wiretap(socket)
  const gone = next(socket, 'disconnect')
  await next(socket, 'contract:refused')
  served.emit('presence:update', presence)
  await gone
  expect(tap).toEqual([])
})

test('a client whose time is over hears nothing of a contract either that never let it in', async () => {
  const { io, url } = await listening()
  serve(io, messaging, { legacy: true, authenticate: () => ({ id: 'u1' }), expiresAt: () => Date.now() + 300 })
  const two = serve(io, realtime, { legacy: true, authenticate: () => ({ id: 'u1' }) })
  const socket = await joined(url, '/ws', { auth: declaring(['/messaging', 1]) })
  const tap = wiretap(socket)
  const gone = next(socket, 'disconnect')
  await next(socket, 'contract:refused')
  two.emit('presence:update', presence)
  await gone
  expect(tap).toEqual([])
})

test('a client that declares one contract more when it comes back hears it in the rooms that lets it into', async () => {
  const { io, url, facts } = await both(recovering)
  const socket = client(url, '/ws', { ...returning, auth: { token: 't1', ...declaring(['/realtime', 1]) } })
  await next(socket, 'connect')
  facts()
  await settled(socket)
  const back = away(socket)
  await cut(endOf(io, '/ws', socket), socket)
  socket.auth = { token: 't1', ...declaring(['/realtime', 1], ['/messaging', 1]) }
  await comeBack(socket, back)
  expect(socket.recovered).toBe(true)
  const tap = wiretap(socket)
  facts()
  await settled(socket)
  expect(names(tap)).toEqual(['message:deleted', 'presence:update'])
})

test('a contract that is served on a namespace is served there and nowhere else', async () => {
  const { io, url } = await listening()
  const authenticate = ({ token }: Readonly<Record<string, unknown>>) => (token === 't1' ? { id: 'u1' } : undefined)
  const observe = vi.fn()
  const tenant = serve(io.of('/tenant-a'), messaging, { authenticate, autoJoin: () => ['user:u1'], observe })
  expect((await refusal(client(url, '/tenant-a', { auth: { token: 'bad' } }))).data?.error.code).toBe('AUTH_INVALID')
  const socket = await joined(url, '/tenant-a', { auth: { token: 't1' } })
  const heard = next(socket, 'message:deleted')
  tenant.to('user:u1').emit('message:deleted', deleted)
  expect(await heard).toEqual(deleted)
  expect(observe).toHaveBeenLastCalledWith(
    expect.objectContaining({ kind: 'sent', namespace: '/messaging', path: '/tenant-a' }),
  )
  expect((await refusal(client(url, '/messaging'))).message).toBe('Invalid namespace')
})

test('a contract is not served on a pattern of namespaces, nor on a foreign one with its legacy path', async () => {
  const { io } = await listening()
  expect(() => serve(io.of(/^\/tenant-\w+$/), messaging)).toThrow('serve it on each of its namespaces')
  expect(() => serve(io.of('/tenant-a'), messaging, { legacy: true })).toThrow('leave `legacy` out')
})

test('what a handler tells its client after that came back reaches it only where the contract lets it in still', async () => {
  for (const isRevoked of [false, true]) {
    const { io, url, one, users } = await both(recovering)
    let answer = (): void => {}
    const asked = new Promise<void>((resolve) => {
      one.on('typing:start', async (_, { emit }) => {
        resolve()
        await new Promise<void>((done) => {
          answer = done
        })
        emit('message:deleted', deleted)
      })
    })
    const socket = client(url, '/ws', { ...returning, auth: { token: 't1' } })
    await next(socket, 'connect')
    one.to('user:u1').emit('message:deleted', deleted)
    await settled(socket)
    socket.emit('typing:start', { receiverId: 'u2' })
    await asked
    if (isRevoked) delete users.messaging['t1']
    await cut(endOf(io, '/ws', socket), socket)
    await next(socket, 'connect')
    await settled(socket)
    expect(socket.recovered).toBe(true)
    const tap = wiretap(socket)
    answer()
    await new Promise((resolve) => setImmediate(resolve))
    await settled(socket)
    expect(names(tap)).toEqual(isRevoked ? [] : ofMessaging)
  }
})

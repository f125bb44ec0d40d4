import type { Server } from 'socket.io'
import { afterEach, expect, test, vi } from 'vitest'
import { messaging, messagingAliases } from '../../src/messaging.js'
import { type Realtime, realtime, realtimeAliases } from '../../src/realtime.js'
import { MembersError, type Served, serve } from '../../src/server/index.js'
import { away, comeBack, cut, endOf, recovering, returning } from '../ends/absence.js'
import { type Listening, listening } from '../ends/server.js'
import { type client, declaring, joined, settled } from '../ends/sockets.js'
import { deferred, next } from '../ends/waiting.js'
import { bus } from '../histories/bus-adapter.js'

afterEach(() => vi.restoreAllMocks())

interface User {
  readonly id: string
  readonly password: string
}
const authenticate = ({ token }: Readonly<Record<string, unknown>>): User | undefined =>
  typeof token === 'string' ? { id: token, password: 'hunter2' } : undefined
const room = 'public:jobs'
const quiet = { observe: () => {}, aliases: realtimeAliases, legacy: true } as const

/** Serves `/realtime` to whoever has a token. */
function presence(io: Server, more: object = {}): Served<Realtime, User> {
  return serve(io, realtime, { ...quiet, authenticate, mayJoin: () => true, ...more })
}

async function inRoom(url: string, path: string, token: string, more: Parameters<typeof client>[2] = {}) {
  const socket = await joined(url, path, { ...more, auth: { token, ...more.auth } })
  await socket.emitWithAck('subscribe', { channels: [room] })
  return socket
}

/** Lists the members as texts, in the order of their ids. */
async function listed(served: Served<Realtime, User>): Promise<string[]> {
  const members = await served.members(room)
  return members.map(({ userId, connections }) => `${userId} ${connections}`).sort()
}

test('the members of a room are its users, each once over both paths, with how many connections they have there', async () => {
  const { io, url } = await listening()
  const served = presence(io)
  expect(await served.members(room)).toEqual([])
  const phone = await inRoom(url, '/realtime', 'u1', { auth: declaring(['/realtime', 1]) })
  const desk = await inRoom(url, '/ws', 'u1')
  const other = await inRoom(url, '/ws', 'u2')
  await joined(url, '/realtime', { auth: { token: 'u3' } })
  expect(await listed(served)).toEqual(['u1 2', 'u2 1'])
  await phone.emitWithAck('unsubscribe', { channels: [room] })
  expect(await listed(served)).toEqual(['u1 1', 'u2 1'])
  const end = endOf(io, '/ws', desk)
  await cut(end, desk)
  other.disconnect()
  await vi.waitFor(() => expect(io.of('/ws').sockets.size).toBe(0))
  expect(await served.members(room)).toEqual([])
})

test('who joins, or is gone, counts in the very turn', async () => {
  const { io, url } = await listening()
  const seen: [string, string[]][] = []
  const served: Served<Realtime, User> = presence(io, {
    autoJoin: () => [room],
    onConnect: async () => seen.push(['connect', await listed(served)]),
    onDisconnect: async () => seen.push(['disconnect', await listed(served)]),
  })
  const one = await joined(url, '/realtime', { auth: { token: 'u1' } })
  const two = await joined(url, '/realtime', { auth: { token: 'u2' } })
  await vi.waitFor(() => expect(seen).toHaveLength(2))
  one.disconnect()
  await vi.waitFor(() => expect(seen).toHaveLength(3))
  expect(seen).toEqual([
    ['connect', ['u1 1']],
    ['connect', ['u1 1', 'u2 1']],
    ['disconnect', ['u2 1']],
  ])
  two.disconnect()
})

test('who sits in a room by another contract, or by nobody known, is no member', async () => {
  const { io, url } = await listening()
  const served = presence(io, { autoJoin: ({ id }: User) => (id === 'u1' ? ['user:u1'] : []) })
  serve(io, messaging, {
    ...quiet,
    aliases: messagingAliases,
    authenticate,
    autoJoin: () => ['user:u1'],
  })
  const only = await joined(url, '/ws', { auth: { token: 'u2', ...declaring(['/messaging', 1]) } })
  const refused = await joined(url, '/ws', { auth: { token: 'u3' } })
  await joined(url, '/ws', { auth: { token: 'u1' } })
  for (const socket of [only, refused]) expect(endOf(io, '/ws', socket).rooms).toContain('user:u1')
  expect(await served.members('user:u1')).toEqual([{ userId: 'u1', connections: 1 }])
  // where the application puts somebody in, the contract that let them in is heard
  endOf(io, '/ws', only).join(room)
  endOf(io, '/ws', refused).join('public:news')
  expect(await served.members(room)).toEqual([])
  expect(await served.members('public:news')).toEqual([{ userId: 'u3', connections: 1 }])
  const open = await listening()
  const anybody = serve(open.io, realtime, { observe: () => {}, autoJoin: () => [room] })
  await joined(open.url, '/realtime')
  expect(await anybody.members(room)).toEqual([])
})

test('whose time is over is a member no more, from then on', async () => {
  const { io, url } = await listening()
  const served = presence(io, { expiresAt: ({ id }: User) => (id === 'u1' ? Date.now() + 300 : undefined) })
  serve(io, messaging, { ...quiet, aliases: messagingAliases, authenticate: () => ({ id: 'anybody' }) })
  const short = await inRoom(url, '/ws', 'u1')
  await inRoom(url, '/ws', 'u2')
  expect(await listed(served)).toEqual(['u1 1', 'u2 1'])
  await next(short, 'contract:refused')
  expect(await listed(served)).toEqual(['u2 1'])
  expect(short.connected).toBe(true)
})

test('who came back is a member once it is asked, and never where it may not stay', async () => {
  const { io, url } = await listening(recovering)
  const asked = deferred()
  const rights = { u1: true, u2: true }
  let calls = 0
  const served = presence(io, {
    async authenticate({ token }: { readonly token: string }) {
      if (++calls > 2) await asked.promise
      return { id: token }
    },
    mayJoin: ({ id }: { readonly id: 'u1' | 'u2' }) => rights[id],
  })
  const sockets = await Promise.all(['u1', 'u2'].map((token) => inRoom(url, '/realtime', token, returning)))
  const heard = Promise.all(sockets.map((socket) => next(socket, 'own:event')))
  io.of('/realtime').emit('own:event')
  await heard
  const backs = sockets.map(away)
  for (const socket of sockets) await cut(endOf(io, '/realtime', socket), socket)
  expect(await served.members(room)).toEqual([])
  rights.u2 = false
  const back = Promise.all(sockets.map((socket, index) => comeBack(socket, backs[index] as () => void)))
  await Promise.all(sockets.map((socket) => next(socket, 'connect')))
  for (const socket of sockets) expect(endOf(io, '/realtime', socket).rooms).toContain(room)
  expect(await served.members(room)).toEqual([])
  asked.resolve()
  await back
  expect(sockets.map(({ recovered }) => recovered)).toEqual([true, true])
  expect(await listed(served)).toEqual(['u1 1'])
})

test('a room that is none of the contract is refused, and says which there are', async () => {
  const { io } = await listening()
  const served = presence(io)
  await expect(served.members('chat:r1' as typeof room)).rejects.toThrow(
    'members() got no room of /realtime: build it with one of user:{userId}, public:{channel}',
  )
  // by whichever of its names
  expect(await served.members('user_u1' as typeof room)).toEqual([])
})

/** Starts two servers that share a bus. */
async function fleet(): Promise<{ readonly servers: Listening[]; readonly served: Served<Realtime, User>[] }> {
  const { adapter } = bus()
  const servers = [
    await listening({ ...recovering, adapter: adapter as never }),
    await listening({ ...recovering, adapter: adapter as never }),
  ]
  return { servers, served: servers.map(({ io }) => presence(io)) }
}
type Answers = { onResponse(response: { readonly data: object }): void; fetchSockets(request: object): unknown }
const adapterOf = (server: Listening | undefined) => server?.io.of('/realtime').adapter as unknown as Answers

test('each of several processes knows the members of all, and learns nothing of them but ids and figures', async () => {
  const { servers, served } = await fleet()
  const [one, two] = servers as [Listening, Listening]
  await inRoom(one.url, '/realtime', 'u1')
  await inRoom(two.url, '/realtime', 'u1', { extraHeaders: { cookie: 'sid=secret' } })
  await inRoom(two.url, '/ws', 'u2')
  const answers: object[] = []
  const respond = adapterOf(one).onResponse.bind(adapterOf(one))
  adapterOf(one).onResponse = (response) => {
    answers.push(response.data)
    respond(response)
  }
  for (const each of served) expect(await listed(each)).toEqual(['u1 2', 'u2 1'])
  expect(answers).toEqual([
    {
      requestId: expect.any(String),
      sockets: [{ id: 'counts members', handshake: {}, rooms: [], data: { 'socket-canon:members': [['u1', 1]] } }],
    },
  ])
})

test('a server of an earlier version, which answers with its sockets, is understood', async () => {
  const { servers, served } = await fleet()
  const [one, two] = servers as [Listening, Listening]
  await inRoom(one.url, '/realtime', 'u1')
  await inRoom(two.url, '/realtime', 'u1')
  const barred = await inRoom(two.url, '/realtime', 'u2')
  await endOf(two.io, '/realtime', barred).join(`barred /realtime ${room}`)
  await inRoom(two.url, '/realtime', 'u3')
  // what stands over it is this version's
  for (const { io } of servers) Reflect.deleteProperty(io.of('/realtime').adapter, 'apply')
  for (const each of served) expect(await listed(each)).toEqual(['u1 2', 'u3 1'])
})

test('a process that does not answer in time makes nobody believe that its users are gone', async () => {
  const { servers, served } = await fleet()
  const [one] = servers as [Listening]
  await inRoom(one.url, '/realtime', 'u1')
  const cause = new Error('timeout reached: only 0 responses received out of 1')
  vi.spyOn(adapterOf(one), 'fetchSockets').mockRejectedValue(cause)
  const failure = await (served[0] as Served<Realtime, User>).members(room).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(MembersError)
  expect(failure).toMatchObject({
    code: 'MEMBERS_INCOMPLETE',
    cause,
    message: expect.stringContaining('/realtime: who'),
  })
})

test('a request that an adapter never settles ends in time', async () => {
  const { io } = await listening()
  const served = presence(io, { handlerTimeoutMs: 20 })
  vi.spyOn(io.of('/realtime').adapter, 'fetchSockets').mockReturnValue(new Promise(() => {}) as never)
  await expect(served.members(room)).rejects.toMatchObject({ code: 'MEMBERS_INCOMPLETE' })
})

test('who asks at the same time shares one request, and who asks while it is on its way gets a later one', async () => {
  const { io, url } = await listening()
  const served = presence(io)
  await inRoom(url, '/realtime', 'u1')
  const { adapter } = io.of('/realtime')
  const fetch = adapter.fetchSockets.bind(adapter)
  const first = deferred()
  let requests = 0
  vi.spyOn(adapter, 'fetchSockets').mockImplementation(async (request) => {
    const answer = await fetch(request)
    if (++requests === 1) await first.promise
    return answer
  })
  const early = [served.members(room), served.members(room), served.members('user:u1')]
  await vi.waitFor(() => expect(requests).toBe(2))
  await inRoom(url, '/realtime', 'u2')
  const late = Array.from({ length: 100 }, () => listed(served))
  await settled(await joined(url, '/realtime', { auth: { token: 'u3' } }))
  expect(requests).toBe(2)
  first.resolve()
  expect((await Promise.all(early)).map((members) => members.length)).toEqual([1, 1, 0])
  for (const each of await Promise.all(late)) expect(each).toEqual(['u1 1', 'u2 1'])
  expect(requests).toBe(3)
  expect(await listed(served)).toEqual(['u1 1', 'u2 1'])
})

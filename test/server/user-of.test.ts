import type { Socket as ServerSocket } from 'socket.io'
import { expect, test } from 'vitest'
import { messaging, messagingAliases } from '../../src/messaging.js'
import { realtime, realtimeAliases } from '../../src/realtime.js'
import { serve } from '../../src/server/index.js'
import { away, cut, endOf, recovering, returning } from '../ends/absence.js'
import { listening } from '../ends/server.js'
import { client, declaring, joined, settled } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'

const authenticate = ({ token }: Readonly<Record<string, unknown>>) =>
  typeof token === 'string' ? { id: token } : undefined
const options = { authenticate, observe: () => {} }

test('R16: a listener beside the handlers knows the user, from the connection on, on each path', async () => {
  const { io, url } = await listening()
  const served = serve(io, messaging, { ...options, aliases: messagingAliases, legacy: true })
  const users: (string | undefined)[] = []
  const listen = (socket: ServerSocket): void => {
    users.push(served.user(socket)?.id)
    for (const name of ['typing:start', 'TYPING_START', 'own:event'])
      socket.on(name, () => users.push(served.user(socket)?.id))
  }
  for (const path of ['/messaging', '/ws']) io.of(path).on('connection', listen)
  const one = await joined(url, '/messaging', { auth: { token: 'u1' } })
  const old = await joined(url, '/ws', { auth: { token: 'u2' } })
  one.emit('typing:start', { receiverId: 'u2' })
  one.emit('own:event')
  await settled(one)
  old.emit('TYPING_START', { receiverId: 'u1' })
  await settled(old)
  expect(users).toEqual(['u1', 'u2', 'u1', 'u1', 'u2'])
})

test('R16: a connection that a contract did not let in, or lets in no more, has no user there', async () => {
  const { io, url } = await listening()
  const messages = serve(io, messaging, {
    ...options,
    aliases: messagingAliases,
    legacy: true,
    expiresAt: ({ id }) => (id === 'u2' ? Date.now() + 50 : undefined),
  })
  const presence = serve(io, realtime, {
    aliases: realtimeAliases,
    legacy: true,
    observe: () => {},
    authenticate: () => ({ id: 'anybody' }),
  })
  const refused = await joined(url, '/ws')
  const short = client(url, '/ws', { auth: { token: 'u2' } })
  await next(short, 'contract:refused')
  const other = await joined(url, '/ws', { auth: { token: 'u3', ...declaring(['/realtime', 1]) } })
  for (const socket of [refused, short, other]) {
    const end = endOf(io, '/ws', socket)
    expect(messages.user(end)).toBeUndefined()
    expect(presence.user(end)?.id).toBe('anybody')
  }
  const elsewhere = await listening()
  const stranger = serve(elsewhere.io, messaging, options)
  expect(stranger.user(endOf(io, '/ws', refused))).toBeUndefined()
})

test('R16: who came back has no user until it is asked', async () => {
  const { io, url } = await listening(recovering)
  const answer = { release: () => {} }
  let calls = 0
  const served = serve(io, messaging, {
    observe: () => {},
    async authenticate({ token }) {
      if (++calls > 1) await new Promise<void>((resolve) => Object.assign(answer, { release: resolve }))
      return { id: String(token) }
    },
  })
  const seen: (string | undefined)[] = []
  io.of('/messaging').on('connection', (socket) => seen.push(served.user(socket)?.id))
  const socket = await joined(url, '/messaging', { auth: { token: 'u1' }, ...returning })
  const heard = next(socket, 'own:event')
  // without an offset nobody comes back recovered
  io.of('/messaging').emit('own:event')
  await heard
  const back = away(socket)
  await cut(endOf(io, '/messaging', socket), socket)
  const returned = next(socket, 'connect')
  back()
  await returned
  const end = endOf(io, '/messaging', socket)
  expect(end.recovered).toBe(true)
  expect(served.user(end)).toBeUndefined()
  answer.release()
  await settled(socket)
  expect(served.user(end)?.id).toBe('u1')
  expect(seen).toEqual(['u1', undefined])
})

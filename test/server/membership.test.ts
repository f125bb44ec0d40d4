import { expect, test } from 'vitest'
import { patientPharmacy } from '../../src/patient-pharmacy.js'
import { realtime } from '../../src/realtime.js'
import { type Observation, serve } from '../../src/server/index.js'
import { endOf } from '../ends/absence.js'
import { placesOf } from '../ends/places.js'
import { listening } from '../ends/server.js'
import { joined } from '../ends/sockets.js'
import { next } from '../ends/waiting.js'

const path = '/patient-pharmacy'

/** Serves rooms of which `chat:slow` waits for the test to say yes. */
async function slowly(options: { readonly handlerTimeoutMs?: number; readonly expiresAt?: () => number }) {
  const { io, url } = await listening()
  let allow = (): void => {}
  let ask = (): void => {}
  const asked = new Promise<void>((resolve) => {
    ask = resolve
  })
  const answer = new Promise<boolean>((resolve) => {
    allow = () => resolve(true)
  })
  serve(io, patientPharmacy, {
    ...options,
    mayJoin: (_, room) => {
      if (room !== 'chat:slow') return true
      ask()
      return answer
    },
  })
  const socket = await joined(url, path)
  return { socket, end: endOf(io, path, socket), allow, asked }
}

test('a permission that comes after the refusal changes no room, and leaving another one does not wait for it', async () => {
  const { socket, end, allow } = await slowly({ handlerTimeoutMs: 100 })
  await socket.emitWithAck('chat:join', { roomId: 'r1' })
  const late = { error: expect.objectContaining({ code: 'HANDLER_TIMEOUT' }) }
  const entering = socket.emitWithAck('chat:join', { roomId: 'slow' })
  expect(await socket.emitWithAck('chat:leave', { roomId: 'r1' })).toEqual({ room: 'chat:r1' })
  expect(placesOf(end)).toEqual(new Set([socket.id]))
  expect(await entering).toEqual(late)
  allow()
  expect(await socket.emitWithAck('chat:join', { roomId: 'r2' })).toEqual({ room: 'chat:r2' })
  expect(placesOf(end)).toEqual(new Set([socket.id, 'chat:r2']))
})

test('a user whose time ends while the application is asked enters no room', async () => {
  const { socket, end, allow, asked } = await slowly({ expiresAt: () => Date.now() + 1000 })
  const told = next(socket, 'contract:refused')
  const entering = socket.emitWithAck('chat:join', { roomId: 'slow' })
  await asked
  await told
  allow()
  expect(await entering).toMatchObject({ error: { code: 'AUTH_EXPIRED', retryable: true } })
  expect(placesOf(end)).toEqual(new Set([socket.id, `barred ${path}`]))
})

test('a room nobody is in is left without a word, and its leaving is answered', async () => {
  const { socket, end } = await slowly({})
  expect(await socket.emitWithAck('chat:leave', { roomId: 'r9' })).toEqual({ room: 'chat:r9' })
  expect(placesOf(end)).toEqual(new Set([socket.id]))
})

test('a room is denied to everybody where nobody was named to ask, and the observation says that', async () => {
  const { io, url } = await listening()
  const denied: unknown[] = []
  const observe = (seen: Observation) => {
    if (seen.kind === 'denied') denied.push([seen.path, seen.room, seen.reason])
  }
  serve(io, patientPharmacy, { observe })
  serve(io, realtime, { observe, mayJoin: () => false })
  const forbidden = { error: { code: 'ROOM_FORBIDDEN', message: 'this user may not enter this room' } }
  const shopper = await joined(url, path)
  expect(await shopper.emitWithAck('chat:join', { roomId: 'r1' })).toMatchObject(forbidden)
  const member = await joined(url, '/realtime')
  expect(await member.emitWithAck('subscribe', { channels: ['user:u1'] })).toMatchObject(forbidden)
  expect(denied).toEqual([
    [path, 'chat:r1', 'mayJoin is not given, so that nobody may enter'],
    ['/realtime', 'user:u1', undefined],
  ])
})

test('a join that fails in its handler takes nothing from another one of the same room that succeeded meanwhile', async () => {
  const { io, url } = await listening()
  const served = serve(io, patientPharmacy, { mayJoin: () => true, handlerTimeoutMs: 100 })
  let calls = 0
  // one call is never answered by its handler
  served.on('chat:join', ({ roomId }) => (calls++ ? { room: `chat:${roomId}` } : new Promise(() => {})))
  const socket = await joined(url, path)
  const both = await Promise.all([1, 2].map(() => socket.emitWithAck('chat:join', { roomId: 'r1' })))
  expect(both).toContainEqual({ room: 'chat:r1' })
  expect(both).toContainEqual({ error: expect.objectContaining({ code: 'HANDLER_TIMEOUT' }) })
  expect(placesOf(endOf(io, path, socket))).toEqual(new Set([socket.id, 'chat:r1']))
})

test('a join that fails in its handler leaves the room in which the client was not', async () => {
  const { io, url } = await listening()
  const seen: string[] = []
  const served = serve(io, patientPharmacy, {
    mayJoin: () => true,
    observe: (noticed) => {
      if ('room' in noticed) seen.push(`${noticed.kind} ${noticed.room}`)
    },
  })
  served.on('chat:join', () => {
    throw new Error('no')
  })
  const socket = await joined(url, path)
  await endOf(io, path, socket).join('chat:own')
  for (const roomId of ['r1', 'own'])
    expect(await socket.emitWithAck('chat:join', { roomId })).toMatchObject({ error: { code: 'HANDLER_FAILED' } })
  // where the application put it, it stays
  expect(placesOf(endOf(io, path, socket))).toEqual(new Set([socket.id, 'chat:own']))
  expect(seen.slice(0, 2)).toEqual(['joined chat:r1', 'left chat:r1'])
})

test('joins and leaves of other rooms are answered while one hangs, and not more than twenty are asked for at once', async () => {
  const { io, url } = await listening()
  let asked = 0
  serve(io, patientPharmacy, {
    handlerTimeoutMs: 3000,
    mayJoin: (_, room) => {
      if (room === 'chat:r1') return true
      asked++
      return new Promise<boolean>(() => {})
    },
  })
  const socket = await joined(url, path)
  const hanging = Array.from({ length: 19 }, (_, index) => socket.emitWithAck('chat:join', { roomId: `slow${index}` }))
  expect(await socket.emitWithAck('chat:join', { roomId: 'r1' })).toEqual({ room: 'chat:r1' })
  const more = Array.from({ length: 1000 }, () => socket.emitWithAck('chat:join', { roomId: 'slow' }))
  expect(await socket.emitWithAck('chat:leave', { roomId: 'r1' })).toEqual({ room: 'chat:r1' })
  expect(asked).toBe(20)
  const codes = (await Promise.all([...hanging, ...more])).map(({ error }) => error.code)
  expect(new Set(codes)).toEqual(new Set(['HANDLER_TIMEOUT', 'RATE_LIMITED']))
  // nothing of it stays in the way
  expect(await socket.emitWithAck('chat:join', { roomId: 'r1' })).toEqual({ room: 'chat:r1' })
})

test('who leaves a room while the application is asked about it is outside, whatever it answers', async () => {
  const { socket, end, allow, asked } = await slowly({})
  const entering = socket.emitWithAck('chat:join', { roomId: 'slow' })
  await asked
  expect(await socket.emitWithAck('chat:leave', { roomId: 'slow' })).toEqual({ room: 'chat:slow' })
  allow()
  expect(await entering).toEqual({ room: 'chat:slow' })
  expect(placesOf(end)).toEqual(new Set([socket.id]))
})

test('a permission that comes when the connection is gone makes nobody join', async () => {
  const { io, url } = await listening()
  let allow = (): void => {}
  const seen: string[] = []
  const asked = new Promise<void>((resolve) => {
    serve(io, patientPharmacy, {
      observe: ({ kind }) => void seen.push(kind),
      mayJoin: () => {
        resolve()
        return new Promise<boolean>((answer) => {
          allow = () => answer(true)
        })
      },
    })
  })
  const socket = await joined(url, path)
  const end = endOf(io, path, socket)
  socket.emit('chat:join', { roomId: 'r1' }, () => {})
  await asked
  const gone = new Promise((resolve) => end.once('disconnect', resolve))
  socket.disconnect()
  await gone
  allow()
  await new Promise((resolve) => setImmediate(resolve))
  expect(seen).not.toContain('joined')
  expect(seen.at(-1)).toBe('refused')
  expect([...io.of(path).adapter.rooms.keys()]).toEqual([])
})

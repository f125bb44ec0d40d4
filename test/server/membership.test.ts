import { expect, test } from 'vitest'
import { patientPharmacy } from '../../src/patient-pharmacy.js'
import { realtime } from '../../src/realtime.js'
import { type Observation, serve } from '../../src/server/index.js'
import { endOf } from './absence.js'
import { joined, listening, next } from './ends.js'

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

test('a permission that comes after the refusal changes no room, and neither does what waited behind it', async () => {
  const { socket, end, allow } = await slowly({ handlerTimeoutMs: 100 })
  await socket.emitWithAck('chat:join', { roomId: 'r1' })
  const late = { error: expect.objectContaining({ code: 'HANDLER_TIMEOUT' }) }
  const entering = socket.emitWithAck('chat:join', { roomId: 'slow' })
  const leaving = socket.emitWithAck('chat:leave', { roomId: 'r1' })
  expect(await entering).toEqual(late)
  expect(await leaving).toEqual(late)
  allow()
  // takes its turn behind both
  expect(await socket.emitWithAck('chat:join', { roomId: 'r2' })).toEqual({ room: 'chat:r2' })
  expect(end.rooms).toEqual(new Set([socket.id, 'chat:r1', 'chat:r2']))
})

test('a user whose time ends while the application is asked enters no room', async () => {
  const { socket, end, allow, asked } = await slowly({ expiresAt: () => Date.now() + 1000 })
  const told = next(socket, 'contract:refused')
  const entering = socket.emitWithAck('chat:join', { roomId: 'slow' })
  await asked
  await told
  allow()
  expect(await entering).toMatchObject({ error: { code: 'AUTH_EXPIRED', retryable: true } })
  expect(end.rooms).toEqual(new Set([socket.id]))
})

test('a room nobody is in is left without a word, and its leaving is answered', async () => {
  const { socket, end } = await slowly({})
  expect(await socket.emitWithAck('chat:leave', { roomId: 'r9' })).toEqual({ room: 'chat:r9' })
  expect(end.rooms).toEqual(new Set([socket.id]))
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

import { describe, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { event, namespace, room } from '../../src/index.js'
import { chatRoom, patientPharmacy, patientPharmacyAliases } from '../../src/patient-pharmacy.js'
import { serve } from '../../src/server/index.js'
import { sessionRoom, simulation, simulationAliases } from '../../src/simulation.js'
import { listening } from '../ends/server.js'
import { joined, settled, transports } from '../ends/sockets.js'
import { deferred, next } from '../ends/waiting.js'

const typing = { roomId: 'c1', isTyping: true }
const forbidden = { error: { code: 'ROOM_FORBIDDEN', message: 'the sender is not in this room', retryable: false } }
const paths = ['/', '/patient-pharmacy']
const ways = transports.flatMap((transport) => paths.map((path) => [path, transport] as const))

function served(io: Parameters<typeof serve>[0], mayJoin: (user: unknown, room: string) => unknown = () => true) {
  const pharmacy = serve(io, patientPharmacy, { aliases: patientPharmacyAliases, legacy: true, mayJoin } as never)
  const handler = vi.fn()
  pharmacy.on('chat:typing', handler as never)
  return { pharmacy, handler }
}

describe.each(ways)('R9: on %s, over %s', (path, transport) => {
  test('who is not in the room that it names is refused, and its handler does not run', async () => {
    const { io, url } = await listening()
    const { handler } = served(io, (_, name) => name !== chatRoom('c1'))
    const socket = await joined(url, path, { transport })
    expect(await socket.emitWithAck('chat:join', { roomId: 'c1' })).toMatchObject({ error: { code: 'ROOM_FORBIDDEN' } })
    await socket.emitWithAck('chat:join', { roomId: 'c2' })
    expect(await socket.emitWithAck('chat:typing', typing)).toEqual(forbidden)
    const refused = next(socket, 'contract:refused')
    socket.emit('chat:typing', typing)
    expect(await refused).toEqual({ event: 'chat:typing', ...forbidden })
    expect(handler).not.toHaveBeenCalled()
  })

  test('who is in it is heard until it leaves', async () => {
    const { io, url } = await listening()
    const { handler } = served(io)
    const socket = await joined(url, path, { transport })
    await socket.emitWithAck('chat:join', { roomId: 'c1' })
    expect(await socket.emitWithAck('chat:typing', typing)).toBeUndefined()
    expect(handler).toHaveBeenCalledTimes(1)
    await socket.emitWithAck('chat:leave', { roomId: 'c1' })
    expect(await socket.emitWithAck('chat:typing', typing)).toEqual(forbidden)
    expect(handler).toHaveBeenCalledTimes(1)
  })

  test.each([
    ['is heard where they may', true, undefined, 1],
    ['is refused where they may not', false, forbidden, 0],
  ] as const)('who asked to enter and is not answered yet is waited for, and %s', async (_, may, outcome, times) => {
    const { io, url } = await listening()
    const answer = deferred<boolean>()
    const { handler } = served(io, () => answer.promise)
    const socket = await joined(url, path, { transport })
    socket.emit('chat:join', { roomId: 'c1' })
    const typed = socket.emitWithAck('chat:typing', typing)
    // what is asked for is another room: nothing has to be waited for
    expect(await socket.emitWithAck('chat:typing', { ...typing, roomId: 'c2' })).toEqual(forbidden)
    await settled(socket)
    expect(handler).not.toHaveBeenCalled()
    answer.resolve(may)
    expect(await typed).toEqual(outcome)
    expect(handler).toHaveBeenCalledTimes(times)
  })
})

test('R9: a listener of the application is guarded too, and a room that the application entered itself counts', async () => {
  const { io, url } = await listening()
  serve(io, patientPharmacy, { mayJoin: () => true })
  const listener = vi.fn()
  io.of('/patient-pharmacy').on('connection', (socket) => socket.on('chat:typing', listener))
  const socket = await joined(url, '/patient-pharmacy')
  const refused = next(socket, 'contract:refused')
  socket.emit('chat:typing', typing)
  expect(await refused).toEqual({ event: 'chat:typing', ...forbidden })
  expect(listener).not.toHaveBeenCalled()
  io.of('/patient-pharmacy').socketsJoin(chatRoom('c1'))
  socket.emit('chat:typing', typing)
  await settled(socket)
  expect(listener).toHaveBeenCalledTimes(1)
})

test("R9: catching up takes being in the session, under the old name too, and the autoJoin's room is one", async () => {
  const { io, url } = await listening()
  const options = { aliases: simulationAliases, legacy: true, autoJoin: () => [sessionRoom('s1')] }
  const sessions = serve(io, simulation, options)
  const handler = vi.fn(() => ({ transcripts: [] }))
  sessions.on('transcript:catchup', handler)
  const socket = await joined(url, '/')
  const ask = (name: string, sessionId: string) => socket.emitWithAck(name, { sessionId, since: 0 })
  for (const name of ['transcript:catchup', 'request-catchup']) expect(await ask(name, 's2')).toEqual(forbidden)
  expect(handler).not.toHaveBeenCalled()
  for (const name of ['transcript:catchup', 'request-catchup'])
    expect(await ask(name, 's1')).not.toHaveProperty('error')
  expect(handler).toHaveBeenCalledTimes(2)
})

test('R9: a room that another contract of the path granted is none of this one', async () => {
  const { io, url } = await listening()
  const shared = room('shared:{id}')
  const payload = z.object({ id: z.string() })
  const make = (path: '/one' | '/two', letter: 'a' | 'b') =>
    namespace(path, {
      legacyPath: '/both',
      rooms: [shared],
      serverToClient: {},
      clientToServer: {
        [`${letter}:join`]: event({ payload, reply: payload, joins: [shared] }),
        [`${letter}:type`]: event({ payload, within: [shared] }),
      },
    })
  const heard: string[] = []
  for (const [path, letter] of [
    ['/one', 'a'],
    ['/two', 'b'],
  ] as const)
    serve(io, make(path, letter), { legacy: true, mayJoin: () => true }).on(`${letter}:type`, (() =>
      heard.push(letter)) as never)
  const socket = await joined(url, '/both')
  await socket.emitWithAck('a:join', { id: '1' })
  expect(await socket.emitWithAck('b:type', { id: '1' })).toEqual(forbidden)
  await socket.emitWithAck('a:type', { id: '1' })
  await socket.emitWithAck('b:join', { id: '1' })
  await socket.emitWithAck('b:type', { id: '1' })
  expect(heard).toEqual(['a', 'b'])
})

test.each([
  ['by no room at all', { channels: [] }, 'ROOM_INVALID'],
  ['by a room of their own beside it', { roomId: 'c2', room: 'chat:c1' }, 'ROOM_FORBIDDEN'],
  ['by a list of their own beside it', { roomId: 'c2', channels: ['chat:c1'] }, 'ROOM_FORBIDDEN'],
  ['by an empty list beside it', { roomId: 'c2', channels: [] }, 'ROOM_FORBIDDEN'],
])('R9: nobody gets past %s, where payloads are not looked at', async (_, payload, code) => {
  const { io, url } = await listening()
  const handler = vi.fn()
  serve(io, patientPharmacy, { validate: 'off', mayJoin: () => true }).on('chat:typing', handler)
  const socket = await joined(url, '/patient-pharmacy')
  await socket.emitWithAck('chat:join', { roomId: 'c1' })
  expect(await socket.emitWithAck('chat:typing', payload)).toMatchObject({ error: { code } })
  expect(handler).not.toHaveBeenCalled()
  expect(await socket.emitWithAck('chat:typing', { roomId: 'c1', room: 'room:c1' })).toBeUndefined()
  expect(handler).toHaveBeenCalledTimes(1)
})

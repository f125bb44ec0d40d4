import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { aliases, namespace } from './declaration.js'
import { DeclarationError } from './declaration-error.js'
import { event } from './event/event.js'
import { parseRoom } from './room/parsed-room.js'
import { defineRoom } from './room/room.js'
import { patternsOverlap } from './room/room-overlap.js'

const aRoom = defineRoom('a:{x}')
const hello = event({ payload: z.object({ text: z.string() }), to: [aRoom], example: { text: 'hi' } })
const nothing = { serverToClient: {}, clientToServer: {} }

test('a namespace tells its events who they are, and leaves the declared ones alone', () => {
  const one = namespace('/one', { rooms: [aRoom], serverToClient: { hello }, clientToServer: {} })
  const two = namespace('/two', { rooms: [aRoom], serverToClient: {}, clientToServer: { hello } })
  expect(one.serverToClient.hello).toMatchObject({ name: 'hello', namespace: '/one', direction: 'serverToClient' })
  expect(two.clientToServer.hello).toMatchObject({ name: 'hello', namespace: '/two', direction: 'clientToServer' })
  expect(hello).toMatchObject({ name: '', namespace: '' })
})

test('a namespace has version 1 and no legacy path unless it says so', () => {
  expect(namespace('/n', nothing)).toMatchObject({ version: 1, legacyPath: undefined, rooms: [] })
  expect(namespace('/n', { ...nothing, legacyPath: '/' }).legacyPath).toEqual({ path: '/', without: [] })
  expect(namespace('/n', { ...nothing, version: 3 }).version).toBe(3)
})

const declare = namespace as unknown as (path: unknown, declaration: object) => unknown
test.each([
  ['no slash', 'shop', nothing, 'must begin with /'],
  ['no text', 7, nothing, 'must begin with /'],
  ['version 0', '/n', { ...nothing, version: 0 }, 'whole number from 1'],
  ['version 1.5', '/n', { ...nothing, version: 1.5 }, 'whole number from 1'],
  ['a reserved name', '/n', { ...nothing, serverToClient: { disconnect: event({}) } }, '/n disconnect: Socket.IO'],
  ['a contract: name', '/n', { ...nothing, clientToServer: { 'contract:x': event({}) } }, 'belong to every contract'],
  ['a room it does not list', '/n', { ...nothing, serverToClient: { hello } }, 'a:{x} is not among'],
  ['rooms that can meet', '/n', { ...nothing, rooms: [aRoom, defineRoom('a:{y}')] }, 'can bear the same name'],
  [
    'a legacy name that can meet another',
    '/n',
    { ...nothing, rooms: [aRoom, defineRoom('b:{y}', { legacy: ['a:{y}'] })] },
    'can bear the same name',
  ],
  [
    'a legacy name with other parameters',
    '/n',
    { ...nothing, rooms: [defineRoom('b:{y}', { legacy: ['c:{z}'] })] },
    'needs the parameters of b:{y}',
  ],
  ['a room without parameter', '/n', { ...nothing, rooms: [defineRoom('lobby')] }, 'needs a prefix and a parameter'],
])('a namespace refuses %s and says why', (_, path, declaration, words) => {
  expect(() => declare(path, declaration)).toThrow(DeclarationError)
  expect(() => declare(path, declaration)).toThrow(words)
})

test('aliases refuse a chain', () => {
  const contract = namespace('/n', { rooms: [aRoom], serverToClient: { hello }, clientToServer: {} })
  const declare = aliases<typeof contract>() as unknown as (table: object) => unknown
  expect(() => declare({ ...nothing, serverToClient: { hi: 'hello' } })).not.toThrow()
  expect(() => declare({ ...nothing, serverToClient: { hi: 'hello', hey: { of: 'hi' } } })).toThrow('hey stands for hi')
})

test.each([
  ['chat:{roomId}', 'chat:{roomId}:staff', false],
  ['chat:{roomId}', 'chat:{id}', true],
  ['chat:{roomId}', 'chat:lobby', true],
  ['user_{id}', 'user_{id}_admin', true],
  ['a:{x}:{y}', 'a:{x}', false],
  ['a{x}', '{y}b', true],
  ['a:{x}', 'b:{x}', false],
])('the patterns %s and %s overlap: %s', (one, other, overlap) => {
  expect(patternsOverlap(one, other)).toBe(overlap)
  expect(patternsOverlap(other, one)).toBe(overlap)
})

test.each([
  ['no reply', 'clientToServer', { query: true }],
  ['a room to enter', 'clientToServer', { query: true, reply: z.object({}), joins: [aRoom] }],
  ['the wrong sender', 'serverToClient', { query: true, reply: z.object({}) }],
])('a query with %s is refused', (_, direction, options) => {
  const asked = { ...event({}), ...options } as never
  expect(() => namespace('/n', { ...nothing, rooms: [aRoom], [direction]: { asked } })).toThrow(
    '/n asked: query is for',
  )
})

test.each([
  ['for what the server sends', 'serverToClient', {}, 'within is for'],
  ['beside what it enters', 'clientToServer', { joins: [aRoom] }, 'within is for'],
  ['of a room it does not list', 'clientToServer', { within: [defineRoom('b:{x}')] }, 'b:{x} is not among'],
  ['of no room', 'clientToServer', { within: [undefined] }, 'one of its rooms is'],
])('within %s is refused', (_, direction, options, message) => {
  const sent = { ...event({}), within: [aRoom], ...options } as never
  expect(() => namespace('/n', { ...nothing, rooms: [aRoom], [direction]: { sent } })).toThrow(message)
})

test('parseRoom tells the family and the ids of a name, canonical or legacy, and of nothing else', () => {
  const chat = defineRoom('chat:{roomId}', { legacy: ['room:{roomId}'] })
  const contract = namespace('/n', { ...nothing, rooms: [aRoom, chat] })
  expect(parseRoom(contract, 'room:r1')).toMatchObject({
    name: 'chat:r1',
    room: chat,
    pattern: 'chat:{roomId}',
    ids: { roomId: 'r1' },
  })
  for (const name of ['chat:', 'chat:a:b', 'other:1', '', undefined, 7, { toString: () => 'chat:1' }])
    expect(parseRoom(contract, name)).toBeUndefined()
})

test.each([
  ['serverToClient', { ms: 0, by: { on: false } }, '/n cursor: endsAfter needs ms above 0'],
  ['serverToClient', { ms: 5000, by: {} }, '/n cursor: endsAfter needs ms above 0'],
  ['clientToServer', { ms: 5000, by: { on: false } }, '/n cursor: endsAfter is for what the server sends'],
])('an event of %s that is ended by %j is refused', (direction, endsAfter, message) => {
  const cursor = { ...event({}), endsAfter }
  expect(() => namespace('/n', { ...nothing, [direction]: { cursor } })).toThrow(message)
})

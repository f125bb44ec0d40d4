import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { payloadNaming, roomTargets } from '../../src/cli/verify/target/room-target.js'
import { event } from '../../src/contract/event/event.js'
import { defineNamespace } from '../../src/contract/namespace.js'
import { defineRoom } from '../../src/contract/room/room.js'
import { inn } from './scripted-context.js'

const token = (claims: unknown): string => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`
const wishes = { chat: [], room: [], ownRoom: [], token: undefined }
const users = defineNamespace('/users', {
  rooms: [defineRoom('user:{userId}')],
  serverToClient: {},
  clientToServer: {},
})

test('a claim named like a parameter says whose room it is, and the subject stands for a user', () => {
  const named = (claims: unknown) => roomTargets(users, { ...wishes, token: token(claims) }).map(({ name }) => name)
  expect(named({ userId: 'u1', sub: 'u2' })).toEqual(['user:u1'])
  expect(named({ sub: 'u2' })).toEqual(['user:u2'])
  expect(named({ sub: 'with spaces in it' })).toEqual([])
  expect(named({})).toEqual([])
  expect(named(null)).toEqual([])
})

test('a room out of a token is never written down, and no token is no reason to stop', () => {
  const [target] = roomTargets(users, { ...wishes, token: token({ sub: 'u2' }) })
  expect(target).toMatchObject({ shown: 'user:{userId}', isOwn: true })
  expect(roomTargets(users, { ...wishes, token: 'opaque' })).toEqual([])
  expect(roomTargets(users, wishes)).toEqual([])
})

test('rooms that are named go before the claims, and each stands once', () => {
  const targets = roomTargets(users, {
    ...wishes,
    token: token({ sub: 'u2' }),
    ownRoom: ['user:u3'],
    room: ['user:u3', 'user:u4'],
  })
  expect(targets.map(({ name, isOwn }) => [name, isOwn])).toEqual([
    ['user:u3', true],
    ['user:u4', false],
  ])
})

test('a name of no family is refused with the families there are, or the word that there are none', () => {
  expect(() => roomTargets(inn, { ...wishes, room: ['chair:1'] })).toThrow(
    '--room: chair:1 is no room of /inn, which has table:{tableId}',
  )
  const bare = defineNamespace('/bare', { serverToClient: {}, clientToServer: {} })
  expect(() => roomTargets(bare, { ...wishes, chat: ['c1'] })).toThrow('--chat: /bare has no rooms')
})

test('a payload names a room in the field its event has for it', () => {
  const named = (payload: z.ZodMiniType, example?: unknown) =>
    payloadNaming(event({ payload, ...(example !== undefined && { example }) } as never), 'user:u1', { userId: 'u1' })
  expect(named(z.object({ room: z.string() }), { room: 'user:u0', more: 1 })).toEqual({ room: 'user:u1', more: 1 })
  expect(named(z.object({ channels: z.array(z.string()) }))).toEqual({ channels: ['user:u1'] })
  expect(named(z.object({ userId: z.string() }))).toEqual({ userId: 'u1' })
})

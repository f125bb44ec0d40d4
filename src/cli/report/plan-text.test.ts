import { expect, test } from 'vitest'
import { carrying, eventOf, shopOf } from '../../../test/evolution/contract-maker.js'
import { type ContractJson, diff } from '../../spec/index.js'
import { planText } from './plan-text.js'

const field = (schema: object): ReturnType<typeof carrying> =>
  carrying({ type: 'object', properties: { a: { type: 'string', ...schema } }, required: ['a'] })

test('a plan tells several findings at one field apart by their keywords, and names a single one without', () => {
  const many = planText(diff(field({ minLength: 2, maxLength: 5, pattern: '^a' }), field({ minLength: 1 })))
  expect(many.steps[0]).toBe(
    'release the clients. After this, servers may send the new values of `order:new a` (F14 pattern), `order:new a` (F14 maxLength), `order:new a` (F14 minLength).',
  )
  const one = planText(diff(field({ maxLength: 5 }), field({})))
  expect(one.steps).toEqual([
    'release the clients. After this, servers may send the new values of `order:new a` (F14).',
    'release the servers, when no older client is left. After this, the change is complete.',
  ])
})

const stepsOf = (old: ContractJson, next: ContractJson): readonly string[] => planText(diff(old, next)).steps
const of = (direction: 'serverToClient' | 'clientToServer', names: readonly string[]): ContractJson =>
  shopOf({ [direction]: Object.fromEntries(names.map((name) => [name, eventOf({ direction })])) })

test('a plan says after each step what the other end may do, as who sends it and who takes it reads it', () => {
  const text = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }
  const more = { ...text, properties: { ...text.properties, b: { type: 'string' } }, required: ['a', 'b'] }
  const done = 'After this, the change is complete.'
  expect(stepsOf(carrying(text), carrying(more))).toEqual([
    'release the servers. After this, clients may require `order:new b` (F02).',
    `release the clients, when no older server is left. ${done}`,
  ])
  expect(stepsOf(carrying(text, 'clientToServer'), carrying(more, 'clientToServer'))[0]).toBe(
    'release the clients. After this, servers may require `order:new b` (F02).',
  )
  expect(stepsOf(carrying(more, 'clientToServer', 'reply'), carrying(text, 'clientToServer', 'reply'))[0]).toBe(
    'release the clients. After this, servers may leave out `order:new b` (F05).',
  )
  const asked = (event: object): ContractJson =>
    shopOf({ clientToServer: { a: eventOf({ direction: 'clientToServer', ...event }) } })
  expect(stepsOf(asked({}), asked({ reply: text }))[0]).toBe(
    'servers take release 1. After this, clients may use the new event in place of `a` (K01).',
  )
  expect(stepsOf(of('clientToServer', []), of('clientToServer', ['a', 'b', 'c', 'd', 'e']))[0]).toBe(
    'release the servers. After this, clients may send `a` (E02), `b` (E02), `c` (E02), and make 2 more changes.',
  )
})

test('a plan says of each half of a change what may be used, and what may be dropped', () => {
  const as = (type: string): ContractJson => carrying({ type: 'object', properties: { a: { type } }, required: ['a'] })
  expect(stepsOf(as('string'), as('integer'))).toEqual([
    'servers take release 1. After this, clients may use the new field in place of `order:new a` (F13).',
    'clients take release 2, when no older server is left. After this, servers may drop the old field `order:new a` (F13).',
    'servers take release 2, when no older client is left. After this, the change is complete.',
  ])
})

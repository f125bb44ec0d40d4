import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { checkListening } from '../../src/cli/verify/checks/listening.js'
import { loginEvents } from '../../src/cli/verify/target/login.js'
import { type Chosen, modelOf } from '../../src/cli/verify/target/model.js'
import { defineAliases } from '../../src/contract/alias/alias.js'
import { event } from '../../src/contract/event/event.js'
import { fieldsOf } from '../../src/contract/event/fields.js'
import { defineNamespace } from '../../src/contract/namespace.js'
import { type NamespaceJson, toContractJson } from '../../src/spec/index.js'
import { contractFromJson } from '../../src/spec/json-contract/json-contract.js'
import { scriptedConnection, scriptedContext, seenIn } from './scripted-context.js'

type Fact = readonly [name: string, payload: unknown]

/** Tells of what came on the canonical path, by a contract as a file or as code has it. */
function judged(chosen: Chosen, hears: readonly Fact[]): string[] {
  const context = scriptedContext({ model: modelOf(chosen, true) })
  checkListening(context, {
    inside: scriptedConnection('/inn', { hears }),
    idle: undefined,
    gone: undefined,
    legacy: undefined,
    outsiders: [],
    trouble: undefined,
  })
  return seenIn(context, 'events.once')
}

const inn = defineNamespace('/inn', {
  serverToClient: {
    'order:new': event({
      payload: z.object({ id: z.string(), tableId: z.string(), total: z.number() }),
      identity: ['id'],
      example: { id: 'o1', tableId: '1', total: 3 },
    }),
  },
  clientToServer: {},
})
const login = {
  event: { success: { event: 'seated', down: () => ({}) }, failure: { event: 'full', down: () => ({}) } },
}
const table = defineAliases<typeof inn>()({
  serverToClient: {},
  clientToServer: {},
  shapes: { serverToClient: { 'order:new': { rename: { orderId: 'id' }, heard: { sum: 'total' } } } },
  login,
})
const code: Chosen = { contract: inn, aliases: table, digest: '', opaque: new Set(), conditional: new Set() }
const dataOf = (aliases: typeof table): Chosen =>
  contractFromJson('/inn', toContractJson([{ contract: inn, aliases }]).namespaces['/inn'] as NamespaceJson)
const old: Fact = ['order:new', { orderId: 'o1', tableId: '1', sum: 3 }]
const doubled = 'events.once[order:new] fail: one fact came more than once as order:new on /inn'

test('a fact in an older shape under its own name is recognised by a contract.json as by a module', () => {
  for (const chosen of [code, dataOf(table)]) {
    expect(judged(chosen, [old, old])).toEqual([doubled])
    expect(judged(chosen, [old])).toEqual(['events.once[order:new] pass'])
  }
})

test('a shape that a function makes is not guessed at by what else its row says', () => {
  const up = (legacy: unknown) => ({ ...fieldsOf(legacy), id: `order_${fieldsOf(legacy)['orderId']}` })
  const shapes = { serverToClient: { 'order:new': { heard: { orderId: 'id' as const, sum: 'total' as const }, up } } }
  expect(judged(dataOf({ ...table, shapes } as never), [old, old])).toEqual([])
})

test('the events that a contract.json has for who logs in are waited for', () => {
  const { successes, failures } = loginEvents(dataOf(table).aliases)
  expect([successes.has('seated'), failures.has('full')]).toEqual([true, true])
})

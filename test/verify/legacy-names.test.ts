import { expect, test } from 'vitest'
import { checkLegacyNames } from '../../src/cli/verify/checks/legacy-names.js'
import type { Model } from '../../src/cli/verify/target/model.js'
import { scriptedConnection, scriptedContext, seenIn } from './scripted-context.js'

type Heard = readonly (readonly [name: string, payload: unknown])[]
const judged = (inside: Heard, legacy: Heard | undefined, model: Partial<Model> = {}): string[] => {
  const context = scriptedContext({ model })
  checkLegacyNames(context, {
    inside: scriptedConnection('/inn', { hears: inside }),
    idle: undefined,
    gone: undefined,
    legacy: legacy && scriptedConnection('/', { hears: legacy }),
    outsiders: [],
    trouble: undefined,
  })
  return seenIn(context, 'aliases.live', 'aliases.parse', 'aliases.canonical-only')
}
const small = { id: 'o1', tableId: '1', total: 3 }
const { id: orderId, ...others } = small
const old = { orderId, ...others }

test('a legacy name that came on the canonical path is named, once', () => {
  const seen = judged(
    [
      ['new-order', old],
      ['new-order', old],
    ],
    undefined,
  )
  expect(seen).toEqual(['aliases.canonical-only fail: new-order came on /inn'])
})

test('legacy names that came on the legacy path alone pass', () => {
  const seen = judged(
    [['order:new', small]],
    [
      ['order:new', small],
      ['new-order', old],
    ],
  )
  expect(seen).toContain('aliases.canonical-only pass')
  expect(seen).toContain('aliases.live[new-order] pass')
  expect(seen).toContain('aliases.parse[new-order] pass')
})

test('a legacy name is missed where its fact came, and not where nothing did', () => {
  expect(judged([['order:new', small]], [])).toContain(
    'aliases.live[new-order] fail: order:new came, and new-order did not on /',
  )
  expect(judged([], [])).toContain('aliases.live[new-order] not tested: nothing provoked it')
})

test('a name that is sent for some facts only is missed where such a fact came', () => {
  const skipped = 'aliases.live[big-order] not tested: nothing came for which it is sent'
  const missed = 'aliases.live[big-order] fail: order:new came, and big-order did not on /'
  expect(judged([['order:new', small]], [])).toContain(skipped)
  expect(judged([['order:new', { ...small, total: 500 }]], [])).toContain(missed)
  expect(judged([['order:new', { total: 500 }]], [])).toContain(skipped)
  const conditional = { conditional: new Set(['big-order']) }
  expect(judged([['order:new', { ...small, total: 500 }]], [], conditional)).toContain(skipped)
})

test('a condition that breaks on a payload does not hold for it', () => {
  const { aliasesSent } = scriptedContext({}).model
  const broken = () => {
    throw new Error('no such field')
  }
  const rows = aliasesSent.map((alias) => ({ ...alias, row: { ...alias.row, when: broken } }))
  expect(judged([['order:new', small]], [], { aliasesSent: rows })).toContain(
    'aliases.live[new-order] not tested: nothing came for which it is sent',
  )
})

test('a payload of a legacy name that does not fit is told of by its place and never by its value', () => {
  const seen = judged([], [['new-order', { ...old, total: 'SECRET' }]])
  expect(seen).toContainEqual(expect.stringMatching(/^aliases\.parse\[new-order\] fail: total should be /))
  expect(seen.join()).not.toContain('SECRET')
})

test('a shape that the table has no row for is told of, and one that a file is silent about is not judged', () => {
  const table = {
    serverToClient: {
      'new-order': {
        of: 'order:new',
        up: () => {
          throw new Error('not this shape')
        },
      },
    },
    clientToServer: {},
  }
  expect(judged([], [['new-order', old]], { aliases: table as never })).toContain(
    'aliases.parse[new-order] fail: the alias table has no row for this shape',
  )
  expect(judged([], [['new-order', old]], { opaque: new Set(['new-order']) })).toContainEqual(
    expect.stringContaining('aliases.parse[new-order] not tested: contract.json does not say how its payload differs'),
  )
})

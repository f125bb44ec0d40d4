import { expect, test } from 'vitest'
import * as z from 'zod'
import { factMemory } from '../../src/client/index.js'
import { type EventContract, event, namespace } from '../../src/index.js'
import { diff, type Sufferer, toContractJson } from '../../src/spec/index.js'

type Field = 'a' | 'b' | 'c'

interface End {
  readonly fields: readonly Field[]
  readonly identity: readonly Field[] | undefined
}

const contractOf = ({ fields, identity }: End) => {
  const payload = z.object(Object.fromEntries(fields.map((field) => [field, z.string()])))
  const named = identity && { identity: identity as never }
  return namespace('/shop', { version: 1, serverToClient: { fact: event({ payload, ...named }) }, clientToServer: {} })
}

const payloadsOf = ({ fields }: End): Record<string, string>[] =>
  fields.reduce<Record<string, string>[]>(
    (payloads, field) => payloads.flatMap((payload) => ['0', '1'].map((value) => ({ ...payload, [field]: value }))),
    [{}],
  )

/** Whether a client of one contract drops as a repeat what a server of another means as another fact. */
const isDropped = (client: End, server: End): boolean => {
  const heard = contractOf(client).serverToClient.fact as EventContract
  const payloads = payloadsOf(server)
  return payloads.some((first) =>
    payloads.some((second) => {
      const isOther = !server.identity || server.identity.some((field) => first[field] !== second[field])
      if (!isOther) return false
      const memory = factMemory()
      const delivery = { connection: 'x', source: 'x', at: 0 }
      memory.knows(heard, first, delivery)
      return memory.knows(heard, second, delivery)
    }),
  )
}

const identities: readonly End['identity'][] = [undefined, ['a'], ['b'], ['a', 'b'], ['c'], ['a', 'c']]
const shapes: readonly (readonly Field[])[] = [
  ['a', 'b', 'c'],
  ['a', 'b'],
]
const ends = shapes.flatMap((fields) =>
  identities.flatMap((identity): End[] =>
    identity?.some((field) => !fields.includes(field)) ? [] : [{ fields, identity }],
  ),
)
const spelled = ({ fields, identity }: End): string => `${fields.join('')} by ${identity?.join(' and ') ?? 'nothing'}`
const pairs = ends.flatMap((old) =>
  ends.flatMap((next) =>
    old.identity?.join() === next.identity?.join() ? [] : [{ old, next, what: `${spelled(old)}, ${spelled(next)}` }],
  ),
)

test.each(pairs)('E13: breaks whose client drops facts: $what', ({ old, next }) => {
  const [before, after] = [old, next].map((end) => toContractJson([contractOf(end)]))
  const finding = diff(before, after).findings.find(({ rule }) => rule === 'E13')
  const dropping: Sufferer[] = [
    ...(isDropped(old, next) ? (['new-server-old-client'] as const) : []),
    ...(isDropped(next, old) ? (['old-server-new-client'] as const) : []),
  ]
  expect(finding?.breaks).toEqual(dropping)
})

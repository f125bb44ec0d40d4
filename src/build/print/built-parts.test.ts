import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { event } from '../../contract/event/event.js'
import { defineNamespace } from '../../contract/namespace.js'
import { builtParts, placedSchemas } from './built-parts.js'

function partsOf(schemas: Readonly<Record<string, z.ZodMiniType>>) {
  const events = Object.entries(schemas).map(([name, payload]) => [name, event({ payload: payload as never })])
  const contract = defineNamespace('/x', { serverToClient: Object.fromEntries(events), clientToServer: {} })
  return builtParts([...placedSchemas([contract]).values()])
}

test('schemas that say the same are one, and constants are written once', () => {
  const schema = (): z.ZodMiniType => z.object({ kind: z.enum(['a', 'b']), other: z.enum(['a', 'b']) })
  const { of, text, kept } = partsOf({ one: schema(), other: schema() })
  const [one, other] = [...of.values()]
  expect(one).toEqual(other)
  expect(text.split('new Set(')).toHaveLength(2)
  expect([kept, of.size]).toEqual([[], 2])
})

test('what can not be written down is kept, and named with its place and its reason', () => {
  const schema = z.object({ deep: z.array(z.object({ name: z.string().check(z.refine((name) => name !== 'x')) })) })
  const { of, kept } = partsOf({ one: schema, other: z.string() })
  expect(of.size).toBe(1)
  expect(kept.map(({ event: { name }, part, reasons }) => [name, part, reasons[0]])).toEqual([
    ['one', 'payload', { path: ['deep', '*', 'name'], reason: 'a check that is a function of yours' }],
  ])
})

test('a schema of another library is kept', () => {
  const other = { '~standard': { version: 1, vendor: 'other', validate: (value: unknown) => ({ value }) } }
  const { kept } = partsOf({ one: other as never })
  expect(kept[0]?.reasons).toEqual([{ path: [], reason: 'a schema of another library than zod' }])
})

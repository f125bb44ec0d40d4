import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { entries } from '../../../test/contracts.js'
import { drawnSchema } from '../../../test/print/random-schema.js'
import { seeded } from '../../../test/schema-value.js'
import type { EventContract } from '../../contract/event/event.js'
import { bytes } from '../../fields/bytes.js'
import { sensitive } from '../../fields/sensitive.js'
import { type DescribedSchema, definitionOf } from '../described-schema.js'
import { partsOf } from '../print/described.js'
import { describedJson, isJsonKnown } from './described-json.js'

/** Describes a schema as zod does; nothing where zod finds that it can't be said. */
function byZod(schema: z.ZodMiniType): unknown {
  try {
    return JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input' })))
  } catch {
    return undefined
  }
}

function byDefinition(schema: z.ZodMiniType): unknown {
  try {
    return describedJson(schema)
  } catch {
    return undefined
  }
}

/**
 * Returns whether zod describes a schema wrongly: where objects are intersected, it finds the fields that all objects
 * inherit, such as `toString`, in those that do not declare them, and writes `null` or nothing for what they ask.
 */
function isMisread(schema: DescribedSchema): boolean {
  let [intersects, inherits] = [false, false]
  const seen = new Set<DescribedSchema>()
  const visit = (part: DescribedSchema): void => {
    if (seen.has(part)) return
    seen.add(part)
    const { type, shape = {} } = definitionOf(part)
    if (type === 'intersection') intersects = true
    if (Object.keys(shape).some((key) => key in Object.prototype)) inherits = true
    partsOf(part).forEach(visit)
  }
  visit(schema)
  return intersects && inherits
}

test('a random schema is described as zod describes it', () => {
  const seed = Number(process.env['PRINT_SEED'] ?? 1)
  const random = seeded(seed)
  let [described, unsaid] = [0, 0]
  for (let round = 0; round < 1500; round++) {
    const { schema } = drawnSchema(random, 3)
    if (!isJsonKnown(schema) || isMisread(schema)) continue
    const wanted = byZod(schema)
    expect(byDefinition(schema), `schema ${round}, PRINT_SEED=${seed}`).toEqual(wanted)
    if (wanted === undefined) unsaid++
    else described++
  }
  console.info(JSON.stringify({ described, unsaid }))
  expect(described).toBeGreaterThan(800)
  expect(unsaid).toBeGreaterThan(50)
})

const node: z.ZodMiniType = z.object({
  value: z.string(),
  get children() {
    return z.optional(z.array(node))
  },
})
const one: z.ZodMiniType = z.object({ other: z.lazy(() => z.nullable(other)) })
const other: z.ZodMiniType = z.object({ one: z.lazy(() => z.optional(one)), self: z.lazy(() => z.array(other)) })
const json: z.ZodMiniType = z.lazy(() => z.union([z.string(), z.null(), z.array(json), z.record(z.string(), json)]))
const strict = (shape: object): z.ZodMiniType => z.strictObject(shape as never)

test.each([
  ['a schema that holds itself', node],
  ['a schema that holds one that holds itself', z.object({ tree: node, more: z.nullable(node) })],
  ['two schemas that hold each other', z.object({ one, other })],
  ['one of two schemas that hold each other', other],
  ['a choice that holds itself', z.object({ json })],
  ['a choice that is the whole', json],
  ['two strict objects at once', z.intersection(strict({ a: z.string() }), strict({ b: z.optional(z.number()) }))],
  [
    'an object and a choice',
    z.intersection(z.object({ a: z.string() }), z.union([z.object({ b: z.null() }), strict({})])),
  ],
  [
    'three objects',
    z.intersection(
      z.intersection(z.looseObject({ a: z.string() }), z.catchall(z.object({}), z.number())),
      z.object({ a: z.null() }),
    ),
  ],
  ['an object and text', z.intersection(z.object({ a: z.string() }), z.string())],
  ['bytes in text', z.base64()],
  ['bytes in text for addresses', z.base64url()],
  ['bytes', bytes(5)],
  ['an address', z.url({ protocol: /^https$/ })],
  ['an instant', z.iso.datetime({ offset: true })],
  ['a local instant', z.iso.datetime({ local: true })],
  ['a time', z.iso.time()],
  ['text with a beginning', z.string().check(z.startsWith('a'), z.includes('b', { position: 2 }), z.lowercase())],
  [
    'a number of several bounds',
    z.number().check(z.gt(1), z.gte(1), z.lt(9), z.lte(8), z.multipleOf(2), z.multipleOf(3)),
  ],
  ['whole numbers', z.int().check(z.positive())],
  ['a bare choice', z.union([z.string(), z.union([z.number(), z.boolean()])])],
  ['a record of numbers', z.record(z.int(), z.optional(z.string()))],
  ['a record of listed keys', z.record(z.union([z.literal('a'), z.enum(['b', 'c'])]), z.number())],
  ['a record of some listed keys', z.partialRecord(z.enum(['b', 'c']), z.number())],
  ['a record that passes over other keys', z.looseRecord(z.string().check(z.regex(/^a/), z.regex(/b$/)), z.number())],
  ['a tuple', z.tuple([z.string(), z.optional(z.number())], z.boolean()).check(z.minLength(2) as never)],
  [
    'one of objects',
    z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') }), z.object({ kind: z.literal('b') })]),
  ],
  [
    'fields of any name',
    z.object(
      Object.fromEntries([
        ['__proto__', z.string()],
        ['constructor', z.string()],
      ]),
    ),
  ],
  ['what is said beside it', z.optional(z.string().check(z.meta({ description: 'A name.', title: 'Name' })))],
] as const)('%s is known, and described as zod describes it', (_, schema) => {
  expect(isJsonKnown(schema)).toBe(true)
  expect(describedJson(schema)).toEqual(byZod(schema))
})

test('a mark stands beside a reference too, where zod leaves it to what is referred to', () => {
  const tree: z.ZodMiniType = z.object({
    value: z.string(),
    get children() {
      return z.optional(sensitive('phi', z.array(tree)))
    },
  })
  const whole = sensitive('phi', tree)
  const children = { $ref: '#/$defs/__schema0' }
  expect(describedJson(whole)).toMatchObject({ properties: { children: { ...children, 'x-sensitive': 'phi' } } })
  expect(byZod(whole)).toMatchObject({ properties: { children } })
})

test('what is not known here is left to zod', () => {
  const others = [
    z.custom(),
    z.date(),
    z.pipe(z.string(), z.string()),
    z.string().register(z.globalRegistry, { id: 'name' }),
  ]
  for (const schema of others) expect(isJsonKnown(z.object({ a: z.array(schema) })), schema._zod.def.type).toBe(false)
  const endless = (): z.ZodMiniType => z.array(z.lazy(() => endless()))
  expect(isJsonKnown(endless())).toBe(false)
})

test('what our contracts carry is known, and described as zod describes it', () => {
  let schemas = 0
  for (const { contract } of entries)
    for (const { payload, reply } of [
      ...Object.values(contract.serverToClient),
      ...Object.values(contract.clientToServer),
    ] as EventContract[])
      for (const schema of [payload, reply] as unknown as (z.ZodMiniType | undefined)[]) {
        if (!schema) continue
        schemas++
        expect(isJsonKnown(schema)).toBe(true)
        expect(describedJson(schema)).toEqual(byZod(schema))
      }
  expect(schemas).toBeGreaterThan(80)
})

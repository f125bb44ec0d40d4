import * as z from 'zod'
import { openEnum } from '../../src/fields/index.js'
import type { ObjectPolicy } from '../../src/spec/index.js'

type Make = (shape: z.core.$ZodShape) => z.ZodType
type Cell = 'ok/ok' | 'ok/BR' | 'BR/ok' | 'BR/BR'

interface Row {
  readonly rule: string
  readonly what: string
  readonly old: (make: Make) => z.ZodType
  readonly next: (make: Make) => z.ZodType
  /** Forth and back, in the order strict, strip, loose; one for all three where they agree. */
  readonly cells: Cell | readonly [Cell, Cell, Cell]
}

export const object: { readonly [Policy in ObjectPolicy]: Make } = {
  strict: z.strictObject,
  strip: z.object,
  loose: z.looseObject,
}
const policies = ['strict', 'strip', 'loose'] as const

const text = z.string()
const row = (rule: string, what: string, old: z.core.$ZodShape, next: z.core.$ZodShape, cells: Row['cells']): Row => ({
  rule,
  what,
  old: (make) => make(old),
  next: (make) => make(next),
  cells,
})

const one = z.strictObject({ kind: z.literal('a'), x: text })
const two = z.strictObject({ kind: z.literal('b'), y: text })

// the catalogue, for producers and consumers of the same policy
export const rows: readonly Row[] = [
  row('F01', 'optional field added', { a: text }, { a: text, b: text.optional() }, ['ok/BR', 'ok/ok', 'BR/ok']),
  row('F02', 'required field added', { a: text }, { a: text, b: text }, ['BR/BR', 'BR/ok', 'BR/ok']),
  row('F03', 'field with a default added', { a: text }, { a: text, b: text.default('x') }, ['ok/BR', 'ok/ok', 'BR/ok']),
  row('F04', 'optional field removed', { a: text, b: text.optional() }, { a: text }, ['BR/ok', 'ok/ok', 'ok/BR']),
  row('F05', 'required field removed', { a: text, b: text }, { a: text }, ['BR/BR', 'ok/BR', 'ok/BR']),
  row('F06', 'optional made required', { a: text.optional() }, { a: text }, 'BR/ok'),
  row('F07', 'required made optional', { a: text }, { a: text.optional() }, 'ok/BR'),
  row('F08', 'null allowed', { a: text }, { a: text.nullable() }, 'ok/BR'),
  row('F08', 'null and absence allowed', { a: text }, { a: text.nullish() }, 'ok/BR'),
  row('F09', 'null no longer allowed', { a: text.nullable() }, { a: text }, 'BR/ok'),
  row('F09', 'null and absence no longer allowed', { a: text.nullish() }, { a: text }, 'BR/ok'),
  row('F10', 'optional becomes nullable', { a: text.optional() }, { a: text.nullable() }, 'BR/BR'),
  row('F10', 'nullable becomes optional', { a: text.nullable() }, { a: text.optional() }, 'BR/BR'),
  row('F11', 'required gets a default', { a: text }, { a: text.default('x') }, 'ok/ok'),
  row('F11', 'a default is taken away', { a: text.default('x') }, { a: text }, 'ok/ok'),
  row('F12', 'required field renamed', { a: text.max(9) }, { b: text.max(9) }, 'BR/BR'),
  row('F13', 'type replaced', { a: text }, { a: z.number() }, 'BR/BR'),
  row('F14', 'enum value added', { a: z.enum(['x']) }, { a: z.enum(['x', 'y']) }, 'ok/BR'),
  row('F15', 'enum value removed', { a: z.enum(['x', 'y']) }, { a: z.enum(['x']) }, 'BR/ok'),
  row('F14', 'literal becomes enum', { a: z.literal('x') }, { a: z.enum(['x', 'y']) }, 'ok/BR'),
  row('F14', 'literal becomes text', { a: z.literal('x') }, { a: text }, 'ok/BR'),
  row('F15', 'text becomes literal', { a: text }, { a: z.literal('x') }, 'BR/ok'),
  row(
    'F14',
    'whole numbers become numbers',
    { a: z.int() },
    { a: z.number().gte(-9007199254740991).lte(9007199254740991) },
    'ok/BR',
  ),
  row(
    'F15',
    'numbers become whole',
    { a: z.number().gte(-9007199254740991).lte(9007199254740991) },
    { a: z.int() },
    'BR/ok',
  ),
  row('F14', 'bound loosened', { a: z.number().max(5) }, { a: z.number().max(9) }, 'ok/BR'),
  row('F15', 'bound tightened', { a: z.number().max(9) }, { a: z.number().max(5) }, 'BR/ok'),
  row('F15', 'least length raised', { a: text.min(1) }, { a: text.min(2) }, 'BR/ok'),
  row('F14', 'greatest length dropped', { a: text.max(4) }, { a: text }, 'ok/BR'),
  row('F14', 'step halved', { a: z.number().multipleOf(4) }, { a: z.number().multipleOf(2) }, 'ok/BR'),
  row('F15', 'step doubled', { a: z.number().multipleOf(2) }, { a: z.number().multipleOf(4) }, 'BR/ok'),
  row('F14', 'pattern removed', { a: text.regex(/^a+$/) }, { a: text }, 'ok/BR'),
  row('F15', 'pattern added', { a: text }, { a: text.regex(/^a+$/) }, 'BR/ok'),
  row(
    'F14',
    'union arm added',
    { a: z.union([text, z.boolean()]) },
    { a: z.union([text, z.boolean(), z.number()]) },
    'ok/BR',
  ),
  row(
    'F15',
    'union arm removed',
    { a: z.union([text, z.boolean(), z.number()]) },
    { a: z.union([text, z.boolean()]) },
    'BR/ok',
  ),
  row(
    'F14',
    'tagged arm added',
    { a: z.discriminatedUnion('kind', [one]) },
    { a: z.discriminatedUnion('kind', [one, two]) },
    'ok/BR',
  ),
  row('F14', 'takes anything', { a: text }, { a: z.unknown() }, 'ok/BR'),
  row('F14', 'takes anything in place of a choice', { a: text.nullable() }, { a: z.unknown() }, 'ok/BR'),
  row('F15', 'takes a choice in place of anything', { a: z.unknown() }, { a: z.union([text, z.boolean()]) }, 'BR/ok'),
  row('F14', 'items declared no more', { a: z.array(text) }, { a: z.array(z.unknown()) }, 'ok/BR'),
  row('F15', 'items declared', { a: z.array(z.unknown()) }, { a: z.array(text.nullable()) }, 'BR/ok'),
  row('F16', 'known value of an open list added', { a: openEnum(['x']) }, { a: openEnum(['x', 'y']) }, 'ok/ok'),
  row('F16', 'known value of an open list removed', { a: openEnum(['x', 'y']) }, { a: openEnum(['x']) }, 'ok/ok'),
  row('F17', 'list opened', { a: z.enum(['x']) }, { a: openEnum(['x']) }, 'ok/BR'),
  row('F17', 'list closed', { a: openEnum(['x']) }, { a: z.enum(['x']) }, 'BR/ok'),
  row('F18', 'value exchanged', { a: z.enum(['x', 'y']) }, { a: z.enum(['x', 'z']) }, 'BR/BR'),
  row('F18', 'constant exchanged', { a: z.literal('x') }, { a: z.literal('y') }, 'BR/BR'),
  row(
    'F18',
    'tag exchanged',
    { a: z.discriminatedUnion('kind', [one, two]) },
    { a: z.discriminatedUnion('kind', [one, z.strictObject({ kind: z.literal('c'), y: text })]) },
    'BR/BR',
  ),
  row('F19', 'pattern loosened', { a: text.regex(/^a+$/) }, { a: text.regex(/^[ab]+$/) }, 'ok/BR'),
  row('F19', 'pattern tightened', { a: text.regex(/^[ab]+$/) }, { a: text.regex(/^a+$/) }, 'BR/ok'),
  row('F21', 'item widened', { a: z.array(z.enum(['x'])) }, { a: z.array(z.enum(['x', 'y'])) }, 'ok/BR'),
  row('F21', 'longer lists allowed', { a: z.array(text).max(2) }, { a: z.array(text).max(3) }, 'ok/BR'),
  row('F21', 'least number of items raised', { a: z.array(text) }, { a: z.array(text).min(1) }, 'BR/ok'),
  row('F21', 'list becomes tuple', { a: z.array(text).length(2) }, { a: z.tuple([text, z.number()]) }, 'BR/BR'),
  row(
    'F21',
    'record value widened',
    { a: z.record(z.string(), z.enum(['x'])) },
    { a: z.record(z.string(), z.enum(['x', 'y'])) },
    'ok/BR',
  ),
  row(
    'F21',
    'record key narrowed',
    { a: z.record(z.string(), text) },
    { a: z.record(z.string().max(3), text) },
    'BR/ok',
  ),
]

// the part that changed has a rule of its own where it is a list's item or a record's value
export const namedAs: { readonly [what: string]: string } = { 'item widened': 'F14', 'record value widened': 'F14' }

export const cases = rows.flatMap((each) =>
  policies.map((policy, index) => ({
    ...each,
    policy,
    cell: (typeof each.cells === 'string' ? each.cells : each.cells[index]) as Cell,
    name: `${each.rule} ${each.what}, ${policy}`,
  })),
)

/** Writes what a schema takes as JSON Schema. */
export const isSchemaOf = (schema: z.ZodType): object => z.toJSONSchema(schema, { io: 'input' })

export const fieldOf = (field: object): object => ({ type: 'object', properties: { a: field }, required: ['a'] })

export const sufferersOf = (cell: Cell, fromServer: boolean): string[] => {
  const [forth, back] = cell.split('/').map((each) => each === 'BR')
  const newClients = fromServer ? forth : back
  const oldClients = fromServer ? back : forth
  return [...(oldClients ? ['new-server-old-client'] : []), ...(newClients ? ['old-server-new-client'] : [])]
}

export const spellings: readonly (readonly [string, object, object])[] = [
  [
    'keys in another order',
    { type: 'object', properties: { a: {}, b: {} } },
    { properties: { b: {}, a: {} }, type: 'object' },
  ],
  [
    'arms in another order',
    { anyOf: [{ type: 'string' }, { type: 'number' }] },
    { anyOf: [{ type: 'number' }, { type: 'string' }] },
  ],
  ['a list of one type', fieldOf({ type: ['string'] }), fieldOf({ type: 'string' })],
  [
    'null in the list of types',
    fieldOf({ type: ['string', 'null'] }),
    fieldOf({ anyOf: [{ type: 'string' }, { type: 'null' }] }),
  ],
  [
    'null in the list of values',
    fieldOf({ enum: ['x', null] }),
    fieldOf({ anyOf: [{ enum: ['x'] }, { const: null }] }),
  ],
  [
    'an intersection written out',
    { allOf: [fieldOf({ type: 'string' }), { type: 'object', properties: { b: {} } }] },
    { type: 'object', properties: { a: { type: 'string' }, b: {} }, required: ['a'] },
  ],
  ['a constant as a list', fieldOf({ const: 'x' }), fieldOf({ enum: ['x'], type: 'string' })],
  [
    'a union in a union',
    { anyOf: [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, { type: 'number' }] },
    { anyOf: [{ type: 'number' }, { type: 'string' }, { type: 'null' }] },
  ],
]

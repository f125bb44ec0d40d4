import { type DescribedSchema, definitionOf as knownOf, marksOf } from '../guards/described-schema.js'
import { describedBy, enumValues, lazyInner } from '../guards/print/described.js'
import type { Definition as Described, Check as PlainCheck } from '../plain/schema.js'
import { patternText } from './pattern-text.js'
import { picked } from './random.js'

/** What a schema says of one check, as far as values are drawn by it. */
export type ValueCheck = Pick<PlainCheck, 'check' | 'pattern' | 'maximum' | 'minimum' | 'value'>

/** What a schema says of itself; which of these there are depends on its type. */
export interface ValueDefinition extends Required<Omit<Described<DescribedSchema>, 'checks'>> {
  readonly checks?: readonly (ValueCheck | { readonly _zod: { readonly def: ValueCheck } })[]
}

interface Bounds {
  readonly least?: number | undefined
  readonly most?: number | undefined
}

const texts = ['a', 'Hello world', 'ünïcödé', '😀😀😀', 'line\nbreak', '-', '0', 'true', 'null', '[object Object]', '']

/** Reads all that a schema says of itself. */
export function valueDefinitionOf(schema: DescribedSchema): ValueDefinition {
  return knownOf(schema) as unknown as ValueDefinition
}

/** Reads the checks of a schema. */
export function checksOf(schema: DescribedSchema): ValueCheck[] {
  return (valueDefinitionOf(schema).checks ?? []).map((check) => ('_zod' in check ? check._zod.def : check))
}

/** How deep a value gets: beyond the first, what may end does, and beyond the other nothing is drawn. */
const deep = { enough: 12, most: 100 }

/**
 * Draws a value that fits a schema.
 * @throws RangeError for a kind of schema that no values are drawn for
 */
export function schemaValue(schema: DescribedSchema, random: () => number, depth = 0): unknown {
  if (depth > deep.most) throw new RangeError('no values are drawn for a schema without an end')
  const definition = valueDefinitionOf(schema)
  const draw = (inner: DescribedSchema): unknown => schemaValue(inner, random, depth + 1)
  const checks = checksOf(schema)
  const drawer = drawers[definition.type]
  if (!drawer) throw new RangeError(`no values are drawn for ${definition.type} yet`)
  return drawer(definition, checks, random, draw, { schema, isDeep: depth > deep.enough })
}

type Drawer = (
  definition: ValueDefinition,
  checks: readonly ValueCheck[],
  random: () => number,
  draw: (inner: DescribedSchema) => unknown,
  place: { readonly schema: DescribedSchema; readonly isDeep: boolean },
) => unknown

const drawers: Readonly<Record<string, Drawer>> = {
  string: (_, checks, random) => {
    const { least = 0, most = 200 } = lengthIn(checks)
    const pattern = checks.find((check) => check.pattern)?.pattern
    const text = [...(pattern ? patternText(pattern, random) : picked(texts, random))].slice(0, most)
    return text.length < least ? 'x'.repeat(least) : text.join('')
  },
  number: (_, checks, random, __, { schema }) => {
    const { type, minimum, maximum } = marksOf(schema)
    const least = minimum ?? checks.find(({ check }) => check === 'greater_than')?.value ?? -1e6
    const most = maximum ?? checks.find(({ check }) => check === 'less_than')?.value ?? 1e6
    const value = picked([least, most, least + random() * (most - least), Math.min(most, Math.max(least, 0))], random)
    return type === 'integer' ? Math.round(value) : value
  },
  boolean: (_, __, random) => random() < 0.5,
  null: () => null,
  unknown: () => 'anything',
  any: () => 'anything',
  enum: ({ entries, values = Object.values(entries) }, _, random) => picked(values, random),
  literal: ({ values }, _, random) => picked(values, random),
  optional: ({ innerType }, _, __, draw) => draw(innerType),
  nullable: ({ innerType }, _, random, draw, { isDeep }) => (isDeep || random() < 0.2 ? null : draw(innerType)),
  readonly: ({ innerType }, _, __, draw) => draw(innerType),
  lazy: (_, __, ___, draw, { schema }) => draw(lazyInner(describedBy(schema))),
  union: ({ options }, _, random, draw) => draw(picked(options, random)),
  array: ({ element }, checks, random, draw, { isDeep }) =>
    many(lengthIn(checks), isDeep ? () => 0 : random, () => draw(element)),
  tuple: ({ items }, _, __, draw) => items.map(draw),
  record: ({ keyType, valueType }, checks, random, draw, { isDeep }) => {
    const key = describedBy(keyType)
    const words = key.type === 'enum' || key.type === 'literal' ? enumValues(key) : undefined
    const keys = words ?? many(lengthIn(checks), isDeep ? () => 0 : random, () => draw(keyType))
    return Object.fromEntries(keys.map((each) => [each, draw(valueType)]))
  },
  object: ({ shape }, _, random, draw, { isDeep }) => {
    const isThere = (field: DescribedSchema): boolean =>
      valueDefinitionOf(field).type !== 'optional' || (!isDeep && random() < 0.6)
    const fields = Object.entries(shape).filter(([, field]) => isThere(field))
    return Object.fromEntries(fields.map(([key, field]) => [key, draw(field)]))
  },
}

function lengthIn(checks: readonly ValueCheck[]): Bounds {
  return {
    least: checks.find((check) => check.minimum !== undefined)?.minimum,
    most: checks.find((check) => check.maximum !== undefined)?.maximum,
  }
}

function many<Value>({ least = 0, most = 3 }: Bounds, random: () => number, draw: () => Value): Value[] {
  const length = Math.max(least, Math.min(most, Math.floor(random() * 3)))
  return Array.from({ length }, draw)
}

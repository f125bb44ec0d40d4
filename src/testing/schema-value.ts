import { type DescribedSchema, definitionOf as knownOf, marksOf } from '../guards/described-schema.js'
import { checksIn, enumValues, lazyInner, templatePattern } from '../guards/print/described.js'
import { valuesOf } from '../guards/print/presence.js'
import type { Definition as Described, Check as PlainCheck } from '../plain/schema.js'
import { patternText } from './pattern-text.js'
import { picked } from './random.js'

/** What a schema says of one check, as far as values are drawn by it. */
export type ValueCheck = Partial<
  Pick<
    PlainCheck,
    | 'check'
    | 'pattern'
    | 'maximum'
    | 'minimum'
    | 'length'
    | 'value'
    | 'inclusive'
    | 'format'
    | 'prefix'
    | 'suffix'
    | 'includes'
  >
>

/** What a schema says of itself; which of these there are depends on its type. */
export interface ValueDefinition extends Required<Omit<Described<DescribedSchema>, 'checks'>> {
  readonly checks?: readonly (ValueCheck | { readonly _zod: { readonly def: ValueCheck } })[]
}

interface Bounds {
  readonly least?: number | undefined
  readonly most?: number | undefined
}

const texts = ['a', 'Hello world', 'ünïcödé', '😀😀😀', 'line\nbreak', '-', '0', 'true', 'null', '[object Object]', '']

/** Texts of formats that no pattern says, or one that nothing is drawn by. */
const samples: Readonly<Record<string, string>> = {
  base64: 'YWJj',
  base64url: 'YWJj',
  cidrv6: '2001:db8::/32',
  credit_card: '4111111111111111',
  duration: 'P1DT2H',
  emoji: '😀',
  hostname: 'example.com',
  iban: 'GB82WEST12345698765432',
  ipv6: '2001:db8::1',
  jwt: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2lnbmF0dXJl',
  url: 'https://example.com/',
}

/** Reads all that a schema says of itself. */
export function valueDefinitionOf(schema: DescribedSchema): ValueDefinition {
  return knownOf(schema) as unknown as ValueDefinition
}

/** Reads the checks of a schema. */
export function checksOf(schema: DescribedSchema): ValueCheck[] {
  return checksIn(schema) as ValueCheck[]
}

/** Draws a value that fits a schema. */
export function schemaValue(schema: DescribedSchema, random: () => number): unknown {
  return valueWithin(schema, random, 0, { parts: 0 })
}

const mostDeep = 8
// what holds itself in ten fields has 10 ** 8 parts before it is too deep
const mostParts = 100

function valueWithin(schema: DescribedSchema, random: () => number, depth: number, drawn: { parts: number }): unknown {
  const definition = valueDefinitionOf(schema)
  drawn.parts++
  // what holds itself ends somewhere: nothing that may be missing is drawn any more
  const isDeep = (): boolean => depth > mostDeep || drawn.parts > mostParts
  const draw = (inner: DescribedSchema): unknown => valueWithin(inner, random, depth + 1, drawn)
  const checks = checksOf(schema)
  const drawer = drawers[definition.type]
  if (!drawer) throw new RangeError(`no values are drawn for ${definition.type} yet`)
  return drawer(definition, checks, random, draw, schema, isDeep)
}

type Drawer = (
  definition: ValueDefinition,
  checks: readonly ValueCheck[],
  random: () => number,
  draw: (inner: DescribedSchema) => unknown,
  schema: DescribedSchema,
  isDeep: () => boolean,
) => unknown

const drawers: Readonly<Record<string, Drawer>> = {
  string: (_, checks, random) => {
    const { least = 0, most = 200 } = lengthIn(checks)
    const known = checks.find(({ format }) => format !== undefined && Object.hasOwn(samples, format))?.format
    if (known !== undefined) return samples[known]
    const { prefix = '' } = checks.find((check) => check.prefix !== undefined) ?? {}
    const { suffix = '' } = checks.find((check) => check.suffix !== undefined) ?? {}
    const { includes = '' } = checks.find((check) => check.includes !== undefined) ?? {}
    if (prefix || suffix || includes) return `${prefix}${includes}${suffix}`
    const pattern = checks.find((check) => check.pattern)?.pattern
    const text = [...(pattern ? patternText(pattern, random) : picked(texts, random))].slice(0, most)
    return text.length < least ? 'x'.repeat(least) : text.join('')
  },
  number: (_, checks, random, __, schema) => {
    const { type, minimum, maximum } = marksOf(schema)
    const { value: step } = checks.find(({ check }) => check === 'multiple_of') ?? {}
    const format = checks.find(({ check }) => check === 'number_format')?.format
    const isWhole = type === 'integer' || (format?.includes('int') ?? false)
    const inside = step ?? (isWhole ? 1 : 1e-3)
    const bound = (name: string, away: number): number | undefined => {
      const { value, inclusive } = checks.find(({ check }) => check === name) ?? {}
      return value === undefined || inclusive !== false ? value : value + away
    }
    const least = minimum ?? bound('greater_than', inside) ?? (format === 'uint32' ? 0 : -1e6)
    const most = maximum ?? bound('less_than', -inside) ?? 1e6
    const value = picked([least, most, least + random() * (most - least), Math.min(most, Math.max(least, 0))], random)
    if (step !== undefined) return Math.ceil(least / step) * step
    return isWhole ? Math.round(value) : value
  },
  bytes: ({ maximum }, _, random) => {
    const length = Math.min(maximum, picked([0, 1, 3, 16], random))
    return Uint8Array.from({ length }, () => Math.floor(random() * 256))
  },
  boolean: (_, __, random) => random() < 0.5,
  null: () => null,
  unknown: () => 'anything',
  any: () => 'anything',
  undefined: () => undefined,
  void: () => undefined,
  template_literal: (_, __, random, ___, schema) => patternText(templatePattern(schema), random),
  enum: (definition, _, random) => picked(enumValues(definition as never), random),
  literal: ({ values }, _, random) => picked(values, random),
  optional: ({ innerType }, _, __, draw) => draw(innerType),
  nullable: ({ innerType }, _, random, draw, __, isDeep) => (isDeep() || random() < 0.2 ? null : draw(innerType)),
  nonoptional: ({ innerType }, _, __, draw) => draw(innerType),
  readonly: ({ innerType }, _, __, draw) => draw(innerType),
  lazy: (definition, _, __, draw) => draw(lazyInner(definition as never)),
  intersection: ({ left, right }, _, __, draw) => {
    const [one, other] = [draw(left), draw(right)]
    const isBoth = Object(one) === one && Object(other) === other && !Array.isArray(one)
    return isBoth ? { ...(one as object), ...(other as object) } : one
  },
  tuple: ({ items, rest }, _, random, draw, __, isDeep) => {
    const drawn = items.map((item) => draw(item))
    return rest ? [...drawn, ...many({}, random, isDeep, () => draw(rest))] : drawn
  },
  union: ({ options }, _, random, draw, __, isDeep) => draw(isDeep() ? shallowest(options) : picked(options, random)),
  array: ({ element }, checks, random, draw, _, isDeep) => {
    return many(lengthIn(checks), random, isDeep, () => draw(element))
  },
  record: ({ keyType, valueType, partial }, checks, random, draw, _, isDeep) => {
    const keys = partial ? undefined : valuesOf(keyType)
    if (keys) return Object.fromEntries(keys.map((key) => [key, draw(valueType)]))
    return Object.fromEntries(many(lengthIn(checks), random, isDeep, () => [draw(keyType), draw(valueType)]))
  },
  object: ({ shape }, _, random, draw, __, isDeep) => {
    const isRequired = (field: DescribedSchema): boolean => valueDefinitionOf(field).type !== 'optional'
    const wanted = Object.entries(shape).filter(([, field]) => isRequired(field) || random() < 0.6)
    // asked once more before each: what was drawn until then may be enough
    return Object.fromEntries(
      wanted.flatMap(([key, field]) => (isRequired(field) || !isDeep() ? [[key, draw(field)]] : [])),
    )
  },
}

/** Finds the option that ends soonest, of a choice that may hold itself. */
function shallowest(options: readonly DescribedSchema[]): DescribedSchema {
  const depths = options.map((option) => leastDepth(option, []))
  return options[depths.indexOf(Math.min(...depths))] as DescribedSchema
}

/** Returns how deep a value of a schema is at least. */
function leastDepth(schema: DescribedSchema, above: readonly DescribedSchema[]): number {
  if (above.includes(schema)) return Number.POSITIVE_INFINITY
  const definition = valueDefinitionOf(schema)
  const { type, shape, items, options, innerType, left, right } = definition
  const below = (part: DescribedSchema): number => 1 + leastDepth(part, [...above, schema])
  switch (type) {
    case 'object':
      return Math.max(0, ...Object.values(shape).map(below))
    case 'tuple':
      return Math.max(0, ...items.map(below))
    case 'intersection':
      return Math.max(below(left), below(right))
    case 'union':
      return Math.min(...options.map(below))
    case 'nonoptional':
    case 'readonly':
      return below(innerType)
    case 'lazy':
      return below(lazyInner(definition as never))
    default:
      return 0
  }
}

function lengthIn(checks: readonly ValueCheck[]): Bounds {
  return {
    least: checks.map(({ minimum, length }) => length ?? minimum).find((least) => least !== undefined),
    most: checks.map(({ maximum, length }) => length ?? maximum).find((most) => most !== undefined),
  }
}

function many<Value>(
  { least = 0, most = 3 }: Bounds,
  random: () => number,
  isDeep: () => boolean,
  draw: () => Value,
): Value[] {
  const length = Math.max(least, Math.min(most, Math.floor(random() * 3)))
  const drawn: Value[] = []
  while (drawn.length < length && (drawn.length < least || !isDeep())) drawn.push(draw())
  return drawn
}

import fc from 'fast-check'
import { globalRegistry, type ZodMiniType } from 'zod/mini'

interface Definition {
  readonly type: string
  readonly shape: Readonly<Record<string, ZodMiniType>>
  readonly element: ZodMiniType
  readonly keyType: ZodMiniType
  readonly valueType: ZodMiniType
  readonly innerType: ZodMiniType
  readonly options: readonly ZodMiniType[]
  readonly entries: Readonly<Record<string, string>>
  readonly values: readonly unknown[]
  readonly checks?: readonly { readonly _zod: { readonly def: Check } }[]
}
interface Check {
  readonly check: string
  readonly pattern?: RegExp
  readonly maximum?: number
  readonly minimum?: number
  readonly value?: number
  readonly inclusive?: boolean
}

/** Reads what a schema says of itself. */
export const definitionOf = (schema: ZodMiniType): Definition => schema._zod.def as unknown as Definition
/** Reads the checks of a schema. */
export const checksOf = (schema: ZodMiniType): Check[] =>
  (definitionOf(schema).checks ?? []).map(({ _zod }) => _zod.def)

/** Answers numbers from 0 to 1, the same ones for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const pools = new Map<string, string[]>()
function matching(pattern: RegExp): string[] {
  const known = pools.get(String(pattern))
  if (known) return known
  const pool = fc.sample(fc.stringMatching(pattern), { numRuns: 60, seed: 7 })
  pools.set(String(pattern), pool)
  return pool
}

const texts = ['', 'a', 'Hello world', 'ünïcödé', '😀😀😀', 'line\nbreak', '-', '0', 'true', 'null', '[object Object]']

/** Draws a value that fits a schema. */
export function drawn(schema: ZodMiniType, random: () => number): unknown {
  const definition = definitionOf(schema)
  const pick = <Value>(list: readonly Value[]): Value => list[Math.floor(random() * list.length)] as Value
  switch (definition.type) {
    case 'string': {
      const checks = checksOf(schema)
      const pattern = checks.find((check) => check.pattern)?.pattern
      const least = checks.find((check) => check.minimum !== undefined)?.minimum ?? 0
      const most = checks.find((check) => check.maximum !== undefined)?.maximum ?? 200
      if (pattern) return pick(matching(pattern).filter((text) => [...text].length <= most))
      const text = random() < 0.02 ? '😀'.repeat(Math.min(most, 1000)) : pick(texts)
      return [...text].length >= least ? [...text].slice(0, most).join('') : 'x'.repeat(least)
    }
    case 'number': {
      const marks = globalRegistry.get(schema) as { minimum?: number; maximum?: number; type?: string } | undefined
      const checks = checksOf(schema)
      const least = marks?.minimum ?? checks.find((check) => check.check === 'greater_than')?.value ?? -1e6
      const most = marks?.maximum ?? checks.find((check) => check.check === 'less_than')?.value ?? 1e6
      const value = pick([least, most, least + random() * (most - least), Math.min(most, Math.max(least, 0))])
      return marks?.type === 'integer' ? Math.round(value) : value
    }
    case 'boolean':
      return random() < 0.5
    case 'null':
      return null
    case 'enum':
      return pick(Object.values(definition.entries))
    case 'literal':
      return pick(definition.values)
    case 'optional':
      return drawn(definition.innerType, random)
    case 'union':
      return drawn(pick(definition.options), random)
    case 'array':
      return Array.from({ length: Math.floor(random() * 3) }, () => drawn(definition.element, random))
    case 'record':
      return Object.fromEntries(
        Array.from({ length: Math.floor(random() * 3) }, () => [
          drawn(definition.keyType, random),
          drawn(definition.valueType, random),
        ]),
      )
    case 'object': {
      const fields = Object.entries(definition.shape).filter(
        ([, field]) => definitionOf(field).type !== 'optional' || random() < 0.6,
      )
      return Object.fromEntries(fields.map(([key, field]) => [key, drawn(field, random)]))
    }
    default:
      throw new Error(`no values are drawn for ${definition.type} yet`)
  }
}

/** Holds values that hardly any field accepts. */
export const junk: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 53,
  '',
  ' ',
  'x',
  'x'.repeat(20_001),
  '2024-02-30T00:00:00Z',
  '2023-02-29',
  '24:00:00',
  [],
  [[]],
  {},
  { id: 'x' },
  new Date(0),
  new Map(),
  Symbol('s'),
  10n,
  () => 1,
  JSON.parse('{"__proto__":{"id":"x"}}'),
]

/** Lists every place in a value, the value itself first. */
export function placesIn(value: unknown, path: readonly string[] = []): string[][] {
  const below =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, field]) => placesIn(field, [...path, key]))
      : []
  return [[...path], ...below]
}

/** Copies a value with another one at one place; `undefined` in a place of an object takes the key away. */
export function changed(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other
  const field = changed((value as Record<string, unknown>)[key], rest, other)
  if (Array.isArray(value)) return value.map((each, index) => (String(index) === key ? field : each))
  const { [key]: _, ...others } = value as Record<string, unknown>
  return rest.length === 0 && other === undefined ? others : { ...others, [key]: field }
}

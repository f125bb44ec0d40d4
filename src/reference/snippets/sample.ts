import type { JsonSchema } from '../../guards/json-schema.js'
import { unfolded } from '../fields/unfolded.js'

/**
 * Makes a value that a schema may take, for code where the contract has no example: its required fields, each with a plain value. A
 * text with a pattern of its own may not fit it.
 */
export function sampleOf(schema: JsonSchema): unknown {
  return sample(unfolded(schema), 'value')
}

const texts: ReadonlyMap<string, string> = new Map([
  ['date-time', '2024-12-20T10:30:00Z'],
  ['date', '2024-12-20'],
  ['time', '10:30:00'],
  ['partial-time', '10:30'],
  ['digits', '1'],
  ['uri', 'https://example.com/'],
  ['email', 'someone@example.com'],
  ['uuid', '6f1b0c1e-5a0e-4a3e-9a64-2f0f5c9d7b10'],
])

function sample(schema: JsonSchema, name: string): unknown {
  if ('const' in schema) return schema['const']
  const [listed] = [schema['enum'], schema['x-known'], schema['examples']].flatMap((list) =>
    Array.isArray(list) && list.length > 0 ? [list[0]] : [],
  )
  if (listed !== undefined) return listed
  const [shape] = ((schema['oneOf'] ?? schema['anyOf']) as readonly JsonSchema[] | undefined) ?? []
  if (shape !== undefined && schema['properties'] === undefined) return sample(shape, name)
  const types = [schema['type']].flat()
  if (types.includes('object') || schema['properties'] !== undefined) return sampleObject(schema)
  if (types.includes('array')) return sampleList(schema, name)
  if (types.includes('string')) return sampleText(schema, name)
  if (types.includes('integer') || types.includes('number')) return sampleNumber(schema)
  return types.includes('boolean') ? true : null
}

function sampleObject(schema: JsonSchema): Readonly<Record<string, unknown>> {
  const fields = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>
  const required = new Set((schema['required'] ?? []) as readonly string[])
  const order = (schema['x-order'] ?? Object.keys(fields)) as readonly string[]
  const names = order.filter((name) => required.has(name) && Object.hasOwn(fields, name))
  return Object.fromEntries(names.map((name) => [name, sample(fields[name] ?? {}, name)]))
}

function sampleList({ prefixItems, items, minItems, 'x-again': again }: JsonSchema, name: string): unknown[] {
  if (Array.isArray(prefixItems)) return prefixItems.map((item) => sample(item, name))
  const isHeld = typeof items === 'object' && items !== null && !('x-again' in items)
  const count = Math.min(Math.max(Number(minItems ?? 1), isHeld ? 1 : 0), 3)
  if (again !== undefined || items === undefined || count === 0) return []
  return Array.from({ length: count }, () => sample(items as JsonSchema, name.replace(/s$/, '')))
}

function sampleText(schema: JsonSchema, name: string): string {
  const found = texts.get(String(schema['x-format'] ?? schema['format']))
  if (found !== undefined) return found
  const text = /Id$|^id$/.test(name) ? `${name.replace(/Id$/, '')}_1` : name
  const { minLength = 0, maxLength = 4000 } = schema as Readonly<Record<string, number>>
  return text.padEnd(Math.min(Number(minLength), 200), '.').slice(0, Number(maxLength))
}

function sampleNumber({ minimum, maximum, exclusiveMinimum, multipleOf }: JsonSchema): number {
  const step = typeof multipleOf === 'number' && multipleOf > 0 ? multipleOf : 1
  const least = typeof exclusiveMinimum === 'number' ? exclusiveMinimum + step : minimum
  const value = typeof least === 'number' ? Math.ceil(Math.max(least, step) / step) * step : step
  return typeof maximum === 'number' && value > maximum ? maximum : value
}

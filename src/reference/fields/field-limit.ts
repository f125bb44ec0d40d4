import type { JsonSchema } from '../../guards/json-schema.js'
import { describesBytes } from '../../spec/spelled-bytes.js'
import { withThousands } from '../html/html.js'

const largest = Number.MAX_SAFE_INTEGER

/** Lists the limits of a schema in words, those of what a list, a record or an alternative holds included. */
export function limitsOf(schema: JsonSchema): string[] {
  const { items, propertyNames, additionalProperties } = schema as Readonly<Record<string, JsonSchema | undefined>>
  const shapes = ((schema['oneOf'] ?? schema['anyOf']) as readonly JsonSchema[] | undefined) ?? []
  const entries = typeof additionalProperties === 'object' ? additionalProperties : undefined
  return [
    ...range(schema, 'Length', describesBytes(schema) ? 'byte' : 'character'),
    ...numbers(schema),
    ...range(schema, 'Items', 'item'),
    ...range(schema, 'Properties', 'key'),
    ...(schema['x-maxCharacters'] === undefined
      ? []
      : [`${words(undefined, number(schema['x-maxCharacters']), 'character')} in keys and values together`]),
    ...(schema['uniqueItems'] === true ? ['no item twice'] : []),
    ...(schema['multipleOf'] === undefined ? [] : [`a multiple of ${schema['multipleOf']}`]),
    ...pattern(schema),
    ...(items ? limitsOf(items).map((limit) => `each: ${limit}`) : []),
    ...(propertyNames ? limitsOf(propertyNames).map((limit) => `each key: ${limit}`) : []),
    ...(entries ? limitsOf(entries).map((limit) => `each value: ${limit}`) : []),
    ...shapes
      .filter((shape) => shape['type'] !== 'object')
      .flatMap((shape) => limitsOf(shape).map((limit) => `as ${shape['type']}: ${limit}`)),
  ]
}

/** Named formats have their patterns on the page of fields. */
function pattern(schema: JsonSchema): string[] {
  const named = schema['x-format'] ?? schema['format']
  return schema['pattern'] === undefined || named !== undefined ? [] : [`matches \`${schema['pattern']}\``]
}

function range(schema: JsonSchema, noun: string, unit: string): string[] {
  const least = number(schema[`min${noun}`])
  const most = number(schema[`max${noun}`])
  return least === undefined && most === undefined ? [] : [words(least, most, unit)]
}

function numbers(schema: JsonSchema): string[] {
  const least = number(schema['minimum'])
  const most = number(schema['maximum'])
  const above = number(schema['exclusiveMinimum'])
  const under = number(schema['exclusiveMaximum'])
  return [
    ...(least === undefined && most === undefined ? [] : [bounds(least, most)]),
    ...(above === undefined ? [] : [`more than ${spelled(above)}`]),
    ...(under === undefined ? [] : [`less than ${spelled(under)}`]),
  ]
}

function bounds(least: number | undefined, most: number | undefined): string {
  if (least === undefined) return `at most ${spelled(most ?? 0)}`
  return most === undefined ? `at least ${spelled(least)}` : `${spelled(least)} to ${spelled(most)}`
}

function words(least: number | undefined, most: number | undefined, unit: string): string {
  const plural = (count: number) => `${withThousands(count)} ${unit}${count === 1 ? '' : 's'}`
  if (most === undefined) return `at least ${plural(least ?? 0)}`
  if (least === undefined || least === 0) return `up to ${plural(most)}`
  return least === most ? `exactly ${plural(most)}` : `${withThousands(least)} to ${plural(most)}`
}

function spelled(value: number): string {
  if (Math.abs(value) === largest) return `${value < 0 ? '−' : ''}2⁵³ − 1`
  return withThousands(value).replace('-', '−')
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

import type { JsonSchema } from '../../src/guards/json-schema.js'

/** Is what a schema says of one field, read without the reference's own words. */
export interface FieldFact {
  /** Where it stands: `customer.id`, `appointments[].id`, `columns.*`; prefixed by the number of the shape where there are several. */
  readonly path: string
  readonly shape: number | undefined
  readonly required: boolean
  readonly meaning: string | undefined
  readonly mark: string | undefined
  /** What its limits are made of: numbers, patterns, named formats and words. */
  readonly limits: readonly (readonly [keyword: string, value: unknown])[]
}

const limiting = [
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'x-maxCharacters',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'uniqueItems',
  'pattern',
  'format',
  'x-format',
  'enum',
  'const',
  'x-known',
  'type',
]

/** Lists the fields of a payload or reply, in every shape it has. */
export function fieldsOf(schema: JsonSchema): FieldFact[] {
  const shapes = asList(schema['oneOf'] ?? schema['anyOf'])
  if (!shapes) return inShape(schema, undefined)
  return shapes.flatMap((shape, index) => inShape(shape, shapes.length === 1 ? undefined : index + 1))
}

function inShape(schema: JsonSchema, shape: number | undefined): FieldFact[] {
  if (schema['type'] === 'object') return below(schema, '', shape)
  return [fact(schema, '', true, shape), ...below(schema, '', shape)]
}

function below(schema: JsonSchema, path: string, shape: number | undefined): FieldFact[] {
  const required = new Set(schema['required'] as readonly string[] | undefined)
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>)
  const own = properties.flatMap(([name, field]) => {
    const place = path === '' ? name : `${path}.${name}`
    return [fact(field, place, required.has(name), shape), ...below(field, place, shape)]
  })
  const inner: [JsonSchema | undefined, string][] = [
    [asSchema(schema['items']), `${path}[]`],
    [asSchema(schema['additionalProperties']), path === '' ? '*' : `${path}.*`],
    ...(properties.length > 0 || path === ''
      ? []
      : (asList(schema['oneOf'] ?? schema['anyOf']) ?? []).map((one): [JsonSchema, string] => [one, path])),
  ]
  return [...own, ...inner.flatMap(([part, place]) => (part ? below(part, place, shape) : []))]
}

function fact(schema: JsonSchema, path: string, required: boolean, shape: number | undefined): FieldFact {
  return {
    path,
    shape,
    required,
    meaning: schema['description'] as string | undefined,
    mark: marksIn(schema)[0],
    limits: limitsIn(schema),
  }
}

function marksIn(schema: JsonSchema): string[] {
  const own = schema['x-sensitive']
  return [...(typeof own === 'string' ? [own] : []), ...partsOf(schema).flatMap(marksIn)]
}

/** What a list or an alternative holds is told with it, unless it is an object with fields of its own. */
function limitsIn(schema: JsonSchema): [string, unknown][] {
  const own = limiting.flatMap((keyword): [string, unknown][] =>
    schema[keyword] === undefined ? [] : [[keyword, schema[keyword]]],
  )
  const named = schema['format'] ?? schema['x-format']
  const isRecord = asSchema(schema['additionalProperties']) !== undefined
  const told = own
    .filter(([keyword]) => keyword !== 'pattern' || !named)
    .map(([keyword, value]): [string, unknown] => [keyword, keyword === 'type' && isRecord ? 'record' : value])
  const names = asSchema(schema['propertyNames'])
  // that the names of a record are texts goes without saying
  const keys = names ? limitsIn(names).filter(([keyword]) => keyword !== 'type') : []
  return [...told, ...keys, ...partsOf(schema).flatMap(limitsIn)]
}

function partsOf(schema: JsonSchema): JsonSchema[] {
  const { items, additionalProperties } = schema as Record<string, unknown>
  const parts = [items, additionalProperties, ...(asList(schema['oneOf'] ?? schema['anyOf']) ?? [])]
  return parts.map(asSchema).filter((part) => part !== undefined)
}

function asSchema(value: unknown): JsonSchema | undefined {
  return typeof value === 'object' && value !== null ? (value as JsonSchema) : undefined
}

function asList(value: unknown): readonly JsonSchema[] | undefined {
  return Array.isArray(value) ? (value as readonly JsonSchema[]) : undefined
}

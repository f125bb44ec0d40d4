import type { Check, PlainSchema } from './schema.js'

type Json = Readonly<Record<string, unknown>>

/** Adds to what is written of a schema, by what it is made of. */
export type Add = (schema: PlainSchema, written: Record<string, unknown>) => void

/** Describes a plain schema as zod describes the one in whose place it stands, in JSON Schema 2020-12. */
export function describedPlain(schema: PlainSchema, add: Add = () => {}): Json {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...written(schema, add) }
}

function written(schema: PlainSchema, add: Add): Json {
  const { plain, marks } = schema
  const json = { ...typed(schema, add), ...limits(plain.checks ?? [], plain.type), ...marks }
  add(schema, json)
  return json
}

function typed({ plain }: PlainSchema, add: Add): Json {
  const { type, shape = {}, element, keyType, valueType, innerType, options = [], discriminator, values = [] } = plain
  const inner = (schema: PlainSchema | undefined): Json => written(schema as PlainSchema, add)
  switch (type) {
    case 'unknown':
      return {}
    case 'optional':
      return inner(innerType)
    case 'enum':
      return { type: 'string', enum: values }
    case 'literal':
      return { type: typeof values[0], const: values[0] }
    case 'array':
      return { type, items: inner(element) }
    case 'record':
      return { type: 'object', propertyNames: inner(keyType), additionalProperties: inner(valueType) }
    case 'union':
      return { [discriminator === undefined ? 'anyOf' : 'oneOf']: options.map(inner) }
    case 'object': {
      const fields = Object.entries(shape)
      const required = fields.flatMap(([key, field]) => (isOptional(field) ? [] : [key]))
      const properties = Object.fromEntries(fields.map(([key, field]) => [key, inner(field)]))
      return { type, properties, ...(required.length > 0 && { required }) }
    }
    default:
      return { type }
  }
}

/** Returns whether a field may be missing: one that is optional, or a choice that has such an option. */
function isOptional({ plain }: PlainSchema): boolean {
  return plain.type === 'optional' || (plain.options?.some(isOptional) ?? false)
}

/** Writes the checks down that have a keyword; what a function asks has none, and marks say it. */
function limits(checks: readonly Check[], type: string): Json {
  const [least, most] = type === 'array' ? ['minItems', 'maxItems'] : ['minLength', 'maxLength']
  const named = (name: string): Check[] => checks.filter(({ check }) => check === name)
  const bound = (key: string, of: string, part: 'maximum' | 'minimum' | 'value', pick: typeof Math.max): Json => {
    const bounds = named(of).map((check) => check[part] as number)
    return bounds.length ? { [key]: pick(...bounds) } : {}
  }
  const patterns = [...new Set(named('string_format').map(({ pattern }) => pattern?.source))]
  return {
    ...bound(least as string, 'min_length', 'minimum', Math.max),
    ...bound(most as string, 'max_length', 'maximum', Math.min),
    ...bound('minimum', 'greater_than', 'value', Math.max),
    ...bound('maximum', 'less_than', 'value', Math.min),
    ...(patterns[1] === undefined
      ? patterns[0] !== undefined && { pattern: patterns[0] }
      : { allOf: patterns.map((pattern) => ({ pattern })) }),
  }
}

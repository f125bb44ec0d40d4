import { isJsonObject, type JsonObject, type JsonValue } from '../../containment/json.js'

// beside these, the names of fields are spoken of in more places than `properties`
const elsewhere = [
  '$ref',
  'allOf',
  'if',
  'not',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
  'propertyNames',
  'unevaluatedProperties',
]

/**
 * Spells the fields of a schema otherwise, each alternative by itself; nothing where a schema can't say what comes of it.
 */
export function respelledSchema(schema: JsonObject, names: Readonly<Record<string, string>>): JsonObject | undefined {
  if (!Object.keys(names).length) return schema
  if (elsewhere.some((key) => key in schema)) return undefined
  const result: JsonObject = { ...schema }
  for (const key of ['anyOf', 'oneOf']) {
    const arms = schema[key]
    if (!Array.isArray(arms)) continue
    const respelled = arms.filter(isJsonObject).map((arm) => respelledSchema(arm, names))
    if (respelled.length < arms.length || respelled.includes(undefined)) return undefined
    result[key] = respelled as JsonObject[]
  }
  const { properties, required, additionalProperties } = schema
  if (!isJsonObject(properties)) return mayBeObject(schema) ? undefined : result
  if (additionalProperties !== false || Object.values(names).some((name) => Object.hasOwn(properties, name)))
    return undefined
  const nameOf = (name: string): string => (Object.hasOwn(names, name) ? (names[name] ?? name) : name)
  return {
    ...result,
    properties: Object.fromEntries(Object.entries(properties).map(([name, field]) => [nameOf(name), field])),
    ...(Array.isArray(required) && { required: required.map((name) => nameOf(String(name))) }),
  }
}

/** Whether a schema takes objects of which it names no field. */
function mayBeObject({ type, anyOf, oneOf, enum: values, const: value }: JsonObject): boolean {
  if (anyOf !== undefined || oneOf !== undefined) return false
  const held: JsonValue[] = Array.isArray(values) ? values : value === undefined ? [] : [value]
  if (held.length) return held.some(isJsonObject)
  return type === undefined || [type].flat().includes('object')
}

/** Finds the one field of a schema that stands for the whole; nothing where it may be missing. */
export function bareSchema({ properties, required, ...rest }: JsonObject, field: string): JsonObject | undefined {
  if (elsewhere.some((key) => key in rest) || 'anyOf' in rest || 'oneOf' in rest) return undefined
  const held = isJsonObject(properties) && Object.hasOwn(properties, field) ? properties[field] : undefined
  if (!isJsonObject(held) || !Array.isArray(required) || !required.includes(field)) return undefined
  const { $defs } = rest
  return $defs === undefined ? held : { ...held, $defs }
}

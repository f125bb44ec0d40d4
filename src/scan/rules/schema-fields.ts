import type { JsonSchema } from '../../guards/json-schema.js'

/** The fields that an object may have. */
export interface FieldSet {
  readonly fields: ReadonlyMap<string, readonly JsonSchema[]>
  readonly required: readonly string[]
  /** Whether there may be others. */
  readonly isOpen: boolean
}

/** Lists the fields that a schema declares; nothing where it is of something else than an object. */
export function declaredFields(schema: JsonSchema): FieldSet | undefined {
  const options = (schema['anyOf'] ?? schema['oneOf']) as readonly JsonSchema[] | undefined
  if (options) return either(options.filter(({ type }) => type !== 'null').map(declaredFields))
  const properties = schema['properties'] as Readonly<Record<string, JsonSchema>> | undefined
  if (!properties) return undefined
  const others = schema['additionalProperties']
  return {
    fields: new Map(Object.entries(properties).map(([key, each]) => [key, [each]])),
    required: (schema['required'] as readonly string[] | undefined) ?? [],
    isOpen:
      schema['x-unknown'] === 'loose' ||
      others === true ||
      (typeof others === 'object' && others !== null) ||
      schema['allOf'] !== undefined,
  }
}

function either(sets: readonly (FieldSet | undefined)[]): FieldSet | undefined {
  const known = sets.filter((each) => each !== undefined)
  const [first] = known
  if (!first || known.length !== sets.length) return undefined
  const fields = new Map<string, JsonSchema[]>()
  for (const set of known)
    for (const [key, schemas] of set.fields) fields.set(key, [...(fields.get(key) ?? []), ...schemas])
  const required = first.required.filter((name) => known.every((set) => set.required.includes(name)))
  return { fields, required, isOpen: known.some(({ isOpen }) => isOpen) }
}

/** Returns the mark of a field; that of any part of it where it is an object. */
export function markOf(schema: JsonSchema | undefined, depth = 0): string | undefined {
  if (typeof schema !== 'object' || schema === null || depth > 8) return undefined
  const own = schema['x-sensitive']
  if (typeof own === 'string') return own
  const parts = [
    ...Object.values((schema['properties'] as object | undefined) ?? {}),
    schema['items'],
    ...((schema['anyOf'] as unknown[] | undefined) ?? []),
  ]
  for (const part of parts) {
    const found = markOf(part as JsonSchema | undefined, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

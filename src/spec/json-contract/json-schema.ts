import type { Schema } from '../../contract/schema.js'
import type { Issue } from '../../contract/wire/refusal.js'
import type { JsonSchema } from '../../guards/json-schema.js'
import type { JsonValue } from '../containment/json.js'
import { SchemaDocument } from '../containment/schema/schema-document.js'
import { SchemaValidator } from '../containment/schema/schema-validator.js'
import { spelledBytes } from '../spelled-bytes.js'

type Fields = Readonly<Record<string, unknown>>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const vendor = 'json-schema'

/** Returns whether a schema was made here, whose issues name the fields. */
export function isFromJson(schema: Schema<unknown>): boolean {
  return schema['~standard'].vendor === vendor
}

/** Makes a schema that guards can ask from a JSON Schema. */
export function schemaFromJson(json: JsonSchema): Schema<unknown> {
  return {
    '~standard': {
      version: 1,
      vendor,
      validate: (value: unknown) => {
        const issues = jsonSchemaIssues(json, spelledBytes(value))
        return issues.length ? { issues: issues.map(({ path, expected }) => ({ path, message: expected })) } : { value }
      },
      ...{ jsonSchema: { input: () => json } },
    },
  }
}

function isValid(json: JsonSchema, value: unknown): boolean {
  try {
    const document = new SchemaDocument(json, '2020-12', 'sub')
    return new SchemaValidator(document, false, () => undefined).isValid(value as JsonValue) !== false
  } catch {
    // what can't be judged is not held against anybody
    return true
  }
}

/** Finds the innermost places where a value does not fit. */
export function jsonSchemaIssues(json: JsonSchema, value: unknown, path: readonly (string | number)[] = []): Issue[] {
  if (isValid(json, value)) return []
  const inner: Issue[] = []
  if (isFields(value)) {
    for (const key of (json['required'] as string[] | undefined) ?? [])
      if (!Object.hasOwn(value, key)) inner.push({ path: [...path, key], expected: 'a value' })
    for (const [key, schema] of Object.entries(fieldsOf(json)))
      if (Object.hasOwn(value, key)) inner.push(...jsonSchemaIssues(schema, value[key], [...path, key]))
  }
  const items = json['items']
  if (Array.isArray(value) && isFields(items))
    inner.push(...value.flatMap((each, index) => jsonSchemaIssues(items, each, [...path, index])))
  const { type } = json
  return inner.length ? inner : [{ path, expected: type === undefined ? 'another form' : `a value of type ${type}` }]
}

function fieldsOf(json: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return (json['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>
}

/** Lists the paths of a value that a schema does not declare; the keys of records and of lists stand as `*`. */
export function undeclaredIn(json: JsonSchema | undefined, value: unknown, path: readonly string[] = []): string[] {
  if (!json) return []
  const options = (json['anyOf'] ?? json['oneOf']) as readonly JsonSchema[] | undefined
  if (options) {
    const fitting = options.filter((each) => isValid(each, value))
    const found = (fitting.length ? fitting : options).map((each) => undeclaredIn(each, value, path))
    return found.reduce((best, next) => (next.length < best.length ? next : best), found[0] ?? [])
  }
  const { items, additionalProperties: others } = json
  if (Array.isArray(value))
    return isFields(items) ? unique(value.flatMap((each) => undeclaredIn(items, each, [...path, '*']))) : []
  if (!isFields(value) || (json['type'] !== 'object' && !json['properties'])) return []
  const declared = fieldsOf(json)
  return unique(
    Object.entries(value).flatMap(([key, each]) => {
      if (Object.hasOwn(declared, key)) return undeclaredIn(declared[key], each, [...path, key])
      if (isFields(others)) return undeclaredIn(others, each, [...path, '*'])
      return others === true || json['x-unknown'] === 'loose' ? [] : [[...path, shownKey(key)].join('.')]
    }),
  )
}

function unique(paths: readonly string[]): string[] {
  return [...new Set(paths)]
}

/** Shows a key that looks like a field's name; anything else might be data. */
function shownKey(key: string): string {
  return /^[A-Za-z][A-Za-z_]{0,30}$/.test(key) ? key : '*'
}

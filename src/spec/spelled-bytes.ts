import type { JsonSchema } from '../guards/json-schema.js'

/** Copies a value with text in the place of bytes, as their JSON Schema has them: a character stands for a byte. */
export function spelledBytes(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return spelledBytes(new Uint8Array(value))
  if (value instanceof Uint8Array) return Array.from(value, (byte) => String.fromCharCode(byte)).join('')
  if (Array.isArray(value)) return value.map(spelledBytes)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, spelledBytes(field)]))
}

/** Returns whether a schema describes bytes, which travel beside JSON. */
export function describesBytes({ contentEncoding, format }: JsonSchema): boolean {
  return contentEncoding === 'binary' && format === 'binary'
}

/** Copies a value of JSON with bytes again where a schema describes them. */
export function withBytes(schema: JsonSchema, value: unknown, root: JsonSchema = schema): unknown {
  const options = optionsOf(schema, root)
  if (typeof value === 'string')
    return options.some(describesBytes) ? Uint8Array.from(value, (character) => character.charCodeAt(0)) : value
  if (typeof value !== 'object' || value === null) return value
  const held = (each: unknown, partOf: (parts: Parts) => unknown): unknown => {
    const parts = options.map((option) => partOf(option)).filter(isSchema)
    // by the first that finds bytes, which another one would find no more
    return parts.reduce((copy, part) => (copy instanceof Uint8Array ? copy : withBytes(part, copy, root)), each)
  }
  if (Array.isArray(value))
    return value.map((each, index) => held(each, ({ prefixItems = [], items }) => prefixItems[index] ?? items))
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [
      key,
      held(field, ({ properties = {}, additionalProperties }) =>
        Object.hasOwn(properties, key) ? properties[key] : additionalProperties,
      ),
    ]),
  )
}

/** The keywords by which a value and what it holds are described. */
interface Parts {
  readonly $ref?: string
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: unknown
  readonly items?: unknown
  readonly prefixItems?: readonly unknown[]
}

/** Lists a schema, what it refers to, and what it says of the same value in other words. */
function optionsOf(schema: JsonSchema, root: JsonSchema, seen: Set<JsonSchema> = new Set()): JsonSchema[] {
  if (seen.has(schema)) return []
  seen.add(schema)
  const { $ref, anyOf, oneOf, allOf } = schema as Parts
  const named =
    $ref === '#'
      ? root
      : (root['$defs'] as Readonly<Record<string, unknown>> | undefined)?.[`${$ref}`.replace('#/$defs/', '')]
  const others = [named, ...(anyOf ?? []), ...(oneOf ?? []), ...(allOf ?? [])].filter(isSchema)
  return [schema, ...others.flatMap((other) => optionsOf(other, root, seen))]
}

function isSchema(part: unknown): part is JsonSchema {
  return typeof part === 'object' && part !== null
}

import type { EventContract } from '../contract/event/event.js'
import type { Fields } from '../contract/event/fields.js'
import type { Schema } from '../contract/schema.js'
import { isObject } from '../fields/check.js'
import type { Definition } from '../plain/schema.js'
import { parserOf } from './compiler.js'
import { type DescribedSchema, definitionOf, isDescribed, marksOf, schemaAt } from './described-schema.js'
import { interpret } from './interpreter.js'

/**
 * Copies a payload for a log: marked fields are replaced, and so is what does not fit, or what is of a kind of schema that
 * is not read here; what is undeclared is left out.
 * @example
 * redact(patientPharmacy.serverToClient['dispatch:updated'], payload) // { dispatch: { ..., otp: '[secret]' } }
 */
export function redact(event: EventContract, payload: unknown): unknown {
  return event.payload && shown(event.payload, () => payload, [])
}

const plain = /^(string|number|boolean|null|enum|literal|bytes)$/

/**
 * Shows what a schema lets show of a value, and whatever the paths to `reveal` lead to. The value is read in here: a getter
 * that throws costs its own field only.
 */
export function shown(
  // named by declarations, which need no zod
  schema: Schema<unknown>,
  read: () => unknown,
  reveal: readonly (readonly string[])[],
  // well before calls use the stack up
  deep: number = 500,
): unknown {
  let mark: string | undefined
  try {
    const value = read()
    if (reveal.some(([step]) => step === undefined)) return value
    // another library's schema has none, which throws
    const definition = definitionOf(schema as DescribedSchema)
    const { type, shape, element, items, keyType, innerType, options, getter, discriminator } = definition
    // by the field that tells them apart, or as a whole: compiled where that is possible, for zod tries every branch of
    // every option otherwise
    const open = options?.filter((each) => {
      const told = discriminator && definitionOf(each).shape?.[discriminator]
      return (told ? parserOf(told)((value as Fields)[discriminator]) : parserOf(each)(value)) !== undefined
    })
    // any of those that fit may be meant: what one of them marks stays hidden
    mark = marksOf(schema as DescribedSchema)['x-sensitive'] || markIn(open?.[1] ? options : keyType)
    if (!mark && deep > 0) {
      if (innerType && value === (type === 'nullable' ? null : undefined)) return value
      const next = getter?.() ?? open?.[0] ?? innerType
      // an option is read to its depths to be told from others, which is done twenty times at the most
      if (next) return shown(next, read, reveal, deep - (open && !discriminator ? 25 : 1))
      const isFit = plain.test(type) && fits(schema as DescribedSchema, value)
      // whatever their class
      if (isFit) return type === 'bytes' ? `[${(value as ArrayBuffer).byteLength} bytes]` : value
      const at = (key: string | number, paths: typeof reveal): unknown =>
        shown(schemaAt(definition, key) as DescribedSchema, () => (value as Fields)[key], paths, deep - 1)
      if (Array.isArray(value)) {
        if (element ?? items) return value.map((_, index) => at(index, reveal))
      } else if (isObject(value) && (shape ?? keyType)) {
        const declared = Object.keys(value).filter((key) => (keyType ? fits(keyType, key) : schemaAt(definition, key)))
        const pathsIn = (key: string) => reveal.flatMap(([step, ...path]) => (step === key ? [path] : []))
        return Object.fromEntries(declared.map((key) => [key, at(key, pathsIn(key))]))
      }
    }
  } catch {}
  return `[${mark || 'unfit'}]`
}

/** Finds a mark anywhere in a schema, or in what holds schemas; with a name, only in the fields of that name. */
export function markIn(part: unknown, name?: string, seen: Set<unknown> = new Set()): string | undefined {
  if (Object(part) !== part || seen.has(part)) return undefined
  seen.add(part)
  const isSchema = isDescribed(part as object)
  const held = isSchema ? definitionOf(part as DescribedSchema) : (part as Partial<Definition>)
  let mark = name ? markIn(held.shape?.[name]) : isSchema ? marksOf(part as DescribedSchema)['x-sensitive'] : undefined
  for (const each of [...Object.values(held), held.getter?.()]) mark ||= markIn(each, name, seen)
  return mark
}

function fits(schema: DescribedSchema, value: unknown): boolean {
  return !interpret(schema, value).issues
}

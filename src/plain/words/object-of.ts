import { isObject } from '../../fields/check.js'
import { made } from '../made.js'
import { type PlainSchema, type SchemaIssue, schemaIssue } from '../schema.js'
import { isOmittable } from './presence.js'

type Fields = Readonly<Record<string, PlainSchema>>

/**
 * Accepts an object whose fields may be `undefined` or missing in any way, and may be there later, by a getter, where they
 * hold the object itself. What is not declared is dropped, or read by another schema: by `never()`, it is refused.
 */
export function objectOf(declared: Fields, catchall?: PlainSchema): PlainSchema {
  const shape = settled(declared)
  let fields: [key: string, field: PlainSchema, isNeeded: boolean][] | undefined
  return made({ type: 'object', shape, ...(catchall && { catchall }) }, isObject, (value, issues) => {
    fields ??= Object.entries(shape).map(([key, field]) => [key, field, !isOmittable(field)])
    const held = value as Record<string, unknown>
    const copy: Record<string, unknown> = {}
    for (const [key, field, isNeeded] of fields) {
      if (key === '__proto__') continue
      if (key in held) copy[key] = field.readAt(key, held, issues)
      else if (isNeeded) miss(key, field, held, issues)
    }
    if (catchall) readOthers(catchall, shape, held, copy, issues)
    return copy
  })
}

/** Asks each getter once. */
function settled(declared: Fields): Fields {
  const shape = {}
  for (const [key, { get, value }] of Object.entries(Object.getOwnPropertyDescriptors(declared))) {
    let field: PlainSchema | undefined
    const ask = (): PlainSchema => {
      field ??= get?.() as PlainSchema
      return field
    }
    Object.defineProperty(shape, key, { enumerable: true, ...(get ? { get: ask } : { value }) })
  }
  return shape
}

/** Adds what is wrong with a field that is missing: what its schema says, or that it is. */
function miss(key: string, field: PlainSchema, held: object, issues: SchemaIssue[]): void {
  const before = issues.length
  field.readAt(key, held, issues)
  if (issues.length === before) issues.push(schemaIssue({ expected: 'nonoptional' }, [key]))
}

function readOthers(
  catchall: PlainSchema,
  shape: Fields,
  held: object,
  copy: Record<string, unknown>,
  issues: SchemaIssue[],
): void {
  const isRefused = catchall['~plain'].type === 'never'
  const keys: string[] = []
  for (const key in held) {
    if (Object.hasOwn(shape, key)) continue
    if (isRefused) keys.push(key)
    else if (key !== '__proto__') copy[key] = catchall.readAt(key, held, issues)
  }
  if (keys.length) issues.push({ ...schemaIssue({}, [], true), code: 'unrecognized_keys', keys })
}

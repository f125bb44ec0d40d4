import type { Fields } from '../contract/event/fields.js'
import { isObject } from '../fields/check.js'
import type { Result } from '../guards/result.js'

/** Lays fields over a value: each that is declared there, and that fits. */
export function overlaid(value: unknown, fields: Fields, parse: (value: unknown) => Result<unknown, Error>): unknown {
  let held = value
  for (const [key, field] of Object.entries(fields)) {
    if (field === undefined || !isObject(held)) continue
    const result = parse(Object.assign({}, held, { [key]: field }))
    if (result.ok && Object.hasOwn(Object(result.value), key)) held = result.value
  }
  return held
}

import type { EventContract } from '../contract/event.js'
import type { Fields } from '../contract/fields.js'
import type { Schema } from '../contract/schema.js'
import { type DescribedSchema, definitionOf, isDescribed, marksOf } from './described-schema.js'
import { interpret } from './interpreter.js'

/**
 * Copies a payload for a log: marked fields are replaced, what does not fit is too, and what is undeclared is left out.
 * @example
 * redact(patientPharmacy.serverToClient['dispatch:updated'], payload) // { dispatch: { ..., otp: '[secret]' } }
 */
export function redact(event: EventContract, payload: unknown): unknown {
  return event.payload ? shown(event.payload, () => payload) : undefined
}

const unfit = '[unfit]'

/** Shows what may be shown of a value, which is read in here: a getter that throws costs its own field only. */
function shown(schema: Schema<unknown> | DescribedSchema, read: () => unknown): unknown {
  try {
    const value = read()
    if (!isDescribed(schema)) return interpret(schema, value).issues ? unfit : value
    const kind = marksOf(schema)['x-sensitive']
    if (kind) return `[${kind}]`
    const { type, shape, element, valueType, keyType, innerType, options } = definitionOf(schema)
    const fits = (each: DescribedSchema): boolean => !interpret(each, value).issues
    const isBare = value === undefined || (type === 'nullable' && value === null)
    const opened = isBare ? undefined : (innerType ?? options?.find(fits))
    if (opened) return shown(opened, read)
    if (element) return (value as unknown[]).map((each) => shown(element, () => each))
    if ((shape ?? keyType) && typeof value === 'object')
      return Object.fromEntries(
        Object.keys(value as object).flatMap((key) => {
          const field = shape
            ? Object.hasOwn(shape, key) && shape[key]
            : !interpret(keyType as DescribedSchema, key).issues && valueType
          return field ? [[key, shown(field, () => (value as Fields)[key])]] : []
        }),
      )
    return fits(schema) ? value : unfit
  } catch {
    return unfit
  }
}

import type { ZodMiniType } from 'zod/mini'
import type { EventContract } from '../contract/event.js'
import type { Schema } from '../contract/schema.js'
import { interpret } from './interpreter.js'
import { definitionOf, isZod, marksOf, unwrapped } from './zod-schema.js'

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
function shown(schema: Schema<unknown> | ZodMiniType, read: () => unknown): unknown {
  try {
    const value = read()
    if (!isZod(schema)) return interpret(schema, value).issues ? unfit : value
    const kind = markOf(schema)
    if (kind) return `[${kind}]`
    const { shape, element, valueType, keyType, options } = definitionOf(unwrapped(schema))
    if (element) return (value as unknown[]).map((each) => shown(element, () => each))
    if (shape || keyType) {
      if (typeof value !== 'object') return unfit
      const fields = value as Record<string, unknown>
      const keys = Object.keys(value as object).filter((key) =>
        keyType ? !interpret(keyType, key).issues : Object.hasOwn(shape as object, key),
      )
      return Object.fromEntries(
        keys.map((key) => [key, shown((valueType ?? shape?.[key]) as ZodMiniType, () => fields[key])]),
      )
    }
    const fitting = options?.find((each) => !interpret(each, value).issues)
    if (fitting) return shown(fitting, read)
    return interpret(schema, value).issues ? unfit : value
  } catch {
    return unfit
  }
}

/** Finds a mark on a schema or on what it wraps. */
function markOf(schema: ZodMiniType): string | undefined {
  const { innerType } = definitionOf(schema)
  return marksOf(schema)['x-sensitive'] ?? (innerType && markOf(innerType))
}

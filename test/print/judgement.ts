import type { ZodMiniType } from 'zod/mini'
import type { EventContract } from '../../src/contract/event/event.js'
import { interpret } from '../../src/guards/interpreter.js'
import { issuesOf } from '../../src/guards/issue.js'
import { redact } from '../../src/guards/redact.js'

/** Copies a value that fits; what throws does not. */
export function copyOf(schema: ZodMiniType, value: unknown): unknown {
  try {
    const { issues, value: copy } = interpret(schema, value)
    return issues ? undefined : copy
  } catch {
    return undefined
  }
}

/** What zod says in an issue, as far as it is read here. */
interface Said {
  readonly code?: string
  readonly path?: readonly PropertyKey[]
  readonly expected?: string
  readonly values?: readonly unknown[]
  readonly maximum?: number
  readonly minimum?: number
  readonly origin?: string
  readonly keys?: readonly string[]
}

/** Lists why a value does not fit: as the schema says it, and in this package's words. */
export function complaintsOf(schema: ZodMiniType, value: unknown): unknown {
  try {
    const { issues } = interpret(schema, value)
    return issues && [issues.map(said), issuesOf(schema, value)]
  } catch {
    return 'it throws'
  }
}

function said(issue: Said): unknown {
  const { code, path = [], expected, values, maximum, minimum, origin, keys } = issue
  const isBound = maximum !== undefined || minimum !== undefined
  // of what is bounded no more is read than this
  const of = isBound && (origin === 'string' || origin === 'array' || origin === 'bytes') ? origin : undefined
  // the others follow from the fields
  const about = code === 'invalid_key' || code === 'unrecognized_keys' ? code : undefined
  return { about, path, expected, values, maximum, minimum, of, keys }
}

/** Returns whether there are bytes anywhere in a value. */
export function holdsBytes(value: unknown): boolean {
  if (ArrayBuffer.isView(value)) return true
  return (
    typeof value === 'object' && value !== null && Reflect.ownKeys(value).some((key) => holdsBytes(ownHeld(value, key)))
  )
}

function ownHeld(holder: object, key: PropertyKey): unknown {
  return Object.getOwnPropertyDescriptor(holder, key)?.value
}

/** Shows what a log may show of a value. */
export function shownBy(schema: ZodMiniType, value: unknown): unknown {
  return redact({ name: 'event', payload: schema } as unknown as EventContract, value)
}

/** Lists the keys of all objects in a copy, in their order. */
export function keysIn(copy: unknown): unknown {
  if (typeof copy !== 'object' || copy === null) return undefined
  return Reflect.ownKeys(copy).map((key) => [key, keysIn((copy as Record<PropertyKey, unknown>)[key])])
}

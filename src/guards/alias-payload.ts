import type { ShapeRow } from '../contract/alias/alias.js'
import { AliasError } from '../contract/alias/alias-error.js'
import { fieldsOf, renamed } from '../contract/event/fields.js'
import { madeOnce } from '../contract/made-once.js'
import { isObject } from '../fields/check.js'

/**
 * Gives a legacy payload the canonical shape, which a guard parses next.
 * @throws AliasError when the row does not apply to it, or whatever its `up` throws
 */
export function toCanonical(row: ShapeRow, legacy: unknown): unknown {
  const isBare = row.bare !== undefined && (typeof legacy !== 'object' || Array.isArray(legacy))
  const received = isBare ? { [row.bare as string]: legacy } : legacy
  const shaped: unknown = row.up ? row.up(received) : received
  if (shaped === undefined) throw inapplicable()
  return isObject(shaped) ? renamed(shaped, spellingsOf(row)) : shaped
}

type Spellings = ReadonlyMap<string, string>

const known = new WeakMap<ShapeRow, Spellings>()

/** Returns what a row's fields are renamed to, put together once. */
function spellingsOf(row: ShapeRow): Spellings {
  return madeOnce(known, row, ({ heard, rename }) => new Map(Object.entries({ ...heard, ...rename })))
}

/** Turns a canonical payload into what older releases expect. */
export function toLegacy(row: ShapeRow, payload: unknown): unknown {
  if (row.down) return row.down(payload)
  if (row.bare !== undefined) return fieldsOf(payload)[row.bare]
  const inverse = new Map(Object.entries(row.rename ?? {}).map(([legacy, canonical]) => [canonical, legacy]))
  return isObject(payload) ? renamed(payload, inverse) : payload
}

/** Makes the error of an alias that does not apply; one of another's making may hold what was received, so it goes no further. */
export function inapplicable(error?: unknown): AliasError {
  return error instanceof AliasError ? error : new AliasError('the alias does not fit this payload')
}

/** Returns what a row makes of the reply of an older server, or nothing where it has no word for it. */
export function fromLegacyReply(row: ShapeRow | undefined, reply: unknown, payload: unknown): unknown {
  try {
    return row?.reply?.up?.(reply, payload)
  } catch {
    return undefined
  }
}

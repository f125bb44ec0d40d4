import type { AliasRow, AliasTable } from '../contract/alias/alias.js'
import type { AliasError } from '../contract/alias/alias-error.js'
import { aliasRow } from '../contract/alias/alias-name.js'
import type { Direction } from '../contract/event/direction.js'
import type { EventContract } from '../contract/event/event.js'
import { type PayloadError, UnknownEventError } from '../contract/event/event-error.js'
import type { PayloadOf } from '../contract/event/event-map.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { inapplicable, toCanonical } from './alias-payload.js'
import { withoutNulls } from './null-field.js'
import { safeParsePayload } from './payload.js'
import type { Result } from './result.js'

/** An event under its canonical name, or why there is none. */
export type Normalized<N extends NamespaceContract, D extends Direction> =
  | {
      [Name in keyof N[D] & string]: {
        readonly ok: true
        readonly name: Name
        readonly payload: PayloadOf<N, D, Name>
        /** The name it came under, where that was a legacy one. */
        readonly legacyName?: string
      }
    }[keyof N[D] & string]
  | { readonly ok: false; readonly error: PayloadError | AliasError | UnknownEventError }

/**
 * Turns an event of any name, canonical or legacy, into the canonical one.
 * @example
 * normalize(patientPharmacy, patientPharmacyAliases, 'serverToClient', 'order.updated', {
 *   orderId: 'o1',
 *   orderStatus: 'CONFIRMED',
 *   updatedAt: '2024-12-20T10:35:00Z',
 * }) // { ok: true, name: 'order:updated', payload: { id: 'o1', ... }, legacyName: 'order.updated' }
 */
export function normalize<N extends NamespaceContract, D extends Direction>(
  contract: N,
  table: AliasTable,
  direction: D,
  name: string,
  payload: unknown,
): Normalized<N, D> {
  const events = contract[direction] as Readonly<Record<string, EventContract>>
  const row = aliasRow(table, direction, name)
  const canonical = row?.of ?? name
  const event = typeof name === 'string' && Object.hasOwn(events, canonical) ? events[canonical] : undefined
  if (!event) return { ok: false, error: new UnknownEventError(contract.path, direction) }
  const result = normalized(event, row, payload, table)
  if (!result.ok) return result
  return { ok: true, name: canonical, payload: result.value, ...(row && { legacyName: name }) } as never
}

/**
 * Turns the payload of an event, which came under the name of a row where there is one, into the canonical one. What came under
 * the canonical name is read as the contract has it; where it does not fit, as the table says older releases shape it; and last
 * without the fields that are `null`.
 */
export function normalized(
  event: EventContract,
  row: AliasRow | undefined,
  payload: unknown,
  table?: AliasTable,
): Result<unknown, PayloadError | AliasError> {
  const given = row ? undefined : safeParsePayload(event, payload)
  if (given?.ok) return given
  try {
    const shaped = toCanonical(row ?? table?.shapes?.[event.direction]?.[event.name] ?? {}, payload)
    const result = (shaped === payload && given) || safeParsePayload(event, shaped)
    const read = result.ok ? result : safeParsePayload(event, withoutNulls(shaped))
    // what no older release would have sent either is told of as the contract has it
    return read.ok ? read : (given ?? read)
  } catch (error) {
    return given ?? { ok: false, error: inapplicable(error) }
  }
}

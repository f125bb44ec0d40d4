import { DeclarationError } from '../../contract/declaration-error.js'
import type { EventContract, StateKind } from '../../contract/event/event.js'
import { fieldsOf } from '../../contract/event/fields.js'

type ItemOf<Held> = Held extends readonly (infer Item)[] ? Item : Held extends object ? Held : never

/** The fields that a patch has in common with what is held, where `Fits` says whether its value fits there. */
type Shared<Item, Payload, Fits extends boolean> = Item extends unknown
  ? {
      [Name in keyof Payload & keyof Item & string]: Exclude<Payload[Name], undefined> extends Item[Name]
        ? Fits extends true
          ? Name
          : never
        : Fits extends true
          ? never
          : Name
    }[keyof Payload & keyof Item & string]
  : never

/** Refuses what an event can't be applied to: a patch to what has other fields, or fields of other types. */
export type Applicable<State extends StateKind, Held, Payload> = State extends 'snapshot'
  ? unknown
  : [ItemOf<Held>] extends [never]
    ? unknown
    : [Shared<ItemOf<Held>, Payload, false>] extends [never]
      ? [Shared<ItemOf<Held>, Payload, true>] extends [never]
        ? 'the patch has no field of what is held'
        : unknown
      : `the patch's ${Shared<ItemOf<Held>, Payload, false>} does not fit what is held`

/**
 * Returns what is held after an event, as its `state` says: a snapshot in the place of what was held, or what was held with
 * the fields of a patch. What is held is never changed: it is copied, or returned itself where nothing of it changes.
 *
 * A patch is of what has the ids of its `identity`, such as `id` or `dispatch.id`: it changes nothing that has others, and in
 * a list the items that have them. Where nothing is held there is nothing to change, and `undefined` is returned: load the
 * whole. A field replaces the one that is held, objects and lists in it whole; one that is `undefined` changes nothing.
 * @throws DeclarationError when the event's identity names no id, and what is held is a list
 * @example
 * applyTo(patientPharmacy.serverToClient['order:updated'], { id: 'o1', status: 'PENDING', drugName: 'Paracetamol' }, {
 *   id: 'o1',
 *   status: 'CONFIRMED',
 *   updatedAt: '2024-12-20T10:35:00Z',
 * }) // { id: 'o1', status: 'CONFIRMED', drugName: 'Paracetamol', updatedAt: '2024-12-20T10:35:00Z' }
 */
export function applyTo<Payload, State extends StateKind, Held>(
  event: EventContract<Payload> & { readonly state: State },
  held: Held & Applicable<State, Held, Payload>,
  payload: NoInfer<Payload>,
): State extends 'snapshot' ? Payload : Held
export function applyTo(event: EventContract, held: unknown, payload: unknown): unknown {
  if (event.state === 'snapshot' || held === undefined) return event.state === 'snapshot' ? payload : held
  if (!Array.isArray(held)) return idsOf(event).some((id) => differs(id, held, payload)) ? held : amended(held, payload)
  const isMeant = isItemOf(event, payload)
  const list = held.map((item) => (isMeant(item) ? amended(item, payload) : item))
  return list.some((item, at) => item !== held[at]) ? list : held
}

/**
 * Returns what tells the item of a list that a payload is of.
 * @throws DeclarationError when the event's identity names no id
 */
export function isItemOf(event: EventContract, payload: unknown): (item: unknown) => boolean {
  const ids = idsOf(event)
  if (!ids.length)
    throw new DeclarationError(`the identity of ${event.name} names no id: nothing tells which item it is of`)
  return (item) => ids.every((id) => valueAt(id, item) === valueAt(id, payload))
}

function idsOf({ identity }: EventContract): readonly string[][] {
  return identity.filter((path) => idPath.test(path)).map((path) => path.split('.'))
}

const idPath = /(?:^i|\.i|_i|I)[dD]$/

function valueAt(path: readonly string[], value: unknown): unknown {
  return path.reduce((found, step) => fieldsOf(found)[step], value)
}

/** Returns whether what is held has another id; what has none may be shown by a caller that knows which it is. */
function differs(path: readonly string[], held: unknown, payload: unknown): boolean {
  const id = valueAt(path, held)
  return id !== undefined && id !== valueAt(path, payload)
}

/** Returns a copy with the fields of a patch, or what is held where it has them all. */
export function amended(held: unknown, payload: unknown): unknown {
  const before = fieldsOf(held)
  const changes = Object.entries(fieldsOf(payload)).filter(
    ([name, value]) => value !== undefined && value !== before[name],
  )
  return changes.length ? { ...before, ...Object.fromEntries(changes) } : held
}

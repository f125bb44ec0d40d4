import type { AliasTable } from '../../contract/alias/alias.js'
import { aliasRow } from '../../contract/alias/alias-name.js'
import type { EventContract } from '../../contract/event/event.js'
import { type Fields, fieldsOf } from '../../contract/event/fields.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import { type ParsedRoom, parseRoom } from '../../contract/room/parsed-room.js'
import { parameter } from '../../contract/room/room.js'
import { toCanonical } from '../../guards/alias-payload.js'

/** An event that came from the server. */
export interface HeardEvent {
  readonly name: string
  /** What it came with. */
  readonly raw: unknown
  /** Its canonical event, where it is one of the contract. */
  readonly event: EventContract | undefined
  /** What it came with, in the canonical shape where it has one. */
  readonly fields: Fields
}

/** Reads an event that came, under whatever name. */
export function heardEvent(
  contract: NamespaceContract,
  table: AliasTable | undefined,
  name: string,
  raw: unknown,
): HeardEvent {
  const row = table && aliasRow(table, 'serverToClient', name)
  const events = contract.serverToClient as Readonly<Record<string, EventContract>>
  const canonical = row?.of ?? name
  const event = Object.hasOwn(events, canonical) ? events[canonical] : undefined
  try {
    return { name, raw, event, fields: fieldsOf(row ? toCanonical(row, raw) : raw) }
  } catch {
    // the row does not apply to it: it is no news of anything
    return { name, raw, event: undefined, fields: {} }
  }
}

/** Returns the room that the payload of an event names, the first where it names several. */
export function roomIn(
  contract: NamespaceContract,
  { joins, leaves }: EventContract,
  payload: unknown,
): ParsedRoom<string> | undefined {
  const fields = fieldsOf(payload)
  const named = fields['room'] ?? (fields['channels'] as readonly unknown[] | undefined)?.[0]
  if (named !== undefined) return parseRoom(contract, named)
  for (const { pattern } of [...joins, ...leaves]) {
    const found = parseRoom(
      contract,
      pattern.replace(parameter, (_, key: string) => `${fields[key]}`),
    )
    if (found) return found
  }
  return undefined
}

/** Returns whether an event is one of a room: it names the room's ids, or goes to the one family and could be of no other room. */
export function isOfRoom({ event, fields }: HeardEvent, { room, ids }: ParsedRoom<string>, isOnly: boolean): boolean {
  if (!event?.to.includes(room)) return false
  return Object.entries(ids).every(([key, id]) => {
    const named = [fields, ...Object.values(fields)]
      .map((part) => fieldsOf(part)[key])
      .find((each) => each !== undefined)
    return named === undefined ? isOnly && event.to.length === 1 : named === id
  })
}

/** Returns whether an acknowledgement says that nothing was done, in the words that servers of old have. */
export function isOldDenial(contract: NamespaceContract, payload: unknown, reply: unknown): boolean {
  const { success, error, channels } = fieldsOf(reply)
  const asked = fieldsOf(payload)['channels']
  const nameOf = (name: unknown) => parseRoom(contract, name)?.name ?? name
  const isLeftOut =
    Array.isArray(channels) &&
    Array.isArray(asked) &&
    asked.some((name) => !channels.map(nameOf).includes(nameOf(name)))
  return success === false || !!error || isLeftOut
}

/** Returns whether what came may answer what was asked: no field that both have differs. */
export function agrees(expected: Fields, { raw, fields }: HeardEvent): boolean {
  const told = { ...fieldsOf(raw), ...fields }
  return Object.entries(expected).every(
    ([key, value]) =>
      typeof value === 'object' || value === undefined || told[key] === undefined || told[key] === value,
  )
}

import { eventsOf } from '../../contract/declaration.js'
import { DeclarationError } from '../../contract/declaration-error.js'
import type { EventContract } from '../../contract/event/event.js'
import type { PastRow } from '../../contract/past/past.js'
import { pastRow } from '../../contract/past/past-row.js'
import { toCanonical } from '../../guards/alias-payload.js'
import { safeParsePayload } from '../../guards/payload.js'
import type { Versioned } from '../rooms/version-room.js'
import { type Packet, packetIn } from './plan.js'
import { type VersionShapes, versionShapes } from './version-shape.js'

/** An event of today, as a server of an earlier version sends it. */
export interface OlderEvent {
  readonly version: number
  readonly event: EventContract
  readonly row: PastRow | undefined
  readonly shapes: VersionShapes
}

/** What some newer versions hear in place of what a server of an earlier one sent. */
export interface NewerPacket {
  readonly versions: readonly number[]
  /** Nothing where none can be made. */
  readonly packet: Packet | undefined
  /** Why none can be. */
  readonly cause?: unknown
}

const known = new WeakMap<Versioned, Map<number, ReadonlyMap<string, OlderEvent>>>()

/** Finds the event that a server of an earlier version sends under a name, if there still is one. */
export function olderEvent(service: Versioned, version: number, name: string): OlderEvent | undefined {
  const versions = known.get(service) ?? new Map<number, ReadonlyMap<string, OlderEvent>>()
  known.set(service, versions)
  const events = versions.get(version) ?? olderEvents(service, version)
  versions.set(version, events)
  return events.get(name)
}

function olderEvents(service: Versioned, version: number): ReadonlyMap<string, OlderEvent> {
  const { contract, past = {} } = service
  const events = new Map<string, OlderEvent>()
  for (const event of eventsOf(contract, 'serverToClient')) {
    const row = pastRow(past, version, 'serverToClient', event.name)
    if (row === false) continue
    events.set(row?.name ?? event.name, { version, event, row, shapes: versionShapes(event, service) })
  }
  return events
}

/** Makes what newer versions hear of an event that a server of an earlier one sent with these arguments. */
export function newerPackets({ version, event, row, shapes }: OlderEvent, args: readonly unknown[]): NewerPacket[] {
  let read: { readonly payload: unknown } | undefined
  function payload(): unknown {
    read ??= { payload: payloadOfToday(event, row, args[0]) }
    return read.payload
  }
  return [shapes.today, ...shapes.earlier].flatMap((shape): NewerPacket[] => {
    const versions = shape.versions.filter((each) => each > version)
    if (versions.length === 0 || shape.name === undefined) return []
    // what is sent alike may have lacked what is required today, which the row puts in
    const isReadAlike = shape !== shapes.today || !(row?.up || row?.heard)
    if (shape.versions.includes(version) && isReadAlike) return [{ versions, packet: [shape.name, ...args] }]
    try {
      return [{ versions, packet: packetIn(event, shape, payload()) }]
    } catch (cause) {
      return [{ versions, packet: undefined, cause }]
    }
  })
}

/**
 * Gives what an earlier version carried the shape of today.
 * @throws DeclarationError where its row can't be read backwards, PayloadError where it does not fit, or whatever its `up` throws
 */
function payloadOfToday(event: EventContract, row: PastRow | undefined, value: unknown): unknown {
  const { namespace, name } = event
  if (row?.down && !row.up)
    throw new DeclarationError(
      `${namespace}: \`past\` has a \`down\` for ${name} (serverToClient) and no \`up\`: without one, clients of today can't hear what a server sends that is not replaced yet`,
    )
  const result = safeParsePayload(event, row ? toCanonical(row, value) : value)
  if (!result.ok) throw result.error
  return result.value
}

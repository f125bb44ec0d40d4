import type { Direction } from '../contract/event/direction.js'
import type { EventContract } from '../contract/event/event.js'
import type { RoomFamily } from '../contract/room/room.js'
import { addressOf } from './address.js'
import type { EventJson } from './contract-json.js'
import type { EventProse } from './prose.js'
import { spelledBytes } from './spelled-bytes.js'
import { type SchemaProse, wireSchema } from './wire-schema.js'

/** Describes the events of one direction. */
export function eventsJson(
  events: object,
  direction: Direction,
  path: string,
  prose: { readonly [name: string]: EventProse } = {},
): { readonly [name: string]: EventJson } {
  return Object.fromEntries(
    Object.entries(events as Record<string, EventContract>).map(([name, event]) => [
      name,
      eventJson({ ...event, name, direction, namespace: path }, prose[name]),
    ]),
  )
}

/** Describes one event. */
export function eventJson(event: EventContract, prose: EventProse = {}): EventJson {
  const { name, direction, namespace, payload, reply, state, limit, endsAfter, since, deprecated } = event
  const where = `${namespace} ${name} (${direction})`
  const carried = payload && wireSchema(payload, `${where} payload`, saidOf('payload', prose))
  const summary = prose.summary ?? (carried?.['description'] as string | undefined)
  return {
    address: addressOf(direction, name),
    direction,
    ...(summary !== undefined && { summary }),
    ...(carried && { payload: carried }),
    ...(reply && { reply: wireSchema(reply, `${where} reply`, saidOf('reply', prose)) }),
    ...(event.example !== undefined && { example: spelledBytes(event.example) }),
    ...(event.replyExample !== undefined && { replyExample: spelledBytes(event.replyExample) }),
    to: patternsOf(event.to),
    everybody: direction === 'serverToClient' && event.everybody,
    direct: event.direct,
    joins: patternsOf(event.joins),
    leaves: patternsOf(event.leaves),
    ...(event.within?.length && { within: patternsOf(event.within) }),
    ...identityJson(event, prose),
    ...(state && { state }),
    volatile: event.volatile,
    ...(event.query && { query: true as const }),
    ...(limit && { limit }),
    ...(endsAfter && { endsAfter }),
    ...(since !== undefined && { since }),
    ...(deprecated && { deprecated }),
    types: prose.types ?? {},
  }
}

function saidOf(part: 'payload' | 'reply', prose: EventProse): SchemaProse {
  return { sentences: prose[part], meanings: prose.meanings?.[part] }
}

function identityJson(event: EventContract, { identity: words }: EventProse): Pick<EventJson, 'identity'> {
  if (event.identity.length) return { identity: { paths: event.identity } }
  return event.identify ? { identity: { words: words ?? 'A function of the contract tells.' } } : {}
}

function patternsOf(rooms: readonly RoomFamily[]): string[] {
  return rooms.map(({ pattern }) => pattern)
}

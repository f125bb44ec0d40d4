import type { EventContract, EventEnd } from '../../contract/event/event.js'
import { observationOf } from '../observer.js'
import type { Service } from '../service.js'
import type { Audience } from './path-address.js'

/** Takes note of an event whose contract says how it ends by itself. */
export function typingNotice(
  { typing, publisher, notice, contract }: Service,
  { name, endsAfter }: EventContract,
  payload: unknown,
  audience: Audience,
  owner: object | undefined,
): void {
  if (!endsAfter) return
  const { ms, by, at } = endsAfter
  const fields = Object(payload) as Readonly<Record<string, unknown>>
  const isEnd = Object.entries(by).every(([field, value]) => fields[field] === value)
  typing.note({
    key: keyOf(name, audience, fields, endsAfter),
    endsAfterMs: isEnd ? undefined : ms,
    owner,
    end() {
      try {
        publisher.send(name, { ...fields, ...(at !== undefined && { [at]: nowLike(fields[at]) }), ...by }, audience)
      } catch (cause) {
        notice(observationOf({ kind: 'failed', part: 'endsAfter', cause }, contract.path, contract.path))
      }
    },
  })
}

/** Returns a key of all that neither ends a notice nor tells the time. */
function keyOf(
  name: string,
  { rooms, except }: Audience,
  fields: Readonly<Record<string, unknown>>,
  { by, at }: EventEnd,
): string {
  const same = Object.entries(fields).filter(([field]) => field !== at && !Object.hasOwn(by, field))
  return JSON.stringify([name, rooms, except, Object.fromEntries(same)])
}

/** Writes the present the way an instant was written. */
function nowLike(instant: unknown): unknown {
  if (typeof instant === 'string') return new Date().toISOString()
  return typeof instant === 'number' ? Date.now() : instant
}

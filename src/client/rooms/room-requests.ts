import type { EventContract } from '../../contract/event/event.js'
import type { PayloadError } from '../../contract/event/event-error.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import { fitted, isFit } from '../../guards/fit.js'
import { safeParsePayload } from '../../guards/payload.js'
import type { ClientContext } from '../connection/context.js'
import type { Outbox } from '../sending/outbox.js'
import type { RoomEntry } from './room-entry.js'

/** Asks the server to let a user into a room, or out of it; throws where it can't ask. */
export type RoomRequest = (kind: 'joins' | 'leaves', entry: RoomEntry) => Promise<unknown> | void

/** Makes what asks with the event that enters or leaves a room, in the first payload that fits. */
export function roomRequests({ contract, validate }: ClientContext, { ask, tell }: Outbox): RoomRequest {
  const events = Object.values<EventContract>(contract.clientToServer as never)
  return (kind, { parsed, extra }) => {
    const more = typeof extra === 'function' ? extra() : extra
    const misfits: [event: EventContract, payload: object][] = []
    for (const event of events)
      if (parsed && event[kind].includes(parsed.room))
        for (const named of [{ room: parsed.name }, { channels: [parsed.name] }, parsed.ids]) {
          const payload = more ? { ...more, ...named } : named
          const value = fitted(event, 'payload', payload, event.parse)
          if (isFit(event, 'payload', payload, value)) {
            const fit = validate === 'off' ? payload : value
            // nothing depends on how a room was left
            if (kind === 'leaves' && tell) return tell(event, fit)
            const asked = ask(event, fit, {}, true)
            if (!('channels' in named)) return asked
            return asked.then((reply) => {
              const { channels } = Object(reply) as { channels?: readonly string[] }
              // who asked for a list of rooms and is answered with one that lacks the room is not in it
              if (channels?.includes(parsed.name) === false) throw new RefusalError('ROOM_FORBIDDEN')
            })
          }
          misfits.push([event, payload])
        }
    // an error costs more than all the rest, and is made where nothing fits
    const [nearest] = misfits
      .map((misfit) => (safeParsePayload(...misfit) as { error: PayloadError }).error)
      .sort((one, other) => one.issues.length - other.issues.length)
    const message = nearest
      ? `${nearest.event} also needs ${nearest.issues.map(({ path }) => `\`${path[0]}\``).join(', ')} as \`extra\``
      : `no event of ${contract.path} ${kind} such a room`
    throw new RefusalError('ROOM_INVALID', message, nearest)
  }
}

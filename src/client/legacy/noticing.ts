import type { EventContract } from '../../contract/event/event.js'
import { parseRoom } from '../../contract/room/parsed-room.js'
import { redactRoom } from '../../guards/redact-room.js'
import type { ClientContext, Notice } from '../connection/context.js'
import type { Evidence } from './unanswered.js'

/** What an observer is told of a client that speaks to servers of old. */
export interface Noticing {
  /** What the rest of the client tells, put right; nothing where nobody observes. */
  readonly notice: ClientContext['notice']
  /** Keeps back what the outbox says of an event next, since that is not sent yet, or under another name. */
  divert(): void
  sent(event: EventContract, payload: unknown, legacyName?: string): void
  /** Remembers by what a room is taken for entered, for when that is told. */
  entered(room: string, evidence: Evidence): void
}

/** Makes what puts right what a client tells. */
export function legacyNoticing({ contract, notice }: ClientContext): Noticing {
  const evidences = new Map<string, Evidence>()
  let isDiverted = false
  const right = (seen: Notice): Notice | undefined => {
    if (seen.kind === 'sent' && isDiverted) {
      isDiverted = false
      return undefined
    }
    if (seen.kind !== 'joined') return seen
    const room = parseRoom(contract, seen.room)?.name ?? seen.room
    const reason = evidences.get(room)
    evidences.delete(room)
    return reason ? { ...seen, reason } : seen
  }
  return {
    notice:
      notice &&
      ((seen) => {
        const told = right(seen)
        if (told) notice(told)
      }),
    divert: () => {
      isDiverted = !!notice
    },
    sent: (event, payload, legacyName) => notice?.({ kind: 'sent', event, legacyName, payload }),
    entered: (room, evidence) => {
      if (notice && evidence !== 'answered') evidences.set(redactRoom(contract, room), evidence)
    },
  }
}

import type { EventContract } from '../../contract/event/event.js'
import { fromLegacyReply, inapplicable } from '../../guards/alias-payload.js'
import { withoutNulls } from '../../guards/null-field.js'
import { safeParseReply } from '../../guards/reply.js'
import type { ClientContext } from '../connection/context.js'
import { isRefusal } from '../refusal.js'
import type { Noticing } from './noticing.js'
import { type OldEvent, oldEvent } from './old-name.js'

/** Receives what a server acknowledges: in the words of today, where the table has them. */
export type OldAck = (reply: unknown) => void

/** Sends an event as a server of old takes it, now. */
export type OldSender = (event: EventContract, payload: unknown, ack?: OldAck) => void

/** Makes what sends events under old names and in old shapes; one that has none is refused. */
export function oldSender({ socket, aliases, refuse }: ClientContext, seen: Noticing): OldSender {
  return (event, payload, ack) => {
    try {
      const old = oldEvent(aliases, event, payload)
      const args: unknown[] = event.payload ? [old.payload] : []
      if (ack)
        args.push((...reply: unknown[]) =>
          ack(reply[0] instanceof Error ? reply[0] : read(event, old, reply.at(-1), payload)),
        )
      socket.emit(old.name, ...args)
      seen.sent(event, payload, old.isAlias ? old.name : undefined)
    } catch (error) {
      const { code, message } = inapplicable(error)
      refuse('clientToServer', event.name, { code, message })
      ack?.({ error: { code, message, retryable: false } })
    }
  }
}

/** Reads a reply of today as it is, unless it says that the event was not done, and another as the table has it. */
function read(event: EventContract, { row }: OldEvent, reply: unknown, payload: unknown): unknown {
  const old = fromLegacyReply(row, reply, payload)
  if (isRefusal(old)) return old
  return old === undefined || isRefusal(reply) || safeParseReply(event, reply).ok ? reply : withoutNulls(old)
}

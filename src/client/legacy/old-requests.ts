import type { EventContract } from '../../contract/event/event.js'
import { type Fields, fieldsOf } from '../../contract/event/fields.js'
import { safeParseReply } from '../../guards/reply.js'
import type { ClientContext, RefusalReason } from '../connection/context.js'
import { isRefusal } from '../refusal.js'
import { isOldDenial, roomIn } from './old-answer.js'
import type { OldAck, OldSender } from './old-sender.js'
import type { Unanswered, UnansweredList } from './unanswered.js'

/** Why a room was not entered, or left, where a server of old says no more than that. */
export const forbidden: RefusalReason = { code: 'ROOM_FORBIDDEN', message: 'the server did not let the user in' }

/** Makes what sends requests to a server of old, and answers them by whatever sign there is. */
export function oldRequests(
  { contract }: ClientContext,
  unanswered: UnansweredList,
  send: OldSender,
): (event: EventContract, payload: unknown, ack: OldAck) => void {
  /** Makes the reply that a server of today would give, as far as what is known fills it. */
  const made = (event: EventContract, payload: unknown, fields?: Fields) => {
    const room = roomIn(contract, event, payload)?.name
    return safeParseReply(event, { ...fieldsOf(payload), ...(room && { room }), ...fields })
  }
  /** Turns what was acknowledged into a reply of today; of rooms it may have said no more than that it was done. */
  const replyOf = (event: EventContract, payload: unknown, reply: unknown): unknown => {
    const isMove = event.joins.length + event.leaves.length > 0
    if (!isMove || isRefusal(reply) || reply instanceof Error) return reply
    if (isOldDenial(contract, payload, reply)) return { error: forbidden }
    const own = made(event, payload)
    return own.ok && !safeParseReply(event, reply).ok ? own.value : reply
  }
  return (event, payload, ack) => {
    const each: Unanswered = {
      event,
      payload,
      settle: (_, fields) => {
        const reply = made(event, payload, fields)
        // what can't be made is waited for as long as the asker likes
        if (reply.ok) ack(reply.value)
      },
    }
    unanswered.add(each)
    send(event, payload, (reply) => {
      unanswered.delete(each)
      ack(replyOf(event, payload, reply))
    })
  }
}

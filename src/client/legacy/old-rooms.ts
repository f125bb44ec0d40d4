import type { EventContract } from '../../contract/event/event.js'
import type { ClientContext } from '../connection/context.js'
import { isRefusal, refusalError } from '../refusal.js'
import type { Noticing } from './noticing.js'
import { isOldDenial, roomIn } from './old-answer.js'
import { forbidden } from './old-requests.js'
import type { OldSender } from './old-sender.js'
import type { Unanswered, UnansweredList } from './unanswered.js'

/** A room that is entered or left at a server of old. */
export interface OldMove {
  readonly event: EventContract
  readonly payload: unknown
  resolve(reply: unknown): void
  reject(error: unknown): void
  /** Asks as a server of today is asked, since this is one after all. */
  today(): void
  /** Gives up, since the connection is lost. */
  lose(): void
}

/** The rooms that are entered and left at a server of old. */
export interface OldRooms {
  move(move: OldMove): void
  /** Enters the rooms that nobody has answered for once more, in the words of today. */
  moveAgain(): void
  lose(): void
}

/** Makes what enters and leaves rooms at a server of old, which may acknowledge neither. */
export function oldRooms(
  { contract }: ClientContext,
  unanswered: UnansweredList,
  send: OldSender,
  seen: Noticing,
): OldRooms {
  const moves = new Map<Unanswered, OldMove>()
  const enter = (move: OldMove): void => {
    const { event, payload, resolve, reject } = move
    const each: Unanswered = {
      event,
      payload,
      settle: (evidence) => {
        moves.delete(each)
        const room = roomIn(contract, event, payload)
        if (room) seen.entered(room.name, evidence)
        resolve(undefined)
      },
    }
    moves.set(each, move)
    unanswered.add(each)
    send(event, payload, (reply) => {
      // socket.io's own timeout, where the application asked for one, says nothing of the room
      if (reply instanceof Error || !unanswered.delete(each)) return
      if (isRefusal(reply)) reject(refusalError(reply.error))
      else if (isOldDenial(contract, payload, reply)) reject(refusalError(forbidden))
      else return each.settle('answered')
      moves.delete(each)
    })
  }
  return {
    move: (move) => {
      if (move.event.joins.length) return enter(move)
      send(move.event, move.payload)
      // nothing depends on what it says
      move.resolve(undefined)
    },
    moveAgain: () => {
      for (const [each, move] of [...moves]) if (moves.delete(each) && unanswered.delete(each)) move.today()
    },
    lose: () => {
      for (const move of moves.values()) move.lose()
      moves.clear()
    },
  }
}

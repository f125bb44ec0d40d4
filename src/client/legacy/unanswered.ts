import type { EventContract } from '../../contract/event/event.js'
import { type Fields, fieldsOf } from '../../contract/event/fields.js'
import type { ParsedRoom } from '../../contract/room/parsed-room.js'
import type { RoomFamily } from '../../contract/room/room.js'
import type { ClientContext } from '../connection/context.js'
import { waitable } from '../connection/pause.js'
import { agrees, heardEvent, isOfRoom, roomIn } from './old-answer.js'

// who asks has given up long before
const mostMs = 60_000

/** By what it is known that something was done: an acknowledgement, an event that tells of it, or nothing but time. */
export type Evidence = 'answered' | 'told' | 'assumed'

/** What was sent to a server of old, and may never be acknowledged. */
export interface Unanswered {
  readonly event: EventContract
  readonly payload: unknown
  /** Receives what it is known by, and the fields of the event that told, where there are any. */
  settle(evidence: Evidence, fields?: Fields): void
}

interface Waiting extends Unanswered {
  readonly room: ParsedRoom<string> | undefined
  /** The event that tells who asked without an acknowledgement, and what it says then. */
  readonly teller: string | undefined
  readonly expected: Fields
  readonly timer: unknown
}

/** What was sent to a server of old on this connection. */
export interface UnansweredList {
  add(each: Unanswered): void
  /** Takes out what an acknowledgement answers; returns whether it was still waited for. */
  delete(each: Unanswered): boolean
  hear(name: string, raw: unknown): void
  clear(): void
}

/** Makes a list of what waits for some sign of a server of old. */
export function unansweredList({ contract, clock, aliases }: ClientContext, moveMs: number): UnansweredList {
  const waiting = new Map<Unanswered, Waiting>()

  const remove = (each: Unanswered): boolean => {
    clock.clearTimeout(waiting.get(each)?.timer)
    return waiting.delete(each)
  }
  // every room that was asked for on this connection
  const asked = new Map<string, RoomFamily>()
  const isOnly = (room: ParsedRoom<string>): boolean => {
    asked.delete(room.name)
    const isAlone = ![...asked.values()].includes(room.room)
    asked.set(room.name, room.room)
    return isAlone
  }

  return {
    add: (each) => {
      const { event, payload } = each
      const answer = aliases?.unacknowledged?.[event.name]
      const isMove = event.joins.length + event.leaves.length > 0
      // nothing will tell of it
      if (!isMove && !answer) return
      const room = event.joins.length ? roomIn(contract, event, payload) : undefined
      if (room) asked.set(room.name, room.room)
      const late = () => {
        if (remove(each) && isMove) each.settle('assumed')
      }
      waiting.set(each, {
        ...each,
        room,
        teller: answer?.event,
        expected: answer ? expectedOf(() => answer.down({}, payload)) : {},
        timer: clock.setTimeout(late, waitable(isMove ? moveMs : mostMs)),
      })
    },
    delete: remove,
    hear: (name, raw) => {
      if (!waiting.size) return
      const heard = heardEvent(contract, aliases, name, raw)
      // the first that asked is answered first, where nothing tells them apart
      for (const [each, place] of waiting)
        if (place.teller === name && agrees(place.expected, heard)) {
          remove(each)
          each.settle('told', { ...fieldsOf(raw), ...heard.fields })
          return
        }
      for (const [each, place] of [...waiting])
        if (place.room && isOfRoom(heard, place.room, isOnly(place.room)) && remove(each)) each.settle('told')
    },
    clear: () => {
      for (const each of [...waiting.keys()]) remove(each)
      asked.clear()
    },
  }
}

/** Returns what the answer to something says besides the reply, which is not known. */
function expectedOf(down: () => unknown): Fields {
  try {
    return fieldsOf(down())
  } catch {
    return {}
  }
}

import type { Fields } from '../../contract/event/fields.js'
import type { ClientContext } from '../connection/context.js'
import type { LegacySpeechOptions } from './legacy-speech.js'
import type { Noticing } from './noticing.js'
import { oldRequests } from './old-requests.js'
import { type OldRooms, oldRooms } from './old-rooms.js'
import { type OldSender, oldSender } from './old-sender.js'
import { unansweredList } from './unanswered.js'

/** The ways to speak to a server of old. */
export interface OldSpeaker extends OldRooms {
  readonly send: OldSender
  readonly ask: ReturnType<typeof oldRequests>
  /** Sends what the application wants such a server to hear first; returns the event that answers, where the user logs in by it. */
  login(): string | undefined
  /** Sends what the table says that such a server wants to hear before all else. */
  open(): void
  /** Looks for answers in what the server sends. */
  hear(name: string, payload: unknown): void
}

/** Makes what speaks to a server of old, under its names and in its shapes, and waits for what it has for answers. */
export function oldSpeaker(
  context: ClientContext,
  seen: Noticing,
  { joinMs = 2000, opening }: LegacySpeechOptions,
): OldSpeaker {
  const { socket, aliases } = context
  const unanswered = unansweredList(context, joinMs)
  const send = oldSender(context, seen)
  const emitAll = (given: Fields): void => {
    for (const [name, payload] of Object.entries(given)) socket.emit(name, payload)
  }
  const rooms = oldRooms(context, unanswered, send, seen)
  return {
    ...rooms,
    send,
    ask: oldRequests(context, unanswered, send),
    login: () => {
      const given = opening?.() ?? {}
      emitAll(given)
      return 'authenticate' in given ? aliases?.login?.event?.success.event : undefined
    },
    open: () => emitAll(aliases?.opening ?? {}),
    hear: unanswered.hear,
    lose: () => {
      unanswered.clear()
      rooms.lose()
    },
  }
}

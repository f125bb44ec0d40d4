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
  /** Sends what the table says that such a server wants to hear before all else. */
  open(): void
  /** Looks for answers in what the server sends. */
  hear(name: string, payload: unknown): void
}

/** Makes what speaks to a server of old, under its names and in its shapes, and waits for what it has for answers. */
export function oldSpeaker(context: ClientContext, seen: Noticing, { joinMs = 2000 }: LegacySpeechOptions): OldSpeaker {
  const { socket, aliases } = context
  const unanswered = unansweredList(context, joinMs)
  const send = oldSender(context, seen)
  const rooms = oldRooms(context, unanswered, send, seen)
  return {
    ...rooms,
    send,
    ask: oldRequests(context, unanswered, send),
    open: () => {
      for (const [name, payload] of Object.entries(aliases?.opening ?? {})) socket.emit(name, payload)
    },
    hear: unanswered.hear,
    lose: () => {
      unanswered.clear()
      rooms.lose()
    },
  }
}

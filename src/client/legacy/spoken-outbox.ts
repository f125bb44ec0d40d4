import type { EventContract } from '../../contract/event/event.js'
import { safeParsePayload } from '../../guards/payload.js'
import type { ClientContext, RefusalReason } from '../connection/context.js'
import { refusalError } from '../refusal.js'
import type { Outbox } from '../sending/outbox.js'
import { type Greeting, greeting } from './greeting.js'
import { type HeldEvents, heldEvents } from './held-events.js'
import type { LegacySpeechOptions } from './legacy-speech.js'
import { legacyNoticing, type Noticing } from './noticing.js'
import { type OldSpeaker, oldSpeaker } from './old-speaker.js'

const lost: RefusalReason = { code: 'DISCONNECTED', message: 'the connection was lost', retryable: true }

/** The parts of one client's speech. */
interface Parts {
  /** The client's context as it was: what is said here goes out by the socket itself. */
  readonly own: ClientContext
  readonly seen: Noticing
  readonly speaker: OldSpeaker
  readonly held: HeldEvents
  readonly greeted: Greeting
}

/** Makes an outbox that speaks to servers of old as they understand it, and to those that greet as any other does. */
export function spokenOutbox(
  context: ClientContext,
  outbox: (context: ClientContext) => Outbox,
  options: LegacySpeechOptions,
): Outbox {
  const own = { ...context }
  const { socket } = own
  const parts = partsOf(own, options)
  const { greeted, held, seen, speaker } = parts
  const hear = (name: string, payload: unknown): void => {
    greeted.hear(name, payload)
    speaker.hear(name, payload)
  }
  socket.onAny(hear)
  // what the outbox says comes here
  const emit = (name: string, ...args: unknown[]) => say(parts, name, args)
  // what connects has to be the socket itself: it keeps there how it stands
  const spoken = Object.create(socket, { emit: { value: emit }, connect: { value: () => socket.connect() } })
  Object.assign(context, { socket: spoken, notice: seen.notice })
  const out = outbox(context)
  const lose = (): void => {
    greeted.lose()
    held.lose()
    speaker.lose()
  }
  return {
    ...out,
    // only rooms are urgent
    ask: (event, payload, how, isUrgent) =>
      isUrgent && greeted.isOld !== false ? move(parts, out, event, payload) : out.ask(event, payload, how, isUrgent),
    tell: undefined,
    lose: () => {
      lose()
      out.lose()
    },
    drop: () => {
      const why = own.shut() ?? lost
      lose()
      for (const { event } of held.drop()) own.refuse('clientToServer', event.name, why)
      out.drop()
      if (why.code !== 'DISCONNECTED') return
      greeted.end()
      socket.offAny(hear)
    },
  }
}

function partsOf(own: ClientContext, options: LegacySpeechOptions): Parts {
  const seen = legacyNoticing(own)
  const speaker = oldSpeaker(own, seen, options)
  const held = heldEvents()
  const decided = (isOld: boolean): void => {
    if (isOld) speaker.open()
    else speaker.moveAgain()
    held.release()
  }
  const greeted = greeting(own, options, decided)
  return { own, seen, speaker, held, greeted }
}

/** Sends what the outbox says as the server understands it, when that is known. */
function say({ own, greeted, held, seen, speaker }: Parts, name: string, args: unknown[]): void {
  const { contract, socket } = own
  const events = contract.clientToServer as Readonly<Record<string, EventContract>>
  const event = Object.hasOwn(events, name) ? events[name] : undefined
  if (!event || greeted.isOld === false) return void socket.emit(name, ...args)
  seen.divert()
  const ack = typeof args.at(-1) === 'function' ? (args.pop() as (reply: unknown) => void) : undefined
  const send = (): void => {
    if (!greeted.isOld) {
      socket.emit(name, ...args, ...(ack ? [ack] : []))
      seen.sent(event, args[0])
    } else if (ack) speaker.ask(event, args[0], ack)
    else speaker.send(event, args[0])
  }
  if (greeted.isOld === undefined) held.add({ event, send, isLasting: !ack && !event.volatile })
  else send()
}

/** Enters or leaves a room as the server understands it, when that is known. */
function move({ own, greeted, held, speaker }: Parts, out: Outbox, event: EventContract, given: unknown) {
  return new Promise<unknown>((resolve, reject) => {
    const fitting = safeParsePayload(event, given)
    const payload = fitting.ok ? fitting.value : given
    const today = () => out.ask(event, given, {}, true).then(resolve, reject)
    const lose = () => reject(refusalError(lost))
    const send = () => (greeted.isOld ? speaker.move({ event, payload, resolve, reject, today, lose }) : today())
    if (!own.isOpen()) lose()
    else if (greeted.isOld === undefined) held.add({ event, send, lose, isLasting: false })
    else send()
  })
}

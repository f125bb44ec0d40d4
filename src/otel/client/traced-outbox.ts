import type { ClientContext } from '../../client/connection/context.js'
import { type Outbox, outbox } from '../../client/sending/outbox.js'
import type { EventContract } from '../../contract/event/event.js'
import { madeOnce } from '../../contract/made-once.js'
import type { CarriedTrace } from '../../contract/wire/trace-carrier.js'
import { carrierOf, failSpan, type Ongoing, runInside, type Traced, type Tracing, tracedEvent } from '../tracing.js'
import type { Agreement } from './agreement.js'

/** An event on its way out. */
interface Sending {
  readonly event: EventContract
  readonly ongoing: Ongoing
  /** Whether it is answered, and its span ends then. */
  readonly isAsked: boolean
  isSent: boolean
}

/** What is on its way out of one client. */
interface Outgoings {
  /** What is sent just now, if anything is. */
  current: Sending | undefined
  /** What waits for a connection, the eldest first. */
  readonly waiting: Set<Sending>
}

/** Makes an outbox that makes a span of each event from the moment it is given, and carries it where both ends ask for that. */
export function tracedOutbox({ begin, carries }: Tracing, context: ClientContext, agreement: Agreement): Outbox {
  const state: Outgoings = { current: undefined, waiting: new Set() }
  const isCarried = (): boolean => carries && agreement.isMade
  const emit = emitter(context.socket, state, isCarried)
  // only what is sent by the outbox goes this way
  const out = outbox({ ...context, socket: Object.create(context.socket, { emit: { value: emit } }) })
  const kinds = new Map<EventContract, Traced>()
  const sentAs = (event: EventContract): Traced =>
    madeOnce(kinds, event, () => tracedEvent('send', event.namespace, event.name))
  const start = (event: EventContract, isAsked: boolean): Sending => ({
    event,
    ongoing: begin(sentAs(event)),
    isAsked,
    isSent: false,
  })
  const give = <Result>(sending: Sending, run: () => Result): Result => {
    const { current } = state
    state.current = sending
    try {
      return runInside(sending.ongoing, run)
    } finally {
      state.current = current
    }
  }

  return {
    ...out,
    emit: (event, payload) => {
      const sending = start(event, false)
      try {
        const isTaken = give(sending, () => out.emit(event, payload))
        if (!isTaken) failSpan(sending.ongoing, context.shut() ?? (event.volatile ? lost : untaken))
        else if (!sending.isSent) state.waiting.add(sending)
        return isTaken
      } catch (error) {
        failSpan(sending.ongoing, error)
        throw error
      }
    },
    ask: (event, payload, options, isUrgent) => {
      const sending = start(event, true)
      const answer = give(sending, () => out.ask(event, payload, options, isUrgent))
      if (!sending.isSent) state.waiting.add(sending)
      settle(state, sending, answer)
      return answer
    },
    // a span ends with the answer
    tell: undefined,
    lose: () => {
      agreement.isMade = false
      out.lose()
    },
    drop: () => {
      agreement.isMade = false
      for (const { ongoing, isAsked } of state.waiting) if (!isAsked) failSpan(ongoing, lost)
      state.waiting.clear()
      out.drop()
    },
  }
}

/** Ends the span of what is asked with the answer; what is not recorded has no end to be told, and costs no promise. */
function settle({ waiting }: Outgoings, sending: Sending, answer: Promise<unknown>): void {
  const { ongoing, isSent } = sending
  if (isSent && !ongoing.span.isRecording()) return
  answer.then(
    () => {
      waiting.delete(sending)
      ongoing.span.end()
    },
    (error) => {
      waiting.delete(sending)
      failSpan(ongoing, error)
    },
  )
}

/** Makes what emits in place of the socket: with what carries the trace, where that is carried. */
function emitter(socket: ClientContext['socket'], state: Outgoings, isCarried: () => boolean) {
  return (name: string, ...args: unknown[]): void => {
    const sending = leaving(state, name)
    const carrier = sending && isCarried() ? carrierOf(sending.ongoing.context) : undefined
    const carried: CarriedTrace | undefined = carrier && { 'contract:trace': carrier }
    // before an acknowledgement
    if (carried) args.splice(typeof args.at(-1) === 'function' ? -1 : args.length, 0, carried)
    socket.emit(name, ...args)
    if (sending && !sending.isAsked) sending.ongoing.span.end()
  }
}

const untaken = { code: 'QUEUE_FULL' }
const lost = { code: 'DISCONNECTED' }

/** Finds whose event goes out now: what is sent just now, or the eldest of that name that waited. */
function leaving({ current, waiting }: Outgoings, name: string): Sending | undefined {
  const sending =
    current?.event.name === name && !current.isSent ? current : [...waiting].find(({ event }) => event.name === name)
  if (!sending) return undefined
  sending.isSent = true
  waiting.delete(sending)
  return sending
}

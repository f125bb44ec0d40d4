import type { ClientContext } from '../../client/connection/context.js'
import { type Outbox, outbox } from '../../client/sending/outbox.js'
import type { EventContract } from '../../contract/event/event.js'
import type { CarriedTrace } from '../../contract/wire/trace-carrier.js'
import { carrierOf, type Ongoing, type Tracing } from '../tracing.js'
import type { Agreement } from './agreement.js'

/** An event on its way out. */
interface Sending {
  readonly event: EventContract
  readonly span: Ongoing
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
  const start = (event: EventContract, isAsked: boolean): Sending => {
    const { namespace, name } = event
    return { event, span: begin({ operation: 'send', namespace, event: name }), isAsked, isSent: false }
  }
  const give = <Result>(sending: Sending, run: () => Result): Result => {
    const { current } = state
    state.current = sending
    try {
      return sending.span.run(run)
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
        if (!isTaken) sending.span.fail(context.shut() ?? (event.volatile ? lost : untaken))
        else if (!sending.isSent) state.waiting.add(sending)
        return isTaken
      } catch (error) {
        sending.span.fail(error)
        throw error
      }
    },
    ask: (event, payload, options, isUrgent) => {
      const sending = start(event, true)
      const answer = give(sending, () => out.ask(event, payload, options, isUrgent))
      if (!sending.isSent) state.waiting.add(sending)
      const over = (): void => void state.waiting.delete(sending)
      answer.then(sending.span.end, sending.span.fail).then(over)
      return answer
    },
    lose: () => {
      agreement.isMade = false
      out.lose()
    },
    drop: () => {
      agreement.isMade = false
      for (const { span, isAsked } of state.waiting) if (!isAsked) span.fail(lost)
      state.waiting.clear()
      out.drop()
    },
  }
}

/** Makes what emits in place of the socket: with what carries the trace, where that is carried. */
function emitter(socket: ClientContext['socket'], state: Outgoings, isCarried: () => boolean) {
  return (name: string, ...args: unknown[]): void => {
    const sending = leaving(state, name)
    const carrier = sending && isCarried() ? carrierOf(sending.span.context) : undefined
    const carried: CarriedTrace | undefined = carrier && { 'contract:trace': carrier }
    // before an acknowledgement
    if (carried) args.splice(typeof args.at(-1) === 'function' ? -1 : args.length, 0, carried)
    socket.emit(name, ...args)
    if (sending && !sending.isAsked) sending.span.end()
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

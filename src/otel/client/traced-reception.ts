import type { ClientContext } from '../../client/connection/context.js'
import { type ListenersOf, tell } from '../../client/connection/listeners.js'
import type { FactMemory } from '../../client/facts/fact-memory.js'
import { reception } from '../../client/facts/reception.js'
import { madeOnce } from '../../contract/made-once.js'
import type { ContractWelcome } from '../../contract/wire/protocol.js'
import { carrierIn, isCarriedTrace, type TraceCarrier } from '../../contract/wire/trace-carrier.js'
import { carriedContext, runInside, type Tracing, tracedEvent } from '../tracing.js'
import type { Agreement } from './agreement.js'

/** Makes what hears every event, and makes a span around the listeners of each fact: a child of what sent it, where that is known. */
export function tracedReception(
  { begin, carries }: Tracing,
  agreement: Agreement,
  context: ClientContext,
  handlers: ListenersOf,
  memory: FactMemory,
): (name: string, ...args: unknown[]) => void {
  const { path: namespace } = context.contract
  let carrier: TraceCarrier | undefined
  const events = new Map<string, ReturnType<typeof tracedEvent>>()
  const hear = reception(context, handlers, memory, (listeners, payload, name) => {
    const event = madeOnce(events, name, () => tracedEvent('process', namespace, name))
    const ongoing = begin(event, carriedContext(carrier))
    carrier = undefined
    runInside(ongoing, () => tell(listeners, payload))
    ongoing.span.end()
  })
  return (name, ...args) => {
    const [told] = args as [ContractWelcome | undefined]
    if (name === 'contract:welcome' && told?.contract === namespace) agreement.isMade = carries && told.trace === true
    carrier = agreement.isMade ? takenCarrier(args) : undefined
    hear(name, ...args)
  }
}

/** Takes what carries a trace off the arguments of an event, wherever an offset or an acknowledgement stands behind it. */
function takenCarrier(args: unknown[]): TraceCarrier | undefined {
  const at = args.findLastIndex(isCarriedTrace)
  const [taken] = at < 0 ? [] : args.splice(at, 1)
  return isCarriedTrace(taken) ? carrierIn(taken) : undefined
}

import type { ClientTrace } from '../../client/connection/client-trace.js'
import type { TraceOptions } from '../options.js'
import { tracing } from '../tracing.js'
import { agreements } from './agreement.js'
import { tracedOutbox } from './traced-outbox.js'
import { tracedReception } from './traced-reception.js'

/**
 * Makes what `connect` makes spans with: one for each event that is sent, until it is answered where that is asked for, and
 * one around the listeners of each fact that is heard.
 * @example
 * connect(socket, patientPharmacy, { ...traceClient({ carry: true }) })
 */
export function traceClient(options: TraceOptions = {}): ClientTrace {
  const traces = tracing(options)
  const agreementOf = agreements()
  return {
    send: (context) => {
      const { shared, contract } = context
      if (traces.carries) shared.contract.trace = [...(shared.contract.trace ?? []), contract.path]
      return tracedOutbox(traces, context, agreementOf(context)) as never
    },
    tell: (context, ...parts) => tracedReception(traces, agreementOf(context), context, ...parts),
  }
}

/** What carries a trace beside an event: the fields that a propagator writes, such as `traceparent`. */
export type TraceCarrier = Readonly<Record<string, string>>

/** The last argument of a packet that carries a trace, before an acknowledgement or the offset that socket.io puts last. */
export interface CarriedTrace {
  readonly 'contract:trace': TraceCarrier
}

// what W3C allows for `baggage`, the longest of its fields
const most = { fields: 8, name: 64, value: 8192 }

/** Returns whether an argument of a packet carries a trace, well or badly written. */
export function isCarriedTrace(value: unknown): value is { readonly 'contract:trace': unknown } {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'contract:trace')
}

/** Reads the fields that carry a trace; none where they are anything but a few short texts, for anybody may send them. */
export function carrierIn(carried: { readonly 'contract:trace': unknown }): TraceCarrier | undefined {
  const fields = Object.entries(Object(carried['contract:trace']) as object)
  const isCarrier = fields.every(
    ([name, value]) => typeof value === 'string' && value.length <= most.value && name.length <= most.name,
  )
  return isCarrier && fields.length > 0 && fields.length <= most.fields ? Object.fromEntries(fields) : undefined
}

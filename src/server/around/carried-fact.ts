import type { Namespace, Socket } from 'socket.io'
import type { CarriedTrace, TraceCarrier } from '../../contract/wire/trace-carrier.js'

type Adapter = Namespace['adapter']

/** A packet, as adapters have it. */
interface Packet {
  readonly data?: readonly unknown[]
}
/** What a packet carries besides: as a flag, which every adapter and emitter takes along and who does not know it passes over. */
interface TraceFlag {
  readonly contract: string
  /** Where it stands among the arguments, before the offset of a packet that can be recovered. */
  readonly at: number
  readonly carrier: TraceCarrier
}
interface Target {
  readonly flags?: { readonly trace?: unknown }
}
/** A connection that may have asked for traces. */
interface Asking {
  readonly socket: Socket
  readonly admissions: readonly { readonly isTraced: boolean; readonly refusal: unknown }[]
  isTraced?: boolean
}
/** The parts of an adapter and its sockets that their types keep for themselves: it encodes a packet once, then runs something for each local socket. */
interface Delivering {
  _encode(packet: Packet, options: object): unknown
  apply(target: Target, each: (socket: Socket) => void): void
}
interface Written {
  readonly client: { writeToEngine(packets: unknown, options: object): void }
  notifyOutgoingListeners?(packet: Packet): void
}

// where anybody asked for traces so far
const asking = new WeakSet<Adapter>()

/** Lets a trace travel with what a client says and hears from now on, of the contracts that it asked for. */
export function takeTraces(peer: Asking): void {
  for (const { isTraced, refusal } of peer.admissions)
    if (isTraced && !refusal) {
      peer.isTraced = true
      asking.add(peer.socket.nsp.adapter)
    }
}

/** Gives what is about to be broadcast a trace, for those of its hearers who asked for one. */
export function withTrace<Operator extends object>(
  operator: Operator,
  contract: string,
  at: number,
  carrier: TraceCarrier,
): Operator {
  const { flags } = operator as { readonly flags?: { trace?: TraceFlag } }
  if (flags) flags.trace = { contract, at, carrier }
  return operator
}

/**
 * Delivers a packet with its trace to those who asked for it, and as it is to all others: one packet each, encoded twice
 * at most. To be prepared after all that changes how an adapter delivers.
 */
export function carryTraces(adapter: Adapter, asks: (socket: Socket, contract: string) => boolean): void {
  const delivering = adapter as unknown as Delivering
  if (typeof delivering._encode !== 'function' || typeof delivering.apply !== 'function') return
  const encode = delivering._encode.bind(delivering)
  const apply = delivering.apply.bind(delivering)
  let packet: Packet | undefined
  let options: object = {}
  delivering._encode = (given, how) => {
    packet = given
    options = how
    return encode(given, how)
  }
  delivering.apply = (target, each) => {
    const current = packet
    packet = undefined
    const trace = target.flags?.trace
    if (!current || !isFlag(trace) || !asking.has(adapter)) return apply(target, each)
    const how = options
    let traced: { readonly packets: unknown; readonly options: object } | undefined
    apply(target, (socket) => {
      if (!asks(socket, trace.contract)) return each(socket)
      traced ??= encoded(adapter, carrying(current, trace), how)
      const written = socket as unknown as Written
      written.notifyOutgoingListeners?.(current)
      written.client.writeToEngine(traced.packets, traced.options)
    })
  }
}

function carrying(packet: Packet, { at, carrier }: TraceFlag): Packet {
  const data = [...(packet.data ?? [])]
  const carried: CarriedTrace = { 'contract:trace': carrier }
  data.splice(at, 0, carried)
  return { ...packet, data }
}

/** Encodes a packet as the adapter's own class does, past those who look at each packet once. */
function encoded(adapter: Adapter, packet: Packet, options: object): { packets: unknown; options: object } {
  const own = { ...options, wsPreEncodedFrame: undefined }
  const { _encode } = Object.getPrototypeOf(adapter) as Delivering
  return { packets: _encode.call(adapter as unknown as Delivering, packet, own), options: own }
}

function isFlag(trace: unknown): trace is TraceFlag {
  return typeof (trace as Partial<TraceFlag> | undefined)?.at === 'number'
}

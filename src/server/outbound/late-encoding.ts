import type { Adapter, DeliveryTarget } from './delivering.js'

type Packets = unknown[]

/** The parts of an adapter that its types keep for itself: it encodes a packet once, then runs something for each local socket that this goes to. */
interface Encoding {
  _encode(packet: unknown, options: unknown): Packets
  apply(target: DeliveryTarget, each: (socket: { readonly id: string }) => void): void
}

/**
 * Encodes a packet when it has a first hearer here: many have none, as the names of old where all declared the contract,
 * or what a path sends on which nobody is.
 */
export function encodeLate(adapter: Adapter): void {
  const encoding = adapter as unknown as Encoding
  if (typeof encoding._encode !== 'function' || typeof encoding.apply !== 'function') return
  const encode = encoding._encode.bind(encoding)
  const apply = encoding.apply.bind(encoding)
  let late: (() => void) | undefined
  encoding._encode = (packet, options) => {
    const packets: Packets = []
    late = () => void packets.push(...encode(packet, options))
    return packets
  }
  encoding.apply = (target, each) => {
    let fill = late
    late = undefined
    if (!fill) return apply(target, each)
    apply(target, (socket) => {
      fill?.()
      fill = undefined
      each(socket)
    })
  }
}

import type { TapPacket } from './tapped-packet.js'
import { type PacketDecoder, packetDecoder } from './wire.js'

/** Reads packets out of the messages of one way of a connection; what can't be read is told of, and what follows is read again. */
export function messageReader(heard: (packet: TapPacket) => void, unreadable: () => void): (message: unknown) => void {
  const fresh = (): PacketDecoder => {
    const made = packetDecoder()
    made.on('decoded', heard)
    return made
  }
  let decoder = fresh()
  return (message) => {
    try {
      decoder.add(message)
    } catch {
      unreadable()
      decoder.destroy()
      decoder = fresh()
    }
  }
}

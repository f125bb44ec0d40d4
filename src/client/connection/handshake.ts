import type { Socket } from 'socket.io-client'
import { madeOnce } from '../../contract/made-once.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { ContractHandshake } from '../../contract/wire/handshake.js'
import { release } from '../release.js'

/** What the clients of one socket share. */
export interface SharedSocket {
  /** What the handshake declares. */
  readonly contract: { -readonly [Name in keyof ContractHandshake]: ContractHandshake[Name] }
  readonly clients: Map<NamespaceContract, unknown>
  /** Returns whether the last handshake declared their contracts. */
  isDeclared(): boolean
  /** Takes a client in, before the socket is connected for it if nobody else did. */
  enter(contract: NamespaceContract, client: unknown): void
  /** Lets a client go; with the last one goes the connection, if it was made here and nobody returns in the same turn. */
  leave(contract: NamespaceContract): void
}

/** What a socket sends, the first of a connection being its handshake. */
interface Packet {
  readonly type: number
  data?: object | undefined
}

// socket.io's name is `PacketType.CONNECT`
const connecting = 0

const sharedSockets = new WeakMap<Socket, SharedSocket>()

/** Finds or makes what the clients of a socket share. */
export function sharedSocketOf(socket: Socket): SharedSocket {
  return madeOnce(sharedSockets, socket, shareSocket)
}

function shareSocket(socket: Socket): SharedSocket {
  const clients: SharedSocket['clients'] = new Map()
  const versions: Record<string, readonly number[]> = {}
  const contract: SharedSocket['contract'] = { package: release, versions }
  let began = false
  let isDeclared = false
  // `auth` stays the application's, which may assign another token at any time; and a property that is defined there would
  // make each socket slow
  const sending = socket as unknown as { packet(packet: Packet): void }
  const send = sending.packet
  sending.packet = (packet) => {
    if (packet.type === connecting) {
      isDeclared = !!clients.size
      if (isDeclared) packet.data = { ...packet.data, contract }
    }
    send.call(socket, packet)
  }
  return {
    clients,
    contract,
    isDeclared: () => isDeclared,
    enter: (entered, client) => {
      clients.set(entered, client)
      versions[entered.path] = [entered.version]
      began ||= !socket.active
    },
    leave: (left) => {
      clients.delete(left)
      delete versions[left.path]
      // were it left and entered at once, socket.io's server would take the one for the other and cut the connection
      queueMicrotask(() => {
        if (clients.size || !began) return
        began = false
        socket.disconnect()
      })
    },
  }
}

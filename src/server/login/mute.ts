import type { Socket } from 'socket.io'
import { clientOf, type SocketClient, setClient } from '../connection/socket-client.js'

/** What keeps everything from a connection that has not logged in. */
export interface Mute {
  /** Does something whose packets reach the client all the same. */
  say(task: () => void): void
  /** Lets the client hear from now on. */
  release(): void
}

// of socket.io's packets: that it is connected, that it is not, and why it could not be
const ofTheConnection = [0, 1, 4]

/** Keeps what anybody sends from a connection, and loses it; several namespaces share a client, of which only this one is mute. */
export function muted(socket: Socket): Mute {
  const client = clientOf(socket)
  let isMute = true
  const muting: SocketClient = Object.create(client, {
    _packet: {
      value: (...[packet, ...rest]: Parameters<SocketClient['_packet']>) => {
        if (!isMute || ofTheConnection.includes(packet.type)) client._packet(packet, ...rest)
      },
    },
    writeToEngine: {
      value: (...write: unknown[]) => {
        if (!isMute) client.writeToEngine(...write)
      },
    },
  })
  setClient(socket, muting)
  return {
    say(task) {
      isMute = false
      try {
        task()
      } finally {
        isMute = true
      }
    },
    release() {
      isMute = false
      setClient(socket, client)
    },
  }
}

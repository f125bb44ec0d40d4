import type { Socket } from 'socket.io'

/** What keeps everything from a connection that has not logged in. */
export interface Mute {
  /** Does something whose packets reach the client all the same. */
  say(task: () => void): void
  /** Lets the client hear from now on. */
  release(): void
}

/** The part of a client that socket.io's types keep for itself. */
interface Client {
  _packet(packet: { readonly type: number }, ...rest: unknown[]): void
  writeToEngine(...write: unknown[]): void
}

// of socket.io's packets: that it is connected, that it is not, and why it could not be
const ofTheConnection = [0, 1, 4]

/** Keeps what anybody sends from a connection, and loses it; several namespaces share a client, of which only this one is mute. */
export function muted(socket: Socket): Mute {
  const client = socket.client as unknown as Client
  let isMute = true
  const muting: Client = Object.create(client, {
    _packet: {
      value: (...[packet, ...rest]: Parameters<Client['_packet']>) => {
        if (!isMute || ofTheConnection.includes(packet.type)) client._packet(packet, ...rest)
      },
    },
    writeToEngine: {
      value: (...write: unknown[]) => {
        if (!isMute) client.writeToEngine(...write)
      },
    },
  })
  function speakThrough(value: unknown): void {
    Object.defineProperty(socket, 'client', { value, configurable: true, enumerable: true, writable: true })
  }
  speakThrough(muting)
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
      speakThrough(client)
    },
  }
}

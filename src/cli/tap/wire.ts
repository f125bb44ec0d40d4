import { createRequire } from 'node:module'
import { CommandError } from '../command.js'
import type { TapPacket } from './tapped-packet.js'

/** What reads packets out of the messages of a connection, as socket.io's own parser does. */
export interface PacketDecoder {
  on(event: 'decoded', listener: (packet: TapPacket) => void): void
  add(message: unknown): void
  destroy(): void
}

/** A connection of engine.io's, at either end. */
export interface EngineSocket {
  readonly readyState: string
  on(event: string, listener: (...args: never[]) => void): void
  send(message: unknown): void
  close(): void
}

/** What comes in as a connection of engine.io's. */
export interface EngineServerSocket extends EngineSocket {
  readonly request: { readonly url?: string; readonly headers: Readonly<Record<string, string | string[] | undefined>> }
  readonly transport: { readonly name: string }
}

/** The parts that socket.io and its client are made of. */
export interface WireParts {
  readonly newDecoder: () => PacketDecoder
  /** Connects to an address as a client does. */
  readonly dial: (url: string, options: object) => EngineSocket
  /** Takes connections of clients on an HTTP server. */
  readonly attach: (
    http: object,
    options: object,
  ) => { on(event: 'connection', listener: (socket: EngineServerSocket) => void): void; close(): void }
}

/**
 * Loads what socket.io and its client read and write connections with: the copies that these two use.
 * @throws CommandError when they are not installed
 */
export function wireParts(): WireParts {
  try {
    const here = createRequire(import.meta.url)
    const [server, client] = ['socket.io', 'socket.io-client'].map((name) => createRequire(here.resolve(name)))
    if (!server || !client) throw new Error('not there')
    const parser = client('socket.io-parser') as { readonly Decoder: new () => PacketDecoder }
    const engine = server('engine.io') as { readonly attach: WireParts['attach'] }
    const dialler = client('engine.io-client') as {
      readonly Socket: new (url: string, options: object) => EngineSocket
    }
    return {
      newDecoder: () => new parser.Decoder(),
      dial: (url, options) => new dialler.Socket(url, options),
      attach: (http, options) => engine.attach(http, options),
    }
  } catch {
    throw new CommandError('tap --proxy needs socket.io and socket.io-client: npm install socket.io socket.io-client')
  }
}

/** Reads the parser alone, which the client of socket.io brings along. */
export function packetDecoder(): PacketDecoder {
  try {
    const client = createRequire(createRequire(import.meta.url).resolve('socket.io-client'))
    const { Decoder } = client('socket.io-parser') as { readonly Decoder: new () => PacketDecoder }
    return new Decoder()
  } catch {
    throw new CommandError('tap connects with socket.io-client, which is not installed: npm install socket.io-client')
  }
}

import { DeclarationError } from '../../contract/declaration-error.js'
import { givenWords } from '../../contract/given.js'
import type { Broadcaster } from '../outbound/path-address.js'
import { broadcastMessage, type ClusterMessage } from './cluster-message.js'
import type { PathEmitter } from './path-emitter.js'
import type { RedisClient } from './redis-client.js'

/** Where the servers read, as `createAdapter` of `@socket.io/redis-streams-adapter` was told. */
export interface StreamsEmitterOptions {
  /**
   * The stream of the path.
   * @default 'socket.io'
   */
  readonly streamName?: string | undefined
  /**
   * How many entries the stream keeps, about.
   * @default 10_000
   */
  readonly maxLen?: number | undefined
}

/** One path of what `streamsEmitter` makes. */
export interface StreamsPath extends Broadcaster {
  /** Writes a message to the stream; whoever sets another function hears of all that is published. */
  publish: (message: ClusterMessage) => Promise<unknown>
  /** The client that it is written with. */
  readonly streamsClient: RedisClient
}

/** The commands that write to a stream: of the package `redis`, and of `ioredis`. */
interface StreamsClient extends RedisClient {
  xAdd?(stream: string, id: '*', entry: Readonly<Record<string, string>>, options: object): Promise<unknown>
  xadd?(...command: string[]): Promise<unknown>
}

/**
 * Makes an emitter for servers with `@socket.io/redis-streams-adapter`, of a client of the package `redis` or `ioredis`.
 * @throws DeclarationError when it is given no such client
 * @example
 * const pharmacy = emitterOf(streamsEmitter(redisClient), patientPharmacy, { aliases: patientPharmacyAliases, legacy: true })
 */
export function streamsEmitter(
  client: object,
  { streamName = 'socket.io', maxLen = 10_000 }: StreamsEmitterOptions = {},
): PathEmitter {
  const { xAdd, xadd } = Object(client) as StreamsClient
  if (!xAdd && !xadd)
    throw new DeclarationError(
      `streamsEmitter got ${givenWords(client, 'client')} for its client: give it one of the package redis or ioredis`,
    )
  async function publish({ uid, nsp, type, data }: ClusterMessage): Promise<unknown> {
    const entry = { uid, nsp, type: String(type), data: JSON.stringify(data) }
    const TRIM = { strategy: 'MAXLEN', strategyModifier: '~', threshold: maxLen }
    if (xAdd) return await xAdd.call(client, streamName, '*', entry, { TRIM })
    return await xadd?.call(client, streamName, 'MAXLEN', '~', String(maxLen), '*', ...Object.entries(entry).flat())
  }
  return { of: (path): StreamsPath => streamsPath(path, client as RedisClient, publish) }
}

/** What a packet goes to. */
interface Narrowed {
  readonly rooms: readonly string[]
  readonly except: readonly string[]
  readonly flags: { readonly volatile?: true }
}

/** Makes one path, or what it is narrowed down to: whoever hears what is published replaces `publish` of the path. */
function streamsPath(
  path: string,
  streamsClient: RedisClient,
  publish: StreamsPath['publish'],
  { rooms, except, flags }: Narrowed = { rooms: [], except: [], flags: {} },
): StreamsPath {
  const self: StreamsPath = {
    streamsClient,
    publish,
    to: (more) => narrowed({ rooms: [...rooms, ...more], except, flags }),
    except: (more) => narrowed({ rooms, except: [...except, ...more], flags }),
    get volatile() {
      return narrowed({ rooms, except, flags: { volatile: true } })
    },
    emit: (...packet) => self.publish(broadcastMessage(path, packet, { rooms, except, flags })),
  }
  function narrowed(to: Narrowed): StreamsPath {
    return streamsPath(path, streamsClient, (message) => self.publish(message), to)
  }
  return self
}

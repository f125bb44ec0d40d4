import { probeMessage } from './cluster-message.js'
import { isAnswered, nobodyListens, type Pairing } from './pairing.js'
import {
  channelsLike,
  commandOf,
  listenTo,
  literalPattern,
  type RedisClient,
  type RedisCommand,
} from './redis-client.js'
import type { StreamsPath } from './streams-emitter.js'

/** One path of `@socket.io/redis-emitter`, with what its types keep for itself. */
export interface RedisPath {
  redisClient: RedisClient & { publish(...args: unknown[]): unknown }
  readonly broadcastOptions?: { readonly nsp: string; readonly requestChannel: string }
}

/** What servers listen to on a path, whatever the prefix of their channels. */
interface Listeners {
  /** Whether any have `@socket.io/redis-adapter`. */
  readonly classic: boolean
  /** Whether any have the adapter of Redis Streams. */
  readonly streams: boolean
  /** Whether any have sharded channels. */
  readonly sharded: boolean
}

/** Makes what finds the servers that `@socket.io/redis-emitter` reaches: they listen to requests on a channel of the path. */
export function redisPairing({ redisClient, broadcastOptions }: RedisPath): Pairing | undefined {
  const command = commandOf(redisClient)
  if (!command || !broadcastOptions) return undefined
  const { nsp, requestChannel } = broadcastOptions
  return async () => {
    const [, count] = (await command('PUBSUB', 'NUMSUB', requestChannel)) as readonly unknown[]
    if (Number(count) > 0) return undefined
    const { classic, streams, sharded } = await listenersOn(command, nsp)
    if (classic) return 'the servers have another `key` in Redis than this emitter: give it the one of createAdapter'
    if (streams)
      return 'the servers read Redis Streams, and hear nothing of what this emitter publishes: give emitterOf what streamsEmitter(client) makes'
    if (sharded)
      return 'the servers have sharded channels, which no emitter publishes to: give them createAdapter of @socket.io/redis-adapter or of @socket.io/redis-streams-adapter'
    return nobodyListens('another store')
  }
}

/** Makes what finds the servers that read a stream: they answer what is written there. */
export function streamsPairing(
  client: RedisClient,
  publish: StreamsPath['publish'],
  path: string,
): Pairing | undefined {
  const command = commandOf(client)
  if (!command) return undefined
  return async () => {
    // whatever prefix the channels of the servers have
    const answers = `*#${literalPattern(path)}#emitter#`
    const isHeard = await isAnswered(async (answer) => {
      const end = await listenTo(client, answers, answer)
      await publish(probeMessage(path, 'probe')).catch((error: unknown) => {
        end()
        throw error
      })
      return end
    })
    if (isHeard) return undefined
    const { classic, streams, sharded } = await listenersOn(command, path)
    // who has sharded channels answers on one of them, which no pattern finds
    if (sharded) return undefined
    if (streams) return 'the servers read another stream than this emitter writes to: give it their `streamName`'
    if (classic)
      return 'the servers have @socket.io/redis-adapter, which reads no stream: give emitterOf an Emitter of @socket.io/redis-emitter'
    return nobodyListens('another store')
  }
}

async function listenersOn(command: RedisCommand, path: string): Promise<Listeners> {
  const pattern = `*#${literalPattern(path)}#`
  const channels = await channelsLike(command, pattern)
  // servers of Redis before 7 have no such channels
  const sharded = await channelsLike(command, pattern, 'SHARDCHANNELS').catch(() => [])
  const requests = `-request#${path}#`
  const responses = `-response#${path}#`
  return {
    classic: channels.some((name) => name.endsWith(requests)),
    streams: channels.some((name) => !name.endsWith(requests) && !name.endsWith(responses)),
    sharded: sharded.length > 0,
  }
}

import type { Broadcaster } from '../outbound/path-address.js'
import { watched } from '../outbound/publishing.js'
import type { Pairing } from './pairing.js'
import type { PathEmitter } from './path-emitter.js'
import { type PostgresPath, postgresBroadcaster, postgresPathOf } from './postgres-broadcaster.js'
import { type RedisPath, redisPairing, streamsPairing } from './redis-pairing.js'
import { type MongoPath, mongoPairing, postgresPairing } from './store-pairing.js'
import type { StreamsPath } from './streams-emitter.js'

/** One path of an emitter: what sends there, and what finds who listens. */
export interface SendingPath {
  readonly broadcaster: Broadcaster
  readonly pairing: Pairing | undefined
}

/** Narrows an emitter down to a path, whichever store it is for, and lets how it goes be heard: a rejection that nobody waits for would end the process. */
export function sendingPath(emitter: PathEmitter, path: string, hear: (done: Promise<unknown>) => void): SendingPath {
  const narrowed = emitter.of(path)
  if ('streamsClient' in narrowed) return streamsPath(narrowed as StreamsPath, path, hear)
  if ('pool' in narrowed) {
    const postgres = postgresPathOf(emitter as unknown as PostgresPath, narrowed as PostgresPath)
    return { broadcaster: postgresBroadcaster(postgres, hear), pairing: postgresPairing(postgres) }
  }
  if ('mongoCollection' in narrowed) {
    const mongo = narrowed as MongoPath
    const pairing = mongoPairing({ ...mongo }, path)
    mongo.mongoCollection = watched(mongo.mongoCollection, 'insertOne', hear)
    return { broadcaster: narrowed as unknown as Broadcaster, pairing }
  }
  if (!('redisClient' in narrowed)) return { broadcaster: narrowed as unknown as Broadcaster, pairing: undefined }
  const redis = narrowed as RedisPath
  const pairing = redisPairing({ ...redis })
  redis.redisClient = watched(redis.redisClient, 'publish', hear)
  return { broadcaster: narrowed as unknown as Broadcaster, pairing }
}

function streamsPath(streams: StreamsPath, path: string, hear: (done: Promise<unknown>) => void): SendingPath {
  const { publish } = streams
  streams.publish = (message) => {
    const done = publish(message)
    hear(done)
    return done
  }
  return { broadcaster: streams, pairing: streamsPairing(streams.streamsClient, publish, path) }
}

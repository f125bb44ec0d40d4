import { fetchedSockets, probeMessage } from './cluster-message.js'
import { isAnswered, nobodyListens, type Pairing } from './pairing.js'
import type { PostgresPath } from './postgres-broadcaster.js'

/** A collection of the package `mongodb`, as far as it is used here. */
export interface MongoCollection {
  insertOne(document: object): Promise<unknown>
  findOne?(filter: object): Promise<unknown>
}

/** One path of `@socket.io/mongo-emitter`, with what its types keep for itself. */
export interface MongoPath {
  mongoCollection: MongoCollection
}

const lookMs = 100

/** Makes what finds the servers that listen to a channel of Postgres's: they answer on the same one. */
export function postgresPairing({ pool, channel, nsp }: PostgresPath): Pairing | undefined {
  if (typeof pool.connect !== 'function') return undefined
  return async () => {
    const requestId = probeId()
    const isHeard = await isAnswered(async (answer) => {
      const client = await (pool.connect as NonNullable<typeof pool.connect>)()
      client.on('notification', ({ payload = '' }) => {
        if (payload.includes(`"type":${fetchedSockets}`) && payload.includes(requestId)) answer()
      })
      // it listens, which the pool is not to lend again
      const end = (): unknown => client.release(true)
      try {
        await client.query(`LISTEN "${channel.replaceAll('"', '""')}"`)
        const values = [channel, JSON.stringify(probeMessage(nsp, requestId))]
        await client.query('SELECT pg_notify($1, $2)', values)
      } catch (error) {
        end()
        throw error
      }
      return end
    })
    return isHeard ? undefined : nobodyListens('another store or another `channelPrefix`')
  }
}

/** Makes what finds the servers that watch a collection of Mongo's: they answer in the same one. */
export function mongoPairing({ mongoCollection }: MongoPath, path: string): Pairing | undefined {
  const { findOne } = mongoCollection
  if (typeof findOne !== 'function') return undefined
  return async () => {
    const requestId = probeId()
    const isHeard = await isAnswered(async (answer) => {
      await mongoCollection.insertOne(probeMessage(path, requestId))
      const looks = setInterval(() => {
        const found = findOne.call(mongoCollection, { type: fetchedSockets, 'data.requestId': requestId })
        found.then(
          (document) => document && answer(),
          () => {},
        )
      }, lookMs)
      return () => clearInterval(looks)
    })
    return isHeard ? undefined : nobodyListens('another store or another collection')
  }
}

function probeId(): string {
  return `probe-${Math.random().toString(36).slice(2)}`
}

import { createAdapter } from '@socket.io/redis-streams-adapter'
import { createClient } from 'redis'

/** A stream of Redis that the servers of one history share. */
export interface Streams {
  adapter(): Promise<unknown>
  close(): Promise<void>
}

let count = 0

/** Opens a stream on the Redis that `REDIS_PORT` names. */
export async function streams(): Promise<Streams> {
  const url = `redis://127.0.0.1:${process.env['REDIS_PORT']}`
  const name = `history-${process.pid}-${++count}`
  const clients: { close(): Promise<unknown> }[] = []
  return {
    adapter: async () => {
      const client = createClient({ url })
      client.on('error', () => {})
      await client.connect()
      clients.push(client as never)
      return createAdapter(client, {
        streamName: name,
        channelPrefix: name,
        sessionKeyPrefix: `${name}:`,
        blockTimeInMs: 200,
      })
    },
    close: async () => {
      // a server that ends writes its farewell first
      await new Promise((resolve) => setTimeout(resolve, 50))
      await Promise.allSettled(clients.map((client) => client.close()))
    },
  }
}

/** A client for Redis, of the package `redis` or `ioredis`, as far as it is used here. */
export interface RedisClient {
  /** A command, in the package `redis`. */
  sendCommand?(command: readonly string[]): Promise<unknown>
  /** What only clients of the package `redis` have. */
  readonly sSubscribe?: unknown
  /** What only its clients of a cluster have. */
  readonly masters?: unknown
  /** A command, in the package `ioredis`. */
  call?(...command: string[]): Promise<unknown>
  /** Whether a client of ioredis's is one of a cluster. */
  readonly isCluster?: boolean
  duplicate?(): RedisClient
  connect?(): Promise<unknown>
  disconnect?(): unknown
  on?(event: string, listener: (...args: never[]) => void): unknown
  psubscribe?(pattern: string): Promise<unknown>
  pSubscribe?(pattern: string, listener: () => void): Promise<unknown>
}

/** Sends one command to Redis. */
export type RedisCommand = (...command: string[]) => Promise<unknown>

/** Finds how a client sends a command; nothing where each of several servers would have to be asked. */
export function commandOf(client: RedisClient): RedisCommand | undefined {
  if (client.masters || client.isCluster) return undefined
  if (typeof client.sSubscribe === 'function' && client.sendCommand)
    return (...command) => (client.sendCommand as NonNullable<RedisClient['sendCommand']>)(command)
  return client.call && ((...command) => (client.call as NonNullable<RedisClient['call']>)(...command))
}

/** Listens on a connection of its own to every channel of a pattern; returns what ends that. */
export async function listenTo(client: RedisClient, pattern: string, hear: () => void): Promise<() => void> {
  const own = client.duplicate?.()
  if (!own) throw new TypeError('a client that can not be duplicated')
  own.on?.('error', () => {})
  const end = (): void => void own.disconnect?.()
  try {
    if (own.pSubscribe) {
      await own.connect?.()
      await own.pSubscribe(pattern, hear)
    } else {
      own.on?.('pmessage', hear)
      await own.psubscribe?.(pattern)
    }
  } catch (error) {
    end()
    throw error
  }
  return end
}

/** Lists the channels of a pattern that anybody listens to, of which some names are left out. */
export async function channelsLike(
  command: RedisCommand,
  pattern: string,
  kind = 'CHANNELS',
): Promise<readonly string[]> {
  const channels: unknown = await command('PUBSUB', kind, pattern)
  return Array.isArray(channels) ? channels.map(String) : []
}

/** Writes a path as a pattern of Redis's that it alone fits. */
export function literalPattern(path: string): string {
  return path.replace(/[*?[\]\\^]/g, '\\$&')
}

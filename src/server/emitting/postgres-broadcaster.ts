import type { Broadcaster } from '../outbound/path-address.js'
import { inOrder } from '../outbound/publish-order.js'

/** A client of Postgres's that a pool lends. */
export interface PostgresClient {
  query(text: string, values?: readonly unknown[]): Promise<unknown>
  on(event: 'notification', listener: (message: { readonly payload?: string }) => void): unknown
  release(isBroken?: boolean): unknown
}

/** One path of `@socket.io/postgres-emitter`, with what its types keep for itself. */
export interface PostgresPath {
  readonly pool: {
    query(text: string, values: readonly unknown[]): Promise<unknown>
    connect?(): Promise<PostgresClient>
  }
  readonly nsp: string
  channel: string
  tableName: string
  payloadThreshold: number
  to(rooms: string[]): Operator
}

/** What that emitter is narrowed down to. */
interface Operator extends Broadcaster {
  to(rooms: string[]): Operator
  except(rooms: string[]): Operator
  readonly volatile: Operator
  publish(message: object): Promise<unknown>
  emit(name: string, ...args: unknown[]): unknown
}

/** Narrows an emitter for Postgres down to a path with the options that it has: it forgets them there itself. */
export function postgresPathOf(whole: PostgresPath, path: PostgresPath): PostgresPath {
  path.channel = whole.channel.slice(0, whole.channel.length - whole.nsp.length) + path.nsp
  path.tableName = whole.tableName
  path.payloadThreshold = whole.payloadThreshold
  return path
}

const orders = new WeakMap<object, ReturnType<typeof inOrder>>()

/** Finds what keeps the order of all that goes to a pool, whose connections overtake one another. */
function orderOf(pool: object): ReturnType<typeof inOrder> {
  const order = orders.get(pool) ?? inOrder()
  orders.set(pool, order)
  return order
}

/**
 * Makes what sends through `@socket.io/postgres-emitter`. Its messages do not say their path, without which the adapter
 * passes them over; and where one can't be published it sends all clients an event `error`, without end as long as that
 * can't be published either.
 */
export function postgresBroadcaster(path: PostgresPath, hear: (done: Promise<unknown>) => void): Broadcaster {
  const enqueue = orderOf(path.pool)
  return through(path.to([]))

  function through(operator: Operator): Broadcaster {
    return {
      to: (rooms) => through(operator.to(rooms)),
      except: (rooms) => through(operator.except(rooms)),
      get volatile() {
        return through(operator.volatile)
      },
      emit(name, ...args) {
        const once = operator.to([])
        const { emit, publish } = once
        let failure: { readonly cause: unknown } | undefined
        once.emit = (_, cause) => {
          failure = { cause }
        }
        once.publish = (message) => {
          const done = enqueue(async () => {
            await publish.call(once, { ...message, nsp: path.nsp })
            if (failure) throw failure.cause
          })
          hear(done)
          return done
        }
        return emit.call(once, name, ...args)
      },
    }
  }
}

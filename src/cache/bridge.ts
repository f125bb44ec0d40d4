import { isItemOf } from '../client/facts/apply-to.js'
import type { Client, EventNames, Membership, RequestOptions } from '../client/index.js'
import type { EventContract } from '../contract/event/event.js'
import type { PayloadOf, ReplyOf } from '../contract/event/event-map.js'
import type { NamespaceContract } from '../contract/namespace.js'
import type { Cache } from './cache.js'
import { type EntryWriter, entryWriter } from './entry-writer.js'
import { inserted, removed, stated } from './items.js'
import type { EntryStep } from './unconfirmed.js'

/**
 * What a fact does to what is held: `insert` puts its payload into a list, or amends the item that has its ids; `remove`
 * takes that item out; `reload` loads it again. A function returns what is held next: what it was given where nothing
 * changes, and `undefined` to have it loaded again. A fact that comes while a load is under way is applied to what it brings
 * once more, so one that is there already must change nothing.
 */
export type CacheUpdate<Payload, Key> =
  | 'insert'
  | 'remove'
  | 'reload'
  | ((held: never, payload: Payload, key: Key) => unknown)

/** What the facts of one event do to a cache. */
export type BridgeRow<Payload, Key> = {
  /**
   * What a fact does to each value that is held under the key.
   * @default what the `state` of the event says, as `applyTo` does it; `reload` where it has none
   */
  readonly update?: CacheUpdate<Payload, Key>
} & (
  | {
      /** The key of what the facts are about. */
      readonly key: Key
    }
  | {
      /** Returns the key of what a fact is about. */
      key(payload: Payload): Key
      /** The key under which all of these lie: what becomes stale where facts were missed. */
      readonly all: Key
    }
)

/** What the facts of a contract do to a cache, by event. */
export type BridgeRows<N extends NamespaceContract, Key> = {
  readonly [Name in EventNames<N>['heard']]?: BridgeRow<PayloadOf<N, 'serverToClient', Name>, Key>
}

/** What a bridge is made with. */
export interface BridgeOptions {
  /** The rooms that the facts come by: what was loaded before one was entered is loaded again. They stay the caller's to leave. */
  readonly rooms?: readonly Membership[]
}

/** What a request does to a cache before its reply is there. */
export interface OptimisticOptions<Reply, Key> extends RequestOptions {
  /** The key of what the request changes. */
  readonly key: Key
  /** Returns what is shown while the reply is awaited, and `undefined` where this changes nothing. */
  update(held: never, key: Key): unknown
  /**
   * Returns what is held once the reply is there, of what is held without the change.
   * @default the change stands, and the key is loaded again
   */
  confirm?(held: never, reply: Reply, key: Key): unknown
}

/** A bridge between a client and a cache. */
export interface Bridge<N extends NamespaceContract, Key> {
  /**
   * Sends an event and shows its change at once. The reply confirms it; where there is none, or a refusal, the change is
   * taken back, whatever facts came meanwhile stays, and the key is loaded again. Rejects as the client's `request` does.
   */
  request<Name extends EventNames<N>['requested']>(
    event: Name,
    payload: PayloadOf<N, 'clientToServer', Name>,
    options: OptimisticOptions<ReplyOf<N, 'clientToServer', Name>, Key>,
  ): Promise<ReplyOf<N, 'clientToServer', Name>>
  /** Ends the bridge; requests that are under way are still confirmed or taken back. */
  close(): void
}

interface AnyRow<Key> {
  readonly update?: CacheUpdate<unknown, Key>
  readonly key: Key | ((payload: unknown) => Key)
  readonly all?: Key
}

type Request = (event: string, payload: unknown, options: RequestOptions) => Promise<never>

/**
 * Keeps what a cache holds as the facts of a client say: a snapshot takes the place of what is held, a patch is merged into
 * what has its ids, and a fact that is heard twice changes nothing. Where facts may have been missed, as after a connection
 * that was not recovered, every key of the rows is made stale.
 * @throws UnknownEventError when the contract has no event of a row's name
 * @throws DeclarationError when items are to be inserted or removed by an event whose identity names no id
 * @example
 * const stay = pharmacy.join(pharmacyRoom('pharmacy_123'))
 * const bridged = bridge(
 *   pharmacy,
 *   queryCache(queryClient),
 *   { 'order:new': { key: ['orders'], update: 'insert' }, 'order:updated': { key: ['orders'] } },
 *   { rooms: [stay] },
 * )
 */
export function bridge<N extends NamespaceContract, Key>(
  client: Client<N>,
  cache: Cache<Key>,
  rows: BridgeRows<N, Key>,
  { rooms = [] }: BridgeOptions = {},
): Bridge<N, Key> {
  const all = Object.entries(rows as Readonly<Record<string, AnyRow<Key>>>)
  const events = client.contract.serverToClient as Readonly<Record<string, EventContract>>
  // what is wrong is better known before anything is begun
  for (const [name, { update }] of all) {
    client.on(name as EventNames<N>['heard'], () => {})()
    if (update === 'insert' || update === 'remove') isItemOf(events[name] as EventContract, {})
  }
  const writer = entryWriter(cache)
  const invalidateAll = (): void => {
    for (const [, { key, all: prefix }] of all) writer.invalidate(prefix ?? (key as Key))
  }
  const stops = all.map(([name, row]) => {
    const event = events[name] as EventContract
    return client.on(name as EventNames<N>['heard'], (payload) => tell(writer, event, row, payload))
  })
  for (const room of rooms)
    stops.push(
      room.watch((isIn) => {
        if (isIn) invalidateAll()
      }),
    )
  stops.push(
    client.watch('recovered', (isRecovered) => {
      if (!isRecovered) invalidateAll()
    }),
    writer.close,
  )
  return {
    request: async (event, payload, { key, update, confirm, ...options }) => {
      const change = writer.change(key, (held, entry) => update(held as never, entry.key))
      try {
        const reply = await (client.request as unknown as Request)(event, payload, options)
        change.confirm(confirm && ((held, entry) => confirm(held as never, reply, entry.key)))
        if (!confirm) writer.invalidate(key)
        return reply
      } catch (error) {
        change.undo()
        // what was sent may have been done all the same
        writer.invalidate(key)
        throw error
      }
    },
    close: () => {
      for (const stop of stops) stop()
    },
  }
}

/** Does to a cache what a fact says. */
function tell<Key>(writer: EntryWriter<Key>, event: EventContract, row: AnyRow<Key>, payload: unknown): void {
  const key = typeof row.key === 'function' ? (row.key as (payload: unknown) => Key)(payload) : row.key
  const step = stepOf(event, row, payload)
  if (step) writer.apply(key, step)
  else writer.invalidate(key)
}

/** Returns what a fact makes of what is held; nothing where that is to be loaded again. */
function stepOf<Key>(event: EventContract, row: AnyRow<Key>, payload: unknown): EntryStep<Key> | undefined {
  const update = row.update ?? (event.state ? 'state' : 'reload')
  if (update === 'reload') return undefined
  if (typeof update === 'function') return (held, { key }) => (update as AnyUpdate<Key>)(held, payload, key)
  return (held, entry) => steps[update](event, held, payload, entry)
}

const steps = { insert: inserted, remove: removed, state: stated }

type AnyUpdate<Key> = (held: unknown, payload: unknown, key: Key) => unknown

import type { NamespaceContract } from '../../contract/namespace.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import type { Client, Membership } from '../client.js'
import { runSafely } from '../connection/listeners.js'

type AnyClient = Client<NamespaceContract>
type Watcher = (isIn: boolean, error?: unknown) => void

/** One user's membership of a room, on every path there is at the moment. */
export interface MovableMembership extends Membership {
  attach(client: AnyClient): void
  detach(client: AnyClient): void
  /** Returns whether a path has answered. */
  isSettled(client: AnyClient): boolean
  /** Waits for a path's answer; rejects when it denies the room to one who is in it by the other path. */
  settles(client: AnyClient, other: AnyClient): Promise<void>
  /** Notifies who watches, where it is another answer by the path that counts from now on. */
  moved(before: AnyClient): void
}

interface Place {
  readonly membership: Membership
  readonly settled: Promise<void>
  done(): void
  isSettled: boolean
  isIn: boolean
  error: unknown
}

const codeOf = (place: Place): unknown => (place.error as Partial<RefusalError> | undefined)?.code

/** Makes a membership of a room that outlives the paths it is had by; `complain` hears of a refusal that nobody looks at. */
export function movableMembership(
  room: string,
  extra: object | (() => object) | undefined,
  current: () => AnyClient,
  complain: (room: string, code: string | undefined) => void,
): MovableMembership {
  let isAwaited = false
  const places = new Map<AnyClient, Place>()
  const watchers = new Set<Watcher>()
  let settle: (error?: unknown) => void = () => {}
  const joined = new Promise<void>((resolve, reject) => {
    settle = (error) => (error ? reject(error) : resolve())
  })
  // who does not look at it wants no complaint about it
  joined.catch(() => {})

  const leave = ({ membership, done }: Place): void => {
    membership.leave()
    done()
  }
  const tell = (client: AnyClient, { isIn, error }: Place): void => {
    if (client !== current()) return
    if (isIn || error) settle(error)
    if (error && !isAwaited && !watchers.size) complain(room, (error as Partial<RefusalError>).code)
    for (const watcher of [...watchers]) runSafely(() => watcher(isIn, error))
  }
  return {
    get joined() {
      isAwaited = true
      return joined
    },
    attach: (client) => {
      const membership = client.join(room as never, extra)
      let done = () => {}
      const place: Place = {
        membership,
        settled: new Promise<void>((resolve) => {
          done = resolve
        }),
        done: () => {
          place.isSettled = true
          done()
        },
        isSettled: false,
        isIn: false,
        error: undefined,
      }
      places.set(client, place)
      membership.watch((isIn, error) => {
        Object.assign(place, { isIn, error })
        if (isIn || error) place.done()
        tell(client, place)
      })
    },
    detach: (client) => {
      const place = places.get(client)
      places.delete(client)
      if (place) leave(place)
    },
    isSettled: (client) => places.get(client)?.isSettled ?? true,
    settles: async (client, other) => {
      const place = places.get(client)
      await place?.settled
      if (place?.error && places.get(other)?.isIn) throw place.error
    },
    moved: (before) => {
      const here = places.get(current())
      const there = places.get(before)
      if (here && (here.isIn !== there?.isIn || codeOf(here) !== codeOf(there))) tell(current(), here)
    },
    watch: (listener) => {
      const watcher: Watcher = (isIn, error) => listener(isIn, error)
      watchers.add(watcher)
      const here = places.get(current())
      listener(here?.isIn ?? false, here?.error)
      return () => void watchers.delete(watcher)
    },
    leave: () => {
      watchers.clear()
      settle(new RefusalError('DISCONNECTED', 'the room was left'))
      for (const place of places.values()) leave(place)
      places.clear()
    },
  }
}

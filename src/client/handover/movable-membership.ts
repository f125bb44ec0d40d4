import { RefusalError } from '../../contract/wire/refusal-error.js'
import type { Membership } from '../client.js'
import { runSafely } from '../connection/listeners.js'
import { deferred } from '../deferred.js'
import { leaveByPath, type Path, type PathMembership, settlePath } from './path.js'

type Watcher = (isIn: boolean, error?: unknown) => void

/** One user's membership of a room, on every path there is at the moment. */
export interface MovableMembership extends Membership {
  attach(path: Path): void
  /** Notifies who watches, where it is another answer by the path that counts from now on. */
  moved(before: Path): void
}

/** The paths there are. */
export interface PathList {
  /** The path that counts. */
  readonly current: Path
  /** Lists the path that counts and the others. */
  list(): Iterable<Path>
}

/** Makes a membership of a room that outlives the paths it is had by; `complain` hears of a refusal that nobody looks at. */
export function movableMembership(
  room: string,
  extra: object | (() => object) | undefined,
  paths: PathList,
  complain: (room: string, code: string | undefined) => void,
): MovableMembership {
  let isAwaited = false
  const watchers = new Set<Watcher>()
  const first = deferred()
  const tell = (path: Path, { isIn, error }: PathMembership): void => {
    if (path !== paths.current) return
    if (isIn || error) first.settle(error)
    if (error && !isAwaited && !watchers.size) complain(room, codeOf(error))
    for (const watcher of [...watchers]) runSafely(() => watcher(isIn, error))
  }
  const self: MovableMembership = {
    get joined() {
      isAwaited = true
      return first.promise
    },
    attach: (path) => {
      const place = newPathMembership(path.client.join(room as never, extra))
      path.memberships.set(self, place)
      place.membership.watch((isIn, error) => {
        Object.assign(place, { isIn, error })
        if (isIn || error) settlePath(place)
        tell(path, place)
      })
    },
    moved: (before) => {
      const here = paths.current.memberships.get(self)
      const there = before.memberships.get(self)
      if (here && (here.isIn !== there?.isIn || codeOf(here.error) !== codeOf(there?.error))) tell(paths.current, here)
    },
    watch: (listener) => {
      const watcher: Watcher = (isIn, error) => listener(isIn, error)
      watchers.add(watcher)
      const here = paths.current.memberships.get(self)
      listener(here?.isIn ?? false, here?.error)
      return () => void watchers.delete(watcher)
    },
    leave: () => {
      watchers.clear()
      first.settle(new RefusalError('DISCONNECTED', 'the room was left'))
      for (const { memberships } of paths.list()) {
        const place = memberships.get(self)
        memberships.delete(self)
        if (place) leaveByPath(place)
      }
    },
  }
  return self
}

function newPathMembership(membership: Membership): PathMembership {
  return { membership, settled: deferred(), isSettled: false, isIn: false, error: undefined }
}

function codeOf(error: unknown): string | undefined {
  return (error as Partial<RefusalError> | undefined)?.code
}

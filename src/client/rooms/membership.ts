import type { Membership } from '../client.js'
import { addListener, newListeners } from '../connection/listeners.js'
import type { RoomEntry } from './room-entry.js'

interface Waiting {
  wait(): Promise<void>
}

// what all share: each object literal with a getter would cost V8 a shape of its own, and a join half of its time
const joining: Pick<Membership, 'joined'> & ThisType<Waiting> = {
  get joined() {
    return this.wait()
  },
}

/** Makes one user's membership of a room; `left` is called once, when it ends. */
export function membershipOf(entry: RoomEntry, left: (entry: RoomEntry) => void): Membership {
  const { promise } = entry.first
  const mine: (() => void)[] = []
  let isGone = false
  const own: Omit<Membership, 'joined'> & Waiting = {
    wait: () => {
      entry.isAwaited = true
      return promise
    },
    watch: (listener) => {
      const show = () => listener(entry.state === 'in', entry.error)
      entry.watchers ??= newListeners()
      const stop = addListener(entry.watchers, show)
      mine.push(stop)
      show()
      return stop
    },
    leave: () => {
      if (isGone) return
      isGone = true
      for (const stop of mine) stop()
      entry.users--
      // who returns in the same turn has not left; `queueMicrotask` of Node's takes several times as long
      void Promise.resolve(entry).then(left)
    },
  }
  return Object.assign(Object.create(joining) as typeof joining, own)
}

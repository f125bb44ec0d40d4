import type { Adapter, Delivering, DeliveryTarget } from './delivering.js'

/**
 * Skips a packet that leaves out all in its rooms, as names of old are where all declared the contract: socket.io would
 * gather the ids of everybody it leaves out, to find that nobody remains.
 */
export function skipLeftOut(adapter: Adapter): void {
  const delivering = adapter as unknown as Delivering
  if (typeof delivering.apply !== 'function') return
  const apply = delivering.apply.bind(delivering)
  delivering.apply = (target, each) => {
    if (!areLeftOut(adapter, target)) apply(target, each)
  }
}

function areLeftOut(adapter: Adapter, { rooms, except }: DeliveryTarget): boolean {
  if (!except || rooms.size === 0) return false
  for (const room of rooms) {
    const members = adapter.rooms.get(room)
    if (members && !isLeftOut(adapter, members, except)) return false
  }
  return true
}

/** Returns whether all in a room sit in one that is left out. */
function isLeftOut(adapter: Adapter, members: ReadonlySet<string>, except: ReadonlySet<string>): boolean {
  for (const name of except) {
    const out = adapter.rooms.get(name)
    if (out && out.size >= members.size && isWithin(members, out)) return true
  }
  return false
}

function isWithin(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const id of some) if (!others.has(id)) return false
  return true
}

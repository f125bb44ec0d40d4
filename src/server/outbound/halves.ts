import { isDivided } from '../rooms/shadow.js'
import type { Adapter, Delivering } from './delivering.js'

// what never came does not hold up who enters a room
const mostMs = 500

const trackers = new WeakMap<Adapter, Halves>()

/** The packets to several rooms of which one half was delivered here, and the other was not. */
interface Halves {
  /** How many there are, by the rooms of the half that goes first. */
  readonly open: Map<string, number>
  readonly waiting: Set<() => void>
}

/**
 * Keeps track of what goes to several rooms, and leaves in two packets: one for those whom a room bars, and one for all
 * others. Who changed sides between them would hear neither, or both.
 */
export function trackHalves(adapter: Adapter): void {
  const delivering = adapter as unknown as Delivering
  if (typeof delivering.apply !== 'function') return
  const apply = delivering.apply.bind(delivering)
  const halves: Halves = { open: new Map(), waiting: new Set() }
  trackers.set(adapter, halves)
  delivering.apply = (target, each) => {
    apply(target, each)
    const first = keyOf(target.rooms)
    if (first) halves.open.set(first, (halves.open.get(first) ?? 0) + 1)
    const second = keyOf(target.except)
    if (second) close(halves, second)
  }
}

/** Waits until no packet is delivered by half, but not for ever; nothing is delivered between that and what follows at once. */
export function wholePackets(adapter: Adapter): Promise<void> | undefined {
  const halves = trackers.get(adapter)
  return halves?.open.size ? untilWhole(halves) : undefined
}

async function untilWhole(halves: Halves): Promise<void> {
  const until = performance.now() + mostMs
  while (halves.open.size) {
    const left = until - performance.now()
    if (left <= 0) return halves.open.clear()
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        halves.waiting.delete(done)
        resolve()
      }
      const timer = setTimeout(done, left)
      halves.waiting.add(done)
    })
  }
}

function close({ open, waiting }: Halves, key: string): void {
  const others = (open.get(key) ?? 0) - 1
  if (others > 0) open.set(key, others)
  else open.delete(key)
  if (!open.size) for (const done of [...waiting]) done()
}

/** Returns the rooms that name a half, as one text; an empty one where none does. */
function keyOf(rooms: ReadonlySet<string> | undefined): string {
  let key = ''
  if (rooms) for (const room of rooms) if (isDivided(room)) key += `${room}\n`
  return key
}

import type { EventContract } from '../../contract/event/event.js'

/** An event that waits until it is known how the server is to be spoken to. */
export interface HeldEvent {
  readonly event: EventContract
  /** Whether it waits for the next connection where this one is lost. */
  readonly isLasting: boolean
  send(): void
  lose?(): void
}

/** The events that wait, in their order. */
export interface HeldEvents {
  add(each: HeldEvent): void
  /** Sends all of them. */
  release(): void
  /** Ends those that are of the connection that is lost. */
  lose(): void
  /** Gives up all that is left, and returns it. */
  drop(): readonly HeldEvent[]
}

/** Makes a list of events that wait for a verdict. */
export function heldEvents(): HeldEvents {
  let held: HeldEvent[] = []
  const take = (): HeldEvent[] => {
    const taken = held
    held = []
    return taken
  }
  return {
    add: (each) => void held.push(each),
    release: () => {
      for (const each of take()) each.send()
    },
    lose: () => {
      for (const each of take())
        if (each.isLasting) held.push(each)
        else each.lose?.()
    },
    drop: take,
  }
}

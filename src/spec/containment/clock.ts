import { Exhausted } from './exhausted.js'

/** Counts work, or throws when there is no time for more. */
export type Tick = (weight?: number) => void

/** Counts nothing, for work that is small in any case. */
export const untimed: Tick = () => undefined

const stride = 256
const stepLimit = 100_000_000

/** The time that one question has left; every phase of the answer counts its work here. */
export class SearchClock {
  #deadline: number
  #steps = 0
  #unseen = 0

  constructor(
    readonly timeoutMs: number,
    deadline: number,
  ) {
    this.#deadline = deadline
  }

  /**
   * Counts one step, or as many as a piece of work is worth.
   * @throws Exhausted when the time is up.
   */
  readonly tick: Tick = (weight = 1) => {
    this.#unseen += weight
    if (this.#unseen >= stride) this.#look()
  }

  /** Grants more time, and a fresh count of steps. */
  extend(deadline: number): void {
    this.#deadline = deadline
    this.#steps = 0
  }

  #look(): void {
    this.#steps += this.#unseen
    this.#unseen = 0
    if (this.#steps > stepLimit) throw new Exhausted('gave up after too many steps')
    if (performance.now() > this.#deadline) throw new Exhausted(`gave up after ${this.timeoutMs} ms`)
  }
}

import type { Letter } from './contracts.js'

/** Something that was seen at either end; the place in the log is the order in which it was. */
export type Entry = { readonly ms: number } & (
  | { readonly kind: 'step'; readonly text: string }
  | {
      readonly kind: 'asked'
      readonly what: 'authenticate' | 'autoJoin' | 'mayJoin' | 'limiter'
      readonly of: Letter
      readonly attempt: number
      readonly room?: string
    }
  | {
      readonly kind: 'answered'
      readonly what: 'authenticate' | 'autoJoin' | 'mayJoin' | 'limiter'
      readonly of: Letter
      readonly attempt: number
      readonly room?: string
      readonly user?: string
      /** What was answered. */
      readonly outcome: 'yes' | 'no' | 'nothing' | 'limited' | 'throw'
      readonly rooms?: readonly string[]
      /** How long the user is known, in milliseconds from then on. */
      readonly lifetime?: number
      /** Whether it was kept back until the history was healed. */
      readonly isHeld: boolean
      /** How long the answer took. */
      readonly tookMs: number
    }
  | { readonly kind: 'made'; readonly of: Letter; readonly attempt: number }
  | { readonly kind: 'expired'; readonly of: Letter; readonly attempt: number }
  | {
      readonly kind: 'handled'
      readonly of: Letter
      readonly attempt: number | undefined
      readonly event: string
      readonly call: number
    }
  | {
      readonly kind: 'emitted'
      readonly of: Letter
      readonly name: string
      readonly id: string
      readonly rooms: readonly string[]
      readonly to?: number
      readonly server: number
    }
  | {
      readonly kind: 'receiver'
      readonly receiver: number
      readonly line: number
      readonly path: string
      readonly of: Letter | undefined
      readonly moves: boolean
    }
  | {
      readonly kind: 'attempt'
      readonly line: number
      readonly attempt: number
      readonly user: string
      readonly declares: readonly Letter[]
    }
  | {
      readonly kind: 'connect'
      readonly line: number
      readonly attempt: number
      readonly recovered: boolean
      readonly pid: string | undefined
    }
  | { readonly kind: 'disconnect'; readonly line: number; readonly attempt: number; readonly reason: string }
  | {
      readonly kind: 'refused'
      readonly line: number
      readonly attempt: number
      readonly code: string
      readonly retryable: boolean
      readonly event: string
      /** The contract that refused, where another one holds the connection. */
      readonly of: Letter | undefined
    }
  | {
      readonly kind: 'left'
      readonly line: number
      readonly attempt: number
      readonly of: Letter
      readonly room: string
      readonly code: string
    }
  | {
      readonly kind: 'wire'
      readonly line: number
      readonly attempt: number
      readonly name: string
      readonly id: string
    }
  | { readonly kind: 'heard'; readonly receiver: number; readonly name: string; readonly id: string }
  | {
      readonly kind: 'told'
      readonly receiver: number
      readonly attempt: number
      readonly connected: boolean
      readonly recovered: boolean
      readonly status: string
    }
  | {
      readonly kind: 'join'
      readonly receiver: number
      readonly call: number
      readonly of: Letter
      readonly room: string
      readonly attempt: number
    }
  | {
      readonly kind: 'in'
      readonly receiver: number
      readonly call: number
      readonly of: Letter
      readonly room: string
      readonly isIn: boolean
      readonly code: string | undefined
      readonly retryable: boolean
    }
  | {
      readonly kind: 'leave'
      readonly receiver: number
      readonly call: number
      readonly of: Letter
      readonly room: string
      readonly attempt: number
    }
  | {
      readonly kind: 'ask'
      readonly receiver: number
      readonly call: number
      readonly of: Letter
      readonly event: string
      readonly attempt: number
      readonly how: string
    }
  | {
      readonly kind: 'reply'
      readonly receiver: number
      readonly call: number
      readonly event: string
      readonly code: string | undefined
    }
  | { readonly kind: 'closed'; readonly receiver: number }
  | { readonly kind: 'grown'; readonly what: string; readonly count: number }
  | { readonly kind: 'healed' }
  /** The machine did nothing of this history for a while, since it was busy with others. */
  | { readonly kind: 'late'; readonly byMs: number }
  | { readonly kind: 'fault'; readonly what: string }
)

/** An entry before it is written down. */
export type Seen = Entry extends infer Each ? (Each extends Entry ? Omit<Each, 'ms'> : never) : never

/** One log for all ends of a history: they live in one process, so that it has one order. */
export interface Recorder {
  readonly log: readonly Entry[]
  /** The milliseconds since it began. */
  now(): number
  add(seen: Seen): void
  /**
   * Resolves when a condition holds, which is looked at after each entry, or after a time with what it was then. The
   * time stands still while the machine is late.
   */
  until(condition: () => boolean, ms: number): Promise<boolean>
  /** Makes a number that no other call of it has made. */
  number(): number
  /** Ends noticing how late the machine is. */
  end(): void
}

// a timer that is so much late may have made others late that a history depends on
const beatMs = 20
const lateMs = 20

/** Starts with an empty log. */
export function recorder(): Recorder {
  const log: Entry[] = []
  const waiting = new Set<() => void>()
  const began = performance.now()
  let last = 0
  let isDue = false
  let beat = began
  let lostMs = 0
  const beats = setInterval(() => {
    const byMs = Math.round(performance.now() - beat - beatMs)
    beat = performance.now()
    if (byMs <= lateMs) return
    lostMs += byMs
    log.push({ ms: Math.round(beat - began), kind: 'late', byMs })
  }, beatMs)
  return {
    log,
    end: () => clearInterval(beats),
    now: () => performance.now() - began,
    number: () => ++last,
    add(seen) {
      log.push({ ms: Math.round(performance.now() - began), ...seen } as Entry)
      if (isDue || waiting.size === 0) return
      isDue = true
      setImmediate(() => {
        isDue = false
        for (const look of [...waiting]) look()
      })
    },
    until: (condition, ms) =>
      new Promise((resolve) => {
        const end = (held: boolean): void => {
          waiting.delete(look)
          clearTimeout(timer)
          resolve(held)
        }
        const look = (): void => {
          if (condition()) end(true)
        }
        let timer: NodeJS.Timeout
        const wait = (forMs: number): void => {
          const lostBefore = lostMs
          timer = setTimeout(() => (lostMs > lostBefore ? wait(lostMs - lostBefore) : end(condition())), forMs)
        }
        wait(ms)
        waiting.add(look)
        look()
      }),
  }
}

import type { EventContract } from '../../contract/event/event.js'
import type { RefusalError } from '../../contract/wire/refusal-error.js'
import { limited, type SenderKey } from './event-limits.js'

/** Anything that counts what a key consumes, in the shape of rate-limiter-flexible. */
export interface Limiter {
  /** Rejects with something that holds `msBeforeNext` where the key has consumed too much. */
  consume(key: string, points?: number): Promise<unknown>
}

/** Spells the key a limiter counts by: path, event and sender, of which no two spell the same. */
export function limiterKey({ namespace, name }: EventContract, sender: SenderKey): string {
  return `${escaped(namespace)}:${escaped(name)}:${sender}`
}

function escaped(part: string): string {
  return part.replace(/[%:]/g, encodeURIComponent)
}

/** Reads what a limiter rejected with: a refusal where it is a limit, nothing where the limiter itself failed. */
export function limitIn(rejection: unknown): RefusalError | undefined {
  const { msBeforeNext } = Object(rejection) as { msBeforeNext?: unknown }
  return typeof msBeforeNext === 'number' ? limited(msBeforeNext) : undefined
}

import type { ContractDelivered } from '../../contract/wire/protocol.js'
import type { Refusal } from '../../contract/wire/refusal.js'
import { timedOut, timerMs, withTimeout } from '../timeout.js'
import { type Deliveries, keptMs } from './delivery-memory.js'
import { refusalOf } from './wire-refusal.js'

/** What a client is told of a delivery. */
export type DeliveryAnswer = ContractDelivered | Refusal

/** What became of a delivery: its answer, and whether a handler or a listener began with it. */
export interface DeliveryOutcome {
  readonly isBegun: boolean
  readonly answer: DeliveryAnswer
}

/** One delivery, as it is known among the servers. */
export interface SharedDelivery {
  /** Its name in a store, with whoever sent it. */
  readonly name: readonly [contract: string, userId: string | null, event: string, id: string]
  /** How long a handler may take, and the store. */
  readonly timeoutMs: number
  run(): Promise<DeliveryOutcome>
  /** Called where the store failed, whatever becomes of the delivery. */
  failed(cause: unknown): void
}

const pauseMs = { first: 20, longest: 500 }
// an answer is kept after a claim was made, and gone before that ends: what was done is never claimed again
const claimMs = 2 * keptMs

/**
 * Handles a delivery once among all servers: here where nobody else did, or else by the answer of who does.
 * @throws whatever the store throws before it is known whether somebody else does
 */
export async function handleOnce(deliveries: Deliveries, delivery: SharedDelivery): Promise<DeliveryOutcome> {
  const { name, timeoutMs, failed } = delivery
  if (await isClaimed(deliveries, delivery)) return handleClaimed(deliveries, delivery)
  if (!deliveries.findAnswer) return { isBegun: true, answer: { id: name[3] } }
  // the other server may be as long about its limiter, and about its handler again
  const until = performance.now() + Math.min(2 * timeoutMs, keptMs / 2)
  for (let waitMs = pauseMs.first; ; waitMs = Math.min(waitMs * 2, pauseMs.longest)) {
    try {
      const answer = await withTimeout(timeoutMs, () => deliveries.findAnswer?.(answerKey(delivery)))
      if (typeof answer === 'string') return { isBegun: true, answer: JSON.parse(answer) as DeliveryAnswer }
      // who had it may have given it back
      if (await isClaimed(deliveries, delivery)) return handleClaimed(deliveries, delivery)
    } catch (cause) {
      failed(cause)
    }
    // who has it may have ended meanwhile: whether it is done nobody can say
    if (performance.now() >= until) return { isBegun: false, answer: { error: refusalOf(timedOut()) } }
    await new Promise<void>((resolve) => setTimeout(resolve, timerMs(waitMs)).unref())
  }
}

async function isClaimed(deliveries: Deliveries, { name, timeoutMs }: SharedDelivery): Promise<boolean> {
  return (await withTimeout(timeoutMs, () => deliveries.claim(JSON.stringify(name), claimMs))) === true
}

async function handleClaimed(deliveries: Deliveries, delivery: SharedDelivery): Promise<DeliveryOutcome> {
  const { name, timeoutMs, run, failed } = delivery
  const outcome = await run()
  if (outcome.isBegun)
    // nobody here waits for it: a repeat that comes elsewhere does
    withTimeout(timeoutMs, () =>
      deliveries.keepAnswer?.(answerKey(delivery), JSON.stringify(outcome.answer), keptMs),
    ).catch(failed)
  // a repeat may be taken: nothing was done
  else await withTimeout(timeoutMs, () => deliveries.release?.(JSON.stringify(name))).catch(failed)
  return outcome
}

function answerKey({ name }: SharedDelivery): string {
  return JSON.stringify([...name, 'answer'])
}

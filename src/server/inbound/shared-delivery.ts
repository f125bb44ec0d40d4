import type { ContractDelivered } from '../../contract/wire/protocol.js'
import type { Refusal } from '../../contract/wire/refusal.js'
import { timedOut, timerMs } from '../timeout.js'
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
  /** How long the answer of another server is waited for. */
  readonly patienceMs: number
  run(): Promise<DeliveryOutcome>
  /** Called where the store failed and the delivery is done all the same. */
  failed(cause: unknown): void
}

const pauseMs = { first: 20, longest: 500 }

/**
 * Handles a delivery once among all servers: here where nobody else did, or else by the answer of who does.
 * @throws whatever the store throws before anything was begun
 */
export async function handleOnce(deliveries: Deliveries, delivery: SharedDelivery): Promise<DeliveryOutcome> {
  const { name, patienceMs } = delivery
  const until = performance.now() + patienceMs
  for (let waitMs = pauseMs.first; ; waitMs = Math.min(waitMs * 2, pauseMs.longest)) {
    if ((await deliveries.claim(JSON.stringify(name), keptMs)) === true) return handleClaimed(deliveries, delivery)
    if (!deliveries.findAnswer) return { isBegun: true, answer: { id: name[3] } }
    const kept = await deliveries.findAnswer(answerKey(delivery))
    if (typeof kept === 'string') return { isBegun: true, answer: JSON.parse(kept) as DeliveryAnswer }
    // who has it may have ended meanwhile: whether it is done nobody can say
    if (performance.now() >= until) return { isBegun: false, answer: { error: refusalOf(timedOut()) } }
    await new Promise<void>((resolve) => setTimeout(resolve, timerMs(waitMs)).unref())
  }
}

async function handleClaimed(deliveries: Deliveries, delivery: SharedDelivery): Promise<DeliveryOutcome> {
  const outcome = await delivery.run()
  try {
    if (outcome.isBegun) await deliveries.keepAnswer?.(answerKey(delivery), JSON.stringify(outcome.answer), keptMs)
    // a repeat may be taken: nothing was done
    else await deliveries.release?.(JSON.stringify(delivery.name))
  } catch (cause) {
    delivery.failed(cause)
  }
  return outcome
}

function answerKey({ name }: SharedDelivery): string {
  return JSON.stringify([...name, 'answer'])
}

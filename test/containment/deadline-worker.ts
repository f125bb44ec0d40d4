import { parentPort } from 'node:worker_threads'
import { contains } from '../../src/spec/containment/containment.js'
import { Random } from '../../src/spec/containment/search/random.js'
import { HardSchemaMaker } from './hard-schema-maker.js'

/** What a worker is asked. */
export interface DeadlineTask {
  readonly seed: number
  readonly timeoutMs: number
}

/** What a question came to, and how long it took. */
export interface DeadlineVerdict {
  readonly seed: number
  readonly kind: string
  readonly ms: number
  readonly verdict: string
  readonly reason: string
}

/** What a worker answers: first that it begins to judge, then what it came to. */
export type DeadlineAnswer = { readonly begun: number } | DeadlineVerdict

parentPort?.on('message', ({ seed, timeoutMs }: DeadlineTask) => {
  const { kind, sub, sup } = new HardSchemaMaker(new Random(seed)).make()
  parentPort?.postMessage({ begun: seed } satisfies DeadlineAnswer)
  const start = performance.now()
  const verdict = contains(sub, sup, { timeoutMs })
  const reason = verdict.verdict === 'unknown' ? verdict.reason : ''
  parentPort?.postMessage({ seed, kind, ms: performance.now() - start, verdict: verdict.verdict, reason })
})

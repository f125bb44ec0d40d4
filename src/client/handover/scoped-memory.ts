import type { Observation } from '../../contract/observation.js'
import { type FactMemory, factMemory } from '../facts/fact-memory.js'

type Observe = (observation: Observation) => void

/** One of the ways by which facts reach a receiver that has several. */
export interface ScopedMemory {
  readonly memory: FactMemory
  /** Passes on what this way's client notices, but the copies that another way brought too: they are no fault. */
  readonly observe: Observe | undefined
}

/** Makes a way whose facts are known to all that share a memory. */
export function scopedMemory(shared: FactMemory, observe: Observe | undefined): ScopedMemory {
  const own = factMemory()
  let isCrossed = false
  return {
    memory: {
      knows: (...delivery) => {
        const isDouble = own.knows(...delivery)
        const isKnown = shared.knows(...delivery)
        isCrossed = isKnown && !isDouble
        return isKnown
      },
    },
    observe:
      observe &&
      ((observation) => {
        if (observation.kind !== 'duplicate' || !isCrossed) observe(observation)
      }),
  }
}

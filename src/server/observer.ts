import type { EventContract } from '../contract/event/event.js'
import type { EventObservation, Observation } from '../contract/observation.js'
import { revealed } from '../guards/reveal.js'

/** Hears what a binding notices. */
export type Observe = (observation: Observation) => void

/** What was noticed, without where that was. */
export type Seen = Observation extends infer Each
  ? Each extends Observation
    ? Omit<Each, 'namespace' | 'path' | 'socketId'>
    : never
  : never

/** Shields a binding from an observer that throws. */
export function shielded(observe: Observe | undefined): Observe | undefined {
  return (
    observe &&
    ((observation) => {
      try {
        observe(observation)
      } catch {
        // an observer is told of failures; there is nobody to tell of its own
      }
    })
  )
}

/** Makes what an observer learns of something that was noticed of a contract on a path, and of one connection where it is one's. */
export function observationOf(seen: Seen, namespace: string, path: string, socketId?: string): Observation {
  const where = socketId === undefined ? { namespace, path } : { namespace, path, socketId }
  return Object.assign(where, seen) as Observation
}

/** Makes what an observer learns of an event that passed. */
export function passed(
  event: EventContract,
  payload: unknown,
  {
    kind,
    path,
    socketId,
    legacyName,
    version,
  }: Pick<EventObservation, 'kind' | 'path' | 'socketId' | 'legacyName' | 'version'>,
): EventObservation {
  const { namespace, direction, name } = event
  const copy = (...reveal: string[]) => revealed(event, payload, reveal)
  // field by field: this is made for every event, and a spread into a wider object is slow
  return { kind, namespace, path, socketId, direction, event: name, legacyName, version, payload: copy }
}

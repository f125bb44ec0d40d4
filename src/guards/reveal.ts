import type { EventContract } from '../contract/event/event.js'
import { shown } from './redact.js'

/** Copies a payload for an observer: marked fields are replaced, save those asked for by their path, as `patient.phone`. */
export function revealed({ payload: schema }: EventContract, payload: unknown, paths: readonly string[]): unknown {
  const reveal = paths.map((path) => path.split('.'))
  return schema && shown(schema, () => payload, reveal)
}

import type { EventContract } from '../contract/event/event.js'

/** Returns whether what a module holds is an event of a contract. */
export function isEvent(value: unknown): value is EventContract {
  return typeof value === 'object' && value !== null && 'joins' in value && 'leaves' in value
}

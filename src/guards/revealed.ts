import type { EventContract } from '../contract/event.js'
import { redact } from './redact.js'

/** Copies a payload for a log, marked fields replaced save those that were asked for by their path. */
export function revealed(event: EventContract, payload: unknown, paths: readonly string[]): unknown {
  const copy = redact(event, payload)
  for (const path of paths) reveal(copy, payload, path.split('.'))
  return copy
}

function reveal(copy: unknown, source: unknown, [key = '', ...rest]: readonly string[]): void {
  if (typeof copy !== 'object' || copy === null) return
  if (Array.isArray(copy)) {
    for (const [index, each] of copy.entries()) reveal(each, (source as unknown[])[index], [key, ...rest])
  } else if (Object.hasOwn(copy, key)) {
    const fields = copy as Record<string, unknown>
    const value = (source as typeof fields)[key]
    if (rest.length) reveal(fields[key], value, rest)
    else fields[key] = value
  }
}

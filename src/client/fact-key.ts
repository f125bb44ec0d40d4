import type { EventContract } from '../contract/event.js'
import type { FactKey } from '../contract/identity.js'

/** Answers the keys of a fact; none where its event has no identity, or the payload none of its values. */
export function factKeys(event: EventContract, payload: unknown): readonly FactKey[] {
  try {
    if (event.identify) return event.identify(payload)
    const values = stepsOf(event).map((steps) => {
      let value = payload
      for (const step of steps) value = (value as Record<string, unknown> | undefined)?.[step]
      return value
    })
    return values.some((value) => value !== undefined) ? [{ key: JSON.stringify(values.map(instant)) }] : []
  } catch {
    // only a payload that was not parsed can get here
    return []
  }
}

const known = new WeakMap<EventContract, readonly (readonly string[])[]>()

/** Answers the steps of each path of an identity, split once. */
function stepsOf(event: EventContract): readonly (readonly string[])[] {
  const found = known.get(event)
  if (found) return found
  const steps = event.identity.map((path) => path.split('.'))
  known.set(event, steps)
  return steps
}

/** Spells an instant one way, whatever its offset and however fine, and leaves any other value as it is. */
function instant(value: unknown): unknown {
  const found = typeof value === 'string' && /^\d{4}(?:-\d\d){2}T[\d:]{8}(?:\.(\d+))?(?:Z|[+-]\d\d:\d\d)$/.exec(value)
  return found ? [Date.parse(found[0]), (found[1] ?? '').slice(3).replace(/0+$/, '')] : value
}

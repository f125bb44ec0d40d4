import type { EventContract } from '../../contract/event/event.js'
import type { FactKey } from '../../contract/event/identity.js'
import type { Schema } from '../../contract/schema.js'
import { definitionOf, isDescribed, marksOf } from '../../guards/described-schema.js'
import { fieldsAt } from '../../guards/issue.js'

/** Returns the keys of a fact; none where its event has no identity, or the payload none of its values. */
export function factKeys(event: EventContract, payload: unknown): readonly FactKey[] {
  try {
    if (event.identify) return event.identify(payload)
    let isThere = false
    let key = ''
    for (const { steps, isTime } of placesOf(event)) {
      let value = payload
      for (const step of steps) value = (value as Record<string, unknown> | undefined)?.[step]
      isThere ||= value !== undefined
      key += `${JSON.stringify(isTime ? instant(value) : value)},`
    }
    return isThere ? [{ key }] : []
  } catch {
    // only a payload that was not parsed can get here
    return []
  }
}

interface Place {
  readonly steps: readonly string[]
  readonly isTime: boolean
}

const known = new WeakMap<EventContract, readonly Place[]>()

/** Returns where the values of an identity are, found out once. */
function placesOf(event: EventContract): readonly Place[] {
  const found = known.get(event)
  if (found) return found
  const places = event.identity.map((path) => {
    const steps = path.split('.')
    return { steps, isTime: isTime(event.payload, steps) }
  })
  known.set(event, places)
  return places
}

/** Returns whether a schema declares a place to be an instant; an id may look like one, and two that differ are two. */
function isTime(schema: Schema<unknown> | undefined, steps: readonly string[]): boolean {
  return (
    !!schema &&
    isDescribed(schema) &&
    fieldsAt(schema, steps)[1].some((field) =>
      // where zod's own builders say it, or ours
      /e-?time$/.test(`${marksOf(field).format ?? (definitionOf(field) as { format?: string }).format}`),
    )
  )
}

/** Spells an instant one way, whatever its offset and however fine, and leaves any other value as it is. */
function instant(value: unknown): unknown {
  // what is as long as JavaScript spells it, and ends so, is spelled so
  if (typeof value !== 'string' || /^.{23}Z$/.test(value)) return value
  const spelled = new Date(value).toJSON()
  return spelled ? spelled + (/\.\d{3}(\d*[1-9])/.exec(value)?.[1] ?? '') : value
}

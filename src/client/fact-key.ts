import type { EventContract } from '../contract/event.js'
import type { FactKey } from '../contract/identity.js'
import type { Schema } from '../contract/schema.js'
import { type DescribedSchema, definitionOf, isDescribed, marksOf } from '../guards/described-schema.js'
import type { Definition } from '../plain/schema.js'

/** Answers the keys of a fact; none where its event has no identity, or the payload none of its values. */
export function factKeys(event: EventContract, payload: unknown): readonly FactKey[] {
  try {
    if (event.identify) return event.identify(payload)
    const values = placesOf(event).map(({ steps, isTime }) => {
      let value = payload
      for (const step of steps) value = (value as Record<string, unknown> | undefined)?.[step]
      return isTime ? instant(value) : value
    })
    return values.some((value) => value !== undefined) ? [{ key: JSON.stringify(values) }] : []
  } catch {
    // only a payload that was not parsed can get here
    return []
  }
}

interface Place {
  readonly steps: readonly string[]
  readonly isTime: boolean
}

/** Is where zod's own builders say what a text is. */
interface Format {
  readonly format?: string
}

const known = new WeakMap<EventContract, readonly Place[]>()

/** Answers where the values of an identity are, found out once. */
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

/** Tells whether a schema declares a place to be an instant; an id may look like one, and two that differ are two. */
function isTime(schema: Schema<unknown> | DescribedSchema | undefined, steps: readonly string[]): boolean {
  if (!schema || !isDescribed(schema)) return false
  const { shape, innerType, options, format } = definitionOf(schema) as Definition<DescribedSchema> & Format
  const [step, ...rest] = steps
  if (innerType || options) return [innerType, ...(options ?? [])].some((each) => isTime(each, steps))
  return step ? isTime(shape?.[step], rest) : /e-?time$/.test(marksOf(schema).format ?? format ?? '')
}

/** Spells an instant one way, whatever its offset and however fine, and leaves any other value as it is. */
function instant(value: unknown): unknown {
  const found = typeof value === 'string' && /^[^.]+(?:\.(\d+))?/.exec(value)
  const at = found && Date.parse(found.input)
  return found && Number.isFinite(at) ? [at, (found[1] ?? '').slice(3).replace(/0+$/, '')] : value
}

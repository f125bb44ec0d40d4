import type { EventContract } from '../../contract/event/event.js'
import type { Fields } from '../../contract/event/fields.js'
import type { FactKey } from '../../contract/event/identity.js'
import type { Schema } from '../../contract/schema.js'
import { definitionOf, isDescribed, marksOf } from '../../guards/described-schema.js'
import { fieldsAt } from '../../guards/issue.js'

/** Returns the keys of a fact; none where its event has no identity, or the payload none of its values. */
export function factKeys(event: EventContract, payload: unknown): readonly FactKey[] {
  const values = identityReader(event)(payload)
  return values ? [{ key: JSON.stringify(values) }] : identified(event, payload)
}

/** Returns the keys that an event's function names; none where it has no such function, or that throws. */
export function identified(event: EventContract, payload: unknown): readonly FactKey[] {
  try {
    return event.identify?.(payload) ?? []
  } catch {
    // only a payload that was not parsed can get here
    return []
  }
}

/** Makes what reads the values by which an event's facts differ, instants spelled one way; nothing where a payload has none. */
export function identityReader({
  identity,
  payload: schema,
}: EventContract): (payload: unknown) => readonly unknown[] | undefined {
  const times = identity.map((path) => isTime(schema, path.split('.')))
  const read = listReader(identity)
  return (payload) => {
    const values = read(Object(payload))
    let isThere = false
    for (let each = 0; each < times.length; each++) {
      const value = values[each]
      values[each] = times[each] ? instant(value) : plainValue(value)
      isThere ||= value !== undefined
    }
    return isThere ? values : undefined
  }
}

/** Makes what lists the values at some paths; a loop over a few fields takes as long as all else that is done of a fact. */
function listReader(paths: readonly string[]): (payload: Fields) => unknown[] {
  const [a = '', b = '', c = ''] = paths
  const ofFields = [
    undefined,
    (payload: Fields) => [payload[a]],
    (payload: Fields) => [payload[a], payload[b]],
    (payload: Fields) => [payload[a], payload[b], payload[c]],
  ]
  const steps = paths.map((path) => path.split('.'))
  const ofPaths = (payload: Fields) =>
    steps.map((path) => path.reduce((value: unknown, step) => (value as Fields | null | undefined)?.[step], payload))
  return (!paths.join('').includes('.') && ofFields[paths.length]) || ofPaths
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
  if (typeof value !== 'string') return plainValue(value)
  // what is as long as JavaScript spells it, and ends so, is spelled so
  if (value.length === 24 && value.charCodeAt(23) === 90) return value
  const spelled = new Date(value).toJSON()
  return spelled ? spelled + (/\.\d{3}(\d*[1-9])/.exec(value)?.[1] ?? '') : value
}

/** Spells what is not plain, which only a payload that was not parsed can hold there: by it no other could be known. */
function plainValue(value: unknown): unknown {
  return typeof value === 'object' && value ? JSON.stringify(value) : value
}

import { type JsonValue, toCanonicalText } from '../../containment/json.js'
import type { EventJson } from '../../contract-json.js'
import type { Comparison, EventPlace } from '../comparison.js'
import { withFieldEnds } from '../payload/field-end.js'
import { diffPayload } from '../payload/payload-diff.js'
import { diffAudience } from './audience-diff.js'
import { diffDeprecation } from './deprecation-diff.js'
import { diffPromises } from './promise-diff.js'
import { diffProse } from './prose-diff.js'
import { diffReplies } from './reply-diff.js'

// what our guards accept, and our bindings send, for an event that carries nothing
const nothing = { anyOf: [{ type: 'null' }, { type: 'object', maxProperties: 0 }] }

/** Compares an event with what it was, under the same name or an older one. */
export function diffEvent(old: EventJson, next: EventJson, place: EventPlace, comparison: Comparison): void {
  diffCarried(old, next, place, comparison)
  diffReplies(old, next, place, comparison)
  diffPromises(old, next, place, comparison)
  diffAudience(old, next, place, comparison)
  diffTypeNames(old, next, place, comparison)
  diffDeprecation(old, next, place, comparison)
  diffProse(old, next, place, comparison)
}

function diffCarried(old: EventJson, next: EventJson, place: EventPlace, comparison: Comparison): void {
  const { policy, add } = comparison
  if (!old.payload && !next.payload) return
  const at = { ...place, part: 'payload' } as const
  if (old.payload && next.payload) {
    const found = diffPayload(old.payload, next.payload, at, policy)
    add(...withFieldEnds(found, old.payload, next.payload, at, comparison))
    return
  }
  if (!next.payload) add(...withFieldEnds([], old.payload, undefined, at, comparison))
  const found = diffPayload(old.payload ?? nothing, next.payload ?? nothing, at, policy)
  const those = (key: 'breaks' | 'certain') => [...new Set(found.flatMap((draft) => draft[key] ?? []))]
  const words = next.payload
    ? 'carries a payload now, before it carried none'
    : 'carries no payload now, before it carried one'
  add({
    rule: 'E09',
    place: at,
    words,
    breaks: those('breaks'),
    certain: those('certain'),
    witnesses: found.flatMap((draft) => draft.witnesses ?? []).slice(0, 2),
    unknown: found.flatMap((draft) => draft.unknown ?? []),
    detail: next.payload ?? null,
  })
}

function diffTypeNames(old: EventJson, next: EventJson, place: EventPlace, { add }: Comparison): void {
  for (const part of ['payload', 'reply'] as const) {
    const [was, is] = [old.types[part], next.types[part]]
    if (was === undefined || was === is) continue
    add({
      rule: 'T01',
      place: { ...place, part },
      words: `has ${is === undefined ? 'no type name' : `the type name \`${is}\``} now, it was \`${was}\``,
      breaks: ['compile-time'],
      // a type is no end of the wire: no order of release spares the code that names it
      bump: 'major',
      advice: `export \`${was}\` as an alias of the new type, marked as deprecated`,
      detail: [was, is ?? null],
    })
  }
}

/** Returns whether two events carry and answer the same, prose apart. */
export function isAlike(one: EventJson, other: EventJson): boolean {
  return one.payload !== undefined && shapeOf(one) === shapeOf(other)
}

function shapeOf({ payload, reply }: EventJson): string {
  return toCanonicalText(withoutProse([payload ?? null, reply ?? null] as JsonValue))
}

const prose = new Set(['description', 'title', 'examples', 'x-order'])

function withoutProse(value: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(value), (key, held: unknown) =>
    prose.has(key) && typeof held !== 'object' ? undefined : held,
  ) as JsonValue
}

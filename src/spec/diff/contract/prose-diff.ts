import { isJsonObject, type JsonObject } from '../../containment/json.js'
import type { EventJson } from '../../contract-json.js'
import type { Comparison, EventPlace } from '../comparison.js'
import { enumerationsRestated } from './enumeration-prose.js'
import { fieldParts } from './field-parts.js'

/** Compares what is said about an event and its fields. */
export function diffProse(old: EventJson, next: EventJson, place: EventPlace, { add }: Comparison): void {
  const retired = newlyDeprecated(old, next)
  const restated = fieldsRestated(old, next)
  const parts = [
    ...(old.summary === next.summary ? [] : ['its description changed']),
    ...sentencesChanged(old, next),
    ...enumerationsRestated(old, next),
    ...(isEqual([old.example, old.replyExample], [next.example, next.replyExample]) ? [] : ['its example changed']),
    ...eventDeprecation(old, next),
    ...retired.map(([path, field]) => `\`${path}\` is deprecated now${inFavour(field['x-replacedBy'])}`),
    ...newlyDeprecated(next, old).map(([path]) => `\`${path}\` is no longer deprecated`),
    ...restated,
    ...(old.since === next.since ? [] : ['the release it is there since changed']),
  ]
  if (!parts.length) return
  const isRetiring = retired.length + restated.length > 0 || (next.deprecated && eventDeprecation(old, next).length > 0)
  const advice = isRetiring ? 'tell the people who use it, and what takes its place' : undefined
  add({ rule: 'T04', place, words: parts.join('; '), bump: 'patch', ...(advice && { advice }), detail: parts })
}

function eventDeprecation({ deprecated: before }: EventJson, { deprecated: after }: EventJson): string[] {
  if (!after) return before ? ['is no longer deprecated'] : []
  // when it goes is compared apart
  if (before) return restatedDeprecation('', before, after)
  const until = after.removeIn === undefined ? '' : ` and goes with ${after.removeIn}`
  return [`is deprecated now${until}${inFavour(after.replacedBy)}`]
}

interface Deprecation {
  readonly since?: unknown
  readonly replacedBy?: unknown
}

/** Lists what a deprecation that was there before names now: its successor, and the release that began it. */
function restatedDeprecation(subject: string, before: Deprecation, after: Deprecation): string[] {
  return [
    ...(before.replacedBy === after.replacedBy
      ? []
      : [
          `${subject}is deprecated in favour of ${after.replacedBy === undefined ? 'nothing' : `\`${String(after.replacedBy)}\``} now`,
        ]),
    ...(before.since === after.since
      ? []
      : [
          `${subject}is deprecated since ${after.since === undefined ? 'no release that it names' : String(after.since)} now`,
        ]),
  ]
}

/** Lists what is said otherwise of fields that were deprecated and still are. */
function fieldsRestated(old: EventJson, next: EventJson): string[] {
  return (['payload', 'reply'] as const).flatMap((part) => {
    const [were, are] = [deprecationsIn(old[part]), deprecationsIn(next[part])]
    return [...are].flatMap(([path, after]) => {
      const before = were.get(path)
      return before ? restatedDeprecation(path && `\`${path}\` `, before, after) : []
    })
  })
}

function deprecationsIn(schema: unknown): Map<string, Deprecation> {
  return new Map(
    [...fieldParts(schema)].flatMap(([path, parts]): [string, Deprecation][] => {
      const found = parts.find((each) => each['deprecated'] === true)
      return found ? [[path, { since: found['x-since'], replacedBy: found['x-replacedBy'] }]] : []
    }),
  )
}

function inFavour(replacedBy: unknown): string {
  return typeof replacedBy === 'string' ? `, in favour of \`${replacedBy}\`` : ''
}

/** Lists the fields of both that only the second says are deprecated; one that got an end is told of with its end. */
function newlyDeprecated(one: EventJson, other: EventJson): [path: string, field: JsonObject][] {
  return (['payload', 'reply'] as const).flatMap((part) => {
    const [were, are] = [fieldParts(one[part]), fieldParts(other[part])]
    return [...are].flatMap(([path, parts]): [string, JsonObject][] => {
      const [before, field] = [were.get(path), parts.find((each) => each['deprecated'] === true)]
      const isNew = path !== '' && before?.every((each) => each['deprecated'] !== true)
      return isNew && field && field['x-removeIn'] === undefined ? [[path, field]] : []
    })
  })
}

const shown = 3

function sentencesChanged(old: EventJson, next: EventJson): string[] {
  const changed = (['payload', 'reply'] as const).flatMap((part) => {
    const [were, are] = [sentencesOf(old[part]), sentencesOf(next[part])]
    return [...were].flatMap(([path, text]) => (isReworded(text, are.get(path)) ? [path] : []))
  })
  if (!changed.length) return []
  const names = [...new Set(changed)].slice(0, shown).map((path) => (path ? `\`${path}\`` : 'the payload'))
  return [`the description of ${names.join(', ')}${changed.length > shown ? ' and others' : ''} changed`]
}

/** Returns whether something that is still there is said otherwise; an alternative that came or went is no new wording. */
function isReworded(text: readonly string[], now: readonly string[] | undefined): boolean {
  return now !== undefined && text.length === now.length && text.some((each) => !now.includes(each))
}

const said = ['title', 'description', 'examples', 'x-format']

function sentencesOf(schema: unknown): Map<string, string[]> {
  return new Map(
    [...fieldParts(schema)].map(([path, parts]) => [
      path,
      parts.flatMap((part) =>
        said
          .filter((key) => part[key] !== undefined && !isJsonObject(part[key]))
          .map((key) => `${key} ${JSON.stringify(part[key])}`),
      ),
    ]),
  )
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

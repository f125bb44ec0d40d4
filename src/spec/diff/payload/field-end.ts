import { isJsonObject, type JsonObject } from '../../containment/json.js'
import type { Comparison } from '../comparison.js'
import type { FindingDraft } from '../report/finding.js'
import { checkOverdue, hasGrace, hastySunset, movedSunset, timingOf, withTiming } from '../rules/sunset.js'
import { toVersion } from '../rules/version.js'
import { pathWith } from '../schema/field-path.js'
import { lookUp, loopingReferences } from '../schema/schema-tree.js'
import type { PayloadPlace } from './payload-diff.js'

type Ends = ReadonlyMap<string, string | undefined>

const depthLimit = 200

/** Lists the declared fields of a schema by path, each with the release that drops it: `x-removeIn` beside it. */
function endsOf(schema: unknown): Ends {
  const ends = new Map<string, string | undefined>()
  const looping = loopingReferences(schema)
  const entered = new Set<string>()
  const enter = (field: unknown, path: string, depth: number): void => {
    const end = isJsonObject(field) && typeof field['x-removeIn'] === 'string' ? field['x-removeIn'] : undefined
    ends.set(path, ends.get(path) ?? end)
    visit(field, path, depth)
  }
  const follow = (reference: string, path: string, depth: number): void => {
    // what holds itself is entered once
    if (entered.has(reference)) return
    if (looping.has(reference)) entered.add(reference)
    visit(lookUp(schema, reference), path, depth)
  }
  const visit = (part: unknown, path: string, depth: number): void => {
    if (!isJsonObject(part) || depth > depthLimit) return
    if (typeof part['$ref'] === 'string') follow(part['$ref'], path, depth + 1)
    for (const [name, field] of Object.entries(isJsonObject(part['properties']) ? part['properties'] : {}))
      enter(field, pathWith(path, name), depth + 1)
    visit(part['items'], pathWith(path, '[]'), depth + 1)
    visit(part['additionalProperties'], pathWith(path, '*'), depth + 1)
    for (const key of ['anyOf', 'oneOf', 'allOf']) for (const arm of listOf(part, key)) visit(arm, path, depth + 1)
    for (const [index, place] of listOf(part, 'prefixItems').entries())
      visit(place, pathWith(path, `[${index}]`), depth + 1)
  }
  visit(schema, '', 0)
  return ends
}

function listOf(part: JsonObject, key: string): readonly unknown[] {
  return Array.isArray(part[key]) ? part[key] : []
}

const removal = new Set(['F04', 'F05', 'F12'])

// an alternative of a choice is named in a path, and has fields like any object
function plain(path: string): string {
  return path.replaceAll(/\([^)]*\)/g, '')
}

/** Holds what was found in a payload against the ends that its fields were announced to have. */
export function withFieldEnds(
  drafts: readonly FindingDraft[],
  old: unknown,
  next: unknown,
  place: PayloadPlace,
  { nextVersion, add }: Comparison,
): FindingDraft[] {
  const [were, are] = [endsOf(old), endsOf(next)]
  const gone = [...were].filter(([path, end]) => end !== undefined && !are.has(path))
  for (const [path, end] of are) {
    const at = { ...place, path }
    const before = were.get(path)
    if (before !== undefined && before !== end) {
      const words = end === undefined ? { words: `is no longer announced to go; it was to go with ${before}` } : {}
      add({ ...movedSunset(before, end, at), ...words })
    }
    const until = toVersion(end)
    if (end !== undefined && before === undefined && were.has(path)) {
      add({
        rule: 'T04',
        place: at,
        words: `is announced to go with ${end}`,
        bump: 'patch',
        advice: 'tell the people who use it, and what takes its place',
        detail: end,
      })
      if (until && !hasGrace(nextVersion, until)) add(hastySunset(end, at))
    }
    checkOverdue(end, at, { nextVersion, add })
  }
  const isOf = (draft: FindingDraft, path: string): boolean => {
    const from = plain(draft.place.path ?? '')
    return removal.has(draft.rule) && from !== '' && `${path}.`.startsWith(`${from}.`)
  }
  const judged = drafts.map((draft) => {
    const [, end] = gone.find(([path]) => isOf(draft, path)) ?? []
    return withTiming(draft, end, nextVersion)
  })
  // what went with more than itself has no finding of its own
  const others = gone.filter(
    ([path, end]) => timingOf(end, nextVersion) === 'early' && !drafts.some((draft) => isOf(draft, path)),
  )
  return [...judged, ...others.map(([path, end]) => withTiming(removed({ ...place, path }), end, nextVersion))]
}

function removed(place: PayloadPlace): FindingDraft {
  return { rule: 'F04', place, words: 'was removed' }
}

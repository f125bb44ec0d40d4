import type { Comparison } from '../comparison.js'
import type { FindingDraft, Place } from '../report/finding.js'
import { rules } from './rule.js'
import { compareVersions, toVersion, type Version } from './version.js'

/** Whether a name goes before the release its end was announced for, or in time. */
export type Timing = 'unannounced' | 'early' | 'due'

/** Returns whether a name that goes with a release was announced to go by then. */
export function timingOf(removeIn: string | undefined, nextVersion: Version | undefined): Timing {
  if (removeIn === undefined) return 'unannounced'
  const sunset = toVersion(removeIn)
  return sunset !== undefined && nextVersion !== undefined && compareVersions(nextVersion, sunset) >= 0
    ? 'due'
    : 'early'
}

/** Checks when a name was to go that is gone: refused where that is before its time. */
export function withTiming(
  draft: FindingDraft,
  removeIn: string | undefined,
  nextVersion: Version | undefined,
): FindingDraft {
  const timing = timingOf(removeIn, nextVersion)
  if (timing === 'unannounced') return draft
  if (timing === 'due')
    return {
      ...draft,
      words: `${draft.words}, as announced for ${removeIn}`,
      advice: rules.A03.advice,
    }
  return {
    ...draft,
    related: [...(draft.related ?? []), 'A02'],
    words: `${draft.words}, before ${removeIn}, the release it was to go with`,
    // people planned for the date that they were told, and no order of release gives it back to them
    bump: 'major',
    forbidden: true,
    advice: `put it back until ${removeIn}`,
  }
}

/** Returns whether people have a release to move in: the end is the first at the earliest that may break them. */
export function hasGrace(from: Version | undefined, until: Version): boolean {
  return !from || (from[0] === 0 && until[0] === 0 ? until[1] > from[1] : until[0] > from[0])
}

/**
 * Reports an end that was moved. What ends sooner breaks nobody yet, and still may not: people planned for the date they
 * were told.
 */
export function movedSunset(before: string | undefined, after: string | undefined, place: Place): FindingDraft {
  const [was, is] = [toVersion(before), toVersion(after)]
  const isSooner = is !== undefined && was !== undefined && compareVersions(is, was) < 0
  return {
    rule: 'A04',
    place,
    words:
      after === undefined
        ? 'has no announced end any more'
        : before === undefined
          ? `goes with ${after} now, before no end was announced`
          : `goes with ${after} now, it was to go with ${before}`,
    bump: 'patch',
    forbidden: isSooner,
    advice: isSooner ? `people planned for ${before}: keep it, or say a later release` : rules.A04.advice,
    detail: [before ?? null, after ?? null],
  }
}

/** Reports an end that leaves no release to move in. */
export function hastySunset(removeIn: string, place: Place): FindingDraft {
  return {
    rule: 'A04',
    place,
    words: `goes with ${removeIn}, which leaves its users no release to move in`,
    bump: 'patch',
    forbidden: true,
    advice: 'say the next major release in `removeIn`, or a later one',
    detail: removeIn,
  }
}

/** Reports what still stands although it was to be gone by the release at hand. */
export function checkOverdue(
  removeIn: string | undefined,
  place: Place,
  { nextVersion, add }: Pick<Comparison, 'nextVersion' | 'add'>,
): void {
  if (timingOf(removeIn, nextVersion) !== 'due') return
  add({
    rule: 'A04',
    place,
    words: `was to go with ${removeIn} and still stands`,
    bump: 'none',
    dangerous: true,
    advice: 'remove what is due if this release may break old clients, or say a later release in `removeIn`',
    detail: ['overdue', removeIn],
  })
}

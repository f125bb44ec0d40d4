import type { Bump } from './bump.js'

/** The numbers of a release; what follows a hyphen is left out. */
export type Version = readonly [major: number, minor: number, patch: number]

/** Reads a release such as `1.4.0`; answers nothing for what is none. */
export function toVersion(text: string | undefined): Version | undefined {
  const found = /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:[-+].*)?$/.exec(text ?? '')
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : undefined
}

/** Compares two releases: below zero where the first is the older. */
export function compareVersions(one: Version, other: Version): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2]
}

/** Returns how much a version rose; `none` where it did not. */
export function bumpBetween(old: Version, next: Version): Bump {
  if (compareVersions(next, old) <= 0) return 'none'
  if (next[0] > old[0]) return 'major'
  return next[1] > old[1] ? 'minor' : 'patch'
}

/** Raises a version. */
export function raised([major, minor, patch]: Version, bump: Bump): Version {
  if (bump === 'major') return [major + 1, 0, 0]
  if (bump === 'minor') return [major, minor + 1, 0]
  return bump === 'patch' ? [major, minor, patch + 1] : [major, minor, patch]
}

/** Returns the bump a package needs for a change: before 1.0.0 what breaks is a minor release. */
export function bumpFor(bump: Bump, old: Version | undefined): Bump {
  return old?.[0] === 0 && bump === 'major' ? 'minor' : bump
}

import type { EventJson } from '../../contract-json.js'
import type { Comparison, EventPlace } from '../comparison.js'
import { checkOverdue, hasGrace, hastySunset, movedSunset } from '../rules/sunset.js'
import { toVersion } from '../rules/version.js'

/** Compares when an event goes; that it goes at all is prose. */
export function diffDeprecation(old: EventJson, next: EventJson, place: EventPlace, comparison: Comparison): void {
  const [before, after] = [old.deprecated?.removeIn, next.deprecated?.removeIn]
  if (old.deprecated && next.deprecated && before !== after) comparison.add(movedSunset(before, after, place))
  const until = toVersion(after)
  if (before === undefined && after !== undefined && until) {
    const from = toVersion(next.deprecated?.since) ?? comparison.nextVersion
    if (!hasGrace(from, until)) comparison.add(hastySunset(after, place))
  }
  checkOverdue(after, place, comparison)
}

import type { Comparison } from '../comparison.js'
import { compareVersions, toVersion } from '../rules/version.js'

/** Refuses a contract whose package has a lower version than the one it follows. */
export function checkRelease({ old, next, add }: Comparison): void {
  const [was, is] = [toVersion(old.package?.version), toVersion(next.package?.version)]
  if (!was || !is || old.package?.name !== next.package?.name || compareVersions(is, was) >= 0) return
  add({
    rule: 'B01',
    place: { namespace: 'package' },
    words: `is at ${next.package?.version} now, it was at ${old.package?.version}`,
    bump: 'none',
    forbidden: true,
    advice: 'a version never goes down: raise it, or give the older contract first if the two are swapped',
    detail: [old.package?.version, next.package?.version],
  })
}

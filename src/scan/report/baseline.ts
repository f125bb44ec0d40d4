import type { ScanFinding } from '../rules/rule.js'

/** Findings that a team knows of, counted by what they say and not by where they stand, which every edit moves. */
export interface ScanBaseline {
  readonly format: 1
  readonly findings: Readonly<Record<string, number>>
}

function keyOf({ rule, place, name }: ScanFinding): string {
  return `${place.file} ${rule} ${name}`
}

/** Writes what is found down as known. */
export function baselineOf(findings: readonly ScanFinding[]): ScanBaseline {
  const counts = new Map<string, number>()
  for (const each of findings) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1)
  return { format: 1, findings: Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1))) }
}

/** Keeps the findings that are new: more of a kind in a file than the baseline knows. */
export function newFindings(findings: readonly ScanFinding[], { findings: known }: ScanBaseline): ScanFinding[] {
  const left = new Map(Object.entries(known))
  return findings.filter((each) => {
    const count = left.get(keyOf(each)) ?? 0
    left.set(keyOf(each), count - 1)
    return count <= 0
  })
}

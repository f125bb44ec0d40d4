import type { ScanFinding } from '../rules/rule.js'
import type { ScanReport } from './scan-report.js'

/** Puts findings of one rule together, in the order in which they are given. */
export function findingsByRule(findings: readonly ScanFinding[]): [rule: string, findings: ScanFinding[]][] {
  const found = new Map<string, ScanFinding[]>()
  for (const each of findings) {
    const known = found.get(each.rule)
    if (known) known.push(each)
    else found.set(each.rule, [each])
  }
  return [...found]
}

/** Writes how far a code base has come, in a sentence or two. */
export function shareText({ files, uses, dynamic, migrated: { today, all } }: ScanReport): string {
  const share =
    all === 0
      ? 'None of them uses an event of the contract'
      : `${today} of ${all} uses of its events have the name of today (${Math.floor((today / all) * 100)} %)`
  const open = dynamic.length ? ` The names of ${dynamic.length} are only known when they run.` : ''
  return `${files} ${files === 1 ? 'file' : 'files'}, ${uses} ${uses === 1 ? 'use' : 'uses'} of sockets. ${share}.${open}`
}

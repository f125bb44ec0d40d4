import type { Excuse, Finding, Place } from '../report/finding.js'
import { pathWith } from '../schema/field-path.js'
import { type Category, categoryOf } from './category.js'
import type { RuleId } from './rule.js'

/** A part of a contract, or a rule, whose findings count no more, with the reason. */
export interface Ignored {
  /** The place and all within it, such as `/beta` or `/shop order:* payload.note`; `*` stands for any characters. */
  readonly path?: string
  /** A rule, or a category of rules. */
  readonly rule?: RuleId | Category
  readonly reason: string
}

/** Finds the line that lets a finding pass; what needs an approval passes only where its rule is named. */
export function ignoredBy(finding: Finding, lines: readonly Ignored[]): Excuse | undefined {
  const line = lines.find(
    ({ path, rule }) =>
      (path !== undefined || rule !== undefined) &&
      (path === undefined || matches(finding.place, path)) &&
      (rule === undefined ? !finding.needsApproval : rule === finding.rule || rule === categoryOf(finding.rule)),
  )
  return line && { reason: line.reason }
}

function matches({ namespace, name, part, path }: Place, pattern: string): boolean {
  const within = part && path ? pathWith(part, path) : part
  const where = [namespace ?? 'protocol', name, within].filter((word) => word !== undefined).join(' ')
  const text = pattern
    .trim()
    .split('*')
    .map((each) => each.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*')
  return new RegExp(`^${text}(?:$|[ .[])`, 's').test(where)
}

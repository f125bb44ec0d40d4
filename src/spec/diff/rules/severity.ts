import type { Finding, Severity } from '../report/finding.js'
import { type Category, categoryOf } from './category.js'
import type { RuleId } from './rule.js'

/** What a team makes of rules and of categories of them; a rule's own entry goes before that of its category. */
export type Severities = { readonly [Rule in RuleId | Category]?: Severity }

/** Gives a finding the severity a team agreed on; the bump it needs stays what it is. */
export function withSeverity(finding: Finding, severities: Severities): Finding {
  const severity = severities[finding.rule] ?? severities[categoryOf(finding.rule)]
  if (severity === undefined) return finding
  if (severity === 'error') return { ...finding, severity, forbidden: true }
  const { forbidden, needsApproval, dangerous } = finding
  return {
    ...finding,
    severity,
    forbidden: false,
    needsApproval: false,
    dangerous: dangerous || forbidden || needsApproval,
  }
}

/** Returns the severity of a change with its consequences: it is off only where all of them are. */
export function severityOfAll(findings: readonly Finding[]): Severity | undefined {
  const severities = findings.map(({ severity }) => severity)
  if (severities.includes('error')) return 'error'
  if (severities.includes(undefined)) return undefined
  return severities.includes('warning') ? 'warning' : 'off'
}

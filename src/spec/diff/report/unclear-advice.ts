import { rolloutFor } from '../rules/policy.js'
import type { RuleId } from '../rules/rule.js'
import type { Sufferer } from './finding.js'

// the advice of the others names the order, or both halves, already
const lookCloser: ReadonlySet<RuleId> = new Set(['E13', 'F22', 'F25', 'M04', 'M05'])

/** Puts before the advice to look closer in which order a change is safe for those who don't, and who breaks first else. */
export function withOrder(advice: string, rule: RuleId, breaks: readonly Sufferer[]): string {
  const rollout = rolloutFor(breaks)
  if (!lookCloser.has(rule) || rollout === 'any-order') return advice
  return `${orders[rollout]}; or ${advice}`
}

const orders = {
  'server-first': 'release servers before clients, for new clients on old servers would be the first to break',
  'client-first': 'release clients before servers, for old clients on new servers would be the first to break',
  lockstep:
    'let the new stand beside the old, as the plan shows, for old clients on new servers and new clients on old servers may break',
} as const

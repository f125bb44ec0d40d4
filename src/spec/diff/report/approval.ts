import type { Finding } from './finding.js'

/** Returns whether somebody still has to put a name under a change; a waiver, which answers another question, is none. */
export function lacksApproval({ needsApproval, approval }: Pick<Finding, 'needsApproval' | 'approval'>): boolean {
  return needsApproval && !approval
}

import type { RuleId } from './rule.js'

/** What a change touches: what travels, the types that code names, who sees what, or words alone. */
export type Category = 'wire' | 'types' | 'security' | 'words'

/** The categories, the gravest first. */
export const categories: readonly Category[] = ['security', 'wire', 'types', 'words']

const words: ReadonlySet<string> = new Set<RuleId>(['T04', 'F23', 'F27'])

/** Returns the category of a rule. */
export function categoryOf(rule: RuleId): Category {
  if (words.has(rule)) return 'words'
  if (rule.startsWith('S')) return 'security'
  return rule.startsWith('T') ? 'types' : 'wire'
}

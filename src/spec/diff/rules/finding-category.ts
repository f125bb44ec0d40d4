import type { Finding } from '../report/finding.js'
import { type Category, categories, categoryOf } from './category.js'

/** Lists the categories a change falls into, by its rules and by whom it breaks. */
export function categoriesOf({
  rule,
  related,
  breaks,
  needsApproval,
}: Pick<Finding, 'rule' | 'related' | 'breaks' | 'needsApproval'>): Category[] {
  const found = new Set([rule, ...related].map(categoryOf))
  if (breaks.includes('compile-time')) found.add('types')
  if (breaks.some((each) => each !== 'compile-time')) found.add('wire')
  if (needsApproval) found.add('security')
  return categories.filter((category) => found.has(category))
}

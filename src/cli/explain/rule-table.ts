import { type Category, categoryOf } from '../../spec/diff/rules/category.js'
import { type RuleId, rules } from '../../spec/diff/rules/rule.js'
import type { Rule } from '../../spec/diff/rules/rule-entry.js'
import { contractExplanations } from './contract-explanations.js'
import type { Explanation } from './explanation.js'
import { payloadExplanations } from './payload-explanations.js'

/** A rule with all that is said of it. */
export interface DescribedRule extends Rule {
  readonly id: RuleId
  readonly category: Category
  readonly explanation?: Explanation
}

const explanations: { readonly [Id in RuleId]?: Explanation } = { ...payloadExplanations, ...contractExplanations }

/** All rules, in the order of their ids within each family. */
export const ruleTable: readonly DescribedRule[] = (Object.keys(rules) as RuleId[]).map((id) => {
  const explanation = explanations[id]
  return { id, category: categoryOf(id), ...rules[id], ...(explanation && { explanation }) }
})

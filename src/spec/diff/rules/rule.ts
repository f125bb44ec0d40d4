import { contractRules } from './contract-rule.js'
import { payloadRules } from './payload-rule.js'

/** Holds every rule there is, by id. */
export const rules = { ...payloadRules, ...contractRules }

/** Names a rule. */
export type RuleId = keyof typeof rules

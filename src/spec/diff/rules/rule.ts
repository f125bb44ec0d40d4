import { contractRules } from './contract-rule.js'
import { payloadRules } from './payload-rule.js'

/** Holds every rule there is, by id. */
export const rules = { ...payloadRules, ...contractRules }

/** The name of a rule. */
export type RuleId = keyof typeof rules

import { isJsonObject, type JsonObject, type JsonValue } from '../../containment/json.js'
import { checksKeyword } from '../../zod/unsaid-check.js'
import { type RuleId, rules } from '../rules/rule.js'
import { checkWords } from './check-words.js'
import { change, replacing, type SchemaChange, type Spot, type Walk } from './schema-change.js'
import { isSame } from './schema-tree.js'

const lower = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'minContains']
const upper = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties', 'maxContains']
const collecting = [
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'propertyNames',
  'patternProperties',
]

/** Compares the keywords that nothing else looked at. */
export function walkRest(walk: Walk, old: JsonObject, next: JsonObject, spot: Spot, done: readonly string[]): void {
  const keys = new Set([...Object.keys(old), ...Object.keys(next)])
  for (const key of [...keys].sort()) {
    if (done.includes(key) || isSame(old[key], next[key])) continue
    walk.add(keywordChanged(key, old, next, spot))
  }
}

function keywordChanged(key: string, old: JsonObject, next: JsonObject, spot: Spot): SchemaChange {
  const [was, is] = [old[key], next[key]]
  const words = changeWords(key, was, is)
  const edits = replacing(spot, old, next, [key])
  const detail = { key, was: was ?? null, is: is ?? null }
  if (key === 'checkId' || key.startsWith('x-'))
    return { ...change('F25', spot, words, edits, { keyword: key, detail }), ...hidden(key, was, is) }
  const rule = collecting.includes(key) ? 'F21' : ruleFor(key, was, is)
  const isVisibleInTypes = key === 'propertyNames' && (isListed(was) || isListed(is))
  const advice = rule === 'F21' ? sizeAdvice(ruleFor(key, was, is), key) : undefined
  return change(rule, spot, words, edits, { keyword: key, isVisibleInTypes, detail, ...(advice && { advice }) })
}

/** What to do where a list or a record may be longer or shorter than before. */
function sizeAdvice(rule: RuleId, key: string): string | undefined {
  const those = key.endsWith('Properties') ? 'such records' : 'such lists'
  if (rule === 'F14')
    return `let every reader take ${those} first, and send them once no old reader is left; or add a field beside it`
  return rule === 'F15' ? rules.F15.advice : undefined
}

function isListed(keys: JsonValue | undefined): boolean {
  return isJsonObject(keys) && Array.isArray(keys['enum'])
}

function changeWords(key: string, was: JsonValue | undefined, is: JsonValue | undefined): string {
  if (key === checksKeyword) return checkWords(was, is)
  if (was === undefined) return `\`${key}\` is ${spelled(is)} now, there was none`
  return is === undefined
    ? `has no \`${key}\` any more, it was ${spelled(was)}`
    : `\`${key}\` is ${spelled(is)} now, it was ${spelled(was)}`
}

function spelled(value: JsonValue | undefined): string {
  return isJsonObject(value) || Array.isArray(value) ? 'another schema' : JSON.stringify(value)
}

function ruleFor(key: string, was: JsonValue | undefined, is: JsonValue | undefined): RuleId {
  if (![...lower, ...upper, 'multipleOf'].includes(key)) return 'F22'
  if (was === undefined) return 'F15'
  if (is === undefined) return 'F14'
  if (key === 'multipleOf') return Number(was) % Number(is) === 0 ? 'F14' : 'F15'
  return lower.includes(key) === Number(is) < Number(was) ? 'F14' : 'F15'
}

/** Puts into words which question a check that no schema shows leaves open. */
function hidden(
  key: string,
  was: JsonValue | undefined,
  is: JsonValue | undefined,
): Pick<SchemaChange, 'hiddenForth' | 'hiddenBack' | 'advice' | 'isVisibleInTypes'> {
  const reason = `\`${key}\` names a check that a JSON Schema does not hold`
  const isBound = key === 'x-maxCharacters' && typeof was === 'number' && typeof is === 'number'
  const isTighter = isBound ? Number(is) < Number(was) : is !== undefined
  const isLooser = isBound ? Number(is) > Number(was) : was !== undefined
  return {
    isVisibleInTypes: false,
    advice: `read ${was === undefined || is === undefined ? 'the check' : 'both checks'}; where the change is harmless, waive the finding and say why`,
    ...(isTighter && { hiddenForth: reason }),
    ...(isLooser && { hiddenBack: reason }),
  }
}

import { made, ofValues } from '../made.js'
import { PlainSchema, schemaIssue } from '../schema.js'

/** Accepts anything. */
export function any(): PlainSchema {
  return made({ type: 'any' }, () => true)
}
function missing(): PlainSchema {
  return made({ type: 'undefined' }, (value) => value === undefined)
}
function nothing(): PlainSchema {
  return made({ type: 'void' }, (value) => value === undefined)
}

export { missing as undefined, nothing as void }
/** Accepts nothing at all. */
export function never(): PlainSchema {
  return made({ type: 'never' }, () => false)
}
/** Accepts one of several values. */
export function literals(values: readonly unknown[]): PlainSchema {
  return ofValues('literal', values)
}
/** Accepts text that is put together of parts, by the pattern that they make. */
export function templateLiteral(pattern: RegExp): PlainSchema {
  return new PlainSchema({ type: 'template_literal', pattern }, (value, issues) => {
    if (typeof value !== 'string') issues.push(schemaIssue({ expected: 'string' }))
    else if (!pattern.test(value)) issues.push(schemaIssue({}))
    return value
  })
}

import type { DescribedSchema } from '../../described-schema.js'
import { ranges } from '../check.js'
import { checksIn, describedBy, type PrintedCheck } from '../described.js'
import { formatCall, isByPattern, isRewriting, urlOptions } from '../format.js'
import { asksLength } from '../list.js'
import { patternLiteral, textLiteral, valueLiteral } from '../literal.js'
import { printOwnCheck } from '../own-check.js'
import type { Scope } from '../scope.js'

/** Returns why the checks of a schema have no plain word. */
export function faultOfPlainChecks(schema: DescribedSchema): string | undefined {
  const checks = checksIn(schema)
  if (describedBy(schema).type === 'array' && !checks.every(asksLength)) return 'a check of a list that is no length'
  const isCopying = ['string', 'unknown', 'any'].includes(describedBy(schema).type)
  if (checks.some(isRewriting) && !isCopying) return 'a format of what is no text'
  const isUnknown = checks.some(
    (check) => check.check === 'custom' && printOwnCheck(check, schema, unused as Scope) === undefined,
  )
  return isUnknown ? 'a check that is a function of yours' : undefined
}

/** Stands for a scope where only whether something is printed counts. */
const unused: Pick<Scope, 'helper'> = { helper: (name) => name }

/** Prints what makes a schema with its checks and its marks. */
export function printQualified(made: string, schema: DescribedSchema, scope: Scope, marks?: string): string {
  const [own] = describedBy(schema).check === undefined ? [] : checksIn(schema)
  let text = own ? `z.formatted(${made}, ${printCheck(own, schema, scope)})` : made
  let asked: string[] = []
  for (const check of checksIn(schema)) {
    if (check === own) continue
    if (isRewriting(check)) {
      text = `z.rewritten(${qualified(text, asked)}, ${printCheck(check, schema, scope)})`
      asked = []
    } else asked.push(printCheck(check, schema, scope))
  }
  return qualified(text, asked, marks)
}

function qualified(text: string, checks: readonly string[], marks?: string): string {
  if (!checks.length && marks === undefined) return text
  const more = `[${checks.join(', ')}]${marks === undefined ? '' : `, ${marks}`}`
  // these take them where they are made
  return /^z\.(?:string|number)\(\)$/.test(text) ? `${text.slice(0, -1)}${more})` : `z.qualified(${text}, ${more})`
}

function printCheck(check: PrintedCheck, schema: DescribedSchema, scope: Scope): string {
  const { abort, format } = check
  const further = abort ? ', true' : ''
  if (check.check === 'length_equals') return `z.length(${check.length}${further})`
  if (check.check === 'number_format') {
    const bounds = (ranges[format as string] ?? []).map(valueLiteral).join(', ')
    return `z.numberFormat(${textLiteral(format as string)}, ${bounds}${further})`
  }
  if (isRewriting(check)) {
    const options = urlOptions(check)
    return `z.urlFormat(${abort ? `${options || '{}'}, true` : options})`
  }
  const text = simple(check, schema, scope)
  return abort ? `z.aborting(${text})` : text
}

/** Prints a check that has one reason to refuse. */
function simple(check: PrintedCheck, schema: DescribedSchema, scope: Scope): string {
  const bound = valueLiteral(check.value)
  switch (check.check) {
    case 'max_length':
      return `z.maxLength(${check.maximum})`
    case 'min_length':
      return `z.minLength(${check.minimum})`
    case 'less_than':
      return `z.${check.inclusive === false ? 'lt' : 'lte'}(${bound})`
    case 'greater_than':
      return `z.${check.inclusive === false ? 'gt' : 'gte'}(${bound})`
    case 'multiple_of':
      return `z.multipleOf(${bound})`
    case 'string_format':
      return formatted(check, scope)
    default:
      return `z.refine(${printOwnCheck(check, schema, scope)})`
  }
}

function formatted(check: PrintedCheck, scope: Scope): string {
  const { format = 'regex', pattern, prefix, suffix, includes, position } = check
  if (prefix !== undefined) return `z.startsWith(${textLiteral(prefix)})`
  if (suffix !== undefined) return `z.endsWith(${textLiteral(suffix)})`
  if (includes !== undefined) {
    const from = position === undefined ? '' : `, ${position}`
    return `z.includes(${textLiteral(includes)}${from})`
  }
  if (isByPattern(check)) {
    const named = scope.pattern(pattern as RegExp)
    if (pattern?.global || pattern?.sticky) return `z.regexAnew(${named})`
    return format === 'regex' ? `z.regex(${named})` : `z.format(${textLiteral(format)}, ${named})`
  }
  const fits =
    check.alg === undefined
      ? formatCall(check, '', scope).replace('()', '')
      : `(text) => ${formatCall(check, 'text', scope)}`
  return `z.format(${textLiteral(format)}, ${pattern ? patternLiteral(pattern) : 'undefined'}, ${fits})`
}

import { asked, type Condition, call } from './condition.js'
import type { PrintedCheck } from './described.js'
import { patternLiteral, textLiteral } from './literal.js'
import type { Scope } from './scope.js'

/** The formats of zod's whose pattern is all that is asked. */
const byPattern = new Set(
  'cidrv4 cuid cuid2 date datetime duration e164 email emoji guid ipv4 ksuid lowercase mac nanoid regex time ulid uppercase uuid xid'.split(
    ' ',
  ),
)

/** The formats that a function of zod's asks, each with this package's own that asks the same. */
const byFunction: Readonly<Record<string, string>> = {
  base64: 'isBase64',
  base64url: 'isBase64url',
  cidrv6: 'isCidrv6',
  credit_card: 'isCreditCard',
  iban: 'isIban',
  ipv6: 'isIpv6',
  jwt: 'isJwt',
}

/** The parts of a text that are asked for by a method of text. */
const byPart = { starts_with: 'startsWith', ends_with: 'endsWith', includes: 'includes' } as const

/** Returns whether the pattern of a format is all that it asks. */
export function isByPattern({ check, format = 'regex', pattern, fn, fits }: PrintedCheck): boolean {
  if (check !== 'string_format' || !pattern) return false
  // one that an application made of a pattern
  if (fn) return !pattern.global && !pattern.sticky
  return byPattern.has(format) || (fits !== undefined && !isOwn(format))
}

function isOwn(format: string): boolean {
  return Object.hasOwn(byFunction, format) || Object.hasOwn(byPart, format) || format === 'url'
}

/** Returns whether a check copies a text otherwise than as it is. */
export function isRewriting({ check, format, fn }: PrintedCheck): boolean {
  return check === 'string_format' && format === 'url' && !fn
}

/** Returns why a format can't be written down. */
export function faultOfFormat(check: PrintedCheck): string | undefined {
  const { format = 'regex', fn } = check
  if (isByPattern(check) || (isOwn(format) && !fn)) return undefined
  return fn ? 'a format that is a function of yours' : `the format ${format}, which is no pattern`
}

/** Prints what a format asks that is more than a pattern. */
export function textCondition(check: PrintedCheck, value: string, scope: Scope): Condition {
  const { format, prefix, suffix, includes, position } = check
  if (format && Object.hasOwn(byPart, format)) {
    const part = textLiteral((prefix ?? suffix ?? includes) as string)
    const from = position === undefined ? '' : `, ${position}`
    return asked(`${value}.${byPart[format as keyof typeof byPart]}(${part}${from})`)
  }
  return call(formatCall(check, value, scope))
}

/** Prints the call of the function that asks a format. */
export function formatCall({ format, alg }: PrintedCheck, value: string, scope: Scope): string {
  const more = alg === undefined ? '' : `, ${textLiteral(alg)}`
  return `${scope.helper(byFunction[format as string] as string)}(${value}${more})`
}

/** Prints what is asked of a web address. */
export function urlOptions({ hostname, protocol, normalize }: PrintedCheck): string {
  const parts = [
    hostname && `hostname: ${patternLiteral(hostname)}`,
    protocol && `protocol: ${patternLiteral(protocol)}`,
    normalize && 'normalize: true',
  ].filter(Boolean)
  return parts.length ? `{ ${parts.join(', ')} }` : ''
}

import { readUrl, type UrlOptions } from '../../fields/format.js'
import { type Check, schemaIssue } from '../schema.js'

const signs = /[.*+?^${}()|[\]\\]/g

function inPattern(text: string): string {
  return text.replace(signs, '\\$&')
}

function formatted(format: string, pattern: RegExp | undefined, fits: (text: string) => boolean): Check {
  return { check: 'string_format', format, ...(pattern && { pattern }), fits: fits as never }
}

/** Asks for text of a format, by its pattern or by a function. */
export function format(name: string, pattern?: RegExp, fits?: (text: string) => boolean): Check {
  return formatted(name, pattern, (text) => (fits ? fits(text) : (pattern as RegExp).test(text)))
}

/** Asks for text of a form by a pattern that remembers where it was: it begins anew each time. */
export function regexAnew(pattern: RegExp): Check {
  return formatted('regex', pattern, (text) => {
    pattern.lastIndex = 0
    return pattern.test(text)
  })
}

/** Asks for text that begins with another. */
export function startsWith(prefix: string): Check {
  const pattern = RegExp(`^${inPattern(prefix)}.*`)
  return { ...formatted('starts_with', pattern, (text) => text.startsWith(prefix)), prefix }
}

/** Asks for text that ends with another. */
export function endsWith(suffix: string): Check {
  const pattern = RegExp(`.*${inPattern(suffix)}$`)
  return { ...formatted('ends_with', pattern, (text) => text.endsWith(suffix)), suffix }
}

/** Asks for text that holds another, from a place on. */
export function includes(part: string, position?: number): Check {
  const from = position === undefined ? '' : `^.{${position},}`
  const check = formatted('includes', RegExp(`${from}${inPattern(part)}`), (text) => text.includes(part, position))
  return { ...check, includes: part, ...(position !== undefined && { position }) }
}

/** Asks for a web address, which is copied without what no address holds. */
export function urlFormat(options: UrlOptions = {}, abort = false): Check {
  return {
    ...formatted('url', undefined, () => true),
    ...options,
    abort,
    rewrite: (text, issues) => {
      const [copy, faults] = readUrl(text, options)
      for (let fault = 0; fault < faults; fault++) issues.push(schemaIssue({}, [], !abort, text))
      return copy
    },
  }
}

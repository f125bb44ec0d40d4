import { madeOnce } from '../made-once.js'
import { parameter } from './room.js'

// as many as contracts have rooms; a server asks at each join
const known = new Map<string, readonly string[]>()

/** Lists the parameters of a pattern: `['pharmacyId']` for `'pharmacy:{pharmacyId}'`. */
export function parametersIn(pattern: string): string[] {
  return partsOf(pattern).filter(isParameter)
}

/** Puts a value in the place of each parameter of a pattern. */
export function fillPattern(pattern: string, valueOf: (parameter: string) => string): string {
  return partsOf(pattern)
    .map((part, index) => (isParameter(part, index) ? valueOf(part) : part))
    .join('')
}

/** Splits a pattern into what stands between its parameters and, by turns with that, their names. */
function partsOf(pattern: string): readonly string[] {
  return madeOnce(known, pattern, () => pattern.split(parameter))
}

function isParameter(_: string, index: number): boolean {
  return index % 2 === 1
}

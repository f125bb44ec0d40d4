import { parameter } from './room.js'

/** Lists the parameters of a pattern: `['pharmacyId']` for `'pharmacy:{pharmacyId}'`. */
export function parametersIn(pattern: string): string[] {
  return [...pattern.matchAll(parameter)].map(([, name]) => name as string)
}

/** Puts a value in the place of each parameter of a pattern. */
export function fillPattern(pattern: string, valueOf: (parameter: string) => string): string {
  return pattern.replace(parameter, (_, name: string) => valueOf(name))
}

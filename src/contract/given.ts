/** Returns what was given where something else belongs, by its kind alone: `nothing`, `a string`, `an object that is no contract`. */
export function givenWords(value: unknown, kind: string): string {
  if (value === undefined || value === null) return 'nothing'
  return typeof value === 'object' ? `an object that is no ${kind}` : `a ${typeof value}`
}

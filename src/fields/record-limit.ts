/**
 * Makes the check that a record holds at most so many entries, and so many characters in keys and values; it bears both,
 * so that the build can write the call down again.
 */
export function recordWithin(
  entries: number,
  characters: number = Number.POSITIVE_INFINITY,
): (record: Readonly<Record<string, unknown>>) => boolean {
  const fits = (record: Readonly<Record<string, unknown>>): boolean => {
    const keys = Object.keys(record)
    if (keys.length > entries) return false
    if (characters === Number.POSITIVE_INFINITY) return true
    const held = keys.map((key) => key + String(record[key]))
    const units = held.reduce((sum, { length }) => sum + length, 0)
    // as many characters at most, and half as many at least: few are counted
    if (units <= characters || units > 2 * characters) return units <= characters
    return held.reduce((sum, text) => sum + [...text].length, 0) <= characters
  }
  return Object.assign(fits, { entries, characters })
}

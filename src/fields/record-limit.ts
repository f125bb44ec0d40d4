/**
 * Makes the check that a record holds at most so many entries, and so many characters in keys and values; the build
 * writes the call down again from its `source`.
 */
export function recordWithin(
  entries: number,
  characters: number = Number.POSITIVE_INFINITY,
): (record: Readonly<Record<string, unknown>>) => boolean {
  const fits = (record: Readonly<Record<string, unknown>>): boolean => {
    const keys = Object.keys(record)
    if (keys.length > entries) return false
    if (characters === Number.POSITIVE_INFINITY) return true
    let size = 0
    for (const key of keys) size += key.length + String(record[key]).length
    return size <= characters
  }
  return Object.assign(fits, {
    source: { call: `recordWithin(${entries}, ${characters})`, from: '../fields/record-limit.js' },
  })
}

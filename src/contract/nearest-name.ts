const most = 3

/** Returns the names that are most like one that is not among them, the nearest first. */
export function nearestNames(name: string, names: readonly string[]): string[] {
  const far = new Map(names.map((each) => [each, distance(name, each)]))
  return [...names].sort((one, other) => (far.get(one) ?? 0) - (far.get(other) ?? 0)).slice(0, most)
}

/** Finds the name that was most likely meant by one that is not among them: misspelt in a third of its letters at the most, or in its case only. */
export function nearName(name: string, names: readonly string[]): string | undefined {
  const lower = name.toLowerCase()
  let nearest: string | undefined
  let tooFar = Math.floor(name.length / 3) + 1
  for (const each of names) {
    const other = each.toLowerCase()
    // no name is nearer than they differ in length
    if (Math.abs(other.length - lower.length) >= tooFar) continue
    const far = distance(lower, other)
    if (far < tooFar) [nearest, tooFar] = [each, far]
  }
  return nearest
}

/** Counts the letters to change, add or take away until one name is another. */
function distance(one: string, other: string): number {
  const row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 0; i < one.length; i++) {
    let before = i
    row[0] = i + 1
    for (let j = 0; j < other.length; j++) {
      const change = before + (one[i] === other[j] ? 0 : 1)
      before = row[j + 1] as number
      row[j + 1] = Math.min(change, before + 1, (row[j] as number) + 1)
    }
  }
  return row[other.length] ?? 0
}

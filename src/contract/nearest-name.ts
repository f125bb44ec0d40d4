const most = 3

/** Returns the names that are most like one that is not among them, the nearest first. */
export function nearestNames(name: string, names: readonly string[]): string[] {
  const far = new Map(names.map((each) => [each, distance(name, each)]))
  return [...names].sort((one, other) => (far.get(one) ?? 0) - (far.get(other) ?? 0)).slice(0, most)
}

/** Finds the name that was most likely meant by one that is not among them: misspelt in a third of its letters at the most, or in its case only. */
export function nearName(name: string, names: readonly string[]): string | undefined {
  const lower = name.toLowerCase()
  const [nearest] = nearestNames(
    lower,
    names.map((each) => each.toLowerCase()),
  )
  if (nearest === undefined || distance(lower, nearest) > Math.floor(name.length / 3)) return undefined
  return names.find((each) => each.toLowerCase() === nearest)
}

/** Counts the letters to change, add or take away until one name is another. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1]
    for (const [j, each] of [...other].entries())
      next.push(Math.min((row[j] ?? 0) + (letter === each ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    row = next
  }
  return row[other.length] ?? 0
}

const most = 3

/** Returns the names that are most like one that is not among them, the nearest first. */
export function nearestNames(name: string, names: readonly string[]): string[] {
  const far = new Map(names.map((each) => [each, distance(name, each)]))
  return [...names].sort((one, other) => (far.get(one) ?? 0) - (far.get(other) ?? 0)).slice(0, most)
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

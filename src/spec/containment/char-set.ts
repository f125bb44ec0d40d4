/** Holds code points as sorted, disjoint, inclusive ranges. */
export type CharSet = readonly (readonly [number, number])[]

/** Names the greatest code point. */
const lastCodePoint = 0x10ffff

/** Holds every code point. */
export const allChars: CharSet = [[0, lastCodePoint]]

/** Joins any ranges into one set. */
export const toCharSet = (ranges: Iterable<readonly [number, number]>): CharSet => {
  const sorted = [...ranges].sort((left, right) => left[0] - right[0])
  const joined: [number, number][] = []
  for (const [from, to] of sorted) {
    const last = joined.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}

/** Gives the code points that a set lacks. */
export const complementChars = (set: CharSet): CharSet => {
  const gaps: [number, number][] = []
  let next = 0
  for (const [from, to] of set) {
    if (from > next) gaps.push([next, from - 1])
    next = to + 1
  }
  if (next <= lastCodePoint) gaps.push([next, lastCodePoint])
  return gaps
}

/** Tells whether a set holds a code point. */
export const hasChar = (set: CharSet, char: number): boolean => {
  let [low, high] = [0, set.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const [from, to] = set[middle] as readonly [number, number]
    if (char < from) high = middle - 1
    else if (char > to) low = middle + 1
    else return true
  }
  return false
}

const escapedSets = new Map<string, CharSet>()

const lastOfEscape: Readonly<Record<string, number>> = { '\\d': 0x7f, '\\w': 0x7f, '\\s': 0xffff }

/** Finds the set behind an escape such as `\d` or `\p{Lu}` by asking the platform about each code point. */
export const escapeToChars = (escape: string): CharSet => {
  const known = escapedSets.get(escape)
  if (known) return known
  const lower = escape.toLowerCase()
  if (escape.length === 2 && lower !== escape) return complementChars(escapeToChars(lower))
  const tester = new RegExp(`^${escape}$`, 'u')
  const ranges: [number, number][] = []
  const end = lastOfEscape[escape] ?? lastCodePoint
  for (let char = 0; char <= end; char += 1) {
    if (!tester.test(String.fromCodePoint(char))) continue
    const last = ranges.at(-1)
    if (last && last[1] === char - 1) last[1] = char
    else ranges.push([char, char])
  }
  escapedSets.set(escape, ranges)
  return ranges
}

const pleasant = [...'a0A-_ bB1z9Z.@:/é'].map((char) => char.codePointAt(0) as number)

/** Picks one code point from each group of those that no given set tells apart. */
export const pickRepresentatives = (sets: readonly CharSet[]): number[] => {
  const cuts = new Set<number>([0])
  for (const set of sets) {
    for (const [from, to] of set) {
      cuts.add(from)
      if (to < lastCodePoint) cuts.add(to + 1)
    }
  }
  const picked = new Map<string, number>()
  const candidates = [...pleasant, ...Array.from({ length: 94 }, (_, index) => 33 + index), ...cuts]
  for (const char of candidates) {
    const signature = sets.map((set) => (hasChar(set, char) ? '1' : '0')).join('')
    if (!picked.has(signature)) picked.set(signature, char)
  }
  return [...picked.values()]
}

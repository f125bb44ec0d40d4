import { type Tick, untimed } from '../clock.js'

/** Code points as sorted, disjoint, inclusive ranges. */
export type CharSet = readonly (readonly [number, number])[]

/** Names the greatest code point. */
const lastCodePoint = 0x10ffff

/** Holds every code point. */
export const allChars: CharSet = [[0, lastCodePoint]]

/** Holds every UTF-16 code unit. */
export const allUnits: CharSet = [[0, 0xffff]]

/** Holds the code points of two UTF-16 code units. */
export const astralChars: CharSet = [[0x10000, lastCodePoint]]

/** Joins any ranges into one set. */
export function toCharSet(ranges: Iterable<readonly [number, number]>): CharSet {
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
export function complementChars(set: CharSet): CharSet {
  const gaps: [number, number][] = []
  let next = 0
  for (const [from, to] of set) {
    if (from > next) gaps.push([next, from - 1])
    next = to + 1
  }
  if (next <= lastCodePoint) gaps.push([next, lastCodePoint])
  return gaps
}

/** Gives the code points that two sets share. */
export function keepChars(left: CharSet, right: CharSet): CharSet {
  return complementChars(toCharSet([...complementChars(left), ...complementChars(right)]))
}

/** Returns whether a set holds a code point. */
export function hasChar(set: CharSet, char: number): boolean {
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

const blockSize = 0x1000
const surrogateBlock = 0xd000

function textOfBlock(from: number): string {
  let text = ''
  for (let char = from; char < from + blockSize; char += 1) text += String.fromCodePoint(char)
  return text
}

/** Finds the ranges of a block that an escape holds; a run at a time, for there are a million code points. */
function rangesIn(from: number, escape: string): [number, number][] {
  const width = from > 0xffff ? 2 : 1
  return Array.from(textOfBlock(from).matchAll(new RegExp(`${escape}+`, 'gu')), ({ 0: run, index }) => {
    const first = from + index / width
    return [first, first + run.length / width - 1]
  })
}

/** Does the same where two code points side by side may be read as one. */
function surrogatesIn(from: number, escape: string): [number, number][] {
  const tester = new RegExp(escape, 'u')
  const chars = Array.from({ length: blockSize }, (_, at) => from + at)
  return chars.filter((char) => tester.test(String.fromCharCode(char))).map((char) => [char, char])
}

function askPlatform(escape: string, tick: Tick): CharSet {
  const ranges: (readonly [number, number])[] = []
  const end = escape.length === 2 ? 0xffff : lastCodePoint
  for (let from = 0; from <= end; from += blockSize) {
    tick(blockSize >> 6)
    ranges.push(...(from === surrogateBlock ? surrogatesIn(from, escape) : rangesIn(from, escape)))
  }
  return toCharSet(ranges)
}

/** Finds the set behind an escape such as `\d` or `\p{Lu}` by asking the platform about every code point. */
export function escapeToChars(escape: string, tick: Tick = untimed): CharSet {
  const known = escapedSets.get(escape)
  if (known) return known
  const set = /^\\[DWSP]/.test(escape)
    ? complementChars(escapeToChars(`\\${(escape[1] as string).toLowerCase()}${escape.slice(2)}`, tick))
    : askPlatform(escape, tick)
  escapedSets.set(escape, set)
  return set
}

const pleasant = [...'a0A-_ bB1z9Z.@:/é'].map((char) => char.codePointAt(0) as number)
const candidates = [...pleasant, ...Array.from({ length: 94 }, (_, index) => 33 + index)]

/** Lists the places where some set begins or ends. */
function cutsOf(sets: readonly CharSet[], tick: Tick): number[] {
  const cuts = new Set<number>([0])
  for (const set of sets) {
    tick(1 + (set.length >> 3))
    for (const [from, to] of set) {
      cuts.add(from)
      if (to < lastCodePoint) cuts.add(to + 1)
    }
  }
  return [...cuts].sort((left, right) => left - right)
}

/** Finds the last cut that is not beyond a code point. */
function placeOf(cuts: readonly number[], char: number): number {
  let [low, high] = [0, cuts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((cuts[middle] as number) <= char) low = middle
    else high = middle - 1
  }
  return low
}

/** Picks one code point from each group of those that no given set tells apart. */
export function pickRepresentatives(sets: readonly CharSet[], tick: Tick = untimed): number[] {
  const cuts = cutsOf(sets, tick)
  const groups = new Int32Array(cuts.length)
  let count = 1
  for (const set of sets) {
    const moved = new Map<number, number>()
    for (const [from, to] of set) {
      const end = placeOf(cuts, to)
      for (let at = placeOf(cuts, from); at <= end; at += 1) {
        const old = groups[at] as number
        if (!moved.has(old)) moved.set(old, count++)
        groups[at] = moved.get(old) as number
      }
      tick(1 + (end >> 6))
    }
  }
  const picked = new Map<number, number>()
  const offer = (group: number, char: number): void => {
    if (!picked.has(group)) picked.set(group, char)
  }
  for (const char of candidates) offer(groups[placeOf(cuts, char)] as number, char)
  for (const [at, char] of cuts.entries()) offer(groups[at] as number, char)
  return [...picked.values()]
}

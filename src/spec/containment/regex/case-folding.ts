import { type CharSet, hasChar, toCharSet } from './char-set.js'

/** Returns whether a flag set folds case by Unicode, as `u` and `v` make it. */
function isUnicode(flags: string): boolean {
  return /[uv]/.test(flags)
}

const lastCased = 0x1e943

function spell(char: number): string {
  return `\\u{${char.toString(16)}}`
}

/** Lists the single code points that the case mappings lead from a code point to. */
function mappings(char: number): number[] {
  const text = String.fromCodePoint(char)
  return [text.toLowerCase(), text.toUpperCase()].flatMap((mapped) => {
    const [first = char] = [...mapped].map((each) => each.codePointAt(0) as number)
    return String.fromCodePoint(first) === mapped && first !== char ? [first] : []
  })
}

/** Joins code points that a case mapping links, the platform asked about each link. */
function readClasses(flags: string): ReadonlyMap<number, readonly number[]> {
  const classes = new Map<number, number[]>()
  const isLinked = (left: number, right: number): boolean =>
    isUnicode(flags)
      ? new RegExp(`^${spell(left)}$`, 'iu').test(String.fromCodePoint(right))
      : left < 0x10000 && right < 0x10000 && new RegExp(`^\\u${hex(left)}$`, 'i').test(String.fromCharCode(right))
  for (let char = 0; char <= lastCased; char += 1) {
    if (char >= 0xd800 && char < 0xe000) continue
    for (const other of mappings(char)) {
      if (classes.get(char)?.includes(other) || !isLinked(char, other)) continue
      const joined = [...new Set([...(classes.get(char) ?? [char]), ...(classes.get(other) ?? [other])])]
      for (const each of joined) classes.set(each, joined)
    }
  }
  return classes
}

function hex(char: number): string {
  return char.toString(16).padStart(4, '0')
}

const known = new Map<string, ReadonlyMap<number, readonly number[]>>()

function classesFor(flags: string): ReadonlyMap<number, readonly number[]> {
  const kind = isUnicode(flags) ? 'u' : ''
  const classes = known.get(kind) ?? readClasses(kind)
  known.set(kind, classes)
  return classes
}

/** Adds to a set all that the flag `i` takes for the same. */
export function withCases(set: CharSet, flags: string): CharSet {
  const added: [number, number][] = []
  for (const [char, others] of classesFor(flags)) {
    if (hasChar(set, char)) for (const other of others) added.push([other, other])
  }
  return toCharSet([...set, ...added])
}

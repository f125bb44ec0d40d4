import { nearName } from '../../contract/nearest-name.js'

/** A name that was probably meant, and how it differs. */
export interface NearMiss {
  readonly name: string
  readonly by: 'case' | 'separator' | 'tense' | 'number' | 'order' | 'spelling'
}

const shortest = 4

/** Finds the name that was probably meant by one that nobody declared. */
export function nearMiss(name: string, names: readonly string[]): NearMiss | undefined {
  const others = names.includes(name) ? names.filter((each) => each !== name) : names
  for (const [at, { by, key }] of likenesses.entries()) {
    const wanted = key(name)
    const found = wanted ? keysOf(others)[at]?.get(wanted) : undefined
    if (found !== undefined) return { name: found, by }
  }
  const near = name.length < shortest ? undefined : nearName(name, others)
  // a third of the letters is much in a name of several words
  return near !== undefined && isSpelling(name, near) ? { name: near, by: 'spelling' } : undefined
}

const keys = new WeakMap<readonly string[], ReadonlyMap<string, string>[]>()

/** Lists the first name that is of each likeness, for every likeness; worked out once for the same names. */
function keysOf(names: readonly string[]): ReadonlyMap<string, string>[] {
  const known = keys.get(names)
  if (known) return known
  const backwards = names.toReversed()
  const made = likenesses.map(({ key }) => new Map(backwards.map((each) => [key(each), each])))
  keys.set(names, made)
  return made
}

function words(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(Boolean)
}

function singular(word: string): string {
  return word.replace(/(?<=..)ies$/, 'y').replace(/(?<=[^s])s$/, '')
}

function stem(word: string): string {
  return word
    .replace(/(?<=...)(?:ied|ying)$/, 'y')
    .replace(/(?<=...)(?:ed|ing)$/, '')
    .replace(/(?<=..)e$/, '')
    .replace(/([b-df-hj-np-tv-z])\1$/, '$1')
}

const likenesses: readonly { readonly by: NearMiss['by']; key(name: string): string }[] = [
  { by: 'case', key: (name) => name.toLowerCase() },
  { by: 'separator', key: (name) => words(name).join('') },
  { by: 'number', key: (name) => words(name).map(singular).join('') },
  {
    by: 'tense',
    key: (name) =>
      words(name)
        .map((word) => stem(singular(word)))
        .join(''),
  },
  {
    by: 'order',
    key: (name) =>
      words(name)
        .map((word) => stem(singular(word)))
        .sort()
        .join(' '),
  },
]

/** Returns whether two names differ by a slip: each word by a letter or two, and not by another word. */
function isSpelling(one: string, other: string): boolean {
  const [left, right] = [words(one), words(other)]
  if (left.length !== right.length)
    return (
      left.join('').length > shortest &&
      nearName(left.join(''), [right.join('')]) !== undefined &&
      Math.abs(one.length - other.length) < 2
    )
  return left.every(
    (word, at) =>
      word === right[at] ||
      (word.length >= shortest &&
        !isOtherwiseBegun(word, right[at] ?? '') &&
        nearName(word, [right[at] ?? '']) !== undefined &&
        Math.abs(word.length - (right[at]?.length ?? 0)) < 3),
  )
}

const beginning = /^(?:un|dis|de|re|en|on|off|in|out|up|down|pre|non)(?=...)/

/** Returns whether two words differ by what is put before them: `online` and `offline`, `read` and `unread`. */
function isOtherwiseBegun(one: string, other: string): boolean {
  const [left, right] = [one, other].map((word) => word.replace(beginning, ''))
  return left === right || left === other || one === right
}

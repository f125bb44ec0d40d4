import { type Tick, untimed } from '../clock.js'
import { hasChar } from './char-set.js'
import { compilePattern, type Pattern, toNative } from './pattern.js'
import { isCheap } from './pattern-cost.js'
import { lineEnds, parsePattern, type RegexPart, readsCodePoints, UnreadablePattern } from './regex-syntax.js'

/** What is known of a pattern that is asked about texts. */
interface Matcher {
  readonly native: RegExp | undefined
  readonly part: RegexPart | undefined
  /** The longest text that is known to be cheap, and the shortest that is known not to be. */
  cheap: number
  dear: number
}

/** Matchers by flags, then by source, for a key of both would have to be written for every text. */
const matchers = new Map<string, Map<string, Matcher>>()

function toMatcher(pattern: Pattern, tick: Tick): Matcher {
  const { source, flags } = pattern
  const known = matchers.get(flags)?.get(source)
  if (known) return known
  const matcher = { native: toNative(pattern), part: readPart(pattern, tick), cheap: -1, dear: Infinity }
  const bySource = matchers.get(flags) ?? new Map<string, Matcher>()
  if (bySource.size > 5000) bySource.clear()
  matchers.set(flags, bySource.set(source, matcher))
  return matcher
}

function readPart({ source, flags }: Pattern, tick: Tick): RegexPart | undefined {
  try {
    return parsePattern(compilePattern(source)?.source ?? source, flags, tick)
  } catch (error) {
    if (error instanceof UnreadablePattern || error instanceof RangeError) return undefined
    throw error
  }
}

function isShort(matcher: Matcher, part: RegexPart, length: number): boolean {
  if (length <= matcher.cheap) return true
  if (length >= matcher.dear) return false
  const short = isCheap(part, length)
  if (short) matcher.cheap = length
  else matcher.dear = length
  return short
}

function isBackReferring(part: RegexPart): boolean {
  if (part.kind === 'back') return true
  if (part.kind === 'sequence' || part.kind === 'choice') return part.parts.some(isBackReferring)
  return 'part' in part && isBackReferring(part.part)
}

function askPlatform(native: RegExp, text: string): boolean | undefined {
  try {
    native.lastIndex = 0
    return native.test(text)
  } catch {
    // the platform refuses patterns that come to too much code
    return undefined
  }
}

/**
 * Returns whether a pattern is found in a text. The platform answers where its backtracking can't take long; a walk
 * over sets of places does else, in time that the lengths of both bound; nothing where neither can.
 */
export function isMatch(pattern: Pattern, text: string, tick: Tick = untimed): boolean | undefined {
  const matcher = toMatcher(pattern, tick)
  const { native, part } = matcher
  if (!native) return undefined
  if (part && isShort(matcher, part, text.length)) {
    const answer = askPlatform(native, text)
    if (answer !== undefined) return answer
  }
  return isFoundByPlaces(pattern, text, tick)
}

/** Returns whether a pattern is found in a text by our own walk; nothing where the pattern is beyond it. */
export function isFoundByPlaces(pattern: Pattern, text: string, tick: Tick = untimed): boolean | undefined {
  const { part } = toMatcher(pattern, tick)
  if (!part || isBackReferring(part)) return undefined
  return new PlaceWalk(text, readsCodePoints(pattern.flags), tick).isFound(part)
}

type Places = ReadonlySet<number>

const wordChar = /^[A-Za-z0-9_]$/

/** A walk of all ways through a pattern at once, from a set of places in a text to the set of places after it. */
class PlaceWalk {
  readonly #chars: readonly number[]

  constructor(
    text: string,
    isUnicode: boolean,
    readonly tick: Tick,
  ) {
    this.#chars = isUnicode
      ? Array.from(text, (char) => char.codePointAt(0) as number)
      : Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
  }

  isFound(part: RegexPart): boolean {
    return this.#after(part, new Set([...this.#chars.keys(), this.#chars.length])).size > 0
  }

  #after(part: RegexPart, from: Places): Places {
    this.tick(1 + (from.size >> 2))
    if (from.size === 0) return from
    switch (part.kind) {
      case 'chars': {
        const next = new Set<number>()
        for (const at of from)
          if (at < this.#chars.length && hasChar(part.set, this.#chars[at] as number)) next.add(at + 1)
        return next
      }
      case 'sequence':
        return part.parts.reduce((places, inner) => this.#after(inner, places), from)
      case 'choice':
        return new Set(part.parts.flatMap((inner) => [...this.#after(inner, from)]))
      case 'repeat':
        return this.#afterRepeat(part, from)
      case 'ahead':
        return this.#where(from, (at) => this.#after(part.part, new Set([at])).size > 0 !== part.negated)
      case 'behind':
        return this.#where(from, (at) => this.#isBehind(part.part, at) !== part.negated)
      case 'start':
        return this.#where(from, (at) => at === 0)
      case 'end':
        return this.#where(from, (at) => at === this.#chars.length)
      case 'lineStart':
        return this.#where(from, (at) => at === 0 || hasChar(lineEnds, this.#chars[at - 1] as number))
      case 'lineEnd':
        return this.#where(from, (at) => at === this.#chars.length || hasChar(lineEnds, this.#chars[at] as number))
      case 'boundary':
        return this.#where(from, (at) => (this.#isWord(at - 1) !== this.#isWord(at)) !== part.negated)
      default:
        throw new UnreadablePattern('a back reference')
    }
  }

  #where(from: Places, isKept: (at: number) => boolean): Places {
    return new Set([...from].filter(isKept))
  }

  #isBehind(part: RegexPart, at: number): boolean {
    return this.#after(part, new Set(Array.from({ length: at + 1 }, (_, start) => start))).has(at)
  }

  #isWord(at: number): boolean {
    const char = this.#chars[at]
    return char !== undefined && char < 0x80 && wordChar.test(String.fromCharCode(char))
  }

  /** Takes the rounds that must be, then every further place once, for an earlier round leaves more rounds over. */
  #afterRepeat({ part, min, max }: RegexPart & { kind: 'repeat' }, from: Places): Places {
    let current = from
    for (let round = 0; round < min && current.size > 0; round += 1) {
      const next = this.#after(part, current)
      if (isSame(next, current)) break
      current = next
    }
    const reached = new Set(current)
    for (let round = min; round < max && current.size > 0; round += 1) {
      const fresh = this.#where(this.#after(part, current), (at) => !reached.has(at))
      for (const at of fresh) reached.add(at)
      current = fresh
    }
    return reached
  }
}

function isSame(left: Places, right: Places): boolean {
  if (left.size !== right.size) return false
  for (const at of left) if (!right.has(at)) return false
  return true
}

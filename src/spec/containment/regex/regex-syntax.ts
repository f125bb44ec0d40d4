import { type Tick, untimed } from '../clock.js'
import { withCases } from './case-folding.js'
import { allUnits, type CharSet, complementChars, escapeToChars, keepChars, toCharSet } from './char-set.js'

/** A parsed pattern as nested parts. */
export type RegexPart =
  | { readonly kind: 'chars'; readonly set: CharSet }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexPart[] }
  | { readonly kind: 'choice'; readonly parts: readonly RegexPart[] }
  | { readonly kind: 'repeat'; readonly part: RegexPart; readonly min: number; readonly max: number }
  | { readonly kind: 'start' | 'end' | 'lineStart' | 'lineEnd' | 'back' }
  | { readonly kind: 'boundary'; readonly negated: boolean }
  | { readonly kind: 'ahead' | 'behind'; readonly part: RegexPart; readonly negated: boolean }

/** The error of a construct outside the regular languages that the engine reads. */
export class UnreadablePattern extends Error {
  override readonly name = 'UnreadablePattern'
}

/** The characters at which a line ends. */
export const lineEnds: CharSet = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
]
const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 }

/** Returns whether flags have a pattern read by code points; without, it is read by UTF-16 code units. */
export function readsCodePoints(flags: string): boolean {
  return /[uv]/.test(flags)
}

/** A reader of patterns that the platform has already accepted with the `u` flag. */
class PatternReader {
  #at = 0
  readonly #chars: readonly string[]
  readonly #isUnicode: boolean

  constructor(
    source: string,
    readonly flags: string,
    readonly tick: Tick,
  ) {
    this.#isUnicode = readsCodePoints(flags)
    this.#chars = this.#isUnicode ? [...source] : source.split('')
  }

  read(): RegexPart {
    const part = this.#readChoice()
    return this.flags.includes('y') ? { kind: 'sequence', parts: [{ kind: 'start' }, part] } : part
  }

  #readChoice(): RegexPart {
    const parts = [this.#readSequence()]
    while (this.#take('|')) parts.push(this.#readSequence())
    return parts.length === 1 ? (parts[0] as RegexPart) : { kind: 'choice', parts }
  }

  #peek(ahead = 0): string | undefined {
    return this.#chars[this.#at + ahead]
  }

  #take(text: string): boolean {
    for (let index = 0; index < text.length; index += 1) if (this.#peek(index) !== text[index]) return false
    this.#at += text.length
    return true
  }

  #next(): string {
    const char = this.#chars[this.#at]
    if (char === undefined) throw new UnreadablePattern('an early end')
    this.#at += 1
    return char
  }

  #until(end: string): string {
    let text = ''
    while (!this.#take(end)) text += this.#next()
    return text
  }

  #readSequence(): RegexPart {
    const parts: RegexPart[] = []
    for (let char = this.#peek(); char !== undefined && char !== '|' && char !== ')'; char = this.#peek()) {
      parts.push(this.#readQuantified())
    }
    return { kind: 'sequence', parts }
  }

  #readQuantified(): RegexPart {
    const part = this.#readPart()
    const range = this.#readRange()
    if (!range) return part
    this.#take('?')
    return { kind: 'repeat', part, min: range[0], max: range[1] }
  }

  #readRange(): [number, number] | undefined {
    if (this.#take('*')) return [0, Infinity]
    if (this.#take('+')) return [1, Infinity]
    if (this.#take('?')) return [0, 1]
    if (!this.#isCount() || !this.#take('{')) return undefined
    const [min = '', max] = this.#until('}').split(',')
    return [Number(min), max === undefined ? Number(min) : max === '' ? Infinity : Number(max)]
  }

  /** Returns whether a brace opens a count; one that does not stands for itself. */
  #isCount(): boolean {
    if (this.#peek() !== '{') return false
    let at = 1
    while (/^[\d,]$/.test(this.#peek(at) ?? '')) at += 1
    return this.#peek(at) === '}' && /^\d$/.test(this.#peek(1) ?? '')
  }

  /** Makes a part of a set of code points: of what the pattern reads, and without regard to case if so flagged. */
  #toChars(set: CharSet): RegexPart {
    const cased = this.flags.includes('i') ? withCases(set, this.flags) : set
    return { kind: 'chars', set: this.#isUnicode ? cased : keepChars(cased, allUnits) }
  }

  #readPart(): RegexPart {
    const char = this.#next()
    const isMultiline = this.flags.includes('m')
    if (char === '^') return { kind: isMultiline ? 'lineStart' : 'start' }
    if (char === '$') return { kind: isMultiline ? 'lineEnd' : 'end' }
    if (char === '.') return this.#toChars(this.flags.includes('s') ? complementChars([]) : complementChars(lineEnds))
    if (char === '(') return this.#readGroup()
    if (char === '[') return this.#readClass()
    if (char !== '\\') return this.#toChars(toSingle(char))
    const escaped = this.#peek() ?? ''
    if (escaped === 'b' || escaped === 'B') {
      this.#next()
      if (this.flags.includes('i')) throw new UnreadablePattern('a word boundary under the flag i')
      return { kind: 'boundary', negated: escaped === 'B' }
    }
    if (escaped === 'k' || (escaped >= '1' && escaped <= '9')) return this.#readBackReference()
    return this.#toChars(this.#readEscape(false))
  }

  #readBackReference(): RegexPart {
    if (this.#take('k<')) this.#until('>')
    else while (/^\d$/.test(this.#peek() ?? '')) this.#next()
    return { kind: 'back' }
  }

  #readGroup(): RegexPart {
    for (const [opening, kind, negated] of looks) {
      if (!this.#take(opening)) continue
      const part = this.#readChoice()
      this.#next()
      return { kind, part, negated }
    }
    if (this.#take('?<')) this.#until('>')
    else if (!this.#take('?:') && this.#peek() === '?') throw new UnreadablePattern('a group modifier')
    const part = this.#readChoice()
    this.#next()
    return part
  }

  #readClass(): RegexPart {
    if (this.flags.includes('v')) throw new UnreadablePattern('a class of the flag v')
    const negated = this.#take('^')
    const ranges: (readonly [number, number])[] = []
    while (!this.#take(']')) {
      const from = this.#readClassMember()
      if (this.#peek() !== '-' || this.#peek(1) === ']') {
        ranges.push(...from)
        continue
      }
      this.#next()
      const to = this.#readClassMember()
      if (isSingle(from) && isSingle(to)) ranges.push([from[0][0], to[0][0]])
      // without the flag u, a hyphen beside a set such as `\w` stands for itself
      else ranges.push(...from, [0x2d, 0x2d], ...to)
    }
    const set = toCharSet(ranges)
    if (!negated) return this.#toChars(set)
    const cased = complementChars(this.flags.includes('i') ? withCases(set, this.flags) : set)
    return { kind: 'chars', set: this.#isUnicode ? cased : keepChars(cased, allUnits) }
  }

  #readClassMember(): CharSet {
    const char = this.#next()
    return char === '\\' ? this.#readEscape(true) : toSingle(char)
  }

  #readEscape(inClass: boolean): CharSet {
    const char = this.#next()
    // under `iu` these sets have further members, such as the sign for kelvin
    if ('WD'.includes(char) && this.flags.includes('i'))
      throw new UnreadablePattern('a negated escape under the flag i')
    if ('dDwWsS'.includes(char)) return escapeToChars(`\\${char}`, this.tick)
    if (char === 'p' || char === 'P') {
      if (!this.#isUnicode) throw new UnreadablePattern('an escape that means something else without the flag u')
      if (char === 'P' && this.flags.includes('i')) throw new UnreadablePattern('a negated escape under the flag i')
      this.#next()
      return escapeToChars(`\\${char}{${this.#until('}')}}`, this.tick)
    }
    if (inClass && char === 'b') return [[8, 8]]
    const point = this.#readPoint(char)
    return [[point, point]]
  }

  #readPoint(char: string): number {
    const control = controls[char]
    if (char === '0' && /^\d$/.test(this.#peek() ?? '')) throw new UnreadablePattern('an octal escape')
    if (control !== undefined) return control
    if (char === 'c' && !/^[A-Za-z]$/.test(this.#peek() ?? '')) throw new UnreadablePattern('an escape of no letter')
    if (char === 'c') return (this.#next().codePointAt(0) as number) % 32
    if (char === 'x') return toNumber(this.#next() + this.#next())
    if (char === 'u') return this.#readUnicode()
    return char.codePointAt(0) as number
  }

  #readUnicode(): number {
    if (this.#take('{')) {
      if (!this.#isUnicode) throw new UnreadablePattern('an escape that means something else without the flag u')
      return Number.parseInt(this.#until('}'), 16)
    }
    const unit = toNumber(this.#next() + this.#next() + this.#next() + this.#next())
    const isPair = unit >= 0xd800 && unit < 0xdc00 && this.#peek() === '\\' && this.#peek(1) === 'u'
    if (!this.#isUnicode || !isPair || this.#peek(2) === '{') return unit
    const low = Number.parseInt(this.#chars.slice(this.#at + 2, this.#at + 6).join(''), 16)
    if (!(low >= 0xdc00 && low < 0xe000)) return unit
    this.#at += 6
    return 0x10000 + (unit - 0xd800) * 0x400 + (low - 0xdc00)
  }
}

/** Reads digits of base 16; without the flag u, an escape without them stands for its letter. */
function toNumber(digits: string): number {
  if (!/^[\da-f]+$/i.test(digits)) throw new UnreadablePattern('an escape without its digits')
  return Number.parseInt(digits, 16)
}

const looks = [
  ['?<=', 'behind', false],
  ['?<!', 'behind', true],
  ['?=', 'ahead', false],
  ['?!', 'ahead', true],
] as const

function isSingle(set: CharSet): set is readonly [readonly [number, number]] {
  return set.length === 1 && set[0]?.[0] === set[0]?.[1]
}

function toSingle(char: string): CharSet {
  const point = char.codePointAt(0) as number
  return [[point, point]]
}

/**
 * Parses a pattern that compiles with the `u` flag, in the sense of the flags given.
 *
 * @throws UnreadablePattern for group modifiers, and for what means something else under the flags.
 */
export function parsePattern(source: string, flags = 'u', tick: Tick = untimed): RegexPart {
  return new PatternReader(source, flags, tick).read()
}

import { type CharSet, complementChars, escapeToChars, toCharSet } from './char-set.js'

/** Describes a parsed pattern as nested parts. */
export type RegexPart =
  | { readonly kind: 'chars'; readonly set: CharSet }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexPart[] }
  | { readonly kind: 'choice'; readonly parts: readonly RegexPart[] }
  | { readonly kind: 'repeat'; readonly part: RegexPart; readonly min: number; readonly max: number }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'ahead'; readonly part: RegexPart; readonly negated: boolean }

/** Reports a construct outside the regular languages that the engine reads. */
export class UnreadablePattern extends Error {
  override readonly name = 'UnreadablePattern'
}

const lineEnds: CharSet = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
]
const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 }

/** Reads patterns that the platform has already accepted with the `u` flag. */
class PatternReader {
  #at = 0
  readonly #chars: readonly string[]

  constructor(source: string) {
    this.#chars = [...source]
  }

  readChoice(): RegexPart {
    const parts = [this.#readSequence()]
    while (this.#take('|')) parts.push(this.#readSequence())
    return parts.length === 1 ? (parts[0] as RegexPart) : { kind: 'choice', parts }
  }

  #peek(ahead = 0): string | undefined {
    return this.#chars[this.#at + ahead]
  }

  #take(text: string): boolean {
    const expected = [...text]
    if (!expected.every((char, index) => this.#peek(index) === char)) return false
    this.#at += expected.length
    return true
  }

  #next(): string {
    const char = this.#chars[this.#at]
    if (char === undefined) throw new UnreadablePattern('the pattern ends early')
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
    if (!this.#take('{')) return undefined
    const [min = '', max] = this.#until('}').split(',')
    return [Number(min), max === undefined ? Number(min) : max === '' ? Infinity : Number(max)]
  }

  #readPart(): RegexPart {
    const char = this.#next()
    if (char === '^') return { kind: 'start' }
    if (char === '$') return { kind: 'end' }
    if (char === '.') return { kind: 'chars', set: complementChars(lineEnds) }
    if (char === '(') return this.#readGroup()
    if (char === '[') return { kind: 'chars', set: this.#readClass() }
    if (char === '\\') return { kind: 'chars', set: this.#readEscape(false) }
    const point = char.codePointAt(0) as number
    return { kind: 'chars', set: [[point, point]] }
  }

  #readGroup(): RegexPart {
    if (this.#take('?<=') || this.#take('?<!')) throw new UnreadablePattern('a lookbehind')
    const negated = this.#take('?!')
    if (negated || this.#take('?=')) {
      const part = this.readChoice()
      this.#next()
      return { kind: 'ahead', part, negated }
    }
    if (this.#take('?<')) this.#until('>')
    else if (!this.#take('?:') && this.#peek() === '?') throw new UnreadablePattern('a group modifier')
    const part = this.readChoice()
    this.#next()
    return part
  }

  #readClass(): CharSet {
    const negated = this.#take('^')
    const ranges: (readonly [number, number])[] = []
    while (!this.#take(']')) {
      const from = this.#readClassMember()
      if (this.#peek() === '-' && this.#peek(1) !== ']' && from.length === 1) {
        this.#next()
        const to = this.#readClassMember()
        ranges.push([(from[0] as [number, number])[0], (to[0] as [number, number])[0]])
      } else ranges.push(...from)
    }
    const set = toCharSet(ranges)
    return negated ? complementChars(set) : set
  }

  #readClassMember(): CharSet {
    const char = this.#next()
    if (char === '\\') return this.#readEscape(true)
    const point = char.codePointAt(0) as number
    return [[point, point]]
  }

  #readEscape(inClass: boolean): CharSet {
    const char = this.#next()
    if ('dDwWsS'.includes(char)) return escapeToChars(`\\${char}`)
    if (char === 'p' || char === 'P') {
      this.#next()
      return escapeToChars(`\\${char}{${this.#until('}')}}`)
    }
    if (inClass && char === 'b') return [[8, 8]]
    if (char === 'b' || char === 'B') throw new UnreadablePattern('a word boundary')
    if (char === 'k' || (char >= '1' && char <= '9')) throw new UnreadablePattern('a back reference')
    const point = this.#readPoint(char)
    return [[point, point]]
  }

  #readPoint(char: string): number {
    const control = controls[char]
    if (control !== undefined) return control
    if (char === 'c') return (this.#next().codePointAt(0) as number) % 32
    if (char === 'x') return Number.parseInt(this.#next() + this.#next(), 16)
    if (char === 'u') return this.#readUnicode()
    return char.codePointAt(0) as number
  }

  #readUnicode(): number {
    if (this.#take('{')) return Number.parseInt(this.#until('}'), 16)
    const unit = Number.parseInt(this.#next() + this.#next() + this.#next() + this.#next(), 16)
    const isPair = unit >= 0xd800 && unit < 0xdc00 && this.#peek() === '\\' && this.#peek(1) === 'u'
    if (!isPair || this.#peek(2) === '{') return unit
    const low = Number.parseInt(this.#chars.slice(this.#at + 2, this.#at + 6).join(''), 16)
    if (!(low >= 0xdc00 && low < 0xe000)) return unit
    this.#at += 6
    return 0x10000 + (unit - 0xd800) * 0x400 + (low - 0xdc00)
  }
}

/**
 * Parses a pattern that compiles with the `u` flag.
 *
 * @throws UnreadablePattern for lookbehinds, word boundaries, back references and modifiers.
 */
export const parsePattern = (source: string): RegexPart => new PatternReader(source).readChoice()

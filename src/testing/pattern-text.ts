import { picked } from './random.js'

/** Draws a piece of text. */
type Draw = (random: () => number) => string

const mostRepeats = 12
const plain = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_']
const classes: Readonly<Record<string, string>> = { d: '0-9', w: 'A-Za-z0-9_', s: ' ' }

/** Draws a text that matches a pattern, of what patterns of the wire may hold: no lookaround and no back reference. */
export function patternText(pattern: RegExp, random: () => number): string {
  const source = [...pattern.source]
  let at = 0

  const alternatives = (): Draw => {
    const options = [sequence()]
    while (source[at] === '|') {
      at++
      options.push(sequence())
    }
    return (next) => picked(options, next)(next)
  }

  const sequence = (): Draw => {
    const parts: Draw[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') parts.push(repeated(piece()))
    return (next) => parts.map((part) => part(next)).join('')
  }

  const piece = (): Draw => {
    const sign = source[at++] as string
    if (sign === '^' || sign === '$') return () => ''
    if (sign === '.') return (next) => picked(plain, next)
    if (sign === '[') return oneOf(untilEnd())
    if (sign === '\\') {
      const named = classes[source[at] as string]
      if (named === undefined) return always(escaped())
      at++
      return oneOf([...named])
    }
    if (sign !== '(') return always(sign)
    const name = /^\?(?::|<\w+>)/.exec(source.slice(at).join(''))
    if (source[at] === '?' && !name) throw new RangeError('no text is drawn for a lookaround')
    at += name ? name[0].length : 0
    const inside = alternatives()
    at++
    return inside
  }

  const repeated = (part: Draw): Draw => {
    const found = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})/.exec(source.slice(at, at + 16).join(''))
    if (!found) return part
    at += found[0].length
    const [sign, from, comma, to] = found
    const least = from === undefined ? (sign === '+' ? 1 : 0) : Number(from)
    const open = sign === '*' || sign === '+' || (comma && to === '')
    const most = open ? least + mostRepeats : from === undefined ? 1 : comma ? Number(to) : least
    const limit = Math.min(most, Math.max(least, mostRepeats))
    return (next) => {
      const count = least + Math.floor(next() * (limit - least + 1))
      return Array.from({ length: count }, () => part(next)).join('')
    }
  }

  /** Reads what stands in square brackets, with every escape as its own sign. */
  const untilEnd = (): string[] => {
    const inside: string[] = []
    while (source[at] !== ']') {
      const sign = source[at++] as string
      if (sign !== '\\') inside.push(sign)
      else if (classes[source[at] as string] !== undefined) inside.push(...(classes[source[at++] as string] as string))
      else inside.push(escaped())
    }
    at++
    return inside
  }

  const escaped = (): string => {
    const sign = source[at++] as string
    const digits = sign === 'u' ? 4 : sign === 'x' ? 2 : 0
    if (!digits) return { n: '\n', t: '\t', r: '\r' }[sign] ?? sign
    const code = source.slice(at, at + digits).join('')
    at += digits
    return String.fromCharCode(Number.parseInt(code, 16))
  }

  return alternatives()(random)
}

const always =
  (text: string): Draw =>
  () =>
    text

function oneOf(inside: readonly string[]): Draw {
  const isNegated = inside[0] === '^'
  const signs = isNegated ? inside.slice(1) : inside
  const ranges: [from: number, to: number][] = []
  for (let index = 0; index < signs.length; index++) {
    const from = (signs[index] as string).codePointAt(0) as number
    const isRange = signs[index + 1] === '-' && index + 2 < signs.length
    ranges.push([from, isRange ? ((signs[index + 2] as string).codePointAt(0) as number) : from])
    if (isRange) index += 2
  }
  const holds = (sign: string): boolean =>
    ranges.some(([from, to]) => (sign.codePointAt(0) as number) >= from && (sign.codePointAt(0) as number) <= to)
  if (isNegated) {
    const others = [...plain, 'ü', '😀'].filter((sign) => !holds(sign))
    return (next) => picked(others, next)
  }
  return (next) => {
    const [from, to] = picked(ranges, next)
    return String.fromCodePoint(from + Math.floor(next() * (to - from + 1)))
  }
}

import { picked } from './random.js'

/** Draws a piece of text. */
type Draw = (random: () => number) => string

const mostRepeats = 12
const plain = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_']
const classes: Readonly<Record<string, string>> = { d: '0-9', w: 'A-Za-z0-9_', s: ' ' }

/** How far a pattern is read. */
interface Reading {
  readonly source: readonly string[]
  at: number
}

/** Draws a text that matches a pattern, of what patterns of the wire may hold: no lookaround and no back reference. */
export function patternText(pattern: RegExp, random: () => number): string {
  return alternatives({ source: [...pattern.source], at: 0 })(random)
}

function alternatives(reading: Reading): Draw {
  const options = [sequence(reading)]
  while (reading.source[reading.at] === '|') {
    reading.at++
    options.push(sequence(reading))
  }
  return (next) => picked(options, next)(next)
}

function sequence(reading: Reading): Draw {
  const { source } = reading
  const parts: Draw[] = []
  while (reading.at < source.length && source[reading.at] !== '|' && source[reading.at] !== ')')
    parts.push(repeated(reading, piece(reading)))
  return (next) => parts.map((part) => part(next)).join('')
}

function piece(reading: Reading): Draw {
  const { source } = reading
  const sign = source[reading.at++] as string
  if (sign === '^' || sign === '$') return () => ''
  if (sign === '.') return (next) => picked(plain, next)
  if (sign === '[') return oneOf(bracketed(reading))
  if (sign === '(') return group(reading)
  if (sign !== '\\') return always(sign)
  const named = classes[source[reading.at] as string]
  if (named === undefined) return always(escaped(reading))
  reading.at++
  return oneOf([...named])
}

function group(reading: Reading): Draw {
  const { source } = reading
  const name = /^\?(?::|<\w+>)/.exec(source.slice(reading.at).join(''))
  if (source[reading.at] === '?' && !name) throw new RangeError('no text is drawn for a lookaround')
  reading.at += name ? name[0].length : 0
  const inside = alternatives(reading)
  reading.at++
  return inside
}

function repeated(reading: Reading, part: Draw): Draw {
  const { source, at } = reading
  const found = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})/.exec(source.slice(at, at + 16).join(''))
  if (!found) return part
  reading.at += found[0].length
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
function bracketed(reading: Reading): string[] {
  const { source } = reading
  const inside: string[] = []
  while (source[reading.at] !== ']') {
    const sign = source[reading.at++] as string
    const named = sign === '\\' ? classes[source[reading.at] as string] : undefined
    if (sign !== '\\') inside.push(sign)
    else if (named === undefined) inside.push(escaped(reading))
    else {
      reading.at++
      inside.push(...named)
    }
  }
  reading.at++
  return inside
}

function escaped(reading: Reading): string {
  const { source } = reading
  const sign = source[reading.at++] as string
  const digits = sign === 'u' ? 4 : sign === 'x' ? 2 : 0
  if (!digits) return { n: '\n', t: '\t', r: '\r' }[sign] ?? sign
  const code = source.slice(reading.at, reading.at + digits).join('')
  reading.at += digits
  return String.fromCharCode(Number.parseInt(code, 16))
}

function always(text: string): Draw {
  return () => text
}

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

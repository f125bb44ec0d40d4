/** The way a language writes values. */
export interface Language {
  readonly text: (text: string) => string
  readonly key: (name: string) => string
  readonly word: (value: boolean | null) => string
  readonly bytes: (list: string) => string
  readonly indent: number
  /** Whether an object on one line has spaces inside its braces. */
  readonly spaced: boolean
  /** Whether objects are written as lists with keys, and objects and lists say that they may hold anything. */
  readonly dictionaries?: boolean
}

export const typescript: Language = {
  text: (text) => `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`,
  key: (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : typescript.text(name)),
  word: (value) => String(value),
  bytes: (list) => `new Uint8Array([${list}])`,
  indent: 2,
  spaced: true,
}

export const python: Language = {
  text: (text) => JSON.stringify(text),
  key: (name) => JSON.stringify(name),
  word: (value) => (value === null ? 'None' : value ? 'True' : 'False'),
  bytes: (list) => `bytes([${list}])`,
  indent: 4,
  spaced: false,
}

/** Writes a value of JSON, or one with bytes, as a literal of a language, broken over lines where it, after `before` letters, is wider than `width`. */
export function literalOf(value: unknown, language: Language, column = 0, width = 72, before = 0): string {
  const flat = inline(value, language)
  if (
    typeof value !== 'object' ||
    value === null ||
    value instanceof Uint8Array ||
    flat.length + column + before <= width
  )
    return flat
  const inner = column + language.indent
  const pad = ' '.repeat(inner)
  const items = Array.isArray(value)
    ? value.map((item) => literalOf(item, language, inner, width))
    : Object.entries(value).map(([name, item]) => `${language.key(name)}: ${literalOf(item, language, inner, width)}`)
  const [open, close] = Array.isArray(value) || language.dictionaries ? '[]' : '{}'
  return `${open}\n${items.map((item) => `${pad}${item},\n`).join('')}${' '.repeat(column)}${close}${holding(value, language)}`
}

function inline(value: unknown, language: Language): string {
  if (typeof value === 'string') return language.text(value)
  if (typeof value === 'boolean' || value === null) return language.word(value)
  if (typeof value !== 'object') return String(value)
  if (value instanceof Uint8Array) return language.bytes([...value].join(', '))
  if (Array.isArray(value))
    return `[${value.map((item) => inline(item, language)).join(', ')}]${holding(value, language)}`
  const entries = Object.entries(value).map(([name, item]) => `${language.key(name)}: ${inline(item, language)}`)
  if (language.dictionaries) return `[${entries.join(', ') || ':'}]${holding(value, language)}`
  if (entries.length === 0) return '{}'
  return language.spaced ? `{ ${entries.join(', ')} }` : `{${entries.join(', ')}}`
}

function holding(value: object, { dictionaries }: Language): string {
  if (!dictionaries) return ''
  return Array.isArray(value) ? ' as [Any]' : ' as [String: Any]'
}

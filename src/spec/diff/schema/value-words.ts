import { isJsonObject, type JsonValue } from '../../containment/json.js'

const longest = 40

/** Spells a value in a few characters: long texts by their beginning, lists and objects by their size. */
export function brief(value: JsonValue): string {
  if (Array.isArray(value)) return value.length ? `a list of ${counted(value.length)}` : 'an empty list'
  if (isJsonObject(value)) {
    const text = JSON.stringify(value)
    return text.length > longest ? 'an object' : text
  }
  const text = JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

/** Lists some of the words that are taken. */
export function listed(words: readonly JsonValue[]): string {
  const shown = words.slice(0, 5).map((word) => brief(word))
  return words.length > shown.length ? `${shown.join(', ')} and ${words.length - shown.length} more` : shown.join(', ')
}

/** Names the types of JSON Schema that a value has. */
export function schemaTypesOf(value: JsonValue): string[] {
  if (value === null) return ['null']
  if (Array.isArray(value)) return ['array']
  if (typeof value === 'number') return Number.isInteger(value) ? ['integer', 'number'] : ['number']
  return [typeof value]
}

const articles: { readonly [type: string]: string } = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
}

/** Names types for people. */
export function kinds(types: readonly string[]): string {
  return types.map((type) => articles[type] ?? type).join(' or ')
}

/** A keyword that limits a size: the size in words, whether a limit refuses it, and what the limit asks for. */
export type SizeLimit = readonly [
  keyword: string,
  size: string,
  refuses: (limit: number) => boolean,
  words: (limit: number) => string,
]

function atMost(limit: number): string {
  return `takes at most ${counted(limit)}`
}
function atLeast(limit: number): string {
  return `takes no less than ${counted(limit)}`
}

/** Lists the keywords that limit a value of this kind. */
export function sized(value: JsonValue): SizeLimit[] {
  if (typeof value === 'number')
    return [
      ['maximum', counted(value), (limit) => value > limit, atMost],
      ['minimum', counted(value), (limit) => value < limit, atLeast],
      ['exclusiveMaximum', counted(value), (limit) => value >= limit, (limit) => `takes less than ${counted(limit)}`],
      ['exclusiveMinimum', counted(value), (limit) => value <= limit, (limit) => `takes more than ${counted(limit)}`],
      ['multipleOf', counted(value), (step) => value % step !== 0, (step) => `takes multiples of ${counted(step)}`],
    ]
  const [keyword, count, noun] = sizeOf(value)
  const size = `of ${counted(count)} ${noun}${count === 1 ? '' : 's'}`
  return [
    [`max${keyword}`, size, (limit) => count > limit, atMost],
    [`min${keyword}`, size, (limit) => count < limit, atLeast],
  ]
}

function sizeOf(value: JsonValue): readonly [keyword: string, count: number, noun: string] {
  if (typeof value === 'string') return ['Length', [...value].length, 'character']
  if (Array.isArray(value)) return ['Items', value.length, 'item']
  return isJsonObject(value) ? ['Properties', Object.keys(value).length, 'key'] : ['Nothing', 0, '']
}

function counted(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: 20 })
}

import type { JsonObject, JsonValue } from '../../containment/json.js'
import { tagsOf } from './schema-spelling.js'

const shownValues = 6

/** Spells a word of a list as it stands in code. */
function quoted(value: JsonValue): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``
}

/** Spells some words of a list. */
export function quotedList(values: readonly JsonValue[]): string {
  const shown = values.slice(0, shownValues).map(quoted).join(', ')
  return values.length > shownValues ? `${shown} and ${values.length - shownValues} more` : shown
}

const longest = 100

/** Spells a value of a schema as far as it fits a line. */
export function inShort(value: JsonValue): string {
  const text = JSON.stringify(value)
  return `\`${text.length > longest ? `${text.slice(0, longest)} ...` : text}\``
}

/** Puts what a schema takes into a few words. */
export function wordsFor(part: JsonObject): string {
  const tag = tagsOf(part).find(([, values]) => values.length === 1)
  if (tag) return `an object with \`${tag[0]}\` ${quotedList(tag[1])}`
  if (Array.isArray(part['enum'])) return quotedList(part['enum'])
  const { type, anyOf } = part
  if (Array.isArray(anyOf)) return (anyOf as JsonObject[]).map(wordsFor).join(' or ')
  if (typeof type !== 'string') return Object.keys(part).length ? 'a value described otherwise' : 'any value'
  const names: { readonly [type: string]: string } = {
    string: 'text',
    number: 'a number',
    integer: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
    null: 'null',
  }
  return names[type] ?? type
}

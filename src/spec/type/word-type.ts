import { type DescribedSchema, marksOf } from '../../guards/described-schema.js'
import { textLiteral } from '../../guards/print/literal.js'
import type { TypeDescription } from './description.js'
import { heldType, type TypePlace } from './type-place.js'

/** Prints the type of text; where words are known, editors offer them. */
export function textType(schema: DescribedSchema, { isReadonly }: TypePlace): readonly string[] {
  const { 'x-known': known } = marksOf(schema) as { readonly 'x-known'?: readonly unknown[] }
  if (!Array.isArray(known)) return ['string']
  return [...known.map(literalType), isReadonly ? 'Readonly<string & {}>' : '(string & {})']
}

/** Prints the type of one value. */
export function literalType(value: unknown): string {
  if (typeof value === 'string') return textLiteral(value)
  if (typeof value === 'bigint') return `${value}n`
  // these have no literal
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'number'
  return String(value)
}

/** Prints the type of text that is made of parts. */
export function templateType({ parts = [] }: TypeDescription, place: TypePlace): readonly string[] {
  return [`\`${parts.map((part) => partType(part, place)).join('')}\``]
}

function partType(part: unknown, place: TypePlace): string {
  if (part === undefined) return ''
  if (typeof part !== 'object' || part === null) return escaped(String(part))
  return `\${${heldType(part as DescribedSchema, place).replace(/\bundefined$/, '""')}}`
}

function escaped(text: string): string {
  return textLiteral(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', '\\`').replaceAll('${', '\\${')
}

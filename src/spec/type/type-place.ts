import type { DescribedSchema } from '../../guards/described-schema.js'
import type { FieldMeanings, FieldSentences } from '../prose.js'
import type { TypeScope } from './type-scope.js'

/** Where a type is printed. */
export interface TypePlace {
  readonly scope: TypeScope
  /** The way from the payload, in which `[]` stands for the items of a list and `*` for a key. */
  readonly path: readonly string[]
  readonly sentences: FieldSentences
  readonly meanings: FieldMeanings
  /** What its lines begin with. */
  readonly indent: string
  /** The schemas that hold themselves. */
  readonly circles: ReadonlySet<DescribedSchema>
  /** What the names of types inside begin with. */
  readonly name: string
  /** Whether the value itself, not what it holds, is read only. */
  readonly isReadonly: boolean
  /** How many schemas hold this one. */
  readonly depth: number
  /** Prints a type as the members of its union. */
  readonly print: (schema: DescribedSchema, place: TypePlace) => readonly string[]
}

/** How a kind of schema is printed: as the members of its union. */
export type PrintType = (schema: DescribedSchema, place: TypePlace) => readonly string[]

/** Prints a type as one of several in a union. */
export function unionType(members: readonly string[]): string {
  const all = [...new Set(members)]
  const whole = ['any', 'unknown'].find((each) => all.includes(each))
  if (whole) return whole
  const others = all.filter((each) => each !== 'never' && each !== 'undefined')
  // what may be missing is said last
  const printed = all.includes('undefined') ? [...others, 'undefined'] : others
  return printed.length ? printed.join(' | ') : 'never'
}

/** Prints the type of a schema. */
export function typeIn(schema: DescribedSchema | undefined, place: TypePlace): string {
  return unionType(place.print(schema as DescribedSchema, place))
}

/** Prints the type of what a schema holds. */
export function heldType(schema: DescribedSchema | undefined, place: TypePlace, ...steps: readonly string[]): string {
  return typeIn(schema, { ...place, path: [...place.path, ...steps], isReadonly: false })
}

/** Encloses a type in parentheses that is more than a word, so that something may follow it. */
export function enclosed(type: string): string {
  const isWhole = /^(?:[\w$.]+(?:<[^<>]*>)?(?:\[\])*|"(?:[^"\\]|\\.)*"|-?[\w.+]+)$/.test(type) || isBraced(type)
  return isWhole && !type.startsWith('readonly ') ? type : `(${type})`
}

/** Returns whether one pair of braces holds a whole type. */
function isBraced(type: string): boolean {
  if (!type.startsWith('{\n')) return false
  const indent = /\n( *)\}$/.exec(type)
  return indent !== null && type.indexOf(`\n${indent[1]}}`) === type.length - indent[0].length
}

/** Returns what a record holds itself under a key, which may be called as what all objects have. */
export function ownEntry<Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined
}

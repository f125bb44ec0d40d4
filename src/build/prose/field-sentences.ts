import type { Schema } from '../../contract/schema.js'
import { type DescribedSchema, definitionOf, isDescribed } from '../../guards/described-schema.js'
import type { FieldMeanings, FieldSentences } from '../../spec/prose.js'
import type { ValueMeanings } from '../value-comments.js'

/** Returns what is said of a schema in the place where it stands. */
export type SentenceOf = (value: object) => string | undefined

/** Maps the path of every field below a schema to its sentence. */
export function fieldSentences(schema: Schema<unknown> | undefined, sentenceOf: SentenceOf): FieldSentences {
  const found: Record<string, string> = {}
  visitFields(schema, (path, field) => {
    const sentence = sentenceAround(field, sentenceOf)
    if (sentence !== undefined) found[path] ??= sentence
  })
  return found
}

/** Returns what the values of an enumeration mean. */
export type MeaningsOf = (schema: DescribedSchema) => ValueMeanings

/** Maps the path of every enumeration in a schema to what its values mean, where that is said. */
export function fieldMeanings(schema: Schema<unknown> | undefined, meaningsOf: MeaningsOf): FieldMeanings {
  const found: Record<string, ValueMeanings> = {}
  visitParts(schema, (path, part) => {
    const meanings = meaningsOf(part)
    const at = path.join('.')
    if (Object.keys(meanings).length) found[at] = { ...found[at], ...meanings }
  })
  return found
}

/** Lists the paths of the fields below a schema of which nothing is said. */
export function unsaidFields(schema: Schema<unknown> | undefined, sentenceOf: SentenceOf): string[] {
  const said = fieldSentences(schema, sentenceOf)
  const unsaid = new Set<string>()
  visitFields(schema, (path) => {
    if (!Object.hasOwn(said, path)) unsaid.add(path)
  })
  return [...unsaid]
}

/** Finds the sentence of a field, also where it was wrapped after it was said, as by `partial`. */
function sentenceAround(field: DescribedSchema, sentenceOf: SentenceOf): string | undefined {
  const { innerType } = definitionOf(field)
  return sentenceOf(field) ?? (innerType && sentenceAround(innerType, sentenceOf))
}

function visitFields(
  schema: Schema<unknown> | undefined,
  onField: (path: string, field: DescribedSchema) => void,
): void {
  visitParts(schema, (path, part, isField) => {
    if (isField) onField(path.join('.'), part)
  })
}

type OnPart = (path: readonly string[], part: DescribedSchema, isField: boolean) => void

/** Calls a function with all that a schema is made of; what a field holds comes after the field, under its path. */
export function visitParts(schema: Schema<unknown> | undefined, onPart: OnPart): void {
  if (schema && isDescribed(schema)) visit(schema, [], [], false)

  function visit(held: DescribedSchema, path: readonly string[], around: readonly object[], isField: boolean): void {
    onPart(path, held, isField)
    const definition = definitionOf(held)
    if (around.includes(definition)) return
    const inside = [...around, definition]
    const { shape = {}, element, items = [], rest, valueType, options = [], left, right, innerType } = definition
    const { getter, catchall } = definition as typeof definition & { readonly catchall?: DescribedSchema }
    for (const [key, field] of Object.entries(shape)) visit(field, [...path, key], inside, true)
    for (const each of [element, ...items, rest]) if (each) visit(each, [...path, '[]'], inside, false)
    for (const each of [valueType, catchall]) if (each) visit(each, [...path, '*'], inside, false)
    for (const each of [...options, left, right, innerType, getter?.()]) if (each) visit(each, path, inside, false)
  }
}

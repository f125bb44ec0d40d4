import type { Schema } from '../../contract/schema.js'
import { type DescribedSchema, definitionOf, isDescribed } from '../../guards/described-schema.js'
import type { FieldSentences } from '../../spec/prose.js'

/** Returns what is said of a schema in the place where it stands. */
export type SentenceOf = (value: object) => string | undefined

/** Maps the path of every field below a schema to its sentence. */
export function fieldSentences(schema: Schema<unknown> | undefined, sentenceOf: SentenceOf): FieldSentences {
  const found: Record<string, string> = {}
  if (schema && isDescribed(schema)) visit(schema, [], [])
  return found

  function visit(held: DescribedSchema, path: readonly string[], around: readonly object[]): void {
    const definition = definitionOf(held)
    if (around.includes(definition)) return
    const inside = [...around, definition]
    const { shape = {}, element, items = [], rest, valueType, options = [], left, right, innerType } = definition
    const { getter, catchall } = definition as typeof definition & { readonly catchall?: DescribedSchema }
    for (const [key, field] of Object.entries(shape)) {
      const at = [...path, key]
      const sentence = sentenceAround(field)
      if (sentence !== undefined) found[at.join('.')] ??= sentence
      visit(field, at, inside)
    }
    for (const each of [element, ...items, rest]) if (each) visit(each, [...path, '[]'], inside)
    for (const each of [valueType, catchall]) if (each) visit(each, [...path, '*'], inside)
    for (const each of [...options, left, right, innerType, getter?.()]) if (each) visit(each, path, inside)
  }

  /** Finds the sentence of a field, also where it was wrapped after it was said, as by `partial`. */
  function sentenceAround(field: DescribedSchema): string | undefined {
    const { innerType } = definitionOf(field)
    return sentenceOf(field) ?? (innerType && sentenceAround(innerType))
  }
}

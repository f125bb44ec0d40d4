import type { Schema } from '../../contract/schema.js'
import { type DescribedSchema, definitionOf, isDescribed } from '../../guards/described-schema.js'
import type { FieldSentences } from '../../spec/prose.js'

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
  if (schema && isDescribed(schema)) visit(schema, [], [])

  function visit(held: DescribedSchema, path: readonly string[], around: readonly object[]): void {
    const definition = definitionOf(held)
    if (around.includes(definition)) return
    const inside = [...around, definition]
    const { shape = {}, element, items = [], rest, valueType, options = [], left, right, innerType } = definition
    const { getter, catchall } = definition as typeof definition & { readonly catchall?: DescribedSchema }
    for (const [key, field] of Object.entries(shape)) {
      const at = [...path, key]
      onField(at.join('.'), field)
      visit(field, at, inside)
    }
    for (const each of [element, ...items, rest]) if (each) visit(each, [...path, '[]'], inside)
    for (const each of [valueType, catchall]) if (each) visit(each, [...path, '*'], inside)
    for (const each of [...options, left, right, innerType, getter?.()]) if (each) visit(each, path, inside)
  }
}

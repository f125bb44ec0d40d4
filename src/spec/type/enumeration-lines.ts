import { nextStatesOf } from '../../contract/next-states.js'
import { type DescribedSchema, definitionOf, marksOf } from '../../guards/described-schema.js'
import type { EnumerationProse, FieldMeanings } from '../prose.js'
import { ownEntry } from './type-place.js'

/** Reads the values of an enumeration; nothing where a schema is none. */
export function enumerationWords(schema: DescribedSchema): Pick<EnumerationProse, 'values' | 'open'> | undefined {
  const { type, entries, values = Object.values(entries ?? {}) } = definitionOf(schema)
  const known = (marksOf(schema) as { readonly 'x-known'?: readonly string[] })['x-known']
  if (known) return { values: known, open: true }
  const isOfWords = (type === 'enum' || type === 'literal') && values.every((value) => typeof value === 'string')
  return isOfWords ? { values: values as string[], open: false } : undefined
}

/** Lists for a comment what each value means and what follows it, a line each; nothing where nothing is said of any. */
export function enumerationLines({ values, meanings, next }: Omit<EnumerationProse, 'open' | 'summary'>): string[] {
  return values.flatMap((value) => {
    const [meaning, followers] = [ownEntry(meanings, value), ownEntry(next, value)]
    if (meaning === undefined && followers === undefined) return []
    return [`- \`${value}\`: ${[meaning, followers && followerWords(followers)].filter(Boolean).join(' ')}`]
  })
}

function followerWords(followers: readonly string[]): string {
  return followers.length ? `Next: ${followers.map((value) => `\`${value}\``).join(', ')}.` : 'Nothing follows.'
}

/** Lists what the values of a field's enumeration mean, also where a list of them stands in it, or nothing may. */
export function fieldLines(schema: DescribedSchema, path: readonly string[], meanings: FieldMeanings): string[] {
  const definition = definitionOf(schema)
  const { type, element, innerType, options = [] } = definition
  if (element) return fieldLines(element, [...path, '[]'], meanings)
  if (innerType && wrapping.has(type)) return fieldLines(innerType, path, meanings)
  const words = type === 'union' ? options.map(enumerationWords) : [enumerationWords(schema)]
  if (!words.length || words.some((each) => !each)) return []
  const values = [...new Set(words.flatMap((each) => each?.values ?? []))]
  const [said, next] = [ownEntry(meanings, path.join('.')), nextStatesOf(definition)]
  return enumerationLines({ values, ...(said && { meanings: said }), ...(next && { next }) })
}

const wrapping: ReadonlySet<string> = new Set(['optional', 'nullable', 'readonly', 'nonoptional'])

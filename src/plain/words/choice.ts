import { isObject } from '../../fields/check.js'
import { made } from '../made.js'
import { PlainSchema, type SchemaIssue, schemaIssue } from '../schema.js'
import { wordsOf } from './presence.js'

/** Accepts what the only option of a choice does. */
export function only(option: PlainSchema, inclusive = true): PlainSchema {
  return new PlainSchema({ type: 'union', options: [option], inclusive }, (value, issues) => option.read(value, issues))
}

/** Accepts what exactly one of several schemas does. */
export function xor(options: readonly PlainSchema[]): PlainSchema {
  return new PlainSchema({ type: 'union', options, inclusive: false }, (value, issues) => {
    const fit = options.flatMap((option) => {
      const found: SchemaIssue[] = []
      const copy = option.read(value, found)
      return found.length ? [] : [{ copy }]
    })
    const [first, another] = fit
    if (first && !another) return first.copy
    issues.push(schemaIssue({}))
    return value
  })
}

/**
 * Accepts one of several objects, which the words of a field tell apart, in whatever way they are said: options may be
 * choices themselves. What no word tells is refused, or tried by another schema.
 */
export function toldApart(discriminator: string, options: readonly PlainSchema[], fallback?: PlainSchema): PlainSchema {
  const definition = { type: 'union', options, discriminator, inclusive: false, unionFallback: fallback !== undefined }
  let known: ReadonlyMap<unknown, PlainSchema | undefined> | undefined
  const reason = { expected: 'object' }
  return made(
    definition,
    isObject,
    (value, issues) => {
      known ??= optionsByWord(discriminator, options)
      const option = known.get((value as Record<string, unknown>)[discriminator]) ?? fallback
      if (option) return option.read(value, issues)
      issues.push(schemaIssue({}, [discriminator]))
      return value
    },
    reason,
  )
}

/** Finds the option of each word; one of several options, as that of a field which may be missing, tells nothing. */
function optionsByWord(
  discriminator: string,
  options: readonly PlainSchema[],
): ReadonlyMap<unknown, PlainSchema | undefined> {
  const known = new Map<unknown, PlainSchema | undefined>()
  for (const option of options)
    for (const word of new Set(wordsOf(option, discriminator))) known.set(word, known.has(word) ? undefined : option)
  return known
}

import * as z from './needs-zod-4.js'

/**
 * Accepts any word of at most 64 characters; the known ones autocomplete.
 * @example
 * const provider = openEnum(['kwik', 'gokada', 'auto'])
 */
export function openEnum<const Known extends readonly string[]>(
  known: Known,
): z.ZodMiniType<Known[number] | (string & {}), Known[number] | (string & {})> {
  const word = z.string().check(z.maxLength(64))
  return word.register(z.globalRegistry, { 'x-known': known } as never) as never
}

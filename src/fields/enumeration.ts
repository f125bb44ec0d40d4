import { nextStatesKey } from '../contract/next-states.js'
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

/**
 * Declares of a copy of an enumeration which values may follow each value. That is for readers, who find it in
 * documents: nothing on the wire is checked against it. A value that nothing follows has an empty list.
 * @example
 * const status = nextStates({ placed: ['paid'], paid: ['sent'], sent: [] }, z.enum(['placed', 'paid', 'sent']))
 */
export function nextStates<S extends z.ZodMiniType<string>>(
  states: { readonly [Value in z.output<S>]?: readonly z.output<S>[] },
  schema: S,
): S {
  // with its parent it keeps what is registered beside it
  return z.clone(schema, { ...schema._zod.def, [nextStatesKey]: states } as S['_zod']['def'], { parent: true })
}

import { namedValues, wordsOf } from '../../plain/words/presence.js'
import { type DescribedSchema, isPlain } from '../described-schema.js'
import { describedBy, enumValues, lazyInner } from './described.js'

const never = new Set(
  'string number boolean null bytes object array tuple record template_literal nonoptional never'.split(' '),
)

/** Returns whether `undefined` may fit a schema, as far as it can be told. */
export function mayBeUndefined(schema: DescribedSchema): boolean {
  const described = describedBy(schema)
  const { type, innerType, options, values } = described
  if (never.has(type)) return false
  if (type === 'literal') return values?.includes(undefined) ?? true
  if (type === 'enum') return enumValues(described).includes(undefined)
  if (type === 'nullable' || type === 'readonly') return !innerType || mayBeUndefined(innerType)
  return type === 'union' && options ? options.some(mayBeUndefined) : true
}

/** Returns whether a field may be missing; zod says it of kinds that are not known here, if in no other way than this. */
export function mayBeMissing(schema: DescribedSchema, seen: ReadonlySet<object> = new Set()): boolean {
  if (seen.has(schema)) return false
  const described = describedBy(schema)
  const { type, innerType, options } = described
  const isMissing = (inner: DescribedSchema): boolean => mayBeMissing(inner, new Set([...seen, schema]))
  if (type === 'optional') return true
  if (type === 'union') return options?.some(isMissing) ?? false
  if (type === 'lazy') return isMissing(lazyInner(described))
  if (type === 'nullable' || type === 'readonly') return innerType !== undefined && isMissing(innerType)
  return false
}

/** Returns whether a field of a kind that is not known here is missing in a way of its own. */
export function isPeculiar(schema: DescribedSchema): boolean {
  if (!('_zod' in schema)) return false
  const { optin, optout } = schema._zod
  const isKnown = (optin === undefined && optout === undefined) || (optin === 'optional' && optout === 'optional')
  return !isKnown || (optin !== undefined) !== mayBeMissing(schema)
}

/** Lists the values that a schema names, or nothing where it names none. */
export function valuesOf(schema: DescribedSchema): readonly unknown[] | undefined {
  if (isPlain(schema)) return namedValues(schema)
  return schema._zod.values && [...schema._zod.values]
}

/** Lists the words of a field by which an option of a choice is told from others. */
export function wordsOfOption(option: DescribedSchema, field: string): readonly unknown[] {
  if (isPlain(option)) return wordsOf(option, field)
  try {
    return [...(option._zod.propValues?.[field] ?? [])]
  } catch {
    // it is a choice whose own options have none
    return []
  }
}

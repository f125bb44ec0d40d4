import type { Definition, PlainSchema } from '../schema.js'

/** Returns whether a field may be missing. */
export function isOmittable(schema: PlainSchema, seen: readonly PlainSchema[] = []): boolean {
  const { type, innerType, options = [], getter } = schema['~plain']
  if (type === 'optional') return true
  if (type === 'nonoptional' || seen.includes(schema)) return false
  const inner = innerType ?? getter?.()
  return (inner ? [inner] : options).some((each) => isOmittable(each, [...seen, schema]))
}

/** Lists the values that a schema names, or nothing where it names none. */
export function namedValues({ '~plain': plain }: PlainSchema): readonly unknown[] | undefined {
  const { type, innerType, options, values, exact } = plain
  if (type === 'null') return [null]
  if (type === 'undefined') return [undefined]
  if (type === 'union') return allOf((options ?? []).map(namedValues))
  const inner = innerType && namedValues(innerType)
  if (!inner) return values
  if (type === 'nullable') return [...inner, null]
  if (type === 'nonoptional') return inner.filter((value) => value !== undefined)
  return type === 'optional' && !exact ? [...inner, undefined] : inner
}

function allOf(lists: readonly (readonly unknown[] | undefined)[]): readonly unknown[] | undefined {
  return lists.every((list) => list !== undefined) ? lists.flat() : undefined
}

/** Lists the words of a field by which an object is told from others. */
export function wordsOf({ '~plain': plain }: PlainSchema, field: string): readonly unknown[] {
  const { shape, innerType, options, getter } = plain
  const inner = innerType ?? getter?.()
  if (inner) return wordsOf(inner, field)
  if (options) return wordsOfChoice(plain, options, field)
  const schema = shape && Object.hasOwn(shape, field) ? shape[field] : undefined
  const values = schema && namedValues(schema)
  // a field that is missing reads as `undefined`
  return values && schema && isOmittable(schema) ? [...values, undefined] : (values ?? [])
}

function wordsOfChoice(
  { discriminator, unionFallback }: Definition,
  options: readonly PlainSchema[],
  field: string,
): readonly unknown[] {
  const lists = options.map((option) => new Set(wordsOf(option, field)))
  const words = new Set(lists.flatMap((list) => [...list]))
  const isAmbiguous =
    field === discriminator && !unionFallback && lists.filter((list) => list.has(undefined)).length > 1
  if (isAmbiguous) words.delete(undefined)
  return [...words]
}

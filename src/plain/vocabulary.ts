import { isObject, isShort } from '../fields/check.js'
import { type Check, type Definition, type Misfit, misfit, PlainSchema, type Read, type Reason } from './schema.js'

type Fields = Readonly<Record<string, PlainSchema>>
type Test = (value: unknown) => boolean

/** Makes a schema of values that are the same when they are copied. */
function scalar(definition: Definition, fits: Test, reason: Reason): PlainSchema {
  return new PlainSchema(definition, (value, misfits) => {
    if (!fits(value)) misfits.push(misfit(reason))
    return value
  })
}

/** Makes a schema of values that hold others. */
function compound(definition: Definition, fits: Test, copied: Read, expected: string = definition.type): PlainSchema {
  return new PlainSchema(definition, (value, misfits) => {
    if (fits(value)) return copied(value, misfits)
    misfits.push(misfit({ code: 'invalid_type', expected }))
    return value
  })
}

const typed = (type: string, fits: Test): PlainSchema =>
  scalar({ type }, fits, { code: 'invalid_type', expected: type })
const oneOf = (definition: Definition, values: readonly unknown[]): PlainSchema =>
  scalar(definition, (value) => values.includes(value), { code: 'invalid_value', values })

/** Accepts text. */
export const string = (): PlainSchema => typed('string', (value) => typeof value === 'string')
/** Accepts a finite number. */
export const number = (): PlainSchema => typed('number', Number.isFinite)
/** Accepts `true` and `false`. */
export const boolean = (): PlainSchema => typed('boolean', (value) => typeof value === 'boolean')
/** Accepts anything, which others check. */
export const unknown = (): PlainSchema => scalar({ type: 'unknown' }, () => true, { code: '' })
const nothing = (): PlainSchema => typed('null', (value) => value === null)
const words = (values: readonly string[]): PlainSchema =>
  oneOf({ type: 'enum', entries: Object.fromEntries(values.map((value) => [value, value])) }, values)

export { nothing as null, words as enum }
/** Accepts one value. */
export const literal = (value: unknown): PlainSchema => oneOf({ type: 'literal', values: [value] }, [value])

/** Accepts what may be missing. */
export function optional(innerType: PlainSchema): PlainSchema {
  return new PlainSchema({ type: 'optional', innerType }, (value, misfits) =>
    value === undefined ? value : innerType.read(value, misfits),
  )
}

/** Accepts an object of declared fields, and drops the others. */
export function object(shape: Fields): PlainSchema {
  const fields = Object.entries(shape)
  return compound({ type: 'object', shape }, isObject, (value, misfits) => {
    const copy: Record<string, unknown> = {}
    for (const [key, field] of fields)
      if (field.plain.type !== 'optional' || key in (value as object))
        copy[key] = field.readAt(key, (value as Record<string, unknown>)[key], misfits)
    return copy
  })
}

/** Adds fields to a copy of a schema. */
export const extend = ({ plain, marks }: PlainSchema, shape: Fields): PlainSchema =>
  object({ ...plain.shape, ...shape }).register(undefined, marks)

/** Accepts a list. */
export function array(element: PlainSchema): PlainSchema {
  return compound({ type: 'array', element }, Array.isArray, (value, misfits) =>
    Array.from(value as unknown[], (each, index) => element.readAt(index, each, misfits)),
  )
}

/** Accepts an object whose keys are values too. */
export function record(keyType: PlainSchema, valueType: PlainSchema): PlainSchema {
  return compound({ type: 'record', keyType, valueType }, isPlainObject, (value, misfits) => {
    const held = value as Record<PropertyKey, unknown>
    const copy: Record<PropertyKey, unknown> = {}
    for (const key of Reflect.ownKeys(held)) {
      if (key === '__proto__' || !Object.prototype.propertyIsEnumerable.call(held, key)) continue
      if (keyType.run(key).issues.length) misfits.push(misfit({ code: 'invalid_key' }, undefined, [key]))
      else copy[key] = valueType.readAt(key, held[key], misfits)
    }
    return copy
  })
}

/** Accepts what one of several schemas does. */
export function union(options: readonly PlainSchema[]): PlainSchema {
  return new PlainSchema({ type: 'union', options }, (value, misfits) => {
    const results = options.map((option) => {
      const found: Misfit[] = []
      return { copy: option.read(value, found), found }
    })
    const fit = results.find(({ found }) => !found.length)
    if (fit) return fit.copy
    const [near, ...others] = results.filter(({ found }) => found.every((each) => each.continue))
    if (near && !others.length) misfits.push(...near.found)
    else misfits.push(misfit({ code: 'invalid_union' }))
    return near && !others.length ? near.copy : value
  })
}

/** Accepts one of several objects, which a field tells apart. */
export function discriminatedUnion(discriminator: string, options: readonly PlainSchema[]): PlainSchema {
  return compound({ type: 'union', options, discriminator }, isObject, choose, 'object')

  function choose(value: unknown, misfits: Misfit[]): unknown {
    const told = (value as Record<string, unknown>)[discriminator]
    const option = options.find(({ plain }) => !plain.shape?.[discriminator]?.run(told).issues.length)
    if (option) return option.read(value, misfits)
    misfits.push(misfit({ code: 'invalid_union' }, undefined, [discriminator]))
    return value
  }
}

const originOf = (value: unknown): string =>
  Array.isArray(value) ? 'array' : typeof value === 'string' ? 'string' : 'unknown'
const isWithin = (value: string | { length: number }, most: number): boolean =>
  typeof value === 'string' ? isShort(value, most) : value.length <= most

/** Asks for at most so many characters or items. */
export const maxLength = (maximum: number): Check => ({
  check: 'max_length',
  isOfLength: true,
  maximum,
  misfit: (value) => (isWithin(value, maximum) ? undefined : { code: 'too_big', maximum, origin: originOf(value) }),
})

/** Asks for at least so many characters or items. */
export const minLength = (minimum: number): Check => ({
  check: 'min_length',
  isOfLength: true,
  minimum,
  misfit: (value) =>
    isWithin(value, minimum - 1) ? { code: 'too_small', minimum, origin: originOf(value) } : undefined,
})

/** Asks for a number of at most so much. */
export const lte = (maximum: number): Check => ({
  check: 'less_than',
  value: maximum,
  misfit: (value) => (value <= maximum ? undefined : { code: 'too_big', maximum }),
})

/** Asks for a number of at least so much. */
export const gte = (minimum: number): Check => ({
  check: 'greater_than',
  value: minimum,
  misfit: (value) => (value >= minimum ? undefined : { code: 'too_small', minimum }),
})

/** Asks for text of a form. */
export const regex = (pattern: RegExp): Check => ({
  check: 'string_format',
  pattern,
  misfit: (value) => (pattern.test(value) ? undefined : { code: 'invalid_format' }),
})

/** Asks whatever a function says. */
export const refine = (fn: (value: never) => boolean): Check => ({
  check: 'custom',
  misfit: (value) => (fn(value) ? undefined : { code: 'custom' }),
})

/** Copies a schema. */
export const clone = (schema: PlainSchema): PlainSchema => schema.marked()

/** Stands for zod's registry, which plain schemas do without: each keeps its marks itself. */
export const globalRegistry: unknown = undefined

/** Tells whether a value is an object that no class of an application's made. */
function isPlainObject(value: unknown): boolean {
  if (!isObject(value)) return false
  const made = value['constructor']
  return typeof made !== 'function' || Object.hasOwn(made.prototype ?? {}, 'isPrototypeOf')
}

import { isObject, isPlainObject, isShort } from '../fields/check.js'
import { made, ofValues, qualified } from './made.js'
import { type Check, type Marks, PlainSchema, type SchemaIssue, schemaIssue } from './schema.js'

export { qualified } from './made.js'
export { binary } from './words/binary.js'
export { only, toldApart, xor } from './words/choice.js'
export { aborting, formatted, rewritten } from './words/format.js'
export { intersection } from './words/intersection.js'
export { length } from './words/length-check.js'
export { gt, lt, multipleOf, numberFormat } from './words/number-check.js'
export { objectOf } from './words/object-of.js'
export { recordOf } from './words/record-of.js'
export { endsWith, format, includes, regexAnew, startsWith, urlFormat } from './words/text-check.js'
export { tuple } from './words/tuple.js'
export { any, literals, never, templateLiteral, undefined, void } from './words/value.js'
export { exactOptional, lazy, nonoptional, nullable, readonly } from './words/wrapper.js'

type Fields = Readonly<Record<string, PlainSchema>>

function isFit(schema: PlainSchema | undefined, value: unknown): boolean {
  return !schema?.['~standard'].validate(value).issues
}

/** Accepts text. */
export function string(checks?: readonly Check[], marks?: Marks): PlainSchema {
  return made({ type: 'string', checks, marks }, (value) => typeof value === 'string')
}
/** Accepts a finite number. */
export function number(checks?: readonly Check[], marks?: Marks): PlainSchema {
  return made({ type: 'number', checks, marks }, Number.isFinite)
}
/** Accepts `true` and `false`. */
export function boolean(): PlainSchema {
  return made({ type: 'boolean' }, (value) => typeof value === 'boolean')
}
/** Accepts anything, which others check. */
export function unknown(): PlainSchema {
  return made({ type: 'unknown' }, () => true)
}
function nothing(): PlainSchema {
  return made({ type: 'null' }, (value) => value === null)
}
function words(values: Iterable<string | number>): PlainSchema {
  return ofValues('enum', [...values])
}

export { nothing as null, words as enum }
/** Accepts one value. */
export function literal(value: unknown): PlainSchema {
  return ofValues('literal', [value])
}

/** Accepts what may be missing. */
export function optional(innerType: PlainSchema): PlainSchema {
  return new PlainSchema({ type: 'optional', innerType }, (value, issues) =>
    value === undefined ? value : innerType.read(value, issues),
  )
}

/** Accepts an object of declared fields, and drops the others. */
export function object(shape: Fields): PlainSchema {
  const fields = Object.entries(shape)
  return made({ type: 'object', shape }, isObject, (value, issues) => {
    const copy: Record<string, unknown> = {}
    for (const [key, field] of fields)
      if (field['~plain'].type !== 'optional' || key in (value as object)) copy[key] = field.readAt(key, value, issues)
    return copy
  })
}

/** Adds fields to a copy of a schema. */
export function extend({ '~plain': plain }: PlainSchema, shape: Fields): PlainSchema {
  return qualified(object({ ...plain.shape, ...shape }), [], plain.marks)
}

/** Accepts a list. */
export function array(element: PlainSchema): PlainSchema {
  return made({ type: 'array', element }, Array.isArray, (value, issues, checks) => {
    const items = value as readonly unknown[]
    // nobody's time is spent on the items of a list that is too long
    const cap = checks.find(({ maximum = items.length }) => items.length > maximum)
    if (!cap) return Array.from(items, (_, index) => element.readAt(index, items, issues))
    issues.push(schemaIssue(cap, [], false, items))
    return undefined
  })
}

/** Accepts an object whose keys are values too. */
export function record(keyType: PlainSchema, valueType: PlainSchema): PlainSchema {
  return made({ type: 'record', keyType, valueType }, isPlainObject, (value, issues) => {
    const held = value as Record<PropertyKey, unknown>
    const copy: Record<PropertyKey, unknown> = {}
    for (const key of Reflect.ownKeys(held)) {
      if (key === '__proto__' || !Object.prototype.propertyIsEnumerable.call(held, key)) continue
      if (isFit(keyType, key)) copy[key] = valueType.readAt(key, held, issues)
      else issues.push({ ...schemaIssue({}, [key]), code: 'invalid_key' })
    }
    return copy
  })
}

/** Accepts what one of several schemas does. */
export function union(options: readonly PlainSchema[]): PlainSchema {
  return new PlainSchema({ type: 'union', options }, (value, issues) => {
    const results = options.map((option) => {
      const found: SchemaIssue[] = []
      return { copy: option.read(value, found), found }
    })
    const fit = results.find(({ found }) => !found.length)
    if (fit) return fit.copy
    const [near, ...others] = results.filter(({ found }) => found.every((each) => each.continue))
    if (near && !others.length) issues.push(...near.found)
    else issues.push(schemaIssue({}))
    return near && !others.length ? near.copy : value
  })
}

/** Accepts one of several objects, which a field tells apart. */
export function discriminatedUnion(discriminator: string, options: readonly PlainSchema[]): PlainSchema {
  return made({ type: 'union', options, discriminator }, isObject, choose, { expected: 'object' })

  function choose(value: unknown, issues: SchemaIssue[]): unknown {
    const told = (value as Record<string, unknown>)[discriminator]
    const option = options.find(({ '~plain': plain }) => isFit(plain.shape?.[discriminator], told))
    if (option) return option.read(value, issues)
    issues.push(schemaIssue({}, [discriminator]))
    return value
  }
}

/** Returns whether a length is at most so much; what has none is taken to have another. */
function isWithin(value: unknown, most: number, none: number = most): boolean {
  if (typeof value === 'string') return isShort(value, most)
  const { length = none } = Object(value)
  return length <= most
}

/** Asks for at most so many characters or items. */
export function maxLength(maximum: number): Check {
  return {
    check: 'max_length',
    isOfLength: true,
    maximum,
    fits: (value) => isWithin(value, maximum),
  }
}

/** Asks for at least so many characters or items. */
export function minLength(minimum: number): Check {
  return {
    check: 'min_length',
    isOfLength: true,
    minimum,
    fits: (value) => !isWithin(value, minimum - 1, minimum),
  }
}

/** Asks for a number of at most so much. */
export function lte(maximum: number): Check {
  return {
    check: 'less_than',
    maximum,
    value: maximum,
    fits: (value) => value <= maximum,
  }
}

/** Asks for a number of at least so much. */
export function gte(minimum: number): Check {
  return {
    check: 'greater_than',
    minimum,
    value: minimum,
    fits: (value) => value >= minimum,
  }
}

/** Asks for text of a form. */
export function regex(pattern: RegExp): Check {
  return {
    check: 'string_format',
    pattern,
    fits: (value) => pattern.test(value),
  }
}

/** Asks whatever a function says. */
export function refine(fits: (value: never) => boolean): Check {
  return { check: 'custom', fits }
}

/** Copies a schema. */
export function clone(schema: PlainSchema): PlainSchema {
  return qualified(schema, [])
}

import { type DescribedSchema, definitionOf, marksOf } from '../described-schema.js'
import { faultOfChoice } from './choice.js'
import {
  checksIn,
  circlesIn,
  type Description,
  describedBy,
  enumValues,
  isExact,
  type PrintedCheck,
  partsOf,
} from './described.js'
import { dataLiteral, textLiteral, valueLiteral } from './literal.js'
import { printOwnCheck } from './own-check.js'
import { mayBeMissing, mayBeUndefined } from './presence.js'
import type { Scope } from './scope.js'

/** Where a plain schema is printed. */
interface PlainPlace {
  readonly scope: Scope
  readonly path: readonly string[]
  /** The definitions that stand in several places: each is written once. */
  readonly shared: ReadonlySet<object>
  /** The schemas that hold themselves. */
  readonly circles: ReadonlySet<DescribedSchema>
}

/** Bounds what is looked through and how deep is gone: a schema that makes a new one whenever it is asked has no end. */
const most = { schemas: 1000, depth: 100 }

/**
 * Prints the plain schema that says what one of zod's says: an expression of the words of `src/plain/vocabulary.ts`, which
 * it calls `z`. What these words can't say yet is named in the scope.
 */
export function printedPlain(schema: DescribedSchema, scope: Scope): string {
  return printedPlains([schema], scope)[0] as string
}

/** Prints plain schemas together: what several of them hold is written once. */
export function printedPlains(schemas: readonly DescribedSchema[], scope: Scope): string[] {
  const shared = sharedIn(schemas)
  return schemas.map((schema) => printPlain(schema, { scope, path: [], shared, circles: circlesIn(schema) }))
}

function printPlain(schema: DescribedSchema, place: PlainPlace): string {
  const { scope, path, shared } = place
  const described = describedBy(schema)
  const word = words[described.type]
  const checks = described.check ? undefined : checksIn(schema).map((check) => printCheck(check, schema, scope))
  const isEndless = place.circles.has(schema) || path.length > most.depth
  const reason = isEndless
    ? 'a schema that holds itself'
    : (word?.fault?.(described, schema) ?? (checks?.includes(undefined) ? 'a check without a plain word' : undefined))
  if (!word || !checks || reason !== undefined) {
    scope.unprintable.push({
      path,
      reason: reason ?? `the kind ${described.check ? described.format : described.type}`,
    })
    return 'z.unknown()'
  }
  const marks = marksOf(schema)
  const asked = checks.length ? `.check(${checks.join(', ')})` : ''
  const marked = Object.keys(marks).length ? `.register(z.globalRegistry, ${dataLiteral(marks)})` : ''
  const text = `${word.print(described, place)}${asked}${marked}`
  return shared.has(definitionOf(schema)) ? scope.constant(text) : text
}

/** A kind of schema that plain schemas have a word for. */
interface Word {
  readonly print: (described: Description, place: PlainPlace) => string
  readonly fault?: (described: Description, schema: DescribedSchema) => string | undefined
}

const words: Readonly<Record<string, Word>> = {
  string: { print: () => 'z.string()' },
  number: { print: () => 'z.number()' },
  boolean: { print: () => 'z.boolean()' },
  null: { print: () => 'z.null()' },
  unknown: { print: () => 'z.unknown()' },
  enum: {
    print: (described) => `z.enum([${enumValues(described).map(valueLiteral).join(', ')}])`,
    fault: (described) => (enumValues(described).every(isText) ? undefined : 'an enumeration of more than text'),
  },
  literal: {
    print: ({ values }) => `z.literal(${valueLiteral(values?.[0])})`,
    fault: ({ values = [] }) => {
      const isPlain = values.length === 1 && ['string', 'number', 'boolean'].includes(typeof values[0])
      return isPlain && Object.is(values[0], JSON.parse(JSON.stringify(values[0])))
        ? undefined
        : 'a literal of another kind'
    },
  },
  optional: {
    print: ({ innerType }, place) => `z.optional(${printPlain(innerType as DescribedSchema, place)})`,
    fault: (_, schema) => (isExact(schema) ? 'a field that may be missing, but not undefined' : undefined),
  },
  object: { print: printFieldsPlain, fault: faultOfPlainObject },
  array: { print: ({ element }, place) => `z.array(${inside(element, place, '*')})` },
  record: {
    print: ({ keyType, valueType }, place) =>
      `z.record(${inside(keyType, place, '*')}, ${inside(valueType, place, '*')})`,
    fault: ({ keyType, mode, partial }) =>
      describedBy(keyType as DescribedSchema).type === 'string' && !mode && !partial
        ? undefined
        : 'a record of another kind',
  },
  union: {
    print: ({ options = [], discriminator }, place) => {
      const printed = options.map((option) => printPlain(option, place)).join(', ')
      return discriminator === undefined
        ? `z.union([${printed}])`
        : `z.discriminatedUnion(${textLiteral(discriminator)}, [${printed}])`
    },
    fault: (described) => {
      const { options = [], discriminator } = described
      if (discriminator === undefined && options.length < 2) return 'a choice of one'
      const isTold = discriminator === undefined || options.every((option) => describedBy(option).type === 'object')
      return faultOfChoice(described) ?? (isTold ? undefined : 'a choice of choices')
    },
  },
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function inside(schema: DescribedSchema | undefined, place: PlainPlace, step: string): string {
  return printPlain(schema as DescribedSchema, { ...place, path: [...place.path, step] })
}

function printFieldsPlain({ shape = {} }: Description, place: PlainPlace): string {
  const fields = Object.entries(shape).map(([key, field]) => `${textLiteral(key)}: ${inside(field, place, key)}`)
  return fields.length ? `z.object({ ${fields.join(', ')} })` : 'z.object({})'
}

function faultOfPlainObject({ shape = {}, catchall }: Description): string | undefined {
  if (catchall) return 'an object that says what becomes of undeclared fields'
  for (const [key, field] of Object.entries(shape)) {
    if (key === '__proto__') return 'a field of this name'
    const isPlain = describedBy(field).type === 'optional' || !(mayBeMissing(field) || mayBeUndefined(field))
    if (!isPlain) return `the field ${key}, which may be undefined otherwise than by optional()`
  }
  return Object.getOwnPropertySymbols(shape).length ? 'a field whose key is a symbol' : undefined
}

/** Prints a check, or nothing, where plain schemas have no word for it. */
function printCheck(check: PrintedCheck, schema: DescribedSchema, scope: Scope): string | undefined {
  const { type } = describedBy(schema)
  const { maximum, minimum, pattern, inclusive, value, format, when } = check
  const isOfLength = type === 'string' || type === 'array'
  switch (check.check) {
    case 'max_length':
      return isOfLength && Number.isSafeInteger(maximum) ? `z.maxLength(${maximum})` : undefined
    case 'min_length':
      return isOfLength && Number.isSafeInteger(minimum) ? `z.minLength(${minimum})` : undefined
    case 'less_than':
      return inclusive !== false && isFiniteNumber(value) ? `z.lte(${valueLiteral(value)})` : undefined
    case 'greater_than':
      return inclusive !== false && isFiniteNumber(value) ? `z.gte(${valueLiteral(value)})` : undefined
    case 'string_format':
      if (!pattern || (format ?? 'regex') !== 'regex' || pattern.global || pattern.sticky) return undefined
      return `z.regex(${scope.pattern(pattern)})`
    default: {
      const own = when ? undefined : printOwnCheck(check, schema, scope)
      return own && `z.refine(${own})`
    }
  }
}

function isFiniteNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value)
}

/** Lists the definitions that stand in several places of some schemas; a copy of a schema has the same one. */
function sharedIn(schemas: readonly DescribedSchema[]): ReadonlySet<object> {
  const [seen, shared] = [new Set<object>(), new Set<object>()]
  for (const schema of schemas) visit(schema)
  return shared

  function visit(part: DescribedSchema): void {
    const definition = definitionOf(part)
    if (seen.has(definition)) shared.add(definition)
    else if (seen.size < most.schemas * schemas.length) {
      seen.add(definition)
      partsOf(part).forEach(visit)
    }
  }
}

import type { JsonSchema } from '../../guards/json-schema.js'
import type { Check, PlainSchema } from '../../plain/schema.js'
import * as words from '../../plain/vocabulary.js'
import { describesBytes, spelledBytes } from '../spelled-bytes.js'
import { jsonSchemaIssues } from './json-schema.js'

/**
 * Makes a schema that says what it is made of from a JSON Schema, so that payloads of it can be copied, redacted and drawn.
 * What only JSON Schema can say is asked of its own validator besides.
 */
export function plainFromJson(json: JsonSchema): PlainSchema {
  const reading = { root: json, known: new Map<JsonSchema, PlainSchema>() }
  const fits = (value: unknown): boolean => !jsonSchemaIssues(json, spelledBytes(value)).length
  return words.qualified(schemaIn(json, reading), [words.refine(fits as (value: never) => boolean)])
}

interface JsonReading {
  readonly root: JsonSchema
  readonly known: Map<JsonSchema, PlainSchema>
}

/** Keywords that are kept beside a schema, as a contract in code registers them. */
const kept = new Set(['x-sensitive', 'x-format', 'format'])

function schemaIn(json: JsonSchema, reading: JsonReading): PlainSchema {
  const known = reading.known.get(json)
  if (known) return known
  const marks = Object.entries(json).filter(([key]) => kept.has(key))
  const schema = schemaOf(json, reading)
  const marked =
    marks.length || isRange(json)
      ? words.qualified(schema, [], { ...Object.fromEntries(marks), ...rangeIn(json) })
      : schema
  reading.known.set(json, marked)
  return marked
}

function schemaOf(json: JsonSchema, reading: JsonReading): PlainSchema {
  const { $ref, enum: values, allOf, type } = json
  if (typeof $ref === 'string') return words.lazy(() => schemaIn(referred($ref, reading.root), reading))
  if (describesBytes(json)) return words.binary(Number(json['maxLength'] ?? Number.MAX_SAFE_INTEGER))
  if (Array.isArray(allOf)) return joined(json, allOf as JsonSchema[], reading)
  if ('const' in json) return words.literal(json['const'])
  if (Array.isArray(values)) return values.every(isWord) ? words.enum(values) : words.literals(values)
  const options = (json['anyOf'] ?? json['oneOf']) as readonly JsonSchema[] | undefined
  if (options) return choiceOf(options, reading)
  if (Array.isArray(type))
    return choiceOf(
      type.map((each) => ({ ...json, type: each })),
      reading,
    )
  if (json['not'] !== undefined && Object.keys(json['not'] as object).length === 0) return words.never()
  return kinds[type as string]?.(json, reading) ?? words.unknown()
}

function isWord(value: unknown): value is string {
  return typeof value === 'string'
}

/** Finds what a reference leads to; one that leads nowhere takes anything, which the validator refuses. */
function referred($ref: string, root: JsonSchema): JsonSchema {
  if ($ref === '#') return root
  return Object(
    $ref
      .slice(2)
      .split('/')
      .reduce<unknown>((held, step) => Object(held)[step], root),
  ) as JsonSchema
}

function joined({ allOf: _, ...own }: JsonSchema, others: readonly JsonSchema[], reading: JsonReading): PlainSchema {
  // patterns of one text are asked for beside it
  if (own['type'] === 'string') return kinds['string']?.({ ...own, ...others[0] }, reading) as PlainSchema
  const parts = [...(Object.keys(own).some((key) => !key.startsWith('x-')) ? [own] : []), ...others]
  return parts.map((part) => schemaIn(part, reading)).reduce((left, right) => words.intersection(left, right))
}

function choiceOf(options: readonly JsonSchema[], reading: JsonReading): PlainSchema {
  const others = options.filter(({ type }) => type !== 'null')
  const choice = others.map((option) => schemaIn(option, reading))
  const [only] = choice
  const field = tellingField(others)
  const made =
    only === undefined
      ? words.null()
      : choice.length === 1
        ? only
        : field === undefined
          ? words.union(choice)
          : words.toldApart(field, choice)
  return only === undefined || others.length === options.length ? made : words.nullable(made)
}

/** Finds the field whose one word tells all options apart. */
function tellingField(options: readonly JsonSchema[]): string | undefined {
  const [first, ...others] = options.map(({ properties }) => (properties ?? {}) as Readonly<Record<string, JsonSchema>>)
  return Object.keys(first ?? {}).find((key) => {
    const told = [first, ...others].map((fields) => fields?.[key]?.['const'])
    return others.length > 0 && !told.includes(undefined) && new Set(told).size === told.length
  })
}

type JsonKind = (json: JsonSchema, reading: JsonReading) => PlainSchema

const kinds: Readonly<Record<string, JsonKind>> = {
  null: () => words.null(),
  boolean: () => words.boolean(),
  string: (json) => words.string([...lengths(json, 'minLength', 'maxLength'), ...textChecks(json)]),
  number: (json) => words.number(numberChecks(json)),
  integer: (json) =>
    words.number([
      words.numberFormat('safeint', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
      ...numberChecks(json),
    ]),
  array: (json, reading) => {
    const { prefixItems, items } = json
    const each = isSchema(items) ? schemaIn(items, reading) : undefined
    if (Array.isArray(prefixItems))
      return words.tuple(
        prefixItems.map((item: JsonSchema) => schemaIn(item, reading)),
        items === false ? null : (each ?? words.unknown()),
      )
    return words.qualified(words.array(each ?? words.unknown()), lengths(json, 'minItems', 'maxItems'))
  },
  object: (json, reading) => {
    const { properties, additionalProperties: others, propertyNames, required } = json
    if (!isSchema(properties) && isSchema(others))
      return words.record(
        isSchema(propertyNames) ? schemaIn(propertyNames, reading) : words.string(),
        schemaIn(others, reading),
      )
    const needed = new Set(required as readonly string[] | undefined)
    const shape = Object.fromEntries(
      Object.entries((properties ?? {}) as Readonly<Record<string, JsonSchema>>).map(([key, field]) => {
        const schema = schemaIn(field, reading)
        return [key, needed.has(key) ? schema : words.optional(schema)]
      }),
    )
    if (others === false) return words.objectOf(shape, words.never())
    if (isSchema(others)) return words.objectOf(shape, schemaIn(others, reading))
    return words.objectOf(shape, json['x-unknown'] === 'loose' || !isSchema(properties) ? words.unknown() : undefined)
  },
}

function isSchema(part: unknown): part is JsonSchema {
  return typeof part === 'object' && part !== null && !Array.isArray(part)
}

function lengths(json: JsonSchema, least: string, most: string): Check[] {
  return [
    ...(typeof json[least] === 'number' ? [words.minLength(json[least])] : []),
    ...(typeof json[most] === 'number' ? [words.maxLength(json[most])] : []),
  ]
}

function textChecks({ pattern, format }: JsonSchema): Check[] {
  const expression = typeof pattern === 'string' ? expressionOf(pattern) : undefined
  if (typeof format === 'string') return [words.format(format, expression, expression ? undefined : () => true)]
  return expression ? [words.regex(expression)] : []
}

/** Reads a pattern as JSON Schema means it, or as JavaScript does where that is the only way; nothing where neither can. */
function expressionOf(pattern: string): RegExp | undefined {
  for (const flags of ['u', ''])
    try {
      return new RegExp(pattern, flags)
    } catch {}
  return undefined
}

function numberChecks(json: JsonSchema): Check[] {
  const bounds = {
    minimum: words.gte,
    maximum: words.lte,
    exclusiveMinimum: words.gt,
    exclusiveMaximum: words.lt,
    multipleOf: words.multipleOf,
  }
  return Object.entries(bounds).flatMap(([key, check]) => (typeof json[key] === 'number' ? [check(json[key])] : []))
}

function isRange({ type, minimum, maximum }: JsonSchema): boolean {
  return type === 'integer' && minimum !== undefined && maximum !== undefined
}

/** Returns what a contract in code keeps beside whole numbers, by which they are told of. */
function rangeIn(json: JsonSchema): object {
  const { type, minimum, maximum } = json
  return isRange(json) ? { type, minimum, maximum } : {}
}

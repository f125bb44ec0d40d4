import { bytesJson } from '../../fields/byte-copy.js'
import { type DescribedSchema, marksOf } from '../described-schema.js'
import { circlesIn, type Description, describedBy, enumValues, lazyInner, partsOf } from '../print/described.js'
import { mayBeMissing, valuesOf } from '../print/presence.js'
import { compacted, folded } from './folding.js'
import { keyNames } from './key-names.js'
import { lengthLimits, numberLimits, patternsAsked, textLimits } from './limits.js'

type Json = Readonly<Record<string, unknown>>

/** Adds to what is written of a schema, by what it is made of. */
export type AddToWritten = (schema: DescribedSchema, written: Record<string, unknown>) => void

/** What is shared by all that is written of a schema. */
interface Writing {
  readonly root: DescribedSchema
  readonly add: AddToWritten
  /** The schemas that hold themselves: each is written once, under a name. */
  readonly circles: ReadonlySet<DescribedSchema>
  readonly names: Map<DescribedSchema, string>
  readonly definitions: Map<string, Json>
}

/**
 * Describes a schema in JSON Schema 2020-12, from what it says of itself: as zod describes its own.
 * @throws Error when it holds what JSON Schema can't say, or what is not known here
 */
export function describedJson(schema: DescribedSchema, add: AddToWritten = () => {}): Json {
  const writing = { root: schema, add, circles: circlesIn(schema), names: new Map(), definitions: new Map() }
  const json = writtenBody(schema, writing)
  const definitions = Object.fromEntries(writing.definitions)
  const whole = { ...json, ...(writing.definitions.size > 0 && { $defs: definitions }) }
  // what JSON does not carry is not said
  return JSON.parse(JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...whole })) as Json
}

/** Returns whether all that a schema holds is known here, as far as its kind tells. */
export function isJsonKnown(schema: DescribedSchema): boolean {
  const seen = new Set<DescribedSchema>()
  const isKnown = (part: DescribedSchema): boolean => {
    if (seen.has(part)) return true
    seen.add(part)
    if (seen.size > most || !Object.hasOwn(kinds, describedBy(part).type) || isPeculiar(part)) return false
    return partsOf(part).every(isKnown)
  }
  return isKnown(schema)
}

/** Bounds what is looked through: a schema that makes a new one whenever it is asked has no end. */
const most = 1000

/** Returns whether a schema is described otherwise than by its kind: by itself, or under a name of its own. */
function isPeculiar(schema: DescribedSchema): boolean {
  const { id } = marksOf(schema) as { readonly id?: unknown }
  if (id !== undefined) return true
  if (!('_zod' in schema)) return false
  return schema._zod.toJSONSchema !== undefined
}

function written(schema: DescribedSchema, writing: Writing): Json {
  const { circles, names, definitions, root } = writing
  if (!circles.has(schema)) return writtenBody(schema, writing)
  if (schema === root) return { $ref: '#' }
  const known = names.get(schema)
  if (known !== undefined) return { $ref: `#/$defs/${known}` }
  const name = `__schema${names.size}`
  names.set(schema, name)
  definitions.set(name, {})
  definitions.set(name, writtenBody(schema, writing))
  return { $ref: `#/$defs/${name}` }
}

function writtenBody(schema: DescribedSchema, writing: Writing): Json {
  const kind = kinds[describedBy(schema).type] as Kind
  const json = { ...kind(schema, writing), ...marksOf(schema) }
  writing.add(schema, json)
  return compacted(json)
}

type Kind = (schema: DescribedSchema, writing: Writing) => Json

function unsaid(what: string): Kind {
  return () => {
    throw new Error(`${what} can't be said in JSON Schema`)
  }
}

const inner: Kind = (schema, writing) => written(describedBy(schema).innerType as DescribedSchema, writing)

const kinds: Readonly<Record<string, Kind>> = {
  string: textLimits,
  number: numberLimits,
  bytes: (schema) => bytesJson(describedBy(schema).maximum as number),
  boolean: () => ({ type: 'boolean' }),
  null: () => ({ type: 'null' }),
  any: () => ({}),
  unknown: () => ({}),
  never: () => ({ not: {} }),
  undefined: unsaid('undefined'),
  void: unsaid('void'),
  enum: (schema) => valuesJson(enumValues(describedBy(schema))),
  literal: literalJson,
  template_literal: (schema) => ({ type: 'string', pattern: templateSource(schema) }),
  optional: inner,
  readonly: (schema, writing) => ({ ...inner(schema, writing), readOnly: true }),
  nonoptional: inner,
  nullable: (schema, writing) => ({ anyOf: [inner(schema, writing), { type: 'null' }] }),
  lazy: (schema, writing) => written(lazyInner(describedBy(schema)), writing),
  array: (schema, writing) => ({
    type: 'array',
    items: written(describedBy(schema).element as DescribedSchema, writing),
    ...lengthLimits(schema, 'minItems', 'maxItems'),
  }),
  tuple: tupleJson,
  object: objectJson,
  record: recordJson,
  union: (schema, writing) => {
    const { options = [], inclusive, discriminator } = describedBy(schema)
    const isExclusive = inclusive === false || discriminator !== undefined
    return { [isExclusive ? 'oneOf' : 'anyOf']: options.map((option) => written(option, writing)) }
  },
  intersection: (schema, writing) => folded(membersJson(schema, writing)),
}

function valuesJson(values: readonly unknown[]): Json {
  if (!values.length) return { not: {} }
  const types = [...new Set(values.map((value) => (value === null ? 'null' : typeof value)))]
  return { ...(types.length === 1 && { type: types[0] }), enum: values }
}

function literalJson(schema: DescribedSchema): Json {
  const { values = [] } = describedBy(schema)
  if (values.includes(undefined)) throw new Error("undefined can't be said in JSON Schema")
  if (values.some((value) => typeof value === 'bigint')) throw new Error("a bigint can't be said in JSON Schema")
  const [only] = values
  return values.length === 1 ? { type: only === null ? 'null' : typeof only, const: only } : valuesJson(values)
}

/** Returns the source of the pattern of text that is made of parts. */
function templateSource(schema: DescribedSchema): string | undefined {
  const { pattern } = ('_zod' in schema ? schema._zod : schema['~plain']) as { readonly pattern?: RegExp }
  return pattern?.source
}

/** Returns whether a value may be missing. */
function isLeftOut(schema: DescribedSchema): boolean {
  return '_zod' in schema ? schema._zod.optin !== undefined : mayBeMissing(schema)
}

function tupleJson(schema: DescribedSchema, writing: Writing): Json {
  const { items = [], rest } = describedBy(schema)
  const least = items.findLastIndex((item) => !isLeftOut(item)) + 1
  return {
    type: 'array',
    prefixItems: items.map((item) => written(item, writing)),
    items: rest ? written(rest, writing) : false,
    ...(least > 0 && { minItems: least }),
    ...(!rest && { maxItems: items.length }),
    ...lengthLimits(schema, 'minItems', 'maxItems'),
  }
}

function objectJson(schema: DescribedSchema, writing: Writing): Json {
  const { shape = {}, catchall } = describedBy(schema)
  if (Object.getOwnPropertySymbols(shape).length) throw new Error("a symbol can't be said in JSON Schema")
  const fields = Object.entries(shape)
  const required = fields.flatMap(([key, field]) => (isLeftOut(field) ? [] : [key]))
  const isStrict = catchall && describedBy(catchall).type === 'never'
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(([key, field]) => [key, written(field, writing)])),
    ...(required.length > 0 && { required }),
    ...(catchall && { additionalProperties: isStrict ? false : written(catchall, writing) }),
  }
}

function recordJson(schema: DescribedSchema, writing: Writing): Json {
  const { keyType, valueType, mode, partial } = describedBy(schema) as Description & {
    readonly keyType: DescribedSchema
    readonly valueType: DescribedSchema
  }
  const patterns = mode === 'loose' ? patternsAsked(keyType) : []
  const keys = partial || isLeftOut(valueType) ? [] : listedKeys(keyType)
  const value = patterns.length ? undefined : written(keyType, writing)
  return {
    type: 'object',
    ...(value
      ? { propertyNames: keyNames(value), additionalProperties: written(valueType, writing) }
      : { patternProperties: Object.fromEntries(patterns.map((pattern) => [pattern, written(valueType, writing)])) }),
    ...(keys.length > 0 && { required: keys }),
  }
}

/** Lists the keys that a record has to have, where its keys are listed. */
function listedKeys(keyType: DescribedSchema): readonly string[] {
  const values = valuesOf(keyType) ?? []
  return values.filter((value) => typeof value === 'string' || typeof value === 'number').map(String)
}

/** Lists what a value has to fit at once; what stands within one another is one list. */
function membersJson(schema: DescribedSchema, writing: Writing): readonly Json[] {
  const { left, right } = describedBy(schema)
  return [left, right].flatMap((side) => {
    const part = side as DescribedSchema
    const isWithin = describedBy(part).type === 'intersection' && !Object.keys(marksOf(part)).length
    return isWithin && !writing.circles.has(part) ? membersJson(part, writing) : [written(part, writing)]
  })
}

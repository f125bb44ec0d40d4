// The same rules for other validators, translated from the JSON Schemas of contract.json.
import { Ajv2020 } from 'ajv/dist/2020.js'
import { type } from 'arktype'
import * as v from 'valibot'
import { z } from 'zod'

const codePoints = (text) => [...text].length
const within = (max) => (text) => text.length <= max || (text.length <= 2 * max && codePoints(text) <= max)
const characters = (most) => (record) =>
  Object.entries(record).reduce((sum, [key, value]) => sum + key.length + String(value).length, 0) <= most
const pattern = (source) => new RegExp(source, 'u')
const optional = (schema, key) => !(schema.required ?? []).includes(key)
const fields = (schema, translate) =>
  Object.entries(schema.properties).map(([key, field]) => [key, translate(field), optional(schema, key)])

/** Ajv, with the patterns and limits of the schema; `format` says nothing that the pattern does not. */
export function byAjv(schema) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false })
  return ajv.compile(schema)
}

/** Valibot's `is`. */
export function byValibot(schema) {
  const translated = toValibot(schema)
  return (value) => v.is(translated, value)
}

function toValibot(schema) {
  const { type: kind, enum: words, const: word, anyOf, oneOf } = schema
  if (anyOf ?? oneOf) return v.union((anyOf ?? oneOf).map(toValibot))
  if (word !== undefined) return v.literal(word)
  if (words) return v.picklist(words)
  if (kind === 'boolean') return v.boolean()
  if (kind === 'null') return v.null()
  if (kind === 'number' || kind === 'integer') {
    const { minimum = -Number.MAX_VALUE, maximum = Number.MAX_VALUE } = schema
    return v.pipe(
      v.number(),
      ...(kind === 'integer' ? [v.safeInteger()] : []),
      v.minValue(minimum),
      v.maxValue(maximum),
    )
  }
  if (kind === 'string') {
    const { minLength, maxLength, pattern: source } = schema
    const checks = [
      ...(minLength === undefined ? [] : [v.minLength(minLength)]),
      ...(maxLength === undefined ? [] : [v.check(within(maxLength))]),
      ...(source === undefined ? [] : [v.regex(pattern(source))]),
    ]
    return v.pipe(v.string(), ...checks)
  }
  if (kind === 'array') return v.pipe(v.array(toValibot(schema.items)), v.maxLength(schema.maxItems))
  if (schema.properties)
    return v.object(
      Object.fromEntries(
        fields(schema, toValibot).map(([key, field, missing]) => [key, missing ? v.optional(field) : field]),
      ),
    )
  const record = v.record(toValibot(schema.propertyNames), toValibot(schema.additionalProperties))
  const { maxProperties, 'x-maxCharacters': most } = schema
  return v.pipe(
    record,
    v.check((value) => Object.keys(value).length <= maxProperties),
    ...(most ? [v.check(characters(most))] : []),
  )
}

/** ArkType's `allows`. */
export function byArkType(schema) {
  const translated = toArkType(schema)
  return (value) => translated.allows(value)
}

function toArkType(schema) {
  const { type: kind, enum: words, const: word, anyOf, oneOf } = schema
  if (anyOf ?? oneOf) return (anyOf ?? oneOf).map(toArkType).reduce((one, other) => one.or(other))
  if (word !== undefined) return type.unit(word)
  if (words) return type.enumerated(...words)
  if (kind === 'boolean') return type('boolean')
  if (kind === 'null') return type('null')
  if (kind === 'number' || kind === 'integer') {
    const { minimum, maximum } = schema
    const number = type(kind === 'integer' ? 'number.safe' : 'number')
    const whole = kind === 'integer' ? number.divisibleBy(1) : number
    const from = minimum === undefined ? whole : whole.atLeast(minimum)
    return maximum === undefined ? from : from.atMost(maximum)
  }
  if (kind === 'string') {
    const { minLength, maxLength, pattern: source } = schema
    let text = type('string')
    if (minLength !== undefined) text = text.atLeastLength(minLength)
    if (source !== undefined) text = text.and(pattern(source))
    return maxLength === undefined ? text : text.narrow(within(maxLength))
  }
  if (kind === 'array') return toArkType(schema.items).array().atMostLength(schema.maxItems)
  if (schema.properties)
    return type(
      Object.fromEntries(fields(schema, toArkType).map(([key, field, missing]) => [missing ? `${key}?` : key, field])),
    )
  const { maxProperties, propertyNames, 'x-maxCharacters': most } = schema
  const key = toArkType(propertyNames)
  const record = type({ '[string]': toArkType(schema.additionalProperties) })
  const small = record.narrow((value) => {
    const keys = Object.keys(value)
    return keys.length <= maxProperties && keys.every((each) => key.allows(each))
  })
  return most ? small.narrow(characters(most)) : small
}

/** What zod-sockets does to the arguments of an event: classic zod 3, a tuple, a parse that throws. */
export function byZodSockets(schema) {
  const translated = z.tuple([toZod3(schema)])
  return (value) => {
    try {
      return translated.parse([value])
    } catch {
      return undefined
    }
  }
}

function toZod3(schema) {
  const { type: kind, enum: words, const: word, anyOf, oneOf } = schema
  if (anyOf ?? oneOf) return z.union((anyOf ?? oneOf).map(toZod3))
  if (word !== undefined) return z.literal(word)
  if (words)
    return words.every((each) => typeof each === 'string')
      ? z.enum(words)
      : z.union(words.map((each) => z.literal(each)))
  if (kind === 'boolean') return z.boolean()
  if (kind === 'null') return z.null()
  if (kind === 'number' || kind === 'integer') {
    const { minimum, maximum } = schema
    const number = kind === 'integer' ? z.number().int() : z.number()
    const from = minimum === undefined ? number : number.min(minimum)
    return maximum === undefined ? from : from.max(maximum)
  }
  if (kind === 'string') {
    const { minLength, maxLength, pattern: source } = schema
    let text = z.string()
    if (minLength !== undefined) text = text.min(minLength)
    if (source !== undefined) text = text.regex(pattern(source))
    return maxLength === undefined ? text : text.refine(within(maxLength))
  }
  if (kind === 'array') return z.array(toZod3(schema.items)).max(schema.maxItems)
  if (schema.properties)
    return z.object(
      Object.fromEntries(
        fields(schema, toZod3).map(([key, field, missing]) => [key, missing ? field.optional() : field]),
      ),
    )
  const { maxProperties, 'x-maxCharacters': most } = schema
  const record = z
    .record(toZod3(schema.propertyNames), toZod3(schema.additionalProperties))
    .refine((value) => Object.keys(value).length <= maxProperties)
  return most ? record.refine(characters(most)) : record
}

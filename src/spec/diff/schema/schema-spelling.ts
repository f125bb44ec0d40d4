import { isJsonObject, type JsonObject, type JsonValue, kindOf, toCanonicalText } from '../../containment/json.js'

type Spell = (part: unknown) => JsonObject
type Follow = (reference: string) => JsonObject | undefined

/** Lists what says nothing about which values fit. */
const prose = new Set([
  '$schema',
  '$id',
  '$comment',
  '$anchor',
  '$defs',
  'definitions',
  'title',
  'description',
  'example',
  'examples',
  'deprecated',
  'x-enumDescriptions',
  'x-nextStates',
  'x-removeIn',
  'x-replacedBy',
  'x-since',
  'readOnly',
  'writeOnly',
  'x-order',
  'x-format',
  'x-enum',
])

/** Lists what stands beside a type and does not change how it is compared. */
const marks = ['default', 'x-sensitive']

const keywordsOf: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType', 'x-known'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  array: ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems'],
  object: [
    'properties',
    'required',
    'additionalProperties',
    'propertyNames',
    'minProperties',
    'maxProperties',
    'patternProperties',
    'x-unknown',
    'x-maxCharacters',
  ],
  boolean: [],
  null: [],
}

const typed = new Set(Object.values(keywordsOf).flat())
function keywordsFor(type: string): readonly string[] {
  return keywordsOf[type === 'integer' ? 'number' : type] ?? []
}

function listOf(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : []
}

function sortedTexts(values: readonly JsonValue[]): JsonValue[] {
  const byText = new Map(values.map((value) => [toCanonicalText(value), value]))
  return [...byText].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value)
}

/** Spells one schema object in the way all are compared in; parts and references are asked for. */
export function inOneSpelling(schema: unknown, spell: Spell, follow: Follow): JsonObject {
  if (schema === false) return { not: {} }
  if (schema === true) return {}
  // no keyword of any dialect, so that the engine says where it stands
  if (!isJsonObject(schema)) return { malformed: true }
  const entries = Object.entries(schema).filter(([key]) => !prose.has(key))
  const plain: JsonObject = Object.fromEntries(entries)
  const { $ref: reference, ...rest } = plain
  if (typeof reference === 'string') return withReference(reference, rest, spell, follow)
  const { const: only, ...others } = plain
  const parted = only === undefined ? plain : { ...others, enum: [only] }
  return asUnion(asOneType(asParts(parted, spell)))
}

function withReference(reference: string, rest: JsonObject, spell: Spell, follow: Follow): JsonObject {
  const target = follow(reference)
  if (!target) return { $ref: reference, ...rest }
  if (Object.keys(rest).every((key) => marks.includes(key))) return { ...target, ...rest }
  return asUnion({ allOf: [target, spell(rest)] })
}

const lists = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems', 'required', 'enum', 'x-known'])

function asParts(schema: JsonObject, spell: Spell): JsonObject {
  const result: JsonObject = {}
  for (const [key, value] of Object.entries(schema)) {
    if (lists.has(key) && !Array.isArray(value)) {
      result[key] = value
    } else if (['properties', 'patternProperties', 'dependentSchemas'].includes(key) && isJsonObject(value)) {
      result[key] = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, spell(part)]))
    } else if (['anyOf', 'oneOf', 'allOf', 'prefixItems'].includes(key)) {
      result[key] = listOf(value).map((part) => spell(part))
    } else if (
      ['items', 'additionalProperties', 'propertyNames', 'not', 'contains', 'if', 'then', 'else'].includes(key)
    ) {
      result[key] = value === false && key === 'additionalProperties' ? false : spell(value)
    } else if (key === 'required') {
      if (listOf(value).length) result[key] = sortedTexts(listOf(value))
    } else if (key === 'enum' || key === 'x-known') {
      result[key] = sortedTexts(listOf(value))
    } else if (!saysNothing(key, value)) {
      result[key] = value
    }
  }
  return withoutUnknown(result)
}

function saysNothing(key: string, value: JsonValue): boolean {
  return (
    (['minLength', 'minItems', 'minProperties'].includes(key) && value === 0) ||
    (key === 'uniqueItems' && value === false)
  )
}

/** Spells what becomes of undeclared keys by `additionalProperties` alone. */
function withoutUnknown(schema: JsonObject): JsonObject {
  const { 'x-unknown': unknown, ...rest } = schema
  if (isJsonObject(rest['items']) && !Object.keys(rest['items']).length) delete rest['items']
  if (rest['additionalProperties'] !== undefined || unknown === undefined) return rest
  if (unknown === 'loose') return { ...rest, additionalProperties: {} }
  return unknown === 'strict' ? { ...rest, additionalProperties: false } : rest
}

function fitsType(value: JsonValue, type: string): boolean {
  return type === 'integer' ? Number.isInteger(value) : kindOf(value) === type
}

function asOneType(schema: JsonObject): JsonObject {
  const types = Array.isArray(schema['type']) ? (schema['type'] as string[]) : undefined
  if (Array.isArray(schema['enum'])) return asEnum(schema, types ?? listOf(schema['type'] as JsonValue))
  if (!types) return schema
  if (types.length === 1) return { ...schema, type: types[0] as string }
  const arms = types
    .filter((type) => type !== 'integer' || !types.includes('number'))
    .map((type): JsonObject => {
      const kept = Object.entries(schema).filter(
        ([key]) => !marks.includes(key) && (!typed.has(key) || keywordsFor(type).includes(key)),
      )
      return { ...Object.fromEntries(kept), type }
    })
  return { ...only(schema, marks), anyOf: arms }
}

function asEnum(schema: JsonObject, types: readonly JsonValue[]): JsonObject {
  const { type, enum: values, ...rest } = schema
  const wanted = typeof type === 'string' ? [type] : types
  const fitting = listOf(values).filter(
    (value) => !wanted.length || wanted.some((each) => fitsType(value, String(each))),
  )
  if (!fitting.includes(null)) return { ...rest, enum: fitting }
  const others = fitting.filter((value) => value !== null)
  const nothing: JsonObject = { type: 'null' }
  if (!others.length) return { ...rest, ...nothing }
  return { ...only(rest, marks), anyOf: [{ ...without(rest, marks), enum: others }, nothing] }
}

function only(schema: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => keys.includes(key)))
}

function without(schema: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)))
}

function asUnion(schema: JsonObject): JsonObject {
  const { allOf, ...others } = schema
  if (Array.isArray(allOf)) {
    const flat = (allOf as JsonObject[]).flatMap((part) => partsWithin(part))
    const whole = joined(others, flat)
    return whole ? asUnion(whole) : { ...others, allOf: sortedTexts(flat) }
  }
  const { oneOf, anyOf, ...rest } = schema
  if (oneOf !== undefined && anyOf === undefined && arePartedByKind(oneOf as JsonObject[]))
    return asUnion({ ...rest, anyOf: oneOf })
  if (!Array.isArray(anyOf) || oneOf !== undefined || !Object.keys(rest).every((key) => marks.includes(key)))
    return schema
  const arms = sortedTexts((anyOf as JsonObject[]).flatMap(armsWithin)) as JsonObject[]
  if (arms.length === 1) return { ...arms[0], ...rest }
  return { ...rest, anyOf: withoutWholes(arms) }
}

/** Leaves out whole numbers beside all numbers. */
function withoutWholes(arms: readonly JsonObject[]): JsonObject[] {
  const isAllOf = (arm: JsonObject, type: string): boolean => toCanonicalText(arm) === toCanonicalText({ type })
  return arms.filter((arm) => !isAllOf(arm, 'integer') || !arms.some((other) => isAllOf(other, 'number')))
}

function partsWithin(part: JsonObject): JsonObject[] {
  return Array.isArray(part['allOf']) && Object.keys(part).length === 1 ? (part['allOf'] as JsonObject[]) : [part]
}

function armsWithin(arm: JsonObject): JsonObject[] {
  return Array.isArray(arm['anyOf']) && Object.keys(arm).length === 1 ? (arm['anyOf'] as JsonObject[]) : [arm]
}

/** Puts the parts of an intersection of objects together where they speak of different keys. */
function joined(rest: JsonObject, parts: readonly JsonObject[]): JsonObject | undefined {
  const all = [rest, ...parts].filter((part) => Object.keys(part).length)
  if (all.length === 1) return all[0]
  const plain = new Set(['type', 'properties', 'required', ...marks])
  const names = all.flatMap((part) => Object.keys((part['properties'] as JsonObject | undefined) ?? {}))
  const fits = all.every((part) => part['type'] === 'object' && Object.keys(part).every((key) => plain.has(key)))
  if (!fits || new Set(names).size < names.length) return undefined
  const required = sortedTexts(all.flatMap((part) => listOf(part['required'])))
  return {
    ...Object.assign({}, ...all.map((part) => only(part, marks))),
    type: 'object',
    properties: Object.assign({}, ...all.map((part) => part['properties'] ?? {})) as JsonObject,
    ...(required.length && { required }),
  }
}

function kindsOf(arm: JsonObject): string[] {
  const { type, enum: values } = arm
  if (Array.isArray(values)) return values.map(kindOf)
  return typeof type === 'string' ? [type === 'integer' ? 'number' : type] : []
}

/** Returns whether no value can fit two of these, by their types or by a field that tells them apart. */
function arePartedByKind(arms: readonly JsonObject[]): boolean {
  return arms.every((one, index) => arms.slice(index + 1).every((other) => areParted(one, other)))
}

function areParted(one: JsonObject, other: JsonObject): boolean {
  const [kinds, others] = [kindsOf(one), kindsOf(other)]
  if (!kinds.length || !others.length) return false
  if (!kinds.some((kind) => others.includes(kind))) return true
  if (Array.isArray(one['enum']) && Array.isArray(other['enum'])) return areApart(one['enum'], other['enum'])
  return tagsOf(one).some(([name, values]) => {
    const found = tagsOf(other).find(([same]) => same === name)
    return found !== undefined && areApart(values, found[1])
  })
}

function areApart(values: readonly JsonValue[], others: readonly JsonValue[]): boolean {
  const texts = new Set(values.map(toCanonicalText))
  return !others.some((value) => texts.has(toCanonicalText(value)))
}

/** Lists the required fields of an object that take listed values only, those with one value first. */
export function tagsOf(arm: JsonObject): [name: string, values: readonly JsonValue[]][] {
  const properties = (arm['properties'] ?? {}) as { [name: string]: JsonObject }
  const required = listOf(arm['required'])
  return Object.entries(properties)
    .flatMap(([name, field]): [string, readonly JsonValue[]][] =>
      required.includes(name) && Array.isArray(field['enum']) ? [[name, field['enum']]] : [],
    )
    .sort(([one, values], [other, others]) => values.length - others.length || (one < other ? -1 : 1))
}

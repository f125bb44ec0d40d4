import type { JsonSchema } from '../../../guards/json-schema.js'
import { unfolded } from '../../fields/unfolded.js'

/** A class of a language with types that holds what an event or a reply carries. */
export interface DataClass {
  readonly name: string
  readonly fields: readonly DataField[]
}

/** One field of such a class. */
export interface DataField {
  /** Its name on the wire. */
  readonly name: string
  readonly type: DataType
  /** Whether it may be missing, or be null. */
  readonly isOptional: boolean
}

/** What a field holds; `any` is what no class can be made of. */
export type DataType =
  | { readonly kind: 'text' | 'integer' | 'long' | 'number' | 'boolean' | 'bytes' | 'any' }
  | { readonly kind: 'list' | 'record'; readonly of: DataType }
  | { readonly kind: 'class'; readonly name: string }

/**
 * Makes the classes of a schema, the outermost first; none where it is no object. Of several shapes one class is made, in which what
 * only some have is optional.
 */
export function dataClasses(schema: JsonSchema | undefined, name: string): DataClass[] {
  const classes: DataClass[] = []
  if (schema === undefined) return classes
  typeOf(unfolded(schema), name, classes)
  return classes[0]?.name === name ? classes : []
}

/** Names what holds a field: as it is on the wire, or in capital words where code can't name it so. */
export function propertyFor(name: string): string {
  if (/^[A-Za-z_]\w*$/.test(name)) return name
  const words = capitalized(wordsIn(name))
  return /^[A-Za-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : `field${words}`
}

/** Returns whether a type has something of a kind in it. */
export function hasKind(classes: readonly DataClass[], type: DataType, kind: DataType['kind']): boolean {
  if (type.kind === kind) return true
  if (type.kind === 'list' || type.kind === 'record') return hasKind(classes, type.of, kind)
  if (type.kind !== 'class') return false
  const held = classes.find(({ name }) => name === type.name)
  return held?.fields.some((field) => hasKind(classes, field.type, kind)) ?? false
}

/** Names a class after an event: `ChatMessage` for `chat:message`, `ErrorEvent` for `error`. */
export function classFor(event: string, more = ''): string {
  const words = wordsIn(event)
  const name = capitalized(words) + (more === '' && words.length < 2 ? 'Event' : more)
  return /^[A-Z]/.test(name) ? name : `Event${name}`
}

function typeOf(schema: JsonSchema, name: string, classes: DataClass[]): DataType {
  const shapes = shapesOf(schema)
  if (schema['x-again'] !== undefined || shapes.length === 0) return { kind: 'any' }
  if (shapes.every((shape) => shape['properties'] !== undefined)) return classOf(shapes, name, classes)
  const kinds = shapes.map((shape) => plainType(shape, name, classes))
  const [first = { kind: 'any' }] = kinds
  return kinds.every((kind) => JSON.stringify(kind) === JSON.stringify(first)) ? first : { kind: 'any' }
}

function plainType(schema: JsonSchema, name: string, classes: DataClass[]): DataType {
  const { type, items, additionalProperties, maximum, contentEncoding } = schema
  if (typeof type !== 'string') return { kind: constantKind(schema) }
  if (type === 'string') return { kind: contentEncoding === 'binary' ? 'bytes' : 'text' }
  if (type === 'integer') return { kind: typeof maximum === 'number' && maximum < 2 ** 31 ? 'integer' : 'long' }
  if (type === 'number' || type === 'boolean') return { kind: type }
  if (type === 'array' && isSchema(items)) return { kind: 'list', of: typeOf(items, oneOf(name), classes) }
  if (type === 'object' && isSchema(additionalProperties))
    return { kind: 'record', of: typeOf(additionalProperties, oneOf(name), classes) }
  return { kind: 'any' }
}

/** Finds the type of a word that is the only one, or one of a list. */
function constantKind({ const: constant, enum: words }: JsonSchema): 'text' | 'boolean' | 'any' {
  const values: unknown[] = Array.isArray(words) ? words : [constant]
  if (values.every((value) => typeof value === 'string')) return 'text'
  return values.every((value) => typeof value === 'boolean') ? 'boolean' : 'any'
}

function classOf(shapes: readonly JsonSchema[], name: string, classes: DataClass[]): DataType {
  const names = new Set(shapes.flatMap((shape) => orderOf(shape)))
  if (names.size === 0) return { kind: 'any' }
  const place = classes.length
  const own = { name, fields: [] as DataField[] }
  classes.push(own)
  own.fields = [...names].map((field) => fieldOf(shapes, field, name, classes))
  const same = classes.slice(0, place).find(({ fields }) => JSON.stringify(fields) === JSON.stringify(own.fields))
  if (same === undefined) return { kind: 'class', name }
  classes.splice(place)
  return { kind: 'class', name: same.name }
}

function fieldOf(shapes: readonly JsonSchema[], name: string, owner: string, classes: DataClass[]): DataField {
  const held = shapes.map((shape) => propertiesOf(shape)[name]).filter((field) => field !== undefined)
  const isRequired = shapes.every((shape) => ((shape['required'] ?? []) as readonly string[]).includes(name))
  const isNullable = held.some((field) => mayBeNull(field))
  const type = typeOf(
    held.length === 1 ? (held[0] ?? {}) : { anyOf: held },
    owner + capitalized(wordsIn(name)),
    classes,
  )
  return { name, type, isOptional: !isRequired || isNullable }
}

/** Lists the shapes that a value may have, besides null. */
function shapesOf(schema: JsonSchema): JsonSchema[] {
  const { type } = schema
  if (type === 'null' || schema['const'] === null) return []
  const branches = (schema['oneOf'] ?? schema['anyOf']) as readonly JsonSchema[] | undefined
  if (branches && schema['properties'] === undefined) return branches.flatMap(shapesOf)
  if (!Array.isArray(type)) return [schema]
  return type.filter((each) => each !== 'null').map((each) => ({ ...schema, type: each as string }))
}

function mayBeNull(schema: JsonSchema): boolean {
  const branches = (schema['oneOf'] ?? schema['anyOf']) as readonly JsonSchema[] | undefined
  return [schema['type']].flat().includes('null') || schema['const'] === null || (branches ?? []).some(mayBeNull)
}

function orderOf(shape: JsonSchema): readonly string[] {
  const names = Object.keys(propertiesOf(shape))
  const order = (shape['x-order'] ?? names) as readonly string[]
  return [...order.filter((name) => names.includes(name)), ...names.filter((name) => !order.includes(name))]
}

function propertiesOf(shape: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return Object.assign(Object.create(null), shape['properties']) as Readonly<Record<string, JsonSchema>>
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Names what a list or a record holds: `Stop` for `Stops`. */
function oneOf(name: string): string {
  return /[^s]s$/.test(name) ? name.slice(0, -1) : `${name}Item`
}

function wordsIn(text: string): string[] {
  return text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
}

function capitalized(words: readonly string[]): string {
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

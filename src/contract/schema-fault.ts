import { inLazy, isRecursiveChoice } from './event/recursive-choice.js'
import type { Schema } from './schema.js'
import { type CarriedDefinition, uncarriedBy } from './uncarried.js'

/** What zod says of a schema or of a check, as far as it is read here. */
interface Definition extends CarriedDefinition {
  readonly check?: string
  readonly coerce?: boolean
  readonly normalize?: boolean
  readonly transform?: unknown
  readonly fn?: unknown
  readonly getter?: unknown
  readonly maximum?: unknown
  readonly minimum?: unknown
  readonly length?: unknown
}

const changing: Readonly<Record<string, string>> = {
  transform: 'a transform',
  default: 'a default',
  prefault: 'a default',
  catch: 'a value in place of one that does not fit',
  overwrite: 'a check that changes the value, such as trim() or toLowerCase()',
}

const recursive =
  'a choice that holds itself in several of its options, and takes exponentially long to read: tell them apart with z.discriminatedUnion'

/** Returns where a schema of zod's does what none of the wire may, and what; other libraries' can't be looked into. */
export function faultOf(schema: Schema<unknown> | undefined): string | undefined {
  if (isOfZod3(schema)) return 'its schema is one of zod 3, which can not be described: make it with zod 4.6 or newer'
  return isBytes(schema) ? wholeBytes : found(schema, '', new Set())
}

const wholeBytes = 'its schema has bytes as the whole of it, which nothing can be told beside: put them in a field'

function isBytes(schema: unknown): boolean {
  const { _zod: { def = {} } = {} } = Object(schema) as { readonly _zod?: { readonly def?: Definition } }
  const { type, innerType, options = [] } = def
  return type === 'bytes' || isBytesIn([innerType, ...options])
}

function isBytesIn(parts: readonly unknown[]): boolean {
  return parts.some((part) => part !== undefined && isBytes(part))
}

function isOfZod3(schema: object | undefined): boolean {
  return schema !== undefined && '_def' in schema && !('_zod' in schema) && 'safeParse' in schema
}

function found(part: unknown, path: string, seen: Set<unknown>): string | undefined {
  if (typeof part !== 'object' || part === null || seen.has(part)) return undefined
  seen.add(part)
  const { _zod: { def = undefined, bag = {} } = {} } = part as {
    _zod?: { def?: Definition; bag?: { readonly Class?: unknown } }
  }
  const fault =
    def && (faultIn(def) ?? uncarriedBy(def, bag.Class) ?? (isRecursiveChoice(part) ? recursive : undefined))
  if (fault) return `${path ? `its field ${path.slice(1)}` : 'its schema'} has ${fault}`
  const called = Object.entries(Object((def as { readonly shape?: object } | undefined)?.shape)).find(isFunction)
  if (called)
    return `its field ${[path.slice(1), called[0]].filter(Boolean).join('.')} is a function and no schema: call it`
  for (const [key, each] of [...Object.entries(def ?? part), ['', inLazy(def ?? {})] as const]) {
    const below = found(each, !def && !Array.isArray(part) ? `${path}.${key}` : path, seen)
    if (below) return below
  }
  return undefined
}

function isFunction([, field]: readonly [string, unknown]): boolean {
  return typeof field === 'function'
}

function faultIn(definition: Definition): string | undefined {
  const { type = '', check = '', coerce, normalize, transform, fn, innerType } = definition
  if (coerce) return 'coercion: write the type that travels'
  if (type === 'readonly' && isBytes(innerType))
    return 'readonly bytes, which JavaScript can not freeze: use bytes(max) alone'
  if (isBoundless(definition))
    return 'a bound that is no number: give text(), bytes() or the check the most that it takes'
  const words =
    changing[type] ??
    changing[check] ??
    (normalize ? 'a URL that is normalized' : undefined) ??
    (transform ? changing['transform'] : undefined)
  if (words) return `${words}: values travel as they are, so change them before they are sent`
  if (check === 'property')
    return 'a check of a property, which no JSON Schema shows: describe it in the schema, or use refine() with meta({ checkId })'
  // what a function answers later is not waited for
  if (check === 'custom' && (fn as object | undefined)?.constructor.name === 'AsyncFunction')
    return 'an async check: the wire waits for none, so ask in the handler'
  return undefined
}

/** Names the bound of each kind of check, and of bytes, which plain JavaScript may leave out. */
const bounds: Readonly<Record<string, 'maximum' | 'minimum' | 'length'>> = {
  bytes: 'maximum',
  max_length: 'maximum',
  min_length: 'minimum',
  length_equals: 'length',
}

function isBoundless(definition: Definition): boolean {
  const bound = bounds[definition.check ?? definition.type ?? '']
  return bound !== undefined && !(Number(definition[bound]) >= 0)
}

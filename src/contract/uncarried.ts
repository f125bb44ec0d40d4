/** What zod says of a schema, as far as values are found in it that no JSON carries. */
export interface CarriedDefinition {
  readonly type?: string
  readonly values?: readonly unknown[]
  readonly element?: unknown
  readonly innerType?: unknown
  readonly options?: readonly unknown[]
}

/** Kinds of value that JSON can't carry, with what travels in their place. */
const remedies: Readonly<Record<string, readonly [kind: string, remedy: string]>> = {
  date: ['a Date', 'use timestamp, or epochMs'],
  bigint: ['a bigint', 'use integer(min, max), or digits(max) where a double is too small'],
  map: ['a Map', 'use boundedRecord(key, value, maxEntries)'],
  set: ['a Set', 'use z.array()'],
  file: ['a File', 'use bytes(max), and a field for its name'],
  bytes: ['bytes outside of a bytes(max)', 'use bytes(max)'],
  nan: ['NaN', 'use z.nullable(), or leave the field out'],
  number: ['a number without end', 'use z.nullable(), or leave the field out'],
  symbol: ['a symbol', 'use z.enum() of words'],
  function: ['a function', 'send what it returns'],
  promise: ['a promise', 'send what it resolves with'],
  item: ['items that may be undefined', 'use z.nullable(), or leave such items out'],
  instance: ['an instance of a class', 'declare its fields with z.object()'],
}

/** Returns what of a schema of zod's JSON can't carry, and what to use in its place. */
export function uncarriedBy(definition: CarriedDefinition, Class: unknown): string | undefined {
  const { type = '', values = [], element } = definition
  if (typeof Class === 'function') return words(kindOfClass(Class), Class.name)
  if (type === 'literal') return values.map(uncarriedIn).find((fault) => fault !== undefined)
  if (type === 'array' && mayBeUndefined(element)) return words('item')
  return type !== 'bytes' && type !== 'number' && type !== 'item' && type !== 'instance' ? words(type) : undefined
}

/** Returns what of a value JSON can't carry, and where, as an example of a payload may hold it; bytes travel beside JSON. */
export function uncarriedValue(value: unknown, path = '', above: readonly unknown[] = []): string | undefined {
  const fault = uncarriedIn(value)
  const place = path ? `its field ${path.slice(1)} has` : 'it has'
  if (fault !== undefined) return `${place} ${fault}`
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || above.includes(value))
    return undefined
  // not by `some`, which passes over items that are not there
  if (Array.isArray(value) && value.includes(undefined)) return `${place} ${words('item')}`
  for (const [key, held] of Object.entries(value)) {
    const below = uncarriedValue(held, `${path}.${key}`, [...above, value])
    if (below !== undefined) return below
  }
  return undefined
}

function uncarriedIn(value: unknown): string | undefined {
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : words(Number.isNaN(value) ? 'nan' : 'number')
  if (typeof value !== 'object') return words(typeof value)
  if (value === null || Array.isArray(value) || value instanceof Uint8Array) return undefined
  const made = Object.getPrototypeOf(value)?.constructor
  const isPlain = typeof made !== 'function' || Object.hasOwn(made.prototype ?? {}, 'isPrototypeOf')
  return isPlain ? undefined : words(kindOfClass(made), made.name)
}

function kindOfClass({ name }: Function): string {
  if (/^(Date|Map|Set|File)$/.test(name)) return name.toLowerCase()
  return /^(Buffer|ArrayBuffer|SharedArrayBuffer|Blob|DataView|(Big)?(Ui|I)nt(8|16|32|64)(Clamped)?Array|Float(16|32|64)Array)$/.test(
    name,
  )
    ? 'bytes'
    : 'instance'
}

function words(type: string, name?: string): string | undefined {
  if (!Object.hasOwn(remedies, type)) return undefined
  const [kind, remedy] = remedies[type] as readonly [string, string]
  const what = type === 'instance' && name ? `an instance of ${name}` : kind
  return `${what}, which JSON can't carry: ${remedy}`
}

function mayBeUndefined(schema: unknown): boolean {
  const { _zod: { def = {} } = {} } = Object(schema) as { readonly _zod?: { readonly def?: CarriedDefinition } }
  const { type = '', innerType, options = [] } = def
  if (type === 'optional' || type === 'undefined' || type === 'void') return true
  return (type === 'nullable' || type === 'readonly' ? [innerType] : options).some(mayBeUndefined)
}

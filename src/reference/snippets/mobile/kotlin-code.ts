import { type DataClass, type DataField, type DataType, propertyFor } from './data-class.js'

/** Writes a class with a constructor that reads it from JSON. */
export function kotlinClass({ name, fields }: DataClass): string[] {
  return [
    `data class ${name}(`,
    ...fields.map(
      (field) => `    val ${kotlinName(field.name)}: ${kotlinType(field.type)}${field.isOptional ? '?' : ''},`,
    ),
    ') {',
    '    constructor(json: JSONObject) : this(',
    ...fields.map((field) => `        ${kotlinName(field.name)} = ${reading(field)},`),
    '    )',
    '}',
  ]
}

/** Writes the name of a property; words that Kotlin keeps for itself stand between back ticks. */
export function kotlinName(field: string): string {
  const name = propertyFor(field)
  return kept.has(name) ? `\`${name}\`` : name
}

const kept = new Set(
  'as break class continue do else false for fun if in interface is null object package return super this throw true try typealias typeof val var when while'.split(
    ' ',
  ),
)

const plain = {
  text: 'String',
  integer: 'Int',
  long: 'Long',
  number: 'Double',
  boolean: 'Boolean',
  bytes: 'ByteArray',
  any: 'Any',
} as const

function kotlinType(type: DataType): string {
  if (type.kind === 'class') return type.name
  if (type.kind === 'list') return `List<${kotlinType(type.of)}>`
  if (type.kind === 'record') return `Map<String, ${kotlinType(type.of)}>`
  return plain[type.kind]
}

function reading({ name, type, isOptional }: DataField): string {
  return isOptional
    ? `json.orNull(${kotlinText(name)}) { ${read(type, '', 'it')} }`
    : read(type, 'json.', kotlinText(name))
}

/** Writes how a value is read of an object by a key, or of a list by a place. */
function read(type: DataType, from: string, key: string): string {
  const asked = (method: string): string => `${from}get${method}(${key})`
  if (type.kind === 'class') return `${type.name}(${asked('JSONObject')})`
  if (type.kind === 'list') return `${asked('JSONArray')}.items { ${read(type.of, '', 'it')} }`
  if (type.kind === 'record') return `${asked('JSONObject')}.entries { ${read(type.of, '', 'it')} }`
  if (type.kind === 'bytes') return `${asked('')} as ByteArray`
  return asked(type.kind === 'any' ? '' : type.kind === 'text' ? 'String' : plain[type.kind])
}

/** Writes a text as Kotlin does. */
export function kotlinText(text: string): string {
  return JSON.stringify(text).replaceAll('$', '\\$').replaceAll('\\f', '\\u000c')
}

/** Writes a value as it is built of JSON, broken over lines where it is wide. */
export function kotlinValue(value: unknown, column: number): string {
  const flat = built(value, column, '')
  if (flat.length + column <= 72 || typeof value !== 'object' || value === null) return flat
  return built(value, column + 4, `\n${' '.repeat(column + 4)}`)
}

function built(value: unknown, column: number, line: string): string {
  const inner = (held: unknown): string => (line === '' ? built(held, column, '') : kotlinValue(held, column))
  if (value instanceof Uint8Array)
    return `byteArrayOf(${[...value].map((byte) => (byte > 127 ? byte - 256 : byte)).join(', ')})`
  if (Array.isArray(value)) return `JSONArray()${value.map((item) => `${line}.put(${inner(item)})`).join('')}`
  if (typeof value === 'object' && value !== null) {
    const puts = Object.entries(value).map(([name, held]) => `${line}.put(${kotlinText(name)}, ${inner(held)})`)
    return `JSONObject()${puts.join('')}`
  }
  if (typeof value === 'string') return kotlinText(value)
  if (value === null) return 'JSONObject.NULL'
  return Number.isInteger(value) && Math.abs(Number(value)) >= 2 ** 31 ? `${value}L` : String(value)
}

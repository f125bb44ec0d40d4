import { type Language, literalOf } from '../literal.js'
import { type DataClass, type DataField, type DataType, hasKind, propertyFor } from './data-class.js'

/** Writes a structure that reads itself from JSON; what can be anything is left to the dictionary. */
export function swiftStruct({ name, fields }: DataClass): string[] {
  const isRead = ({ type }: DataField): boolean => !hasKind([], type, 'any')
  const read = fields.filter(isRead)
  const left = fields.filter((field) => !isRead(field))
  const isRenamed = fields.some((field) => propertyFor(field.name) !== field.name)
  return [
    `struct ${name}: Decodable {`,
    ...read.map((field) => `    let ${swiftName(field.name)}: ${swiftType(field.type)}${field.isOptional ? '?' : ''}`),
    ...left.map((field) => `    // ${field.name} may be anything: read it of the dictionary`),
    ...(isRenamed ? ['', ...codingKeys(read)] : []),
    '}',
  ]
}

function codingKeys(fields: readonly DataField[]): string[] {
  return [
    '    enum CodingKeys: String, CodingKey {',
    ...fields.map(({ name }) => `        case ${swiftName(name)} = ${swiftText(name)}`),
    '    }',
  ]
}

/** Writes the name of a property; words that Swift keeps for itself stand between back ticks. */
export function swiftName(field: string): string {
  const name = propertyFor(field)
  return kept.has(name) ? `\`${name}\`` : name
}

const kept = new Set(
  'associatedtype class deinit enum extension fileprivate func import init inout internal let open operator private precedencegroup protocol public rethrows static struct subscript typealias var break case catch continue default defer do else fallthrough for guard if in repeat return throw switch where while as false is nil self super throws true try'.split(
    ' ',
  ),
)

const plain = {
  text: 'String',
  integer: 'Int',
  long: 'Int',
  number: 'Double',
  boolean: 'Bool',
  bytes: 'Data',
  any: 'Any',
} as const

function swiftType(type: DataType): string {
  if (type.kind === 'class') return type.name
  if (type.kind === 'list') return `[${swiftType(type.of)}]`
  if (type.kind === 'record') return `[String: ${swiftType(type.of)}]`
  return plain[type.kind]
}

/** Writes a text as Swift does. */
export function swiftText(text: string): string {
  return JSON.stringify(text)
    .replace(/\\u([0-9a-f]{4})/g, '\\u{$1}')
    .replaceAll('\\b', '\\u{8}')
    .replaceAll('\\f', '\\u{c}')
}

const swift: Language = {
  text: swiftText,
  key: swiftText,
  word: (value) => (value === null ? 'NSNull()' : String(value)),
  bytes: (list) => `Data([${list}])`,
  indent: 4,
  spaced: false,
  dictionaries: true,
}

/** Writes a value as Swift does, its objects as dictionaries. */
export function swiftValue(value: unknown, column: number): string {
  return literalOf(value, swift, column)
}

import { type DescribedSchema, marksOf } from '../../guards/described-schema.js'
import { type Description, describedBy, isExact } from '../../guards/print/described.js'
import { keyLiteral, textLiteral } from '../../guards/print/literal.js'
import { commentOf } from './comment.js'
import { fieldLines } from './enumeration-lines.js'
import { mayBeLeftOut } from './left-out.js'
import { heldType, ownEntry, type TypePlace } from './type-place.js'

/** What is registered beside a field for documents. */
interface Documented {
  readonly description?: string
  readonly deprecated?: boolean
  readonly 'x-since'?: string
  readonly 'x-replacedBy'?: string
  readonly 'x-removeIn'?: string
}

/** Prints the type of an object, with the sentence of each field. */
export function objectType(described: Description, place: TypePlace): readonly string[] {
  const { shape = {}, catchall } = described
  if (Object.getOwnPropertySymbols(shape).length)
    place.scope.unprintable.push({ path: place.path, reason: 'a field whose key is a symbol' })
  const fields = Object.entries(shape).map(([key, schema]) => fieldType(key, schema, place))
  const other = catchall && describedBy(catchall).type !== 'never' ? catchall : undefined
  if (!fields.length && !other) return [place.isReadonly ? 'Readonly<Record<string, never>>' : 'Record<string, never>']
  const body = fields.map(({ text }) => text).join('')
  if (!other) return [`{\n${body}${place.indent}}`]
  const rest = heldType(other, { ...place, indent: `${place.indent}    ` }, '*')
  const index = `${place.indent}    ${place.isReadonly ? 'readonly ' : ''}[key: string]: ${rest};\n`
  // TypeScript lets a declared field differ from the others only where the two stand apart
  const isOne = rest === 'unknown' || rest === 'any' || fields.every(({ type, mayMiss }) => type === rest && !mayMiss)
  return [isOne ? `{\n${body}${index}${place.indent}}` : `{\n${body}${place.indent}} & {\n${index}${place.indent}}`]
}

interface FieldType {
  readonly text: string
  readonly type: string
  readonly mayMiss: boolean
}

function fieldType(key: string, schema: DescribedSchema, place: TypePlace): FieldType {
  const indent = `${place.indent}    `
  const inside = { ...place, indent }
  const mayMiss = mayBeLeftOut(schema)
  const type = heldType(schema, inside, key)
  const path = [...place.path, key]
  const sentence = ownEntry(place.sentences, path.join('.'))
  const values = fieldLines(schema, path, place.meanings)
  const name = `${place.isReadonly ? 'readonly ' : ''}${nameLiteral(key)}${mayMiss ? '?' : ''}`
  return { type, mayMiss, text: `${documented(schema, { sentence, values }, indent)}${indent}${name}: ${type};\n` }
}

/** Writes the name of a field; nothing reads `__proto__` for more than a name. */
function nameLiteral(key: string): string {
  const name = keyLiteral(key)
  return name === 'new' || name === 'constructor' ? textLiteral(key) : name
}

interface FieldComment {
  readonly sentence: string | undefined
  /** What the values of its enumeration mean, a line each. */
  readonly values: readonly string[]
}

/** Prints what is said of a field: by its schema first, as documents have it. */
function documented(schema: DescribedSchema, { sentence, values }: FieldComment, indent: string): string {
  const marks: Documented = marksOf(bare(schema)) as Documented
  const deprecated = marks.deprecated
    ? { since: marks['x-since'], replacedBy: marks['x-replacedBy'], removeIn: marks['x-removeIn'] }
    : undefined
  const known = deprecated && Object.fromEntries(Object.entries(deprecated).filter(([, said]) => said !== undefined))
  const lines = [marks.description ?? sentence, ...values].filter((line) => line !== undefined)
  return commentOf(lines.join('\n'), known, indent)
}

/** Returns what stands in a field that may be missing: what is registered there is registered for the field. */
function bare(schema: DescribedSchema): DescribedSchema {
  const { type, innerType } = describedBy(schema)
  const isSaid = Object.keys(marksOf(schema)).length > 0 || isExact(schema)
  return type === 'optional' && innerType && !isSaid ? bare(innerType) : schema
}

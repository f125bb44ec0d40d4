import type { JsonSchema } from '../../guards/json-schema.js'
import { enumerationIn } from '../../spec/enumerations.js'
import type { FieldEnumeration } from './enumeration-part.js'
import { limitsOf } from './field-limit.js'
import { typeOf } from './field-type.js'
import { unfolded } from './unfolded.js'

/** One field as the reference tells it. */
export interface FieldRow {
  /** Where it stands: `customer.id`, `appointments[].id` in a list, `columns.*` in a record. */
  readonly path: string
  /** Which of several fields of that path it is, where a field has several shapes: 1 for the first. */
  readonly turn: number
  /** What tells its shape from the others that have such a field. */
  readonly where?: string
  /** The path of the field whose fields it has too, where a shape holds itself; empty for the whole. */
  readonly again?: string
  /** Its JSON type, in words. */
  readonly type: string
  /** The named format of a text, which the page of fields explains. */
  readonly format?: string
  readonly limits: readonly string[]
  /** The words it takes. */
  readonly values: readonly string[]
  /** Whether other words than those may come. */
  readonly open: boolean
  /** The enumeration it takes a value of, with what is said of its values. */
  readonly enumeration?: FieldEnumeration
  readonly required: boolean
  readonly sensitive?: string
  readonly meaning?: string
}

/** One of the shapes a payload may have. */
export interface Shape {
  /** What tells it from the others: the fields that have one value only. */
  readonly told: readonly (readonly [path: string, value: string])[]
  readonly rows: readonly FieldRow[]
}

/** Lists the fields of every shape that a schema describes; most describe one. */
export function shapesOf(schema: JsonSchema): Shape[] {
  return alternatives(unfolded(schema)).map((shape) => ({ told: constants(shape), rows: numbered(rowsOf(shape)) }))
}

/** Numbers fields that stand in several shapes of one field; those that read alike are one, told where each stands. */
function numbered(rows: readonly FieldRow[]): FieldRow[] {
  const met = new Map<string, FieldRow[]>()
  for (const row of rows) {
    const others = met.get(row.path) ?? []
    const same = others.findIndex((other) => alike(other) === alike(row))
    const { where: one } = others[same] ?? {}
    if (same < 0) met.set(row.path, [...others, { ...row, turn: others.length + 1 }])
    else if (one !== undefined && row.where !== undefined)
      met.set(row.path, others.toSpliced(same, 1, { ...row, turn: same + 1, where: `${one} or ${row.where}` }))
  }
  return [...met.values()].flat()
}

function alike(row: FieldRow): string {
  return JSON.stringify({ ...row, where: undefined, turn: undefined })
}

function rowsOf(schema: JsonSchema): FieldRow[] {
  return schema['type'] === 'object' ? below(schema, '') : [row(schema, '', true), ...below(schema, '')]
}

function below(schema: JsonSchema, path: string): FieldRow[] {
  const properties = schemasIn(schema['properties'])
  const order = (schema['x-order'] as readonly string[] | undefined) ?? []
  const names = [...new Set([...order, ...Object.keys(properties)])]
  const required = new Set(schema['required'] as readonly string[] | undefined)
  const own = names.flatMap((name) => {
    const field = properties[name]
    if (field === undefined) return []
    const place = path === '' ? name : `${path}.${name}`
    return [row(field, place, required.has(name)), ...below(field, place)]
  })
  const items = asSchema(schema['items'])
  const entries = asSchema(schema['additionalProperties'])
  return [
    ...own,
    ...(items ? below(items, `${path}[]`) : []),
    ...(entries ? below(entries, path === '' ? '*' : `${path}.*`) : []),
    ...listOf(schema['prefixItems']).flatMap((item, index) => [
      row(item, `${path}[${index}]`, true),
      ...below(item, `${path}[${index}]`),
    ]),
    ...(schema['properties'] ? [] : alternatives(schema, []).flatMap((shape) => inShape(shape, path))),
  ]
}

/** Lists the fields of one of several shapes of a field, and what tells it from the others. */
function inShape(shape: JsonSchema, path: string): FieldRow[] {
  const told = constants(shape)
    .map(([name, value]) => `${name} is ${value}`)
    .join(' and ')
  const rows = below(shape, path)
  return told === '' ? rows : rows.map((each) => ({ where: told, ...each }))
}

function row(schema: JsonSchema, path: string, required: boolean): FieldRow {
  const innermost = elementOf(schema)
  const format = (innermost['x-format'] ?? innermost['format']) as string | undefined
  const known = innermost['x-known'] as readonly unknown[] | undefined
  const enumeration = enumerationIn(innermost)
  const listed = (innermost['enum'] ?? known ?? enumeration?.values ?? []) as readonly unknown[]
  const sensitive = (schema['x-sensitive'] ?? innermost['x-sensitive']) as string | undefined
  const meaning = schema['description'] as string | undefined
  return {
    path,
    turn: 1,
    type: typeOf(schema),
    ...(typeof innermost['x-again'] === 'string' && { again: innermost['x-again'] }),
    ...(format !== undefined && { format }),
    limits: limitsOf(schema),
    values: 'const' in innermost ? [word(innermost['const'])] : listed.map(word),
    open: known !== undefined,
    ...(enumeration && { enumeration }),
    required,
    ...(sensitive !== undefined && { sensitive }),
    ...(meaning !== undefined && { meaning }),
  }
}

function constants(schema: JsonSchema): (readonly [string, string])[] {
  return Object.entries(schemasIn(schema['properties'])).flatMap(([name, field]) =>
    'const' in field ? [[name, word(field['const'])] as const] : [],
  )
}

function alternatives(schema: JsonSchema, otherwise: readonly JsonSchema[] = [schema]): readonly JsonSchema[] {
  return ((schema['oneOf'] ?? schema['anyOf']) as readonly JsonSchema[] | undefined) ?? otherwise
}

function elementOf(schema: JsonSchema): JsonSchema {
  const items = asSchema(schema['items'])
  return items ? elementOf(items) : schema
}

function schemasIn(value: unknown): Readonly<Record<string, JsonSchema>> {
  // without a prototype: a field may be called `constructor`
  return Object.assign(Object.create(null), value) as Readonly<Record<string, JsonSchema>>
}

function listOf(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? (value as readonly JsonSchema[]) : []
}

function asSchema(value: unknown): JsonSchema | undefined {
  return typeof value === 'object' && value !== null ? (value as JsonSchema) : undefined
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

import type { FieldDraft, NamedDraft, ObjectDraft, SchemaDraft } from '../draft.js'
import { ownRemarks, sentFields } from '../remark.js'
import { documentation, headingLines } from './comment-text.js'
import type { BlockEntry, Piece } from './layout.js'
import { keyText, literalSource } from './literal-text.js'
import { refersTo, type SchemaOrder } from './schema-order.js'
import { schemaType } from './schema-type.js'

/** What schemas are written with. */
export interface Printing {
  readonly names: ReadonlyMap<NamedDraft, string>
  readonly order: SchemaOrder
  /** The named schema that is written, where one is. */
  readonly within: NamedDraft | undefined
  /** Whether what is written is asked for later as a whole. */
  readonly isLater: boolean
}

function call(callee: string, ...parts: Piece[]): Piece {
  return { kind: 'call', callee, parts }
}

function list(items: readonly Piece[]): Piece {
  return { kind: 'list', items }
}

/** Writes a schema. */
export function schemaPiece(draft: SchemaDraft, printing: Printing): Piece {
  const of = (part: SchemaDraft): Piece => schemaPiece(part, printing)
  switch (draft.kind) {
    case 'reference':
      return printing.names.get(draft.named) ?? 'z.unknown()'
    case 'text':
      return draft.pattern === undefined ? 'z.string()' : `z.string().check(z.regex(/${draft.pattern}/))`
    case 'number':
    case 'boolean':
    case 'null':
      return `z.${draft.kind}()`
    case 'timestamp':
      return 'timestamp'
    case 'literal':
      return literalPiece(draft.values, printing.isLater)
    case 'list':
      return call('z.array', of(draft.item))
    case 'tuple':
      return call('z.tuple', list(draft.items.map(of)), ...(draft.rest ? [of(draft.rest)] : []))
    case 'record':
      return call('z.record', of(draft.key), of(draft.value))
    case 'union':
      return draft.discriminator === undefined
        ? call('z.union', list(draft.options.map(of)))
        : call('z.discriminatedUnion', literalSource(draft.discriminator), list(draft.options.map(of)))
    case 'nullable':
      return call('z.nullable', of(draft.inner))
    case 'optional':
      return call('z.optional', of(draft.inner))
    case 'object':
      return objectPiece(draft, printing)
    default:
      return 'z.unknown()'
  }
}

function literalPiece(values: readonly (string | number | boolean)[], isLater: boolean): Piece {
  const [one] = values
  if (one !== undefined && values.length === 1) return call('z.literal', literalSource(one))
  const isOfWords = values.every((value) => typeof value === 'string')
  return call(isOfWords && !isLater ? 'z.enum' : 'z.literal', list(values.map(literalSource)))
}

function objectPiece(draft: ObjectDraft, printing: Printing): Piece {
  const { from, fields } = draft
  const { within, order } = printing
  const isRound = within !== undefined && order.isRound(within, within)
  if (!from || isRound || printing.isLater) return call('z.object', fieldBlock(fields, printing))
  const base = printing.names.get(from.base) ?? 'z.unknown()'
  if (from.by === 'extend') return from.own.length ? call('z.extend', base, fieldBlock(from.own, printing)) : base
  if (from.by === 'partial' || from.by === 'required') return call(`z.${from.by}`, base)
  const keys = 'keys' in from ? from.keys : []
  const entries = keys.map((key): BlockEntry => ({ above: [], key: `${keyText(key)}: `, value: 'true' }))
  return call(`z.${from.by}`, base, { kind: 'block', entries, isOpen: false })
}

/** Writes fields, one a line. */
export function fieldBlock(fields: readonly FieldDraft[], printing: Printing): Piece {
  const entries = sentFields(fields).map((field, at) => {
    const entry = fieldEntry(field, printing)
    return { ...entry, above: [...headingLines(field.heading, at > 0), ...entry.above] }
  })
  return { kind: 'block', entries, isOpen: true }
}

function fieldEntry({ name, draft, isOptional, comment }: FieldDraft, printing: Printing): BlockEntry {
  const { within, order, isLater } = printing
  const later = !isLater && within !== undefined && refersTo(draft, (named) => order.isRound(named, within))
  const whole: SchemaDraft = isOptional && draft.kind !== 'optional' ? { kind: 'optional', inner: draft } : draft
  const value = schemaPiece(whole, { ...printing, isLater: isLater || later })
  const shared = { above: documentation(comment, 4), value, beside: note(draft) }
  return later
    ? { ...shared, key: keyText(name), getter: schemaType(whole, printing.names) }
    : { ...shared, key: value === name ? '' : `${keyText(name)}: ` }
}

/** Writes what somebody has to decide in a place; nothing where nobody has to. */
export function note(...drafts: readonly (SchemaDraft | undefined)[]): string | undefined {
  return noteOf(drafts.flatMap((draft) => (draft ? ownRemarks(draft) : [])))
}

/** Writes remarks, the same only once. */
export function noteOf(remarks: readonly { readonly topic: string; readonly words: string }[]): string | undefined {
  const words = remarks.map(({ topic, words: said }) => (topic === 'bound' ? 'TODO(bound)' : `TODO(${topic}): ${said}`))
  const unique = [...new Set(words)]
  // the shortest at the end would be read as a part of the one before
  unique.sort((one, other) => Number(other === 'TODO(bound)') - Number(one === 'TODO(bound)'))
  return unique.length ? unique.join(', ').replace(/\s+/g, ' ') : undefined
}

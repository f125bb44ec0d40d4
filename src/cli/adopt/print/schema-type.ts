import { type NamedDraft, resolved, type SchemaDraft } from '../draft.js'
import { sentFields } from '../remark.js'
import { keyText, literalSource } from './literal-text.js'

/** Writes the type of a schema, for a field that is asked for later. */
export function schemaType(draft: SchemaDraft, names: ReadonlyMap<NamedDraft, string>): string {
  const of = (part: SchemaDraft): string => schemaType(part, names)
  switch (draft.kind) {
    case 'reference':
      return `typeof ${names.get(draft.named)}`
    case 'text':
    case 'timestamp':
      return 'z.ZodMiniString<string>'
    case 'number':
      return 'z.ZodMiniNumber<number>'
    case 'boolean':
      return 'z.ZodMiniBoolean<boolean>'
    case 'null':
      return 'z.ZodMiniNull'
    case 'literal':
      return `z.ZodMiniLiteral<${draft.values.map(literalSource).join(' | ')}>`
    case 'list':
      return `z.ZodMiniArray<${of(draft.item)}>`
    case 'tuple':
      return `z.ZodMiniTuple<[${draft.items.map(of).join(', ')}], ${draft.rest ? of(draft.rest) : 'null'}>`
    case 'record':
      return `z.ZodMiniRecord<z.ZodMiniString<string>, ${of(draft.value)}>`
    case 'union':
      return draft.discriminator === undefined
        ? `z.ZodMiniUnion<[${draft.options.map(of).join(', ')}]>`
        : `z.ZodMiniDiscriminatedUnion<[${draft.options.map(of).join(', ')}], ${literalSource(draft.discriminator)}>`
    case 'nullable':
      return `z.ZodMiniNullable<${of(draft.inner)}>`
    case 'optional':
      return `z.ZodMiniOptional<${of(draft.inner)}>`
    case 'object': {
      const fields = sentFields(draft.fields).map(({ name, draft: field, isOptional }) => {
        const type = resolved(field).kind === 'optional' || !isOptional ? of(field) : `z.ZodMiniOptional<${of(field)}>`
        return `${keyText(name)}: ${type}`
      })
      return `z.ZodMiniObject<{ ${fields.join('; ')} }>`
    }
    default:
      return 'z.ZodMiniUnknown'
  }
}

import type { TSIndexedAccessType, TSMappedType, TSType } from 'oxc-parser'
import { type FieldDraft, literalDraft, objectDraft, resolved, type SchemaDraft, unknownDraft } from '../draft.js'
import { fieldOf } from './member.js'
import { objectFields, unionDraft } from './object-draft.js'
import { bind, type ReadingScope, readType, sourceOf } from './reading.js'

/** Reads `keyof`. */
export function keysOf(scope: ReadingScope, type: TSType): SchemaDraft {
  const draft = readType(scope, type)
  const fields = objectFields(draft)
  if (fields?.length) return literalDraft(fields.map(({ name }) => name))
  const found = resolved(draft)
  return found.kind === 'record'
    ? found.key
    : unknownDraft('type', `keyof ${sourceOf(scope, type)}: its keys are not known`)
}

/** Reads `Type[key]`. */
export function indexedType(scope: ReadingScope, type: TSIndexedAccessType): SchemaDraft {
  const whole = readType(scope, type.objectType)
  const found = resolved(whole)
  const index = resolved(readType(scope, type.indexType))
  if (found.kind === 'unknown') return found
  if (found.kind === 'list' && index.kind === 'number') return found.item
  if (found.kind === 'tuple' && index.kind === 'number')
    return unionDraft([...found.items, ...(found.rest ? [found.rest] : [])])
  if (found.kind === 'record') return found.value
  const fields = objectFields(whole)
  if (index.kind === 'literal') {
    const parts = index.values.map((key) => {
      if (found.kind === 'tuple') return found.items[Number(key)]
      const field = fields?.find(({ name }) => name === String(key))
      return field && (field.isOptional ? ({ kind: 'optional', inner: field.draft } as const) : field.draft)
    })
    const known = parts.flatMap((part) => (part ? [part] : []))
    if (known.length === parts.length) return unionDraft(known)
  }
  return unknownDraft('type', `${sourceOf(scope, type)}: not read`)
}

/** Reads `{ [Key in Keys]: Type }`. */
export function mappedType(scope: ReadingScope, type: TSMappedType): SchemaDraft {
  const { key, constraint, typeAnnotation, optional, nameType } = type
  if (!typeAnnotation || nameType) return unknownDraft('type', `${sourceOf(scope, type)}: not read`)
  const keys = resolved(readType(scope, constraint))
  const of =
    constraint.type === 'TSTypeOperator' ? (objectFields(readType(scope, constraint.typeAnnotation)) ?? []) : []
  if (keys.kind === 'text' || keys.kind === 'number')
    return { kind: 'record', key: { kind: 'text' }, value: readType(bind(scope, [[key.name, keys]]), typeAnnotation) }
  if (keys.kind !== 'literal') return unknownDraft('type', `${sourceOf(scope, type)}: its keys are not known`)
  return objectDraft(
    keys.values.map((value) => {
      const base = of.find(({ name }) => name === String(value))
      const draft = readType(bind(scope, [[key.name, literalDraft([value])]]), typeAnnotation)
      return fieldAs(String(value), draft, base, optional)
    }),
  )
}

function fieldAs(
  name: string,
  draft: SchemaDraft,
  base: FieldDraft | undefined,
  optional: TSMappedType['optional'],
): FieldDraft {
  const said = { comment: base?.comment, heading: base?.heading }
  const isOptional = optional === '-' ? false : Boolean(optional) || (base?.isOptional ?? false)
  const field = fieldOf(name, isOptional, draft, said)
  return optional === '-' ? { ...field, isOptional: false } : field
}

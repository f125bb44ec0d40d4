import { type FieldDraft, type ObjectDraft, type Remark, resolved, type SchemaDraft } from './draft.js'

const kindsWithoutBound: Readonly<Record<string, string>> = {
  text: 'text',
  number: 'number',
  list: 'list',
  record: 'record',
}

/** Lists what is not known of a draft itself: not of the fields of an object in it, nor of what has a name. */
export function ownRemarks(draft: SchemaDraft): Remark[] {
  const bound = kindsWithoutBound[draft.kind]
  return [
    ...(draft.remarks ?? []),
    ...(bound === undefined ? [] : [{ topic: 'bound', words: bound } as const]),
    ...(draft.kind === 'function' ? [{ topic: 'json', words: 'a function: JSON has none' } as const] : []),
    ...(draft.kind === 'object' ? lostFields(writtenFields(draft)) : []),
    ...draftParts(draft).flatMap(ownRemarks),
  ]
}

/** Lists the drafts that a draft is made of, besides fields. */
export function draftParts(draft: SchemaDraft): readonly SchemaDraft[] {
  switch (draft.kind) {
    case 'list':
      return [draft.item]
    case 'tuple':
      return [...draft.items, ...(draft.rest ? [draft.rest] : [])]
    case 'record':
      // a key without a bound is told by the record
      return draft.key.kind === 'reference' ? [draft.key, draft.value] : [draft.value]
    case 'union':
      return draft.options
    case 'nullable':
    case 'optional':
      return [draft.inner]
    default:
      return []
  }
}

/** Lists the fields of an object that are written where it stands. */
export function writtenFields({ fields, from }: ObjectDraft): ObjectDraft['fields'] {
  if (!from) return fields
  return from.by === 'extend' ? from.own : []
}

/** Lists the fields that travel. */
export function sentFields(fields: readonly FieldDraft[]): FieldDraft[] {
  return fields.filter(({ draft }) => isSent(draft))
}

function lostFields(fields: readonly FieldDraft[]): Remark[] {
  return fields
    .filter(({ draft }) => resolved(draft).kind === 'function')
    .map(({ name }) => ({ topic: 'json', words: `${name} is a function, which does not travel` }))
}

function isSent(draft: SchemaDraft): boolean {
  const found = resolved(draft)
  if (found.kind === 'nullable' || found.kind === 'optional') return isSent(found.inner)
  return found.kind !== 'function' && found.kind !== 'nothing'
}

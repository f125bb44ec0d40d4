import type { TSInterfaceBody, TSSignature, TSTypeLiteral } from 'oxc-parser'
import {
  type FieldDraft,
  type NamedDraft,
  objectDraft,
  remarked,
  resolved,
  type SchemaDraft,
  unknownDraft,
} from '../draft.js'
import { memberComments } from '../source/comment.js'
import { namedConstant } from '../source/constant.js'
import { readFunction } from './function-type.js'
import { mergedFields, objectFields, unionDraft } from './object-draft.js'
import { type ReadingScope, readType, sourceOf } from './reading.js'

/** Reads the members of an interface or an object type. */
export function typeMembersOf(
  scope: ReadingScope,
  body: TSTypeLiteral | TSInterfaceBody,
  members: readonly TSSignature[],
): SchemaDraft {
  const comments = memberComments(scope.module, body, members)
  const fields: FieldDraft[] = []
  let others: SchemaDraft | undefined
  const unread: string[] = []
  members.forEach((member, at) => {
    const said = comments[at] ?? { comment: undefined, heading: undefined }
    if (member.type === 'TSIndexSignature') others = readType(scope, member.typeAnnotation.typeAnnotation)
    else if (member.type === 'TSPropertySignature' || member.type === 'TSMethodSignature') {
      const name = memberKey(scope, member)
      if (name === undefined) unread.push(sourceOf(scope, member.key))
      else fields.push(fieldOf(name, member.optional, typeOf(scope, member), said))
    }
  })
  const merged = mergedFields(fields)
  if (others && !merged.length && !unread.length) return { kind: 'record', key: { kind: 'text' }, value: others }
  const object: SchemaDraft = objectDraft(merged)
  const whole = others
    ? remarked(object, 'type', 'an index signature beside fields: what it would take is dropped')
    : object
  return unread.reduce((draft, name) => remarked(draft, 'type', `[${name}]: a name that can't be read`), whole)
}

/** Makes a field of what a member accepts. */
export function fieldOf(
  name: string,
  isOptional: boolean,
  draft: SchemaDraft,
  said: Pick<FieldDraft, 'comment' | 'heading'>,
): FieldDraft {
  return draft.kind === 'optional'
    ? { name, draft: draft.inner, isOptional: true, ...said }
    : { name, draft, isOptional, ...said }
}

function typeOf(
  scope: ReadingScope,
  member: Extract<TSSignature, { type: 'TSPropertySignature' | 'TSMethodSignature' }>,
): SchemaDraft {
  if (member.type === 'TSMethodSignature') return readFunction(scope, member.params)
  return member.typeAnnotation
    ? readType(scope, member.typeAnnotation.typeAnnotation)
    : unknownDraft('type', 'a field without a type')
}

interface Keyed {
  readonly computed?: boolean
  readonly key: { readonly type: string; readonly start: number; readonly end: number }
}

/** Reads the name of a member, also where a constant holds it. */
export function memberKey(scope: ReadingScope, { key, computed }: Keyed): string | undefined {
  const { name, value } = key as { name?: string; value?: string | number }
  if (key.type === 'PrivateIdentifier') return undefined
  if (key.type === 'Literal') return String(value)
  if (!computed) return name
  const constant = namedConstant(
    scope.reading.graph,
    scope.module,
    scope.module.text
      .slice(key.start, key.end)
      .replace(/\s|\?|!|\['?|'?\]/g, (sign) => (sign.startsWith('[') ? '.' : '')),
  )
  return constant?.kind === 'literal' ? String(constant.value) : undefined
}

/** Makes what fits all of several types. */
export function intersectionOf(parts: readonly SchemaDraft[]): SchemaDraft {
  const meant = parts.filter((part) => !(part.kind === 'object' && !part.fields.length && !part.remarks))
  const [one, ...others] = meant
  if (!one) return objectDraft([])
  if (!others.length) return one
  // a name for a text, such as `string & { __brand: 'Id' }`
  const scalar = meant.find((part) => ['text', 'number', 'boolean', 'literal'].includes(resolved(part).kind))
  if (scalar) return scalar
  const choice = meant.find((part) => resolved(part).kind === 'union')
  if (choice) {
    const rest = meant.filter((part) => part !== choice)
    const found = resolved(choice)
    return unionDraft(found.kind === 'union' ? found.options.map((option) => intersectionOf([option, ...rest])) : [])
  }
  const all = meant.map((part) => objectFields(part))
  const unread = meant.find((_, at) => all[at] === undefined)
  if (unread)
    return {
      ...unknownDraft('type', 'an intersection with what is no object'),
      ...(unread.remarks && { remarks: unread.remarks }),
    }
  const bases = meant.flatMap((part) => (part.kind === 'reference' ? [part.named] : []))
  const own = meant.flatMap((part) => (part.kind === 'reference' ? [] : (objectFields(part) ?? [])))
  const remarks = meant.flatMap((part) => (part.kind === 'object' ? (part.remarks ?? []) : []))
  return { ...extendedObject(bases, own), ...(remarks.length && { remarks }) }
}

/** Makes an object that has the fields of others and some of its own. */
export function extendedObject(bases: readonly NamedDraft[], own: readonly FieldDraft[]): SchemaDraft {
  const [base] = bases
  const fields = mergedFields(...bases.map(({ draft }) => (draft && objectFields(draft)) ?? []), own)
  const isPlain = base?.draft && resolved(base.draft).kind === 'object' && bases.length === 1
  return objectDraft(fields, isPlain ? { base, by: 'extend', own: mergedFields(own) } : undefined)
}

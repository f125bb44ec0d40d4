import type { Class, Expression, TSInterfaceDeclaration, TSType, TSTypeParameterDeclaration } from 'oxc-parser'
import {
  literalDraft,
  type NamedDraft,
  objectDraft,
  type Remark,
  remarked,
  resolved,
  type SchemaDraft,
  unknownDraft,
} from '../draft.js'
import { memberComments } from '../source/comment.js'
import { enumMembers } from '../source/constant.js'
import type { Located } from '../source/module-graph.js'
import { findType } from '../source/module-graph.js'
import type { DeclaredType, TypeNode } from '../source/source-module.js'
import { builtInType } from './built-in-type.js'
import { parameterDrafts } from './function-type.js'
import { extendedObject, fieldOf, memberKey, typeMembersOf } from './member.js'
import { keyed, mergedFields, objectFields } from './object-draft.js'
import { bind, type ReadingScope, readType, sourceOf } from './reading.js'

/** Reads a type by its declaration, once for each set of arguments. */
export function declaredType(
  outer: ReadingScope,
  { module, declared }: Located<DeclaredType>,
  given: readonly TSType[],
): SchemaDraft {
  const { reading, depth } = outer
  const [node] = declared.nodes
  if (!node) return unknownDraft('type', declared.name)
  const own: ReadingScope = { reading, module, bound: new Map(), depth: depth + 1 }
  const parameters = parametersOf(node)
  const args = parameters.map(({ name, default: other }, at): [string, SchemaDraft] => {
    const type = given[at]
    const draft = type
      ? readType(outer, type)
      : other
        ? readType(own, other)
        : unknownDraft('type', `${name.name} is not given`)
    return [name.name, draft]
  })
  const isDefault = !given.length
  const key = `${module.file}#${declared.name}${isDefault ? '' : JSON.stringify(keyed(args))}`
  const known = reading.named.get(key)
  if (known) return referenceTo(known)
  const named: NamedDraft = {
    typeName: declared.name.replaceAll('.', '') + suffixOf(isDefault ? [] : args.map(([, draft]) => draft)),
    file: module.file,
    comment: declared.comment,
    draft: undefined,
  }
  reading.named.set(key, named)
  named.draft = declaredDraft(bind(own, args), declared.nodes)
  // what a generic type makes of something without a name is no type of its own
  const isAnonymous = named.typeName === declared.name && args.length > 0 && !isDefault
  if (isAnonymous && named.draft.kind !== 'object') return named.draft
  return referenceTo(named)
}

/** Refers to a named draft; what needs no name of its own stands for itself. */
function referenceTo(named: NamedDraft): SchemaDraft {
  const { draft } = named
  if (
    draft &&
    (draft.kind === 'function' || draft.kind === 'nothing' || draft.kind === 'null' || draft.kind === 'boolean')
  )
    return draft
  if (draft?.kind === 'unknown') return draft
  // another name for a type that has one
  if (draft?.kind === 'reference') return draft
  return { kind: 'reference', named }
}

/** Writes what a type is given, where all of it has a name. */
function suffixOf(args: readonly SchemaDraft[]): string {
  const words = args.map((draft) => wordOf(draft))
  return words.includes(undefined) || !words.length ? '' : `Of${words.join('And')}`
}

function wordOf(draft: SchemaDraft): string | undefined {
  if (draft.kind === 'reference') return draft.named.typeName
  if (draft.kind === 'list') return wordOf(draft.item) && `${wordOf(draft.item)}List`
  return { text: 'Text', number: 'Number', boolean: 'Flag', nothing: 'Nothing' }[draft.kind as string]
}

function parametersOf(node: TypeNode): TSTypeParameterDeclaration['params'] {
  return node.type === 'TSEnumDeclaration' ? [] : (node.typeParameters?.params ?? [])
}

function declaredDraft(scope: ReadingScope, nodes: readonly TypeNode[]): SchemaDraft {
  const [node] = nodes
  if (node?.type === 'TSTypeAliasDeclaration') return readType(scope, node.typeAnnotation)
  if (node?.type === 'TSEnumDeclaration') return enumDraft(scope, node)
  if (node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression') return classDraft(scope, node)
  const parts = nodes.filter((each): each is TSInterfaceDeclaration => each.type === 'TSInterfaceDeclaration')
  const own = parts.map((part) => typeMembersOf(scope, part.body, part.body.body))
  const bases = parts
    .flatMap((part) => part.extends)
    .map((base) => baseOf(scope, base.expression, base.typeArguments?.params ?? []))
  return extended(bases, own)
}

const noObject: Remark = { topic: 'type', words: 'it extends what is no object, of which nothing is here' }

/** Makes an object of what it extends and of its own members. */
function extended(bases: readonly SchemaDraft[], own: readonly SchemaDraft[]): SchemaDraft {
  const [only] = own
  if (!bases.length && own.length === 1 && only) return only
  const unread = bases.find((base) => !objectFields(base))
  const named = bases.flatMap((base) => (base.kind === 'reference' && objectFields(base) ? [base.named] : []))
  const fields = mergedFields(
    ...bases.filter((base) => base.kind !== 'reference').map((base) => objectFields(base) ?? []),
    ...own.map((each) => objectFields(each) ?? []),
  )
  const remarks = [...(unread ? (unread.remarks ?? [noObject]) : []), ...own.flatMap((each) => each.remarks ?? [])]
  const whole = fields.length || named.length !== 1 ? extendedObject(named, fields) : extendedObject(named, [])
  return { ...whole, ...(remarks.length && { remarks }) }
}

function baseOf(scope: ReadingScope, expression: Expression, given: readonly TSType[]): SchemaDraft {
  const name = scope.module.text.slice(expression.start, expression.end)
  const bound = scope.bound.get(name)
  if (bound) return bound
  const found = findType(scope.reading.graph, scope.module, name)
  if (found) return declaredType(scope, found, given)
  const builtIn = builtInType(scope, name, given, expression)
  if (builtIn) return builtIn
  return unknownDraft('type', `extends ${sourceOf(scope, expression)}, which is not found: its fields are missing here`)
}

function enumDraft(scope: ReadingScope, node: Extract<TypeNode, { type: 'TSEnumDeclaration' }>): SchemaDraft {
  const members = enumMembers(scope.reading.graph, scope.module, node)
  const known = members.flatMap(({ key, value }) => (value?.kind === 'literal' ? [{ key, value: value.value }] : []))
  if (known.length < members.length || !known.length)
    return unknownDraft('type', `${node.id.name}: its values are not known`)
  const values = known.map(({ value }) => value)
  const draft = literalDraft(values)
  const isNumeric = values.every((value) => typeof value === 'number')
  return draft.kind === 'literal' && isNumeric ? { ...draft, labels: known.map(({ key }) => key) } : draft
}

function classDraft(scope: ReadingScope, node: Class): SchemaDraft {
  const all = node.body.body
  const declared = all.flatMap((each) => (each.type === 'PropertyDefinition' && !each.static ? [each] : []))
  const given = all.flatMap((each) =>
    each.type === 'MethodDefinition' && each.kind === 'constructor'
      ? each.value.params.flatMap((param) => (param.type === 'TSParameterProperty' ? [param] : []))
      : [],
  )
  const members = declared.filter(isPublic)
  const comments = memberComments(scope.module, node.body, members)
  const own = objectDraft([
    ...given.filter(isPublic).flatMap((param) => {
      const [read] = parameterDrafts(scope, [param.parameter])
      return read ? [fieldOf(read.name, read.isOptional, read.draft, unsaid)] : []
    }),
    ...members.flatMap((member, at) => {
      const name = memberKey(scope, member)
      const type = member.typeAnnotation?.typeAnnotation
      const draft = type ? readType(scope, type) : unknownDraft('type', 'a field without a type')
      const said = comments[at] ?? { comment: undefined, heading: undefined }
      return name === undefined || resolved(draft).kind === 'function'
        ? []
        : [fieldOf(name, member.optional === true, draft, said)]
    }),
  ])
  const bases = node.superClass ? [baseOf(scope, node.superClass, node.superTypeArguments?.params ?? [])] : []
  const isHiding = [...declared, ...given].some((each) => !isPublic(each))
  return extended(bases, [isHiding ? remarked(own, 'json', hidden) : own])
}

const unsaid = { comment: undefined, heading: undefined }
const hidden = 'a class: its private fields travel too, and are not declared here'

function isPublic({ accessibility }: { readonly accessibility?: string | null }): boolean {
  return accessibility !== 'private' && accessibility !== 'protected'
}

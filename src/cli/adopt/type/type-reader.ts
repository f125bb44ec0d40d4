import type { TSTemplateLiteralType, TSTupleElement, TSTupleType, TSType } from 'oxc-parser'
import { type LiteralValue, listOf, literalDraft, resolved, type SchemaDraft, unknownDraft } from '../draft.js'
import { readFunction } from './function-type.js'
import { indexedType, keysOf, mappedType } from './key-type.js'
import { intersectionOf, typeMembersOf } from './member.js'
import { unionDraft } from './object-draft.js'
import { type ReadingScope, readType, sourceOf } from './reading.js'
import { importedType, queriedType, referredType } from './referred-type.js'

/** Reads a type of any kind. */
export function readAnyType(scope: ReadingScope, type: TSType): SchemaDraft {
  return keywordType(type) ?? composedType(scope, type)
}

function keywordType({ type }: TSType): SchemaDraft | undefined {
  switch (type) {
    case 'TSStringKeyword':
      return { kind: 'text' }
    case 'TSNumberKeyword':
      return { kind: 'number' }
    case 'TSBooleanKeyword':
      return { kind: 'boolean' }
    case 'TSNullKeyword':
      return { kind: 'null' }
    case 'TSUndefinedKeyword':
    case 'TSVoidKeyword':
    case 'TSNeverKeyword':
      return { kind: 'nothing' }
    case 'TSAnyKeyword':
      return unknownDraft('type', 'any')
    case 'TSUnknownKeyword':
      return unknownDraft('type', 'unknown')
    case 'TSObjectKeyword':
      return unknownDraft('type', 'object')
    case 'TSBigIntKeyword':
      return unknownDraft('json', 'bigint: JSON has none, so send its digits as text, and declare digits(max)')
    case 'TSSymbolKeyword':
      return unknownDraft('json', 'symbol: JSON has none')
    default:
      return undefined
  }
}

function composedType(scope: ReadingScope, type: TSType): SchemaDraft {
  const read = (each: TSType): SchemaDraft => readType(scope, each)
  switch (type.type) {
    case 'TSParenthesizedType':
      return read(type.typeAnnotation)
    case 'TSArrayType':
      return listOf(read(type.elementType))
    case 'TSTupleType':
      return tupleOf(scope, type)
    case 'TSUnionType':
      return unionDraft(type.types.map(read))
    case 'TSIntersectionType':
      return intersectionOf(type.types.map(read))
    case 'TSTypeLiteral':
      return typeMembersOf(scope, type, type.members)
    case 'TSFunctionType':
      return readFunction(scope, type.params)
    case 'TSLiteralType':
      return literalType(scope, type)
    case 'TSTemplateLiteralType':
      return templateType(scope, type)
    case 'TSTypeOperator':
      return type.operator === 'keyof' ? keysOf(scope, type.typeAnnotation) : read(type.typeAnnotation)
    case 'TSIndexedAccessType':
      return indexedType(scope, type)
    case 'TSMappedType':
      return mappedType(scope, type)
    case 'TSTypeReference':
      return referredType(scope, type)
    case 'TSTypeQuery':
      return queriedType(scope, type)
    case 'TSImportType':
      return importedType(scope, type)
    default:
      return unknownDraft('type', `${sourceOf(scope, type)}: not read`)
  }
}

function tupleOf(scope: ReadingScope, { elementTypes }: TSTupleType): SchemaDraft {
  const items: SchemaDraft[] = []
  let rest: SchemaDraft | undefined
  for (const element of elementTypes) {
    const { type, isOptional, isRest } = elementOf(element)
    const draft = readType(scope, type)
    const list = resolved(draft)
    if (isRest) rest = list.kind === 'list' ? list.item : draft
    else items.push(isOptional ? { kind: 'optional', inner: draft } : draft)
  }
  return { kind: 'tuple', items, ...(rest && { rest }) }
}

function elementOf(element: TSTupleElement): { type: TSType; isOptional: boolean; isRest: boolean } {
  if (element.type === 'TSOptionalType') return { type: element.typeAnnotation, isOptional: true, isRest: false }
  if (element.type === 'TSRestType') return { ...elementOf(element.typeAnnotation), isRest: true }
  if (element.type === 'TSNamedTupleMember') {
    const inner = elementOf(element.elementType)
    return { ...inner, isOptional: inner.isOptional || element.optional }
  }
  return { type: element, isOptional: false, isRest: false }
}

function literalType(scope: ReadingScope, type: Extract<TSType, { type: 'TSLiteralType' }>): SchemaDraft {
  const { literal } = type
  if (literal.type === 'TemplateLiteral') return literalDraft([literal.quasis[0]?.value.cooked ?? ''])
  if (literal.type === 'UnaryExpression')
    return literal.argument.type === 'Literal' && typeof literal.argument.value === 'number'
      ? literalDraft([-literal.argument.value])
      : unknownDraft('json', `${sourceOf(scope, type)}: JSON has none`)
  const { value } = literal
  return typeof value === 'bigint'
    ? unknownDraft('json', 'bigint: JSON has none, so send its digits as text, and declare digits(max)')
    : literalDraft([value as LiteralValue])
}

const most = 200

/** Reads a template: all of its texts where they can be counted, else the pattern of them. */
function templateType(scope: ReadingScope, { quasis, types }: TSTemplateLiteralType): SchemaDraft {
  let texts: string[] | undefined = [quasis[0]?.value.cooked ?? '']
  let pattern = escaped(texts[0] ?? '')
  types.forEach((type, at) => {
    const draft = resolved(readType(scope, type))
    const after = quasis[at + 1]?.value.cooked ?? ''
    const values =
      draft.kind === 'literal' ? draft.values.map(String) : draft.kind === 'boolean' ? ['true', 'false'] : undefined
    texts =
      values && texts && values.length * texts.length <= most
        ? texts.flatMap((before) => values.map((value) => before + value + after))
        : undefined
    const hole = values?.map(escaped).join('|') ?? (draft.kind === 'number' ? '-?\\d+(?:\\.\\d+)?' : undefined)
    pattern += `${hole === undefined ? '[\\s\\S]*' : `(?:${hole})`}${escaped(after)}`
  })
  return texts
    ? literalDraft(texts)
    : pattern === '[\\s\\S]*'
      ? { kind: 'text' }
      : { kind: 'text', pattern: `^${pattern}$` }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\n/g, '\\n')
}

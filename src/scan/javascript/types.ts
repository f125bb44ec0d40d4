import type { CodeScope, NamedTypeCode, ShapeType, SignatureType, TypeCode } from '../code/code.js'
import type { Span } from '../code/span.js'
import type { Lowering } from './lowering.js'
import { isSyntaxNode, type SyntaxNode, selfParameter, wordOf } from './syntax.js'

/** Turns a type into what it may name; nothing for one that can't lead to a socket. */
export function lowerType(
  lowering: Lowering,
  node: SyntaxNode | null | undefined,
  scope: CodeScope,
): TypeCode | undefined {
  if (!node) return undefined
  const inner = (each: SyntaxNode | null | undefined): TypeCode | undefined => lowerType(lowering, each, scope)
  switch (node.type) {
    case 'TSTypeAnnotation':
    case 'TSParenthesizedType':
      return inner(node.typeAnnotation)
    case 'TSTypeReference':
    case 'TSInterfaceHeritage': {
      const named = node.typeName ?? (isSyntaxNode(node.expression) ? node.expression : undefined)
      return namedType(lowering, dottedName(named), node.typeArguments?.params, scope)
    }
    case 'TSImportType':
      return namedType(lowering, `import:${wordOf(node.source)}.${dottedName(node.qualifier)}`, undefined, scope)
    case 'TSFunctionType':
      return signatureType(lowering, node, scope)
    case 'TSUnionType':
    case 'TSIntersectionType':
      return { kind: 'union', of: (node.types ?? []).flatMap((each) => inner(each) ?? []) }
    case 'TSArrayType': {
      const of = inner(node.elementType)
      return of && { kind: 'list', of }
    }
    case 'TSTypeQuery':
      return node.exprName && { kind: 'value', of: lowering.lower(asExpression(node.exprName), scope) }
    case 'TSTypeLiteral':
      return shapeType(lowering, node.members, [], scope)
    case 'TSLiteralType':
      return wordType(lowering, node)
    default:
      return undefined
  }
}

function signatureType(lowering: Lowering, node: SyntaxNode, scope: CodeScope): SignatureType {
  const self = selfParameter(node.params)
  const params = (node.params ?? []).filter((each) => each !== self)
  return {
    kind: 'signature',
    self: lowerType(lowering, self?.typeAnnotation, scope),
    parameters: params.map(({ typeAnnotation }) => lowerType(lowering, typeAnnotation, scope)),
    returns: lowerType(lowering, node.returnType, scope),
  }
}

function wordType({ module }: Lowering, node: SyntaxNode): TypeCode | undefined {
  const literal = (node as { literal?: SyntaxNode }).literal
  if (typeof literal?.value !== 'string') return undefined
  module.typeWords.set(literal.value, { start: literal.start, end: literal.end })
  return { kind: 'words', of: literal.value }
}

function namedType(
  lowering: Lowering,
  name: string,
  given: readonly SyntaxNode[] | undefined,
  scope: CodeScope,
): TypeCode {
  const type: NamedTypeCode = {
    kind: 'named',
    name,
    scope,
    arguments: (given ?? []).flatMap((each) => lowerType(lowering, each, scope) ?? []),
  }
  // one that is left out would move the others
  if (given && given.length === type.arguments.length) lowering.module.generics.push(type)
  return type
}

/** Turns an interface, or the type of an object that is written out, into its members. */
export function shapeType(
  lowering: Lowering,
  nodes: readonly SyntaxNode[] | undefined,
  above: readonly TypeCode[],
  scope: CodeScope,
): ShapeType {
  const members = new Map<string, TypeCode>()
  const keys = new Map<string, Span>()
  for (const node of nodes ?? []) {
    const isMethod = node.type === 'TSMethodSignature'
    const type = isMethod ? signatureType(lowering, node, scope) : lowerType(lowering, node.typeAnnotation, scope)
    if (!node.key || node.computed) continue
    const { start, end } = node.key
    keys.set(wordOf(node.key), { start, end })
    if (type) members.set(wordOf(node.key), type)
  }
  return { kind: 'shape', module: lowering.module, members, keys, extends: above }
}

function dottedName(node: SyntaxNode | null | undefined): string {
  if (!node) return ''
  if (node.type === 'TSQualifiedName') return `${dottedName(node.left)}.${dottedName(node.right)}`
  if (node.type === 'MemberExpression') return `${dottedName(node.object)}.${dottedName(node.property)}`
  return wordOf(node)
}

/** Reads `typeof a.b` as the expression that it is. */
function asExpression(node: SyntaxNode): SyntaxNode {
  if (node.type !== 'TSQualifiedName' || !node.left || !node.right) return node
  return { ...node, type: 'MemberExpression', object: asExpression(node.left), property: node.right, computed: false }
}

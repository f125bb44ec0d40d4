import type { Code, CodeScope, ObjectField } from '../code/code.js'
import { declareName, innerScope } from '../code/scope.js'
import { type Lowering, type LowerNode, otherCode } from './lowering.js'
import { declarePattern, fieldPattern } from './pattern.js'
import { bareNode, childrenOf, isSyntaxNode, type SyntaxNode, wordOf } from './syntax.js'
import { shapeType } from './types.js'

function lowerDeclaration(lowering: Lowering, node: SyntaxNode, scope: CodeScope): Code {
  for (const { id, init } of node.declarations ?? []) {
    if (!id) continue
    const value = init ? lowering.lower(init, scope) : undefined
    declarePattern(lowering, id, value, scope, node.kind)
    const pattern = value && fieldPattern(id)
    if (pattern) lowering.module.destructurings.push({ of: value, pattern })
  }
  return otherCode(lowering, node)
}

/** Binds the names of a loop to any element of what it walks. */
function lowerLoop(lowering: Lowering, node: SyntaxNode, scope: CodeScope): Code {
  const inner = innerScope(scope)
  const { left, right, start, end } = node
  if (left && right) {
    const of = lowering.lower(right, scope)
    const value: Code = { kind: 'element', module: lowering.module, start, end, of }
    const [declared] = left.declarations ?? []
    if (declared?.id)
      declarePattern(lowering, declared.id, node.type === 'ForOfStatement' ? value : undefined, inner, left.kind)
  }
  if (isSyntaxNode(node.body)) lowering.lower(node.body, inner)
  return otherCode(lowering, node)
}

function lowerBlock(lowering: Lowering, node: SyntaxNode, scope: CodeScope): Code {
  const inner = innerScope(scope)
  for (const each of childrenOf(node)) lowering.lower(each, inner)
  return otherCode(lowering, node)
}

function lowerEnum(lowering: Lowering, node: SyntaxNode, scope: CodeScope): Code {
  const body = isSyntaxNode(node.body) ? node.body : undefined
  const { start, end } = node
  const fields: ObjectField[] = (body?.members ?? []).flatMap(({ id, initializer }) => {
    if (!id || !initializer) return []
    const keyAt = { start: id.start, end: id.end }
    return [{ key: wordOf(id), value: lowering.lower(initializer, scope), keyAt, isShort: false }]
  })
  const code: Code = { kind: 'object', module: lowering.module, start, end, fields, spreads: [] }
  if (node.id) declareName(scope, lowering.module, wordOf(node.id), code)
  return code
}

function lowerReturn(lowering: Lowering, node: SyntaxNode, scope: CodeScope): Code {
  if (!node.argument) return otherCode(lowering, node)
  const value = lowering.lower(node.argument, scope)
  scope.within?.returns.push(value)
  return value
}

/** Notes which calls stand for themselves: nothing is done with what they return. */
function lowerExpressionStatement(lowering: Lowering, node: SyntaxNode, scope: CodeScope): Code {
  if (!isSyntaxNode(node.expression)) return otherCode(lowering, node)
  const code = lowering.lower(node.expression, scope)
  const isAwaited = node.expression.type === 'AwaitExpression'
  if (code.kind === 'call' && !isAwaited && bareNode(node.expression).type === 'CallExpression') code.isUsed = false
  return code
}

/** What statements are turned into; others are walked through. */
export const statementNodes: Readonly<Record<string, LowerNode>> = {
  VariableDeclaration: lowerDeclaration,
  ForOfStatement: lowerLoop,
  ForInStatement: lowerLoop,
  ForStatement: lowerBlock,
  BlockStatement: lowerBlock,
  TSModuleBlock: (lowering, node, scope) => {
    for (const each of childrenOf(node)) lowering.lower(each, scope)
    return otherCode(lowering, node)
  },
  ReturnStatement: lowerReturn,
  ExpressionStatement: lowerExpressionStatement,
  TSEnumDeclaration: lowerEnum,
  TSTypeAliasDeclaration: (lowering, node, scope) => {
    const type = lowering.type(node.typeAnnotation, scope)
    if (node.id && type) scope.types.set(wordOf(node.id), type)
    return otherCode(lowering, node)
  },
  TSInterfaceDeclaration: (lowering, node, scope) => {
    const body = isSyntaxNode(node.body) ? (node.body.body as readonly SyntaxNode[]) : []
    const above = (node.extends ?? []).flatMap((each) => lowering.type(each, scope) ?? [])
    if (node.id) scope.types.set(wordOf(node.id), shapeType(lowering, body, above, scope))
    return otherCode(lowering, node)
  },
  CatchClause: lowerBlock,
}

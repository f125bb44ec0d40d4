import type { ClassCode, CodeScope, DecoratorCode, FunctionCode, ObjectCode } from '../code/code.js'
import { declareName, innerScope } from '../code/scope.js'
import { type Lowering, type LowerNode, lowerDecorators } from './lowering.js'
import { declareParameter } from './pattern.js'
import { isSyntaxNode, type SyntaxNode, selfParameter, wordOf } from './syntax.js'

/** What is known of a function besides what it says itself. */
export interface FunctionHome {
  readonly name?: string | undefined
  readonly owner?: ClassCode | ObjectCode | undefined
  readonly decorators?: readonly DecoratorCode[]
}

/** Turns a function into code, with its body. */
export function lowerFunction(
  lowering: Lowering,
  node: SyntaxNode,
  scope: CodeScope,
  home: FunctionHome = {},
): FunctionCode {
  const { module } = lowering
  const isArrow = node.type === 'ArrowFunctionExpression'
  const owner = home.owner ?? (isArrow ? scope.owner : undefined)
  const code: FunctionCode = {
    kind: 'function',
    module,
    start: node.start,
    end: node.end,
    name: home.name ?? (node.id ? wordOf(node.id) : undefined),
    parameters: [],
    returns: [],
    within: scope.within,
    owner,
    decorators: home.decorators ?? [],
    isArrow,
  }
  module.functions.push(code)
  const inner = innerScope(scope, code, owner)
  if (node.id && node.type === 'FunctionExpression') declareName(inner, module, wordOf(node.id), code)
  code.returnType = lowering.type(node.returnType, inner)
  const self = selfParameter(node.params)
  code.self = lowering.type(self?.typeAnnotation, inner)
  const params = (node.params ?? []).filter((each) => each !== self)
  params.forEach((each, at) => {
    const binding = declareParameter(lowering, each, { of: code, at }, inner)
    const decorators = lowerDecorators(lowering, each.decorators ?? each.parameter?.decorators, inner)
    if (decorators.length) binding.decorators = decorators
    code.parameters.push(binding)
  })
  if (isSyntaxNode(node.body)) {
    const body = lowering.lower(node.body, inner)
    if (node.expression === true) code.returns.push(body)
  }
  return code
}

/** What functions are turned into. */
export const functionNodes: Readonly<Record<string, LowerNode>> = {
  ArrowFunctionExpression: (lowering, node, scope) => lowerFunction(lowering, node, scope),
  FunctionExpression: (lowering, node, scope) => lowerFunction(lowering, node, scope),
  FunctionDeclaration: (lowering, node, scope) => {
    const code = lowerFunction(lowering, node, scope)
    if (node.id) declareName(scope, lowering.module, wordOf(node.id), code)
    return code
  },
}

import type { Binding, ClassCode, Code, CodeScope, FunctionCode } from '../code/code.js'
import { declareName, innerScope } from '../code/scope.js'
import { decoratorCall, decoratorWord } from './calls.js'
import { type LowerPython, lowerSeries, type PythonLowering, spanOf } from './lowering.js'
import { annotate } from './targets.js'
import { nodesIn, type PythonNode, pythonParts, splitAt } from './tree.js'

/** Turns a function into code, with its body; of a method, what it is called on is no parameter. */
export function lowerDefinition(
  lowering: PythonLowering,
  node: PythonNode,
  scope: CodeScope,
  decorators: readonly PythonNode[],
  owner?: ClassCode,
): FunctionCode {
  const { module } = lowering
  const named = node.getChild('VariableName')
  const words = decorators.map((each) => decoratorWord(lowering, each))
  const code: FunctionCode = {
    kind: 'function',
    module,
    ...spanOf(node),
    name: named ? lowering.source(named) : undefined,
    parameters: [],
    returns: [],
    within: scope.within,
    isArrow: false,
    owner,
    decorators: words.map((name) => ({ name, arguments: [], scope })),
  }
  module.functions.push(code)
  const inner = innerScope(scope, code, owner)
  const isBound = owner !== undefined && !words.includes('staticmethod')
  lowerParameters(lowering, node.getChild('ParamList') ?? undefined, code, inner, isBound ? owner : undefined)
  const annotation = node.getChild('TypeDef')
  if (annotation) code.returnType = lowering.type(pythonParts(annotation)[0], scope)
  for (const each of decorators) decoratorCall(lowering, each, code, scope)
  const body = node.getChild('Body')
  if (body) lowering.lower(body, inner)
  return code
}

function lowerParameters(
  lowering: PythonLowering,
  list: PythonNode | undefined,
  code: FunctionCode,
  scope: CodeScope,
  owner: ClassCode | undefined,
): void {
  const { module } = lowering
  const inner = list ? nodesIn(list).filter(({ name }) => !/^(?:[()/]|Comment)$/.test(name)) : []
  let self = owner
  for (const [first, ...rest] of splitAt(inner, ({ name }) => name === ',')) {
    if (!first) continue
    if (first.name !== 'VariableName') {
      const [spread] = rest
      if (spread) declareName(scope, module, lowering.source(spread))
      continue
    }
    const name = lowering.source(first)
    if (self) {
      declareName(scope, module, name, selfCode(lowering, first, self, code))
      self = undefined
      continue
    }
    const binding = parameterOf(lowering, code, name, rest, scope)
    code.parameters.push(binding)
    scope.names.set(name, binding)
  }
}

function parameterOf(
  lowering: PythonLowering,
  of: FunctionCode,
  name: string,
  rest: readonly PythonNode[],
  scope: CodeScope,
): Binding {
  const last = rest.at(-1)
  const hasDefault = rest.some((each) => each.name === 'AssignOp')
  const values = hasDefault && last ? [lowering.lower(last, scope)] : []
  const parameter = { of, at: of.parameters.length }
  const binding: Binding = { name, module: lowering.module, isTop: false, values, parameter }
  annotate(
    lowering,
    binding,
    rest.find((each) => each.name === 'TypeDef'),
    scope,
  )
  return binding
}

/** Returns what a method is called on: its class where that is what it takes, else what was made of it. */
function selfCode({ module }: PythonLowering, node: PythonNode, owner: ClassCode, { decorators }: FunctionCode): Code {
  if (decorators.some(({ name }) => name === 'classmethod')) return owner
  return { kind: 'this', module, ...spanOf(node), owner, within: undefined }
}

const lowerLambda: LowerPython = (lowering, node, scope) => {
  const { module } = lowering
  const code: FunctionCode = {
    kind: 'function',
    module,
    ...spanOf(node),
    name: undefined,
    parameters: [],
    returns: [],
    within: scope.within,
    isArrow: true,
    owner: undefined,
    decorators: [],
  }
  module.functions.push(code)
  const inner = innerScope(scope, code)
  lowerParameters(lowering, node.getChild('ParamList') ?? undefined, code, inner, undefined)
  const body = node.lastChild
  if (body) code.returns.push(lowering.lower(body, inner))
  return code
}

const lowerReturn: LowerPython = (lowering, node, scope) => {
  const values = pythonParts(node).filter(({ name }) => name !== 'return' && name !== 'yield' && name !== 'from')
  const code = lowerSeries(lowering, values, scope)
  if (values.length && values[0]?.name !== 'None') scope.within?.returns.push(code)
  return code
}

/** What functions are turned into. */
export const pythonFunctionNodes: Readonly<Record<string, LowerPython>> = {
  LambdaExpression: lowerLambda,
  ReturnStatement: lowerReturn,
  YieldStatement: lowerReturn,
  FunctionDefinition: (lowering, node, scope) => declared(lowering, node, scope, []),
  DecoratedStatement: (lowering, node, scope) => {
    const definition = node.getChild('FunctionDefinition')
    if (definition) return declared(lowering, definition, scope, node.getChildren('Decorator'))
    const defined = node.getChild('ClassDefinition')
    return lowering.lower(defined ?? node.lastChild ?? node, scope)
  },
}

function declared(
  lowering: PythonLowering,
  node: PythonNode,
  scope: CodeScope,
  decorators: readonly PythonNode[],
): FunctionCode {
  const code = lowerDefinition(lowering, node, scope, decorators)
  if (code.name !== undefined) declareName(scope, lowering.module, code.name, code)
  return code
}

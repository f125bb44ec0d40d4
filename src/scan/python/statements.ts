import type { Code, CodeScope } from '../code/code.js'
import { bindingOf, declareName } from '../code/scope.js'
import { walked } from './expressions.js'
import { type LowerPython, lowerSeries, type PythonLowering, spanOf, unknownCode } from './lowering.js'
import { annotate, assignTo } from './targets.js'
import { nodesIn, type PythonNode, pythonParts, splitAt } from './tree.js'

const lowerAssignment: LowerPython = (lowering, node, scope) => {
  const parts = nodesIn(node).filter(({ name }) => name !== 'Comment' && name !== ',')
  const annotation = node.getChild('TypeDef')
  const groups = splitAt(
    parts.filter(({ name }) => name !== 'TypeDef'),
    ({ name }) => name === 'AssignOp',
  )
  const values = groups.length > 1 ? groups.pop() : undefined
  const value = values && lowerSeries(lowering, values, scope)
  for (const targets of groups) assignTo(lowering, targets, value, scope)
  const [target] = groups[0] ?? []
  if (annotation && target?.name === 'VariableName')
    annotate(lowering, declareName(scope, lowering.module, lowering.source(target)), annotation, scope)
  return value ?? unknownCode(lowering, node)
}

/** Adds to what a name holds: what it holds then is not known as a whole. */
const lowerUpdate: LowerPython = (lowering, node, scope) => {
  const [target, , value] = pythonParts(node)
  if (value) lowering.lower(value, scope)
  if (target)
    assignTo(
      lowering,
      [target],
      { kind: 'template', module: lowering.module, ...spanOf(node), parts: [unknownCode(lowering, node)] },
      scope,
    )
  return unknownCode(lowering, node)
}

const lowerLoop: LowerPython = (lowering, node, scope) => {
  const parts = pythonParts(node)
  const isBody = ({ name }: PythonNode): boolean => name === 'Body' || name === 'else'
  const head = parts.filter((each) => !isBody(each) && each.name !== 'for')
  const [targets = [], of = []] = splitAt(head, ({ name }) => name === 'in')
  if (of.length) assignTo(lowering, targets, elementOf(lowering, of, scope), scope)
  for (const each of parts) if (each.name === 'Body') lowering.lower(each, scope)
  return unknownCode(lowering, node)
}

function elementOf(lowering: PythonLowering, of: readonly PythonNode[], scope: CodeScope): Code {
  const value = lowerSeries(lowering, of, scope)
  return { kind: 'element', module: lowering.module, start: value.start, end: value.end, of: value }
}

const lowerWith: LowerPython = (lowering, node, scope) => {
  const head = nodesIn(node).filter(({ name }) => !/^(?:with|async|Body|Comment|:)$/.test(name))
  for (const [first, , target] of splitAt(head, ({ name }) => name === ',')) {
    if (!first) continue
    const value = lowering.lower(first, scope)
    if (target) assignTo(lowering, [target], value, scope)
  }
  const body = node.getChild('Body')
  if (body) lowering.lower(body, scope)
  return unknownCode(lowering, node)
}

/** Lets a function put values into a name that is declared outside of it. */
const lowerScope: LowerPython = (lowering, node, scope) => {
  const { module } = lowering
  const isGlobal = node.firstChild?.name === 'global'
  for (const each of node.getChildren('VariableName')) {
    const name = lowering.source(each)
    const outer = isGlobal ? declareName(module.scope, module, name) : bindingOf(scope.parent, name)
    if (outer) scope.names.set(name, outer)
  }
  return unknownCode(lowering, node)
}

/** Notes which calls stand for themselves: nothing is done with what they return. */
const lowerExpression: LowerPython = (lowering, node, scope) => {
  const [first] = pythonParts(node)
  if (!first) return unknownCode(lowering, node)
  const code = lowering.lower(first, scope)
  if (code.kind === 'call' && first.name === 'CallExpression') code.isUsed = false
  return code
}

/** What statements are turned into; others are walked through. */
export const pythonStatementNodes: Readonly<Record<string, LowerPython>> = {
  AssignStatement: lowerAssignment,
  UpdateStatement: lowerUpdate,
  ForStatement: lowerLoop,
  WithStatement: lowerWith,
  ScopeStatement: lowerScope,
  ExpressionStatement: lowerExpression,
  // what a pattern names is no code
  MatchClause: (lowering, node, scope) => {
    const body = node.getChild('Body')
    return body ? walked(lowering, body, scope) : unknownCode(lowering, node)
  },
}

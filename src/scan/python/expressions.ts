import type { Code, CodeScope, ObjectCode } from '../code/code.js'
import { innerScope } from '../code/scope.js'
import { type LowerPython, lowerSeries, type PythonLowering, spanOf, unknownCode } from './lowering.js'
import { assignTo } from './targets.js'
import { lowerArithmetic } from './texts.js'
import { nodesIn, type PythonNode, pythonParts, splitAt } from './tree.js'

const lowerMember: LowerPython = (lowering, node, scope) => {
  const { module } = lowering
  const [object, ...rest] = pythonParts(node)
  if (!object) return unknownCode(lowering, node)
  const of = lowering.lower(object, scope)
  const [first] = rest
  if (!first) return unknownCode(lowering, node)
  const isSlice = nodesIn(node).some(({ name }) => name === ':') || rest.length > 1
  if (isSlice) for (const each of rest) lowering.lower(each, scope)
  const key =
    first.name === 'PropertyName' ? lowering.source(first) : isSlice ? undefined : lowering.lower(first, scope)
  if (key === undefined) return { kind: 'choice', module, ...spanOf(node), of: [of] }
  const known = typeof key !== 'string' && key.kind === 'text' ? key.text : key
  const member: Code = {
    kind: 'member',
    module,
    ...spanOf(node),
    of,
    key: indexOf(lowering, first) ?? known,
    keyAt: spanOf(first),
  }
  module.members.push(member)
  return member
}

/** Returns the place in a list that a number names. */
function indexOf(lowering: PythonLowering, node: PythonNode): string | undefined {
  return node.name === 'Number' ? lowering.source(node) : undefined
}

const lowerBinary: LowerPython = (lowering, node, scope) => {
  const nodes = pythonParts(node)
  const [left, operator, right] = nodes
  if (!left || !operator || !right || nodes.length > 3) return walked(lowering, node, scope)
  const values = [lowering.lower(left, scope), lowering.lower(right, scope)] as const
  const word = lowering.source(operator)
  if (word === 'or') return { kind: 'choice', module: lowering.module, ...spanOf(node), of: values }
  return word === 'and' ? values[1] : lowerArithmetic(lowering, node, word, values, scope)
}

/** Turns all that stands in a node into code, of which nothing is known as a whole. */
export function walked(lowering: PythonLowering, node: PythonNode, scope: CodeScope): Code {
  for (const each of pythonParts(node)) lowering.lower(each, scope)
  return unknownCode(lowering, node)
}

const lowerRecord: LowerPython = (lowering, node, scope) => {
  const { module } = lowering
  const inner = nodesIn(node).filter(({ name }) => name !== '{' && name !== '}' && name !== 'Comment')
  const code: ObjectCode = { kind: 'object', module, ...spanOf(node), fields: [], spreads: [] }
  for (const field of splitAt(inner, ({ name }) => name === ',')) {
    const [first, second, third] = field
    if (first?.name === '**' && second) code.spreads.push(lowering.lower(second, scope))
    else if (first && second?.name === ':' && third) {
      const key = lowering.lower(first, scope)
      const value = lowering.lower(third, scope)
      code.fields.push({ key: key.kind === 'text' ? key.text : key, value, keyAt: spanOf(first), isShort: false })
    }
  }
  module.objects.push(code)
  return code
}

/** Turns what walks another list into a list of what it makes. */
const lowerComprehension: LowerPython = (lowering, node, scope) => {
  const { module } = lowering
  const inner = innerScope(scope)
  const [made, ...rest] = splitAt(pythonParts(node), ({ name }) => name === 'for')
  for (const clause of rest) {
    const [targets = [], [of, ...others] = []] = splitAt(clause, ({ name }) => name === 'in')
    if (!of) continue
    const value: Code = { kind: 'element', module, ...spanOf(of), of: lowering.lower(of, inner) }
    assignTo(lowering, targets, value, inner)
    for (const each of others) lowering.lower(each, inner)
  }
  return { kind: 'list', module, ...spanOf(node), items: (made ?? []).map((each) => lowering.lower(each, inner)) }
}

const lowerList: LowerPython = (lowering, node, scope) => {
  const inner = nodesIn(node).filter(({ name }) => !/^(?:[()[\]{}]|Comment)$/.test(name))
  const items = splitAt(inner, ({ name }) => name === ',').flatMap(([first, second]) => {
    if (!first) return []
    if (first.name === '*' && second) return [{ ...unknownCode(lowering, second), ...spread(lowering, second, scope) }]
    return [lowering.lower(first, scope)]
  })
  return { kind: 'list', module: lowering.module, ...spanOf(node), items }
}

/** Returns any element of a list that is spread into another. */
function spread(lowering: PythonLowering, node: PythonNode, scope: CodeScope): Code {
  return { kind: 'element', module: lowering.module, ...spanOf(node), of: lowering.lower(node, scope) }
}

const lowerInner: LowerPython = (lowering, node, scope) => {
  const parts = pythonParts(node).filter(({ name }) => name !== 'await')
  return parts.length ? lowerSeries(lowering, parts, scope) : unknownCode(lowering, node)
}

/** What expressions are turned into. */
export const pythonExpressionNodes: Readonly<Record<string, LowerPython>> = {
  VariableName: (lowering, node, scope) => ({
    kind: 'name',
    module: lowering.module,
    ...spanOf(node),
    name: lowering.source(node),
    scope,
  }),
  MemberExpression: lowerMember,
  BinaryExpression: lowerBinary,
  DictionaryExpression: lowerRecord,
  DictionaryComprehensionExpression: walkedComprehension,
  ArrayExpression: lowerList,
  TupleExpression: lowerList,
  SetExpression: lowerList,
  ArrayComprehensionExpression: lowerComprehension,
  SetComprehensionExpression: lowerComprehension,
  ComprehensionExpression: lowerComprehension,
  ParenthesizedExpression: lowerInner,
  AwaitExpression: lowerInner,
  ConditionalExpression: (lowering, node, scope) => {
    const [yes, , test, , no] = pythonParts(node)
    if (!yes || !test || !no) return walked(lowering, node, scope)
    lowering.lower(test, scope)
    const of = [lowering.lower(yes, scope), lowering.lower(no, scope)]
    return { kind: 'choice', module: lowering.module, ...spanOf(node), of }
  },
  NamedExpression: (lowering, node, scope) => {
    const [target, , value] = pythonParts(node)
    if (!target || !value) return unknownCode(lowering, node)
    const code = lowering.lower(value, scope)
    assignTo(lowering, [target], code, scope)
    return code
  },
}

/** Walks a comprehension of pairs in a scope of its own. */
function walkedComprehension(lowering: PythonLowering, node: PythonNode, scope: CodeScope): Code {
  return { ...lowerComprehension(lowering, node, scope), kind: 'other' } as Code
}

import type { CallCode, ClassCode, Code, CodeScope, ObjectCode, ObjectField } from '../code/code.js'
import { bindingOf, innerScope } from '../code/scope.js'
import { lowerFunction } from './functions.js'
import { type Lowering, type LowerNode, lowerAll, otherCode } from './lowering.js'
import { nameFunction } from './pattern.js'
import { bareNode, isSyntaxNode, type SyntaxNode, wordOf } from './syntax.js'

function lowerLiteral(lowering: Lowering, node: SyntaxNode): Code {
  if (typeof node.value !== 'string') return otherCode(lowering, node)
  return { kind: 'text', module: lowering.module, start: node.start, end: node.end, text: node.value }
}

function lowerTemplate(lowering: Lowering, node: SyntaxNode, scope: CodeScope): Code {
  const { start, end } = node
  const holes = lowerAll(lowering, node.expressions, scope)
  const parts = (node.quasis ?? []).flatMap(({ value }, at) => {
    const hole = holes[at]
    return [value.cooked ?? '', ...(hole ? [hole] : [])]
  })
  const [only] = parts
  if (parts.length === 1 && typeof only === 'string')
    return { kind: 'text', module: lowering.module, start, end, text: only }
  return { kind: 'template', module: lowering.module, start, end, parts: parts.filter((part) => part !== '') }
}

function lowerBinary(lowering: Lowering, node: SyntaxNode, scope: CodeScope): Code {
  const { start, end } = node
  const [left, right] = lowerAll(lowering, [node.left ?? null, node.right ?? null], scope)
  if (node.operator !== '+' || !left || !right) return otherCode(lowering, node)
  const parts = [left, right].flatMap((each) =>
    each.kind === 'template' ? each.parts : [each.kind === 'text' ? each.text : each],
  )
  return { kind: 'template', module: lowering.module, start, end, parts }
}

function lowerMemberExpression(lowering: Lowering, node: SyntaxNode, scope: CodeScope): Code {
  const { module } = lowering
  if (!node.object || !node.property) return otherCode(lowering, node)
  const of = lowering.lower(node.object, scope)
  const { start, end } = node.property
  const key = node.computed ? lowering.lower(node.property, scope) : wordOf(node.property)
  const known = typeof key !== 'string' && key.kind === 'text' ? key.text : key
  const code: Code = { kind: 'member', module, start: node.start, end: node.end, of, key: known, keyAt: { start, end } }
  module.members.push(code)
  return code
}

function lowerCall(lowering: Lowering, node: SyntaxNode, scope: CodeScope): Code {
  const { module } = lowering
  const { start, end, callee } = node
  if (!callee) return otherCode(lowering, node)
  const [first] = node.arguments ?? []
  const required = callee.type === 'Identifier' && callee.name === 'require' && first?.type === 'Literal'
  if (required && typeof first.value === 'string' && !bindingOf(scope, 'require'))
    return { kind: 'import', module, start, end, specifier: first.value }
  const code: CallCode = {
    kind: 'call',
    module,
    start,
    end,
    callee: lowering.lower(callee, scope),
    arguments: lowerAll(lowering, node.arguments, scope),
    isNew: node.type === 'NewExpression',
    types: (node.typeArguments?.params ?? []).flatMap((each) => lowering.type(each, scope) ?? []),
    within: scope.within,
    isUsed: true,
  }
  code.arguments.forEach((each, at) => {
    if (each.kind === 'function') each.passedTo = { call: code, at }
  })
  // `new Server<Heard, Sent>()` says as much as the type of that name
  if (code.isNew && node.typeArguments) lowering.type({ ...node, type: 'TSTypeReference', typeName: callee }, scope)
  module.calls.push(code)
  return code
}

function lowerObject(lowering: Lowering, node: SyntaxNode, scope: CodeScope, component?: ObjectCode): Code {
  const { start, end } = node
  const code: ObjectCode = { kind: 'object', module: lowering.module, start, end, fields: [], spreads: [] }
  const inner = innerScope(scope, scope.within, component ?? code)
  for (const each of node.properties ?? []) {
    if (each.type === 'SpreadElement') {
      if (each.argument) code.spreads.push(lowering.lower(each.argument, scope))
      continue
    }
    const field = lowerField(lowering, each, component ?? code, scope, inner)
    if (field) code.fields.push(field)
  }
  lowering.module.objects.push(code)
  return code
}

/** The options of a component whose functions have the component as `this`. */
const componentOptions = new Set(['methods', 'computed', 'watch', 'actions', 'getters'])

function lowerField(
  lowering: Lowering,
  node: SyntaxNode,
  owner: ObjectCode,
  scope: CodeScope,
  inner: CodeScope,
): ObjectField | undefined {
  if (!node.key || !isSyntaxNode(node.value)) return undefined
  const { start, end } = node.key
  const key = node.computed ? lowering.lower(node.key, scope) : wordOf(node.key)
  const bare = bareNode(node.value)
  const isFunction = bare.type === 'FunctionExpression'
  const name = typeof key === 'string' ? key : undefined
  const isOption = bare.type === 'ObjectExpression' && name !== undefined && componentOptions.has(name)
  const value = isFunction
    ? lowerFunction(lowering, bare, inner, { name, owner })
    : isOption
      ? lowerObject(lowering, bare, scope, owner)
      : lowering.lower(node.value, scope)
  const known = typeof key !== 'string' && key.kind === 'text' ? key.text : key
  if (typeof known === 'string') nameFunction(value, known)
  return { key: known, value, keyAt: { start, end }, isShort: node.shorthand === true }
}

function lowerAssignment(lowering: Lowering, node: SyntaxNode, scope: CodeScope): Code {
  const { left, right } = node
  if (!left || !right) return otherCode(lowering, node)
  const value = lowering.lower(right, scope)
  const target = bareNode(left)
  if (target.type === 'Identifier') {
    bindingOf(scope, wordOf(target))?.values.push(value)
    if (!bindingOf(scope, wordOf(target))) lateWrite(lowering, target, value, scope)
  } else if (target.type === 'MemberExpression') {
    const member = lowering.lower(target, scope)
    if (member.kind === 'member' && typeof member.key === 'string') nameFunction(value, member.key)
    if (member.kind === 'member') lowering.module.writes.push({ of: member.of, key: member.key, value })
  }
  return value
}

/** Keeps what is put into a name that is declared further down, or by nobody. */
function lateWrite({ module }: Lowering, target: SyntaxNode, value: Code, scope: CodeScope): void {
  const { start, end } = target
  const of: Code = { kind: 'name', module, start, end, name: wordOf(target), scope }
  module.writes.push({ of, key: '', value })
}

function lowerThis({ module }: Lowering, { start, end }: SyntaxNode, scope: CodeScope): Code {
  const owner: ClassCode | ObjectCode | undefined = scope.owner
  let { within } = scope
  while (within?.isArrow) within = within.within
  return { kind: 'this', module, start, end, owner, within }
}

function lowerChoice(
  lowering: Lowering,
  node: SyntaxNode,
  parts: readonly (SyntaxNode | null | undefined)[],
  scope: CodeScope,
): Code {
  const { start, end } = node
  const of = parts.flatMap((each) => (each ? [lowering.lower(each, scope)] : []))
  return { kind: 'choice', module: lowering.module, start, end, of }
}

/** What expressions are turned into. */
export const expressionNodes: Readonly<Record<string, LowerNode>> = {
  Literal: lowerLiteral,
  TemplateLiteral: lowerTemplate,
  BinaryExpression: lowerBinary,
  Identifier: ({ module }, { start, end, name }, scope) => ({
    kind: 'name',
    module,
    start,
    end,
    name: name as string,
    scope,
  }),
  MemberExpression: lowerMemberExpression,
  CallExpression: lowerCall,
  NewExpression: lowerCall,
  ObjectExpression: (lowering, node, scope) => lowerObject(lowering, node, scope),
  ArrayExpression: (lowering, node, scope) => ({
    kind: 'list',
    module: lowering.module,
    start: node.start,
    end: node.end,
    items: lowerAll(lowering, node.elements, scope),
  }),
  ConditionalExpression: (lowering, node, scope) => {
    const test = (node as { test?: SyntaxNode }).test
    if (test) lowering.lower(test, scope)
    return lowerChoice(lowering, node, [node.consequent, node.alternate], scope)
  },
  LogicalExpression: (lowering, node, scope) => {
    if (node.operator !== '&&') return lowerChoice(lowering, node, [node.left, node.right], scope)
    if (node.left) lowering.lower(node.left, scope)
    return node.right ? lowering.lower(node.right, scope) : otherCode(lowering, node)
  },
  SequenceExpression: (lowering, node, scope) =>
    lowerAll(lowering, node.expressions, scope).at(-1) ?? otherCode(lowering, node),
  AssignmentExpression: lowerAssignment,
  ThisExpression: lowerThis,
  Super: lowerThis,
  ImportExpression: (lowering, node, scope) => {
    const { start, end, source } = node
    if (typeof source?.value === 'string')
      return { kind: 'import', module: lowering.module, start, end, specifier: source.value }
    if (source) lowering.lower(source, scope)
    return otherCode(lowering, node)
  },
}

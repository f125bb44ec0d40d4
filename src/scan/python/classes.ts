import type { ClassCode, ClassMember, Code, CodeScope } from '../code/code.js'
import { declareName, innerScope } from '../code/scope.js'
import { lowerArguments } from './calls.js'
import { lowerDefinition } from './functions.js'
import { type LowerPython, lowerSeries, type PythonLowering, spanOf } from './lowering.js'
import { nodesIn, type PythonNode, pythonParts, splitAt } from './tree.js'

/** Turns a class into code. What its body declares, both the class and what is made of it have. */
const lowerClassDefinition: LowerPython = (lowering, node, scope) => {
  const { module } = lowering
  const named = node.getChild('VariableName')
  const name = named ? lowering.source(named) : ''
  const bases = lowerArguments(lowering, node.getChild('ArgList') ?? undefined, scope).places
  const code: ClassCode = {
    kind: 'class',
    module,
    ...spanOf(node),
    name,
    extends: extended(lowering, node, bases),
    members: new Map(),
    decorators: [],
  }
  module.classes.push(code)
  declareName(scope, module, name, code)
  const inner = innerScope(scope, scope.within, code)
  const body = node.getChild('Body')
  for (const each of body ? pythonParts(body) : []) lowerMember(lowering, each, code, scope, inner)
  return code
}

function extended({ module }: PythonLowering, node: PythonNode, bases: readonly Code[]): Code | undefined {
  if (bases.length < 2) return bases[0]
  return { kind: 'choice', module, ...spanOf(node), of: bases }
}

function lowerMember(
  lowering: PythonLowering,
  node: PythonNode,
  owner: ClassCode,
  around: CodeScope,
  inner: CodeScope,
): void {
  const decorators = node.getChildren('Decorator')
  const definition = node.name === 'FunctionDefinition' ? node : node.getChild('FunctionDefinition')
  if (definition && (node.name === 'FunctionDefinition' || node.name === 'DecoratedStatement')) {
    // a method does not see the names of the body that it stands in
    const code = lowerDefinition(lowering, definition, around, decorators, owner)
    const isGetter = code.decorators.some(({ name }) => name === 'property' || name === 'cached_property')
    const key = code.name === '__init__' ? 'constructor' : (code.name ?? '')
    if (!code.decorators.some(({ name }) => name === 'setter')) keepMember(owner, key, { value: code, isGetter })
    return
  }
  if (node.name === 'AssignStatement') lowerAttribute(lowering, node, owner, inner)
  else if (node.name === 'StatementGroup')
    for (const each of pythonParts(node)) lowerMember(lowering, each, owner, around, inner)
  else lowering.lower(node, inner)
}

function lowerAttribute(lowering: PythonLowering, node: PythonNode, owner: ClassCode, scope: CodeScope): void {
  const parts = nodesIn(node).filter(({ name }) => name !== 'Comment')
  const groups = splitAt(parts, ({ name }) => name === 'AssignOp')
  const annotation = node.getChild('TypeDef')
  const type = annotation ? lowering.type(pythonParts(annotation)[0], scope) : undefined
  const values = groups.length > 1 ? (groups.pop() ?? []).filter(({ name }) => name !== ',') : []
  const value = values.length ? lowerSeries(lowering, values, scope) : undefined
  for (const [target] of groups) {
    if (target?.name !== 'VariableName') continue
    const name = lowering.source(target)
    declareName(scope, lowering.module, name, value)
    keepMember(owner, name, { value, type })
  }
}

function keepMember(
  owner: ClassCode,
  name: string,
  member: Pick<ClassMember, 'value'> & Partial<Pick<ClassMember, 'type' | 'isGetter'>>,
): void {
  owner.members.set(name, {
    type: undefined,
    isGetter: false,
    ...member,
    decorators: [],
    isStatic: false,
    isShared: true,
  })
}

/** What classes are turned into. */
export const pythonClassNodes: Readonly<Record<string, LowerPython>> = { ClassDefinition: lowerClassDefinition }

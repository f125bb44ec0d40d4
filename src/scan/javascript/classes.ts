import type { ClassCode, ClassMember, CodeScope, FunctionCode } from '../code/code.js'
import { declareName, innerScope } from '../code/scope.js'
import { lowerFunction } from './functions.js'
import { type Lowering, type LowerNode, lowerDecorators } from './lowering.js'
import { nameFunction } from './pattern.js'
import { isSyntaxNode, type SyntaxNode, wordOf } from './syntax.js'

function lowerClass(lowering: Lowering, node: SyntaxNode, scope: CodeScope): ClassCode {
  const { module } = lowering
  const { start, end } = node
  const code: ClassCode = {
    kind: 'class',
    module,
    start,
    end,
    name: node.id ? wordOf(node.id) : undefined,
    extends: node.superClass ? lowering.lower(node.superClass, scope) : undefined,
    members: new Map(),
    decorators: lowerDecorators(lowering, node.decorators, scope),
  }
  module.classes.push(code)
  const inner = innerScope(scope, scope.within, code)
  const body = isSyntaxNode(node.body) ? node.body.body : undefined
  for (const each of Array.isArray(body) ? (body as readonly SyntaxNode[]) : [])
    lowerMember(lowering, each, code, inner)
  return code
}

function lowerMember(lowering: Lowering, node: SyntaxNode, owner: ClassCode, scope: CodeScope): void {
  if (node.type === 'StaticBlock' || !node.key) {
    if (Array.isArray(node.body)) for (const each of node.body) lowering.lower(each, scope)
    return
  }
  const name = wordOf(node.key)
  const decorators = lowerDecorators(lowering, node.decorators, scope)
  const value = isSyntaxNode(node.value) ? node.value : undefined
  const isMethod = node.type === 'MethodDefinition' || node.type === 'TSAbstractMethodDefinition'
  const member: ClassMember = {
    value:
      value &&
      (isMethod ? lowerFunction(lowering, value, scope, { name, owner, decorators }) : lowering.lower(value, scope)),
    type: lowering.type(node.typeAnnotation ?? undefined, scope),
    decorators,
    isStatic: node.static === true,
    isGetter: node.kind === 'get',
  }
  if (node.kind === 'constructor' && member.value?.kind === 'function') keepParameters(value, member.value, owner)
  if (member.value?.kind === 'function') member.value.contextual ??= member.type
  // overloads and setters come without the body that is wanted
  if (member.value) nameFunction(member.value, name)
  if (node.kind !== 'set' && (member.value || !owner.members.has(name))) owner.members.set(name, member)
}

/** Makes members of the parameters of a constructor that have an access modifier. */
function keepParameters(constructor: SyntaxNode | undefined, code: FunctionCode, owner: ClassCode): void {
  ;(constructor?.params ?? []).forEach(({ type, start, end }, at) => {
    const binding = code.parameters[at]
    if (type !== 'TSParameterProperty' || !binding) return
    const { name, module } = binding
    const names = new Map([[name, binding]])
    const scope: CodeScope = { parent: undefined, names, types: new Map(), within: code, owner }
    owner.members.set(name, {
      value: { kind: 'name', module, start, end, name, scope },
      type: binding.type,
      decorators: binding.decorators ?? [],
      isStatic: false,
      isGetter: false,
    })
  })
}

/** What classes are turned into. */
export const classNodes: Readonly<Record<string, LowerNode>> = {
  ClassExpression: lowerClass,
  ClassDeclaration: (lowering, node, scope) => {
    const code = lowerClass(lowering, node, scope)
    if (node.id) declareName(scope, lowering.module, wordOf(node.id), code)
    return code
  },
}

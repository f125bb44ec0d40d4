import type { Binding, Code, CodeScope } from '../code/code.js'
import { declareName } from '../code/scope.js'
import { type PythonLowering, spanOf } from './lowering.js'
import { type PythonNode, pythonParts } from './tree.js'

/** Puts a value into what stands left of an assignment, each name with its part of the value. */
export function assignTo(
  lowering: PythonLowering,
  targets: readonly PythonNode[],
  value: Code | undefined,
  scope: CodeScope,
): void {
  const [first] = targets
  if (targets.length === 1 && first) {
    assignOne(lowering, first, value, scope)
    return
  }
  const names = targets.filter(({ name }) => name !== '*')
  names.forEach((each, at) => {
    const isExact = value?.kind === 'list' && value.items.length === names.length
    const part = isExact ? value.items[at] : value && partAt(lowering, value, at, each)
    assignOne(lowering, each, part, scope)
  })
}

function partAt({ module }: PythonLowering, of: Code, at: number, node: PythonNode): Code {
  return { kind: 'member', module, ...spanOf(node), of, key: String(at), keyAt: spanOf(node) }
}

function assignOne(lowering: PythonLowering, target: PythonNode, value: Code | undefined, scope: CodeScope): void {
  const { module } = lowering
  switch (target.name) {
    case 'VariableName': {
      const name = lowering.source(target)
      if (value?.kind === 'function') value.name ??= name
      declareName(scope, module, name, value)
      return
    }
    case 'MemberExpression': {
      const member = lowering.lower(target, scope)
      // what is written to is not read
      if (module.members.at(-1) === member) module.members.pop()
      if (member.kind === 'member' && value) module.writes.push({ of: member.of, key: member.key, value })
      return
    }
    case 'TupleExpression':
    case 'ArrayExpression':
    case 'ParenthesizedExpression':
      assignTo(lowering, pythonParts(target), value, scope)
  }
}

/** Declares a name as what it is annotated as. */
export function annotate(
  lowering: PythonLowering,
  binding: Binding,
  annotation: PythonNode | undefined,
  scope: CodeScope,
): void {
  const [type] = annotation ? pythonParts(annotation) : []
  binding.type ??= lowering.type(type, scope)
}

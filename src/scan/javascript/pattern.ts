import type { Binding, Code, CodeScope } from '../code/code.js'
import type { FieldPattern, PatternField } from '../code/field-pattern.js'
import { declareName, functionScope } from '../code/scope.js'
import type { Span } from '../code/span.js'
import type { Lowering } from './lowering.js'
import { isSaid, type SyntaxNode, wordOf } from './syntax.js'

/** Declares what a pattern binds, each name to the part of the value that it takes. */
export function declarePattern(
  lowering: Lowering,
  pattern: SyntaxNode,
  value: Code | undefined,
  scope: CodeScope,
  kind: string | undefined,
): void {
  const home = kind === 'var' ? functionScope(scope) : scope
  switch (pattern.type) {
    case 'Identifier': {
      if (value) nameFunction(value, wordOf(pattern))
      const binding = declareName(home, lowering.module, wordOf(pattern), value)
      binding.type ??= lowering.type(pattern.typeAnnotation, scope)
      if (value?.kind === 'function') value.contextual ??= binding.type
      if (value?.kind === 'object' && isSaid(pattern.typeAnnotation)) value.isTyped = true
      return
    }
    case 'AssignmentPattern': {
      if (!pattern.left || !pattern.right) return
      const other = lowering.lower(pattern.right, scope)
      const { start, end } = pattern
      const { module } = lowering
      const either: Code = value ? { kind: 'choice', module, start, end, of: [value, other] } : other
      declarePattern(lowering, pattern.left, either, scope, kind)
      return
    }
    case 'ObjectPattern':
      for (const each of pattern.properties ?? []) declareProperty(lowering, each, value, scope, kind)
      return
    case 'ArrayPattern':
      ;(pattern.elements ?? []).forEach((each, at) => {
        if (!each) return
        if (each.type === 'RestElement') {
          if (each.argument) declarePattern(lowering, each.argument, value, scope, kind)
          return
        }
        declarePattern(lowering, each, value && memberOfValue(lowering, value, String(at), each), scope, kind)
      })
  }
}

/** Gives a function without a name that of what it is kept as, also where a call wraps it. */
export function nameFunction(value: Code, name: string): void {
  const [first] = value.kind === 'call' ? value.arguments : [value]
  if (first?.kind === 'function') first.name ??= name
}

function declareProperty(
  lowering: Lowering,
  node: SyntaxNode,
  value: Code | undefined,
  scope: CodeScope,
  kind: string | undefined,
): void {
  if (node.type === 'RestElement') {
    // what is left over has the same members as the whole
    if (node.argument) declarePattern(lowering, node.argument, value, scope, kind)
    return
  }
  const target = node.value as SyntaxNode
  const key = node.computed ? undefined : wordOf(node.key)
  const part = value && key !== undefined && node.key ? memberOfValue(lowering, value, key, node.key) : undefined
  declarePattern(lowering, target, part, scope, kind)
}

function memberOfValue({ module }: Lowering, of: Code, key: string, { start, end }: Span): Code {
  return { kind: 'member', module, start, end, of, key, keyAt: { start, end } }
}

/** Lists the fields that a pattern takes out of an object; nothing for another pattern. */
export function fieldPattern(pattern: SyntaxNode): FieldPattern | undefined {
  const bare = pattern.type === 'AssignmentPattern' ? pattern.left : pattern
  if (bare?.type !== 'ObjectPattern') return undefined
  const fields: PatternField[] = []
  let hasRest = false
  for (const each of bare.properties ?? []) {
    if (each.type === 'RestElement' || each.computed || !each.key) hasRest = true
    else {
      const { start, end } = each.key
      const inner = fieldPattern(each.value as SyntaxNode)
      fields.push({
        key: wordOf(each.key),
        keyAt: { start, end },
        isShort: each.shorthand === true,
        ...(inner && { inner }),
      })
    }
  }
  return { fields, hasRest }
}

/** Makes the binding of a parameter, and declares what its pattern takes out of it. */
export function declareParameter(
  lowering: Lowering,
  node: SyntaxNode,
  parameter: NonNullable<Binding['parameter']>,
  scope: CodeScope,
): Binding {
  const { module } = lowering
  const inner = node.type === 'TSParameterProperty' && node.parameter ? node.parameter : node
  const bare = inner.type === 'AssignmentPattern' && inner.left ? inner.left : inner
  const isNamed = bare.type === 'Identifier'
  const name = isNamed ? wordOf(bare) : `#${parameter.at}`
  const values = inner.type === 'AssignmentPattern' && inner.right ? [lowering.lower(inner.right, scope)] : []
  const binding: Binding = { name, module, isTop: false, values, parameter, pattern: fieldPattern(bare) }
  binding.type = lowering.type(bare.typeAnnotation, scope)
  binding.isTyped = isSaid(bare.typeAnnotation)
  scope.names.set(name, binding)
  if (!isNamed && bare.type !== 'RestElement') {
    const { start, end } = bare
    declarePattern(lowering, bare, { kind: 'name', module, start, end, name, scope }, scope, 'let')
  }
  return binding
}

import type { Code, CodeScope, ObjectCode } from '../code/code.js'
import { type Lowering, type LowerNode, otherCode } from './lowering.js'
import { childrenOf, isSyntaxNode, type SyntaxNode, wordOf } from './syntax.js'

function lowerElement(lowering: Lowering, node: SyntaxNode, scope: CodeScope): Code {
  const { module } = lowering
  const opening = node.openingElement
  const tag = opening && isSyntaxNode(opening.name) ? tagCode(lowering, opening.name, scope) : undefined
  const attributes = new Map<string, Code>()
  const spreads: Code[] = []
  for (const each of opening?.attributes ?? []) {
    const value = isSyntaxNode(each.value) ? lowering.lower(each.value, scope) : undefined
    if (each.argument) spreads.push(lowering.lower(each.argument, scope))
    if (value && isSyntaxNode(each.name)) attributes.set(wordOf(each.name), value)
  }
  const props = propsOf(lowering, node, attributes, spreads)
  if (tag && (attributes.size || spreads.length)) module.elements.push({ tag, attributes, props })
  for (const each of childrenOf(node)) if (each !== opening) lowering.lower(each, scope)
  return otherCode(lowering, node)
}

function propsOf(
  { module }: Lowering,
  { start, end }: SyntaxNode,
  attributes: ReadonlyMap<string, Code>,
  spreads: Code[],
): ObjectCode {
  const fields = [...attributes].map(([key, value]) => ({ key, value, keyAt: { start, end }, isShort: false }))
  return { kind: 'object', module, start, end, fields, spreads }
}

function tagCode(lowering: Lowering, node: SyntaxNode, scope: CodeScope): Code | undefined {
  const { module } = lowering
  const { start, end } = node
  if (node.type === 'JSXIdentifier') return { kind: 'name', module, start, end, name: wordOf(node), scope }
  if (node.type !== 'JSXMemberExpression' || !node.object || !node.property) return undefined
  const of = tagCode(lowering, node.object, scope)
  const { start: from, end: to } = node.property
  return of && { kind: 'member', module, start, end, of, key: wordOf(node.property), keyAt: { start: from, end: to } }
}

/** What markup in code is turned into. */
export const markupNodes: Readonly<Record<string, LowerNode>> = { JSXElement: lowerElement }

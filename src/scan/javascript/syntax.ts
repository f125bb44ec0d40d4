import type { Span } from '../code/span.js'

/** A node of the tree that oxc-parser makes, with the children that are read of it, whatever its type. */
export interface SyntaxNode extends Span {
  readonly type: string
  readonly name?: string | SyntaxNode
  readonly value?: unknown
  readonly key?: SyntaxNode
  readonly computed?: boolean
  readonly shorthand?: boolean
  readonly static?: boolean
  readonly kind?: string
  readonly id?: SyntaxNode | null
  readonly init?: SyntaxNode | null
  readonly left?: SyntaxNode
  readonly right?: SyntaxNode
  readonly operator?: string
  readonly object?: SyntaxNode
  readonly property?: SyntaxNode
  readonly expression?: SyntaxNode | boolean
  readonly expressions?: readonly SyntaxNode[]
  readonly quasis?: readonly { readonly value: { readonly cooked: string | null } }[]
  readonly callee?: SyntaxNode
  readonly arguments?: readonly SyntaxNode[]
  readonly argument?: SyntaxNode | null
  readonly typeArguments?: { readonly params: readonly SyntaxNode[] } | null
  readonly typeAnnotation?: SyntaxNode | null
  readonly returnType?: SyntaxNode | null
  readonly typeName?: SyntaxNode
  readonly exprName?: SyntaxNode
  readonly elementType?: SyntaxNode
  readonly types?: readonly SyntaxNode[]
  readonly members?: readonly SyntaxNode[]
  readonly extends?: readonly SyntaxNode[]
  readonly consequent?: SyntaxNode
  readonly alternate?: SyntaxNode | null
  readonly elements?: readonly (SyntaxNode | null)[]
  readonly properties?: readonly SyntaxNode[]
  readonly declarations?: readonly SyntaxNode[]
  readonly declaration?: SyntaxNode | null
  readonly specifiers?: readonly SyntaxNode[]
  readonly source?: SyntaxNode | null
  readonly local?: SyntaxNode
  readonly imported?: SyntaxNode
  readonly exported?: SyntaxNode | null
  readonly moduleReference?: SyntaxNode
  readonly qualifier?: SyntaxNode | null
  readonly body?: SyntaxNode | readonly SyntaxNode[] | null
  readonly params?: readonly SyntaxNode[]
  readonly parameter?: SyntaxNode
  readonly superClass?: SyntaxNode | null
  readonly decorators?: readonly SyntaxNode[]
  readonly openingElement?: SyntaxNode
  readonly attributes?: readonly SyntaxNode[]
  readonly initializer?: SyntaxNode | null
  readonly async?: boolean
}

/** Returns whether something of a tree is a node. */
export function isSyntaxNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}

const transparent = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSNonNullExpression',
  'TSInstantiationExpression',
  'ParenthesizedExpression',
  'ChainExpression',
  'AwaitExpression',
  'JSXExpressionContainer',
])

/** Takes off what changes nothing of what an expression is worth: types, brackets, `await`. */
export function bareNode(node: SyntaxNode): SyntaxNode {
  let at = node
  while (transparent.has(at.type)) {
    const inner = at.type === 'AwaitExpression' ? at.argument : at.expression
    if (!isSyntaxNode(inner)) break
    at = inner
  }
  return at
}

/** Returns the word of a name or of a literal that stands in the place of one. */
export function wordOf(node: SyntaxNode | null | undefined): string {
  if (!node) return ''
  if (typeof node.name === 'string') return node.name
  return node.value === undefined || node.value === null ? '' : String(node.value)
}

/** Finds the first parameter where it only says what `this` is: who calls gives nothing for it. */
export function selfParameter([first]: readonly SyntaxNode[] = []): SyntaxNode | undefined {
  return first?.type === 'Identifier' && first.name === 'this' ? first : undefined
}

const asserting = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSTypeAssertion'])

/** Finds the type that an expression is said to be of. */
export function assertedType(node: SyntaxNode): SyntaxNode | undefined {
  if (asserting.has(node.type)) return node.typeAnnotation ?? undefined
  return transparent.has(node.type) && isSyntaxNode(node.expression) ? assertedType(node.expression) : undefined
}

/** Returns whether a type says anything of what it is the type of: `any` and `as const` do not. */
export function isSaid(type: SyntaxNode | null | undefined): boolean {
  if (!type) return false
  if (type.type === 'TSTypeAnnotation') return isSaid(type.typeAnnotation)
  return !/^TS(?:Any|Never|Unknown)Keyword$/.test(type.type) && wordOf(type.typeName) !== 'const'
}

/** Lists the children of a node, in the order of the source. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = []
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const each of value) if (isSyntaxNode(each)) found.push(each)
    } else if (isSyntaxNode(value)) found.push(value)
  }
  return found
}

import type { Code, CodeModule, CodeScope, DecoratorCode, OtherCode, TypeCode } from '../code/code.js'
import type { Span } from '../code/span.js'
import type { SyntaxNode } from './syntax.js'

/** One file while it is turned into code that can be followed. */
export interface Lowering {
  readonly module: CodeModule
  /** Turns an expression or a statement into code, with all that stands in it. */
  lower(node: SyntaxNode, scope: CodeScope): Code
  /** Turns a type into what it may name. */
  type(node: SyntaxNode | null | undefined, scope: CodeScope): TypeCode | undefined
}

/** Turns nodes of one type into code. */
export type LowerNode = (lowering: Lowering, node: SyntaxNode, scope: CodeScope) => Code

/** Returns code of which nothing is known. */
export function otherCode({ module }: Lowering, { start, end }: Span): OtherCode {
  return { kind: 'other', module, start, end }
}

/** Turns some expressions into code; a hole of a list is code of which nothing is known. */
export function lowerAll(
  lowering: Lowering,
  nodes: readonly (SyntaxNode | null)[] | undefined,
  scope: CodeScope,
): Code[] {
  return (nodes ?? []).map((each) => (each ? lowering.lower(each, scope) : otherCode(lowering, { start: 0, end: 0 })))
}

/** Turns the decorators of a node into code. */
export function lowerDecorators(
  lowering: Lowering,
  nodes: readonly SyntaxNode[] | undefined,
  scope: CodeScope,
): DecoratorCode[] {
  return (nodes ?? []).flatMap(({ expression }) => {
    if (typeof expression !== 'object') return []
    const isCall = expression.type === 'CallExpression'
    const named = isCall ? expression.callee : expression
    const name = named?.type === 'MemberExpression' ? named.property?.name : named?.name
    if (typeof name !== 'string') return []
    return [{ name, arguments: isCall ? lowerAll(lowering, expression.arguments, scope) : [], scope }]
  })
}

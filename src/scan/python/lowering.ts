import type { Code, CodeModule, CodeScope, OtherCode, TypeCode } from '../code/code.js'
import type { Span } from '../code/span.js'
import type { PythonNode } from './tree.js'

/** One file of Python while it is turned into code that can be followed. */
export interface PythonLowering {
  readonly module: CodeModule
  /** Turns an expression or a statement into code, with all that stands in it. */
  lower(node: PythonNode, scope: CodeScope): Code
  /** Turns an annotation into what it may name. */
  type(node: PythonNode | undefined, scope: CodeScope): TypeCode | undefined
  /** Returns how a node is written. */
  source(node: PythonNode): string
}

/** Turns nodes of one name into code. */
export type LowerPython = (lowering: PythonLowering, node: PythonNode, scope: CodeScope) => Code

/** Returns where a node stands. */
export function spanOf({ from, to }: PythonNode): Span {
  return { start: from, end: to }
}

/** Returns code of which nothing is known. */
export function unknownCode({ module }: PythonLowering, node: PythonNode): OtherCode {
  return { kind: 'other', module, ...spanOf(node) }
}

/** Turns some expressions into code: one is itself, several are a list. */
export function lowerSeries(lowering: PythonLowering, nodes: readonly PythonNode[], scope: CodeScope): Code {
  const [first] = nodes
  const last = nodes.at(-1)
  const items = nodes.map((each) => lowering.lower(each, scope))
  const [only] = items
  if (only && items.length === 1) return only
  return { kind: 'list', module: lowering.module, start: first?.from ?? 0, end: last?.to ?? 0, items }
}

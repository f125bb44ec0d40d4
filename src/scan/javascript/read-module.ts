import type { OxcError } from 'oxc-parser'
import type { Code, CodeModule, CodeScope } from '../code/code.js'
import { emptyModule } from '../code/empty-module.js'
import { classNodes } from './classes.js'
import { expressionNodes } from './expressions.js'
import { functionNodes } from './functions.js'
import { linkNodes, readCommonExport } from './links.js'
import { type Lowering, type LowerNode, otherCode } from './lowering.js'
import { markupNodes } from './markup.js'
import { statementNodes } from './statements.js'
import { assertedType, bareNode, childrenOf, isSaid, type SyntaxNode } from './syntax.js'
import { lowerType } from './types.js'

/** What reading a file needs of oxc-parser. */
export type ScriptParser = Pick<typeof import('oxc-parser'), 'parseSync'>

/** A file that was read, or where it can't be. */
export type ReadOutcome = { readonly module: CodeModule } | { readonly line: number; readonly reason: string }

const nodes: Readonly<Record<string, LowerNode>> = {
  ...classNodes,
  ...expressionNodes,
  ...functionNodes,
  ...linkNodes,
  ...markupNodes,
  ...statementNodes,
}

/** Reads a script into code that can be followed. `named` tells its language by its ending. */
export function readScript(
  parser: ScriptParser,
  file: string,
  text: string,
  named: string,
  above?: CodeScope,
): ReadOutcome {
  const { program, errors, comments } = parser.parseSync(named, text)
  const [error] = errors
  if (error && !program.body.length) return faultOf(error, text)
  const module = emptyModule(file, text, comments, above)
  const lowering: Lowering = {
    module,
    lower: (node, scope) => lowerNode(lowering, node, scope),
    type: (node, scope) => lowerType(lowering, node, scope),
  }
  for (const each of program.body) lowering.lower(each as unknown as SyntaxNode, module.scope)
  return { module }
}

/** Returns why a script can't be read, without reading it into code; nothing where it can. */
export function scriptFault(
  parser: ScriptParser,
  text: string,
  named: string,
): Extract<ReadOutcome, { line: number }> | undefined {
  const result = parser.parseSync(named, text)
  const [error] = result.errors
  return error && !result.program.body.length ? faultOf(error, text) : undefined
}

function faultOf({ labels, message }: OxcError, text: string): Extract<ReadOutcome, { line: number }> {
  const line = text.slice(0, labels[0]?.start ?? 0).split('\n').length
  return { line, reason: message.split('\n')[0] ?? '' }
}

function lowerNode(lowering: Lowering, given: SyntaxNode, scope: CodeScope): Code {
  const node = bareNode(given)
  const code = nodes[node.type]?.(lowering, node, scope)
  if (code) {
    if (given !== node) noteAssertion(lowering, code, assertedType(given), scope)
    if (node.type === 'AssignmentExpression') readCommonExport(lowering, node, code)
    return code
  }
  if (!node.type.startsWith('TS') || node.type === 'TSModuleDeclaration')
    for (const each of childrenOf(node)) lowering.lower(each, scope)
  return otherCode(lowering, node)
}

/** Notes what type is said of an expression; texts that types allow are read with it. */
function noteAssertion(lowering: Lowering, code: Code, said: SyntaxNode | undefined, scope: CodeScope): void {
  const type = lowering.type(said, scope)
  if (code.kind === 'function') code.contextual ??= type
  if (code.kind === 'object' && isSaid(said)) code.isTyped = true
}

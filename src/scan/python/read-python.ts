import type { Code, CodeModule, CodeScope } from '../code/code.js'
import { emptyModule } from '../code/empty-module.js'
import type { Span } from '../code/span.js'
import { lowerAnnotation } from './annotations.js'
import { pythonCallNodes } from './calls.js'
import { pythonClassNodes } from './classes.js'
import { pythonExpressionNodes, walked } from './expressions.js'
import { pythonFunctionNodes } from './functions.js'
import { exportAll, pythonLinkNodes } from './links.js'
import type { LowerPython, PythonLowering } from './lowering.js'
import { pythonStatementNodes } from './statements.js'
import { textNodes } from './texts.js'
import { firstFault, knownToGrammar, type PythonNode, type PythonParser } from './tree.js'

/** A file of Python that was read, or where it can't be. */
export type PythonOutcome = { readonly module: CodeModule } | { readonly line: number; readonly reason: string }

const nodes: Readonly<Record<string, LowerPython>> = {
  ...pythonCallNodes,
  ...pythonClassNodes,
  ...pythonExpressionNodes,
  ...pythonFunctionNodes,
  ...pythonLinkNodes,
  ...pythonStatementNodes,
  ...textNodes,
}

/** Reads Python into code that can be followed. */
export function readPython(parser: PythonParser, file: string, text: string, above?: CodeScope): PythonOutcome {
  const tree = parser.parse(knownToGrammar(text))
  const fault = firstFault(tree)
  if (fault !== undefined)
    return { line: text.slice(0, fault).split('\n').length, reason: 'which is no Python from there on' }
  const module: CodeModule = {
    ...emptyModule(file, text, unspokenIn(tree.topNode), above),
    language: 'python',
    opened: [],
  }
  const lowering: PythonLowering = {
    module,
    lower: (node, scope) => lowerNode(lowering, node, scope),
    type: (node, scope) => lowerAnnotation(lowering, node, scope),
    source: ({ from, to }) => text.slice(from, to),
  }
  lowering.lower(tree.topNode, module.scope)
  exportAll(module)
  return { module }
}

function lowerNode(lowering: PythonLowering, node: PythonNode, scope: CodeScope): Code {
  return nodes[node.name]?.(lowering, node, scope) ?? walked(lowering, node, scope)
}

/** Lists the comments of a file, and the texts that stand for themselves: those are comments, too. */
function unspokenIn(top: PythonNode): Span[] {
  const found: Span[] = []
  top.cursor().iterate(({ name, from, to, node }) => {
    const isDocumentation = /String$/.test(name) && node.parent?.name === 'ExpressionStatement'
    if (name === 'Comment' || isDocumentation) found.push({ start: from, end: to })
  })
  return found
}

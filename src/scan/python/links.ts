import type { CodeModule, CodeScope } from '../code/code.js'
import { type LowerPython, type PythonLowering, unknownCode } from './lowering.js'
import { nodesIn, type PythonNode, splitAt } from './tree.js'

/** Declares what an import brings: a whole module, or what it takes of one. */
const lowerImports: LowerPython = (lowering, node, scope) => {
  const parts = nodesIn(node).filter(({ name }) => !/^(?:[()]|Comment)$/.test(name))
  const [first] = parts
  if (first?.name === 'from') lowerFrom(lowering, parts.slice(1), scope)
  else for (const each of splitAt(parts.slice(1), ({ name }) => name === ',')) lowerWhole(lowering, each, scope)
  return unknownCode(lowering, node)
}

function lowerFrom(lowering: PythonLowering, parts: readonly PythonNode[], scope: CodeScope): void {
  const [path = [], taken = []] = splitAt(parts, ({ name }) => name === 'import')
  const specifier = path.map((each) => lowering.source(each)).join('')
  for (const [first, , local] of splitAt(taken, ({ name }) => name === ',')) {
    if (!first) continue
    if (first.name === '*') lowering.module.opened?.push(specifier)
    else declareImported(lowering.module, lowering.source(local ?? first), specifier, lowering.source(first), scope)
  }
}

function lowerWhole(lowering: PythonLowering, parts: readonly PythonNode[], scope: CodeScope): void {
  const [path = [], [local] = []] = splitAt(parts, ({ name }) => name === 'as')
  const words = path.filter(({ name }) => name === 'VariableName').map((each) => lowering.source(each))
  const [head = ''] = words
  // `import a.b` declares `a`, of which `b` is a member
  if (local) declareImported(lowering.module, lowering.source(local), words.join('.'), '*', scope)
  else declareImported(lowering.module, head, head, '*', scope)
}

function declareImported(module: CodeModule, local: string, specifier: string, name: string, scope: CodeScope): void {
  scope.names.set(local, { name: local, module, isTop: !scope.parent, values: [], imported: { specifier, name } })
}

/** Exports all that a module declares: others may import any of it. */
export function exportAll(module: CodeModule): void {
  const { exports, scope, stars, opened } = module
  for (const [name, { imported, values }] of scope.names) {
    if (imported && !values.length) exports.set(name, imported)
    else exports.set(name, { code: { kind: 'name', module, start: 0, end: 0, name, scope } })
  }
  stars.push(...(opened ?? []))
}

/** What imports are turned into. */
export const pythonLinkNodes: Readonly<Record<string, LowerPython>> = { ImportStatement: lowerImports }

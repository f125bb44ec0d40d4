import type { Code, CodeScope } from '../code/code.js'
import { type Lowering, type LowerNode, otherCode } from './lowering.js'
import { bareNode, type SyntaxNode, wordOf } from './syntax.js'

function lowerImport(lowering: Lowering, node: SyntaxNode, scope: CodeScope): Code {
  const specifier = wordOf(node.source)
  for (const each of node.specifiers ?? []) {
    const named = each.type === 'ImportSpecifier' ? wordOf(each.imported) : undefined
    const name = named ?? (each.type === 'ImportDefaultSpecifier' ? 'default' : '*')
    declareImport(lowering, wordOf(each.local), specifier, name, scope)
  }
  return otherCode(lowering, node)
}

function declareImport({ module }: Lowering, local: string, specifier: string, name: string, scope: CodeScope): void {
  scope.names.set(local, { name: local, module, isTop: true, values: [], imported: { specifier, name } })
}

function lowerExport(lowering: Lowering, node: SyntaxNode, scope: CodeScope): Code {
  const { exports } = lowering.module
  const { declaration } = node
  if (declaration) {
    const code = lowering.lower(declaration, scope)
    for (const name of declaredNames(declaration)) exports.set(name, { code: nameCode(lowering, code, name, scope) })
  }
  for (const { local, exported } of node.specifiers ?? []) {
    const [inner, outer] = [wordOf(local), wordOf(exported)]
    if (node.source) exports.set(outer, { specifier: wordOf(node.source), name: inner })
    else exports.set(outer, { code: nameCode(lowering, node, inner, scope) })
  }
  return otherCode(lowering, node)
}

function declaredNames(node: SyntaxNode): string[] {
  if (node.id) return [wordOf(node.id)]
  return (node.declarations ?? []).flatMap(({ id }) => (id ? patternNames(id) : []))
}

function patternNames(node: SyntaxNode): string[] {
  if (node.type === 'Identifier') return [wordOf(node)]
  return (node.properties ?? []).flatMap((each) => patternNames(each.value as SyntaxNode))
}

function nameCode(
  { module }: Lowering,
  { start, end }: Pick<SyntaxNode, 'start' | 'end'>,
  name: string,
  scope: CodeScope,
): Code {
  return { kind: 'name', module, start, end, name, scope }
}

function lowerDefault(lowering: Lowering, node: SyntaxNode, scope: CodeScope): Code {
  const { declaration } = node
  if (!declaration) return otherCode(lowering, node)
  const code = lowering.lower(declaration, scope)
  lowering.module.exports.set('default', { code })
  return code
}

function lowerExportAll(lowering: Lowering, node: SyntaxNode): Code {
  const specifier = wordOf(node.source)
  if (node.exported) lowering.module.exports.set(wordOf(node.exported), { specifier, name: '*' })
  else lowering.module.stars.push(specifier)
  return otherCode(lowering, node)
}

/** Reads `module.exports = x` and `exports.a = x`; returns whether that is what an assignment is. */
export function readCommonExport(lowering: Lowering, node: SyntaxNode, value: Code): boolean {
  const { exports } = lowering.module
  const target = node.left && bareNode(node.left)
  if (target?.type !== 'MemberExpression' || target.computed || !target.object) return false
  const { object, property } = target
  const isModule = object.type === 'Identifier' && object.name === 'module' && wordOf(property) === 'exports'
  if (isModule) {
    exports.set('*', { code: value })
    return true
  }
  const isOfExports =
    (object.type === 'Identifier' && object.name === 'exports') ||
    (object.type === 'MemberExpression' && wordOf(object.object) === 'module' && wordOf(object.property) === 'exports')
  if (isOfExports) exports.set(wordOf(property), { code: value })
  return isOfExports
}

/** What imports and exports are turned into. */
export const linkNodes: Readonly<Record<string, LowerNode>> = {
  ImportDeclaration: lowerImport,
  ExportNamedDeclaration: lowerExport,
  ExportDefaultDeclaration: lowerDefault,
  ExportAllDeclaration: lowerExportAll,
  TSExportAssignment: (lowering, node, scope) => {
    if (typeof node.expression !== 'object') return otherCode(lowering, node)
    const code = lowering.lower(node.expression, scope)
    lowering.module.exports.set('*', { code })
    return code
  },
  TSImportEqualsDeclaration: (lowering, node, scope) => {
    const { moduleReference, id } = node
    if (id && moduleReference && typeof moduleReference.expression === 'object')
      declareImport(lowering, wordOf(id), wordOf(moduleReference.expression), 'default', scope)
    return otherCode(lowering, node)
  },
}

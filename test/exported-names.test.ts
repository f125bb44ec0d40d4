import ts from 'typescript'
import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.js'

/** Names that stand in two files for a reason. */
const excused: Readonly<Record<string, string>> = {
  installedZod: "the browser's twin of what finds zod, which the package's `browser` field puts in its place",
  interpret: "the browser's twin of what asks schemas, which the package's `browser` field puts in its place",
  MessageNew: 'the public payload types of two namespaces, each imported from its own entry',
  MessageSent: 'the public payload types of two namespaces, each imported from its own entry',
  parserOf: "the browser's twin of the compiler, which the package's `browser` field puts in its place",
  zodVersion: "the browser's twin of what finds zod, which the package's `browser` field puts in its place",
  unknown: "a word of zod's vocabulary, which plain schemas repeat; the search has an outcome of that name",
}

/** Lists the names that a file declares and exports; what it passes on from another file is not its own. */
function exportedNames(tree: ts.SourceFile): Set<string> {
  const names = tree.statements.flatMap((statement): (string | undefined)[] => {
    if (ts.isExportDeclaration(statement))
      return !statement.moduleSpecifier && statement.exportClause && ts.isNamedExports(statement.exportClause)
        ? statement.exportClause.elements.map(({ name }) => name.text)
        : []
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    if (!isExported) return []
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name))
    return [(statement as ts.DeclarationStatement).name?.text]
  })
  return new Set(names.filter((name) => name !== undefined))
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text]
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []))
}

test('a name that is exported means one thing in the whole house', () => {
  const homes = new Map<string, string[]>()
  for (const { path, tree } of sourceFiles())
    for (const name of exportedNames(tree)) homes.set(name, [...(homes.get(name) ?? []), path])
  expect(homes.get('namespace')).toEqual(['contract/declaration.ts'])
  const shared = [...homes].filter(([, paths]) => paths.length > 1)
  const unexcused = shared.filter(([name]) => !Object.hasOwn(excused, name))
  expect(unexcused.map(([name, paths]) => `${name}: ${paths.join(', ')}`)).toEqual([])
  // an excuse that nobody needs is taken back
  expect(Object.keys(excused).filter((name) => !shared.some(([one]) => one === name))).toEqual([])
})

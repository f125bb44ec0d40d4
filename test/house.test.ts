import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { type SourceFile, sourceFiles } from './source-files.js'

const most = { lines: 300, files: 20, functionLines: 60 }
const files = sourceFiles()

/** Where arrows are declared: every byte of what builds the names of rooms counts, and functions are longer. */
const arrowed: readonly string[] = ['contract/room/room.ts']

/** Lists the arrows that a file declares at its top, where no type gives them their shape. */
function declaredArrows({ path, tree }: SourceFile): string[] {
  return tree.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) =>
    declarationList.declarations.flatMap(({ name, type, initializer }) => {
      const isFunction = initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
      return isFunction && !type ? [`${path} ${name.getText()}`] : []
    }),
  )
}

/** Lists the functions of a file that don't fit a screen, by their names. */
function longFunctions({ path, tree }: SourceFile): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && linesOf(node, tree) > most.functionLines)
      found.push(`${path} ${nameOf(node)}`)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

function linesOf(node: ts.Node, tree: ts.SourceFile): number {
  const lineAt = (position: number): number => tree.getLineAndCharacterOfPosition(position).line
  return lineAt(node.getEnd()) - lineAt(node.getStart(tree)) + 1
}

/** Names a function, or what it is given to. */
function nameOf(node: ts.SignatureDeclaration): string {
  const named = [node, node.parent].find((each) => 'name' in each && each.name) as ts.NamedDeclaration | undefined
  return named?.name?.getText() ?? 'a function without a name'
}

test('a file has 300 lines at the most', () => {
  const long = files.filter(({ text }) => text.trimEnd().split('\n').length > most.lines)
  expect(long.map(({ path }) => path)).toEqual([])
})

test('a folder holds what one look takes in', () => {
  const folders = new Map<string, string[]>()
  for (const { path } of files) folders.set(dirname(path), [...(folders.get(dirname(path)) ?? []), path])
  expect(folders.size).toBeGreaterThan(30)
  expect([...folders].flatMap(([folder, held]) => (held.length > most.files ? [folder] : []))).toEqual([])
})

test('a function fits a screen', () => {
  const long = files.flatMap(longFunctions)
  expect(long).toEqual([])
})

test('what is declared is a function, and what is passed an arrow', () => {
  const declared = files.filter(({ path }) => !arrowed.includes(path)).flatMap(declaredArrows)
  expect(declared).toEqual([])
})

test('a test is called test', () => {
  const tests = ['src', 'test'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  const other = tests.filter(
    (file) =>
      /\.test\.tsx?$/.test(file) && /import \{[^}]*\bit\b[^}]*\} from 'vitest'/.test(readFileSync(file, 'utf8')),
  )
  expect(tests.length).toBeGreaterThan(500)
  expect(other).toEqual([])
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { type SourceFile, sourceFiles } from './source-files.js'

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))

test('a comment begins with what a thing is, or with what a function does', () => {
  expect(files.length).toBeGreaterThan(400)
  const found = files.flatMap((name) =>
    readFileSync(join('src', name), 'utf8')
      .split('\n')
      .flatMap((line, at) =>
        /^\s*(?:\/\*\*|\*|\/\/) (?:Is|Says|Tells|Answers) /.test(line) ? [`${name}:${at + 1}`] : [],
      ),
  )
  expect(found).toEqual([])
})

/** What functions do, and neither a type nor a value is. */
const verbs =
  /^(?:Adjusts|Builds|Carries|Counts|Demands|Describes|Draws|Gathers|Holds|Judges|Keeps|Leads|Lists|Makes|Marks|Measures|Moves|Names|Opens|Overrides|Points|Proves|Reads|Receives|Remembers|Reports|Returns|Searches|Sends|Sorts|Spells|Stops|Takes|Turns|Waits|Walks|Watches|Writes)\b/

/** Lists the types of a file, and the values in them, whose sentence begins with a verb. */
function actingTypes({ path, tree }: SourceFile): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
    if (doc && isThing(node) && verbs.test(ts.getTextOfJSDocComment(doc.comment) ?? ''))
      found.push(`${path} ${node.name.getText(tree)}`)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

/** Returns whether a node declares a type or a value: what is called is told by what it does. */
function isThing(node: ts.Node): node is ts.NamedDeclaration & { readonly name: ts.Node } {
  if (ts.isClassDeclaration(node)) return true
  if (ts.isInterfaceDeclaration(node)) return !node.members.some(ts.isCallSignatureDeclaration)
  const isTyped = ts.isTypeAliasDeclaration(node) || ts.isPropertySignature(node)
  return isTyped && node.type !== undefined && !isCallable(node.type)
}

function isCallable(type: ts.TypeNode): boolean {
  if (ts.isParenthesizedTypeNode(type)) return isCallable(type.type)
  if (ts.isUnionTypeNode(type)) return type.types.some(isCallable)
  return ts.isFunctionTypeNode(type)
}

test('a type and a value are told by a noun, and what is called by a verb', () => {
  expect(sourceFiles().flatMap(actingTypes)).toEqual([])
})

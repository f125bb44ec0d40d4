import type { Comment, Node, Program, VariableDeclarator } from 'oxc-parser'
import { BuildError } from './build-error.js'
import { tool } from './tool.js'

/** One module of a contract package, as it was written. */
export interface SourceModule {
  /** Its path from the package's folder. */
  readonly path: string
  readonly text: string
  readonly program: Program
  readonly comments: readonly Comment[]
}

/**
 * Reads a module.
 * @throws BuildError where its syntax is wrong
 */
export async function sourceModule(path: string, text: string): Promise<SourceModule> {
  const { parseSync } = await tool('oxc-parser')
  const { program, comments, errors } = parseSync(path, text)
  const [error] = errors
  if (error) {
    const start = error.labels[0]?.start ?? 0
    throw new BuildError(`${path}:${lineAt(text, start)}: ${error.message}`)
  }
  return { path, text, program, comments }
}

/** Returns the line of a place in a text, counted from 1. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

/** Calls a function with every node of a tree, parents first; the way to it comes along, the nearest last. */
export function walk(root: Node, visit: (node: Node, parents: readonly Node[]) => void): void {
  const parents: Node[] = []
  const step = (node: Node): void => {
    visit(node, parents)
    parents.push(node)
    for (const held of Object.values(node))
      for (const each of Array.isArray(held) ? held : [held]) if (isNode(each)) step(each)
    parents.pop()
  }
  step(root)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}

/** Returns the sentence of the comment that stands before a node, without tags and line breaks. */
export function sentenceBefore({ text, comments }: SourceModule, start: number): string | undefined {
  let index = comments.length - 1
  while (index >= 0 && (comments[index] as Comment).end > start) index--
  const comment = comments[index]
  if (comment?.type !== 'Block' || !comment.value.startsWith('*')) return undefined
  if (text.slice(comment.end, start).trim() !== '') return undefined
  const lines = comment.value
    .slice(1)
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
  const tag = lines.findIndex((line) => line.startsWith('@'))
  const said = lines
    .slice(0, tag < 0 ? undefined : tag)
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return said || undefined
}

/** Returns how a property or a member is called, where that can be read. */
export function keyOf(key: Node): string | undefined {
  if (key.type === 'Identifier') return key.name
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined
}

/** A constant at the top of a module. */
export interface TopConstant {
  readonly name: string
  readonly declarator: VariableDeclarator
  /** The whole statement, with `export` where it has it. */
  readonly statement: Node
  readonly isExported: boolean
}

/** Lists the constants at the top of a module that have a name each. */
export function topConstants({ program }: SourceModule): TopConstant[] {
  return program.body.flatMap((statement) => {
    const isExported = statement.type === 'ExportNamedDeclaration'
    const declaration = isExported ? statement.declaration : statement
    if (declaration?.type !== 'VariableDeclaration') return []
    return declaration.declarations.flatMap((declarator) =>
      declarator.id.type === 'Identifier' ? [{ name: declarator.id.name, declarator, statement, isExported }] : [],
    )
  })
}

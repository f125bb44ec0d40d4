import type { Comment, Node, ParseResult, Program, VariableDeclarator } from 'oxc-parser'
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
export async function sourceModule(path: string, written: string): Promise<SourceModule> {
  // a line that says what runs a file may stand nowhere but first, and something is written before it
  const text = written.replace(/^#!/, '//')
  const { program, comments } = await parsedText(path, text)
  return { path, text, program, comments }
}

/** Returns whether a module is written as CommonJS: it exports by assignment, and has neither import nor export. */
export function isCommonJs({ program, text }: SourceModule): boolean {
  const isModule = program.body.some(({ type }) => /^(Import|Export|TSExport|TSImport)/.test(type))
  return !isModule && /\bmodule\.exports\b|\bexports\.[\w$]+\s*=/.test(text)
}

/**
 * Parses a text; its tree is made when it is asked for, which costs more than all else.
 * @throws BuildError where its syntax is wrong
 */
export async function parsedText(path: string, text: string): Promise<ParseResult> {
  const { parseSync } = await tool('oxc-parser')
  const result = parseSync(path, text)
  const [error] = result.errors
  if (error) {
    const start = error.labels[0]?.start ?? 0
    throw new BuildError(`${path}:${lineAt(text, start)}: ${error.message}`)
  }
  return result
}

/** Returns the line of a place in a text, counted from 1. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

/**
 * Calls a function with every node of a tree, parents first; the way to it comes along, the nearest last. What is inside a node is
 * left out where the function returns `false`.
 */
export function walk(root: Node, visit: (node: Node, parents: readonly Node[]) => false | undefined | void): void {
  const parents: Node[] = []
  step(root)

  function step(node: Node): void {
    if (visit(node, parents) === false) return
    parents.push(node)
    for (const held of Object.values(node)) {
      if (typeof held !== 'object' || held === null) continue
      if (!Array.isArray(held)) {
        if (isNode(held)) step(held)
      } else for (const each of held) if (isNode(each)) step(each)
    }
    parents.pop()
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}

/** Returns the comment for documents that stands before a node. */
export function commentBefore({ text, comments }: SourceModule, start: number): Comment | undefined {
  let index = comments.length - 1
  while (index >= 0 && (comments[index] as Comment).end > start) index--
  const comment = comments[index]
  if (comment?.type !== 'Block' || !comment.value.startsWith('*')) return undefined
  // a member of a union may have its bar in between
  return /^\s*\|?\s*$/.test(text.slice(comment.end, start)) ? comment : undefined
}

/** Returns the sentence of the comment that stands before a node, without tags and line breaks. */
export function sentenceBefore(source: SourceModule, start: number): string | undefined {
  const lines = linesBefore(source, start)
  const tag = lines.findIndex((line) => line.startsWith('@'))
  return inOneLine(lines.slice(0, tag < 0 ? undefined : tag)) || undefined
}

/** Lists what stands behind the tags of a name in the comment before a node, without line breaks. */
export function tagsBefore(source: SourceModule, start: number, tag: string): string[] {
  const lines = linesBefore(source, start)
  return lines.flatMap((line, at) => {
    if (line !== tag && !line.startsWith(`${tag} `)) return []
    const rest = lines.slice(at + 1)
    const next = rest.findIndex((each) => each.startsWith('@'))
    return [inOneLine([line.slice(tag.length), ...rest.slice(0, next < 0 ? undefined : next)])]
  })
}

/** Lists the lines of the comment that stands before a node; none where none does. */
function linesBefore(source: SourceModule, start: number): string[] {
  const comment = commentBefore(source, start)
  if (!comment) return []
  return comment.value
    .slice(1)
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
}

function inOneLine(lines: readonly string[]): string {
  return lines.join(' ').replaceAll(/\s+/g, ' ').trim()
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

/** Lists the constants at the top of a module that have a name each, and are there when it runs. */
export function topConstants({ program }: SourceModule): TopConstant[] {
  return program.body.flatMap((statement) => {
    const isExported = statement.type === 'ExportNamedDeclaration'
    const declaration = isExported ? statement.declaration : statement
    if (declaration?.type !== 'VariableDeclaration' || declaration.declare) return []
    return declaration.declarations.flatMap((declarator) =>
      declarator.id.type === 'Identifier' ? [{ name: declarator.id.name, declarator, statement, isExported }] : [],
    )
  })
}

/** Lists the names that a module exports by a list, or as its default. */
export function listedExports({ program }: SourceModule): Set<string> {
  const found = new Set<string>()
  const note = (node: Node): unknown => node.type === 'Identifier' && found.add(node.name)
  for (const statement of program.body) {
    if (statement.type === 'ExportDefaultDeclaration') note(statement.declaration)
    if (statement.type === 'ExportNamedDeclaration' && !statement.source)
      for (const { local } of statement.specifiers) note(local)
  }
  return found
}

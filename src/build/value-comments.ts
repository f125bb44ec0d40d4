import type { Node } from 'oxc-parser'
import { keyOf, type SourceModule, sentenceBefore, topConstants, walk } from './source-module.js'

/** What values mean, by value: what the comment above each says. */
export interface ValueMeanings {
  readonly [value: string]: string
}

/** A call that may make an enumeration: of values with comments, or of constants that hold some. */
export interface EnumerationCall {
  readonly call: Node
  readonly meanings: ValueMeanings
  /** The names of constants that may hold values with comments. */
  readonly constants: readonly string[]
}

/** Values with comments that stand under a name: in a constant, or in an `enum`. */
export interface NamedValues {
  readonly name: string
  readonly statement: Node
  readonly meanings: ValueMeanings
}

/** Lists the constants and enums at the top of a module whose values have comments. */
export function commentedConstants(module: SourceModule): NamedValues[] {
  const constants = topConstants(module).map(({ name, statement, declarator }) => ({
    name,
    statement,
    meanings: meaningsIn(module, declarator.init ?? undefined),
  }))
  const enums = module.program.body.flatMap((statement) => {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (declared?.type !== 'TSEnumDeclaration' || declared.declare) return []
    const members = declared.body.members.map(({ initializer, start }) => [initializer ?? undefined, start] as const)
    return [{ name: declared.id.name, statement, meanings: said(module, members) }]
  })
  return [...constants, ...enums].filter(({ meanings }) => Object.keys(meanings).length)
}

/** Lists the calls of a module that may make an enumeration whose values have comments, outer ones first. */
export function enumerationCalls(module: SourceModule): EnumerationCall[] {
  const known = new Set([...commentedConstants(module).map(({ name }) => name), ...importedNames(module)])
  const calls: EnumerationCall[] = []
  walk(module.program, (node, parents) => {
    if (node.type !== 'CallExpression' || !mayBeWrapped(node.callee, parents)) return
    const given = (node.arguments as Node[]).map(unwrapped)
    const meanings = Object.assign({}, ...given.map((argument) => meaningsIn(module, argument))) as ValueMeanings
    const constants = given.flatMap((argument) =>
      argument.type === 'Identifier' && known.has(argument.name) ? [argument.name] : [],
    )
    if (constants.length || Object.keys(meanings).length) calls.push({ call: node, meanings, constants })
  })
  return calls
}

/** Lists the names under which a module has what other modules of the package hold. */
function importedNames({ program }: SourceModule): string[] {
  return program.body.flatMap((statement) =>
    statement.type === 'ImportDeclaration' && statement.importKind !== 'type' && statement.source.value.startsWith('.')
      ? statement.specifiers.flatMap((each) =>
          each.type === 'ImportSpecifier' && each.importKind !== 'type' ? [each.local.name] : [],
        )
      : [],
  )
}

/** Returns whether something else may stand around a call without changing what it does. */
function mayBeWrapped(callee: Node, parents: readonly Node[]): boolean {
  return callee.type !== 'Super' && !parents.some(({ type }) => type === 'ChainExpression' || type === 'Decorator')
}

function unwrapped(node: Node): Node {
  return node.type === 'TSAsExpression' ||
    node.type === 'TSSatisfiesExpression' ||
    node.type === 'ParenthesizedExpression'
    ? unwrapped(node.expression)
    : node
}

/** Reads the comments of values in the literal of a list, or of an object that names them. */
function meaningsIn(module: SourceModule, node: Node | undefined): ValueMeanings {
  const literal = node && unwrapped(node)
  if (literal?.type === 'ArrayExpression')
    return said(
      module,
      literal.elements.map((each) => [each ?? undefined, each?.start ?? 0]),
    )
  if (literal?.type !== 'ObjectExpression') return {}
  return said(
    module,
    literal.properties.map((each) => [each.type === 'Property' ? (each.value as Node) : undefined, each.start]),
  )
}

function said(
  module: SourceModule,
  values: readonly (readonly [value: Node | undefined, start: number])[],
): ValueMeanings {
  return Object.fromEntries(
    values.flatMap(([node, start]) => {
      const value = node && textOf(node)
      const sentence = value === undefined ? undefined : sentenceBefore(module, start)
      return value === undefined || sentence === undefined ? [] : [[value, sentence]]
    }),
  )
}

/** Reads a value: the text itself, or the only argument of a call, as of `z.literal('paid')`. */
function textOf(node: Node): string | undefined {
  const value = unwrapped(node)
  if (value.type === 'CallExpression')
    return value.arguments.length === 1 ? textOf(value.arguments[0] as Node) : undefined
  return value.type === 'Literal' ? keyOf(value) : undefined
}

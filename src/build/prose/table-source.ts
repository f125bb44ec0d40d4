import type { Node, ObjectExpression } from 'oxc-parser'
import { directions } from '../../contract/event/direction.js'
import type { WrittenExamples } from '../../spec/prose.js'
import { BuildError } from '../build-error.js'
import type { LoadedModule } from '../load.js'
import { keyOf, lineAt, sentenceBefore, tagsBefore, topConstants } from '../source-module.js'

/** Finds the literal that a table is written as, by its value: the argument of the call that declares it. */
export function tableLiteral({ source, names }: LoadedModule, table: object): ObjectExpression | undefined {
  const declared = topConstants(source).find(({ name, declarator }) => names[name] === table && declarator.init)
  const init = declared?.declarator.init ?? undefined
  return init?.type === 'CallExpression' ? literalOf(init.arguments[0] as Node | undefined) : literalOf(init)
}

/** Finds the sentence of each row of a table: above the row, or above what the row is made of. */
export function rowSentences(
  module: LoadedModule,
  rows: ObjectExpression | undefined,
): { readonly [name: string]: string } {
  return rowsOf(module, rows, (start) => sentenceBefore(module.source, start))
}

/**
 * Finds the payloads that are written down with `@example` for the rows of a table, by direction.
 * @throws BuildError where one is no JSON
 */
export function rowExamples(module: LoadedModule, table: ObjectExpression | undefined): WrittenExamples {
  const { source } = module
  return Object.fromEntries(
    directions.map((direction) => [
      direction,
      rowsOf(module, partOf(table, direction), (start) => {
        const found = tagsBefore(source, start, '@example').map((text) => payloadIn(module, text, start))
        return found.length === 0 ? undefined : found
      }),
    ]),
  )
}

/** Finds the literal that stands under a key of another. */
export function partOf(whole: ObjectExpression | undefined, name: string): ObjectExpression | undefined {
  for (const each of whole?.properties ?? [])
    if (each.type === 'Property' && rowKey(each.key as Node) === name) return literalOf(each.value as Node)
  return undefined
}

// versions are numbers
function rowKey(key: Node): string | undefined {
  return key.type === 'Literal' && typeof key.value === 'number' ? String(key.value) : keyOf(key)
}

function rowsOf<Said>(
  module: LoadedModule,
  literal: ObjectExpression | undefined,
  saidBefore: (start: number) => Said | undefined,
): { readonly [name: string]: Said } {
  const rows = (literal?.properties ?? []).flatMap((property) => {
    const key = property.type === 'Property' ? keyOf(property.key as Node) : undefined
    if (property.type !== 'Property' || key === undefined) return []
    const places = [property.start, ...makerStarts(module, property.value as Node)]
    const said = places.map(saidBefore).find((each) => each !== undefined)
    return said === undefined ? [] : [[key, said] as const]
  })
  return Object.fromEntries(rows)
}

function payloadIn({ source }: LoadedModule, text: string, start: number): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BuildError(`${source.path}:${lineAt(source.text, start)}: the @example above this row is no JSON`)
  }
}

/** Lists where the constants and functions that a row is made of are declared. */
function makerStarts({ source }: LoadedModule, value: Node): number[] {
  const names = makersOf(value)
  return source.program.body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    const declares =
      declaration?.type === 'FunctionDeclaration'
        ? [declaration.id?.name]
        : declaration?.type === 'VariableDeclaration'
          ? declaration.declarations.map(({ id }) => (id.type === 'Identifier' ? id.name : undefined))
          : []
    return declares.some((name) => name !== undefined && names.includes(name)) ? [statement.start] : []
  })
}

function makersOf(value: Node): string[] {
  if (value.type === 'Identifier') return [value.name]
  if (value.type === 'CallExpression') return value.callee.type === 'Identifier' ? [value.callee.name] : []
  if (value.type !== 'ObjectExpression') return []
  return value.properties.flatMap((each) =>
    each.type === 'SpreadElement' && each.argument.type === 'Identifier' ? [each.argument.name] : [],
  )
}

function literalOf(node: Node | undefined): ObjectExpression | undefined {
  if (node?.type === 'TSAsExpression' || node?.type === 'TSSatisfiesExpression') return literalOf(node.expression)
  return node?.type === 'ObjectExpression' ? node : undefined
}

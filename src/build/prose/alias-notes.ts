import type { Node, ObjectExpression } from 'oxc-parser'
import type { AliasTable } from '../../contract/alias/alias.js'
import { directions } from '../../contract/event/direction.js'
import type { NamespaceProse } from '../../spec/prose.js'
import { BuildError } from '../build-error.js'
import type { LoadedModule } from '../load.js'
import { keyOf, lineAt, sentenceBefore, tagsBefore, topConstants } from '../source-module.js'

type Notes = NonNullable<NamespaceProse['aliases']>
type Rows = { readonly [name: string]: string }

/**
 * Finds what is said of each row of a table of aliases, and the payloads of older releases that are written down with `@example`: above
 * the row, or above what the row is made of.
 * @throws BuildError where such a payload is no JSON
 */
export function aliasNotes(module: LoadedModule, table: AliasTable): Notes {
  const { source, names } = module
  const declared = topConstants(source).find(({ name, declarator }) => names[name] === table && declarator.init)
  const whole = literalIn(declared?.declarator.init ?? undefined)
  const shapes = literalOf(partOf(whole, 'shapes'))
  const inDirections = <Found>(of: ObjectExpression | undefined, find: (literal?: ObjectExpression) => Found) =>
    Object.fromEntries(directions.map((name) => [name, find(literalOf(partOf(of, name)))]))
  return {
    ...Object.fromEntries(
      [...directions, 'unacknowledged', 'login'].map((name) => [name, sentences(literalOf(partOf(whole, name)))]),
    ),
    shapes: inDirections(shapes, sentences),
    examples: { ...inDirections(whole, examples), shapes: inDirections(shapes, examples) },
  }

  function sentences(literal: ObjectExpression | undefined): Rows {
    return rowsOf(literal, (start) => sentenceBefore(source, start))
  }

  function examples(literal: ObjectExpression | undefined): { readonly [name: string]: readonly unknown[] } {
    return rowsOf(literal, (start) => {
      const found = tagsBefore(source, start, '@example').map((text) => payloadIn(module, text, start))
      return found.length === 0 ? undefined : found
    })
  }

  function rowsOf<Said>(
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

/** Finds the literal that a table is made of: the argument of the call that declares it. */
function literalIn(node: Node | undefined): ObjectExpression | undefined {
  return node?.type === 'CallExpression' ? literalOf(node.arguments[0] as Node | undefined) : literalOf(node)
}

function literalOf(node: Node | undefined): ObjectExpression | undefined {
  if (node?.type === 'TSAsExpression' || node?.type === 'TSSatisfiesExpression') return literalOf(node.expression)
  return node?.type === 'ObjectExpression' ? node : undefined
}

function partOf(whole: ObjectExpression | undefined, name: string): Node | undefined {
  for (const each of whole?.properties ?? [])
    if (each.type === 'Property' && keyOf(each.key as Node) === name) return each.value as Node
  return undefined
}

import type { Node, ObjectExpression } from 'oxc-parser'
import type { AliasTable } from '../../contract/alias/alias.js'
import { directions } from '../../contract/event/direction.js'
import type { NamespaceProse } from '../../spec/prose.js'
import type { LoadedModule } from '../load.js'
import { keyOf, sentenceBefore, topConstants } from '../source-module.js'

type Notes = NonNullable<NamespaceProse['aliases']>
type Rows = { readonly [name: string]: string }

/** Finds what is said of each row of a table of aliases: above the row, or above what the row is made of. */
export function aliasNotes(module: LoadedModule, table: AliasTable): Notes {
  const { source, names } = module
  const declared = topConstants(source).find(({ name, declarator }) => names[name] === table && declarator.init)
  const whole = literalIn(declared?.declarator.init ?? undefined)
  const shapes = literalOf(partOf(whole, 'shapes'))
  return {
    ...Object.fromEntries(
      [...directions, 'unacknowledged', 'login'].map((name) => [name, rowsOf(literalOf(partOf(whole, name)))]),
    ),
    shapes: Object.fromEntries(directions.map((name) => [name, rowsOf(literalOf(partOf(shapes, name)))])),
  }

  function rowsOf(literal: ObjectExpression | undefined): Rows {
    const rows = (literal?.properties ?? []).flatMap((property) => {
      const key = property.type === 'Property' ? keyOf(property.key as Node) : undefined
      if (property.type !== 'Property' || key === undefined) return []
      const sentence = sentenceBefore(source, property.start) ?? sentenceOfMaker(property.value as Node)
      return sentence === undefined ? [] : [[key, sentence] as const]
    })
    return Object.fromEntries(rows)
  }

  /** Finds what is said of the constant or function that a row is made of. */
  function sentenceOfMaker(value: Node): string | undefined {
    const names = makersOf(value)
    for (const statement of source.program.body) {
      const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
      const declares =
        declaration?.type === 'FunctionDeclaration'
          ? [declaration.id?.name]
          : declaration?.type === 'VariableDeclaration'
            ? declaration.declarations.map(({ id }) => (id.type === 'Identifier' ? id.name : undefined))
            : []
      if (declares.some((name) => name !== undefined && names.includes(name)))
        return sentenceBefore(source, statement.start)
    }
    return undefined
  }
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

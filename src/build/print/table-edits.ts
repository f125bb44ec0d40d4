import type MagicString from 'magic-string'
import type { CallExpression, Node, ObjectExpression, ObjectProperty } from 'oxc-parser'
import { keyOf, type SourceModule, walk } from '../source-module.js'
import type { Variant } from './module-edits.js'
import { removeProperty } from './remove-property.js'

/** The keys of an alias table and of its rows that say when a name goes: documents and tools read them, and no client. */
const releaseKeys: ReadonlySet<string> = new Set(['since', 'removeIn'])

/** Returns whether a module declares an alias table that says when its names go. */
export function hasReleases(source: SourceModule): boolean {
  return tablesIn(source).some(({ table }) => releasesIn(table).length > 0)
}

/** Puts alias tables in the place of the calls that declare them, in browsers without what no client reads. */
export function putTables(text: MagicString, source: SourceModule, variant: Variant): void {
  for (const { call, table } of tablesIn(source)) {
    text.remove(call.start, table.start)
    text.remove(table.end, call.end)
    if (variant === 'browser')
      for (const { holder, property } of releasesIn(table)) removeProperty(text, source.text, holder, property)
  }
}

interface DeclaredTable {
  readonly call: CallExpression
  readonly table: ObjectExpression
}

/** Lists the tables that are literals in the calls which declare them. */
function tablesIn({ program }: SourceModule): DeclaredTable[] {
  const words = new Set(
    program.body.flatMap((statement) =>
      statement.type === 'ImportDeclaration' && statement.importKind !== 'type'
        ? statement.specifiers.flatMap((each) =>
            each.type === 'ImportSpecifier' && declares(statement.source.value, keyOf(each.imported as Node))
              ? [each.local.name]
              : [],
          )
        : [],
    ),
  )
  const found: DeclaredTable[] = []
  if (words.size)
    walk(program, (node) => {
      if (node.type !== 'CallExpression' || node.callee.type !== 'CallExpression') return
      const { callee } = node.callee
      const [table, ...more] = node.arguments
      const isWord = callee.type === 'Identifier' && words.has(callee.name)
      if (isWord && table?.type === 'ObjectExpression' && !more.length) found.push({ call: node, table })
    })
  return found
}

/** Returns whether an import is the word that declares a table: of this package, or of its own modules. */
function declares(specifier: string, name: string | undefined): boolean {
  return specifier === 'socket-canon' ? name === 'aliases' : name === 'defineAliases'
}

interface HeldProperty {
  readonly holder: ObjectExpression
  readonly property: ObjectProperty
}

/** Lists what a table and its rows say of releases. */
function releasesIn(table: ObjectExpression): HeldProperty[] {
  const rows = propertiesOf(table).flatMap(({ value }) => propertiesOf(value).map((row) => row.value))
  return [table, ...rows].flatMap((holder) =>
    propertiesOf(holder)
      .filter(({ key }) => releaseKeys.has(keyOf(key as Node) ?? ''))
      .map((property) => ({ holder: holder as ObjectExpression, property })),
  )
}

function propertiesOf(node: Node): ObjectProperty[] {
  return node.type === 'ObjectExpression'
    ? node.properties.flatMap((each) => (each.type === 'Property' ? each : []))
    : []
}

import type MagicString from 'magic-string'
import type { Node, ObjectExpression, VariableDeclarator } from 'oxc-parser'
import { isDescribed } from '../../guards/described-schema.js'
import { printedKeys, type RecordedPlace, unreadKeys } from '../instrument.js'
import type { LoadedModule } from '../load.js'
import { typeReference } from '../prose/type-names.js'
import { topConstants, walk } from '../source-module.js'
import type { BuiltPart, EventHolder } from './built-parts.js'
import { removeProperty } from './remove-property.js'

/** Where what is built runs: browsers do without the parsers of what a server hears, and without what no client reads. */
export type Variant = 'node' | 'browser'

/** Returns the only value that stood in a place; nothing where it was never reached, or held several. */
export function onlyValue(module: LoadedModule, index: number): unknown {
  const values = new Set(module.valuesAt(index))
  return values.size === 1 ? [...values][0] : undefined
}

const parserKeys: Readonly<Record<string, string>> = { payload: 'parse', reply: 'parseReply' }

/** Writes the parser of a schema beside it, in browsers where a client hears the event. */
export function parserText(
  key: string,
  part: BuiltPart,
  { built, variant }: { readonly built: string; readonly variant: Variant },
): string {
  return variant === 'node' || part.isHeard ? `, ${parserKeys[key]}: ${built}.${part.parser}` : ''
}

/** How schemas are put into a module: which, under which name it imports them, and where nothing is left to put them. */
export interface PartsEdit {
  readonly of: ReadonlyMap<unknown, BuiltPart>
  readonly built: string
  readonly variant: Variant
  readonly done: readonly Node[]
}

/** Puts printed schemas and their parsers in the place of those that were written. */
export function putParts(text: MagicString, module: LoadedModule, edit: PartsEdit): void {
  const { of, built, done } = edit
  for (const { place, value } of outermost(module, done, (value, key) => printedKeys.has(key) && of.has(value))) {
    const part = of.get(value) as BuiltPart
    const { property, key } = place
    text.overwrite(property.start, property.end, `${key}: ${built}.${part.schema}${parserText(key, part, edit)}`)
  }
}

/** A constant that exports a schema of its own accord. */
export interface ExportedSchema {
  readonly declarator: VariableDeclarator
  readonly schema: unknown
}

/** Lists the constants that export a schema, unless they are annotated as one of the library's that made it. */
export function exportedSchemas({ source, names }: LoadedModule): ExportedSchema[] {
  return topConstants(source).flatMap(({ name, declarator, isExported }) => {
    const schema = names[name]
    const annotation = declarator.id.typeAnnotation?.typeAnnotation
    const isPlain = !annotation || typeReference(annotation)?.name === 'Schema'
    const isSchema = typeof schema === 'object' && schema !== null && '~standard' in schema && isDescribed(schema)
    return isExported && isSchema && isPlain && declarator.init ? [{ declarator, schema }] : []
  })
}

/** Puts plain schemas in the place of those that a module exports. */
export function putSchemas(
  text: MagicString,
  module: LoadedModule,
  { of, built }: { of: ReadonlyMap<unknown, BuiltPart>; built: string },
): ReadonlySet<VariableDeclarator> {
  const found = exportedSchemas(module).filter(({ schema }) => of.has(schema))
  for (const { declarator, schema } of found) {
    const { start, end } = declarator.init as Node
    text.overwrite(start, end, `${built}.${of.get(schema)?.schema}`)
  }
  return new Set(found.map(({ declarator }) => declarator))
}

/** Leaves out what events hold that no client reads. */
export function dropUnread(
  text: MagicString,
  module: LoadedModule,
  { unread, done }: { readonly unread: ReadonlySet<unknown>; readonly done: readonly Node[] },
): void {
  const literals = literalsOf(module)
  for (const { place } of outermost(module, done, (value, key) => unreadKeys.has(key) && unread.has(value))) {
    const { property } = place
    removeProperty(text, module.source.text, literals.get(property) ?? { properties: [] }, property)
  }
}

/** Lists the recorded properties whose values pass, but those inside others that do, or that are done. */
function outermost(
  module: LoadedModule,
  done: readonly Node[],
  passes: (value: unknown, key: string) => boolean,
): { place: RecordedPlace; value: unknown }[] {
  let end = -1
  return module.places
    .map((place, index) => ({ place, value: onlyValue(module, index) }))
    .filter(({ place, value }) => {
      if (place.property?.start === undefined || place.property.start < end || !passes(value, place.key ?? ''))
        return false
      if (done.some(({ start, end }) => start <= place.property.start && place.property.end <= end)) return false
      end = place.property.end
      return true
    })
}

function literalsOf({ source }: LoadedModule): Map<Node, ObjectExpression> {
  const found = new Map<Node, ObjectExpression>()
  walk(source.program, (node) => {
    if (node.type === 'ObjectExpression') for (const property of node.properties) found.set(property as Node, node)
  })
  return found
}

/** Lets bundlers leave out constants that nobody uses: they don't know of a call that it does nothing else. */
export function markPure(text: MagicString, { source }: LoadedModule, replaced: ReadonlySet<VariableDeclarator>): void {
  const read = identifiersIn(source.program)
  for (const { name, declarator, isExported } of topConstants(source)) {
    const { init } = declarator
    if (!init || replaced.has(declarator) || !calls(init)) continue
    // what nobody reads is there for what its call does
    if (!isExported && read.get(name) === 1) continue
    text.appendLeft(init.start, '/* @__PURE__ */ (() => (')
    text.prependRight(init.end, '))()')
  }
}

/** Counts how often a module writes each name. */
function identifiersIn(program: Node): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  walk(program, (node) => {
    if (node.type === 'Identifier') counts.set(node.name, (counts.get(node.name) ?? 0) + 1)
    return undefined
  })
  return counts
}

/** Returns whether an expression calls something at once, and waits for nothing. */
function calls(init: Node): boolean {
  let found = false
  let waits = false
  walk(init, ({ type }) => {
    if (type === 'ArrowFunctionExpression' || type === 'FunctionExpression') return false
    if (type === 'CallExpression' || type === 'NewExpression') found = true
    if (type === 'AwaitExpression') waits = true
    return undefined
  })
  return found && !waits
}

// in the place of those that check what is declared: the build has checked it
const unchecked = {
  namespace: 'defineNamespace',
  room: 'defineRoom',
  aliases: 'defineAliases',
  past: 'past',
} as const

/** A word that does not check what is declared with it. */
export type UncheckedWord = (typeof unchecked)[keyof typeof unchecked]

/** Begins the specifier of a word that does not check, until the file is known that imports it. */
export const uncheckedPrefix = 'socket-canon:unchecked/'

/** Imports the words that do not check in the place of those that do. */
export function importUnchecked(text: MagicString, { source }: LoadedModule): void {
  for (const statement of source.program.body) {
    if (statement.type !== 'ImportDeclaration' || statement.source.value !== 'socket-canon') continue
    if (statement.importKind === 'type') continue
    const named = statement.specifiers.map((each) => {
      const imported =
        each.type === 'ImportSpecifier' && each.importKind !== 'type' && each.imported.type === 'Identifier'
          ? each.imported.name
          : ''
      return {
        each,
        word: Object.hasOwn(unchecked, imported) ? unchecked[imported as keyof typeof unchecked] : undefined,
      }
    })
    const stays = named.flatMap(({ each, word }) => (word ? [] : [source.text.slice(each.start, each.end)]))
    const moved = named.flatMap(({ each, word }) =>
      word ? [`import { ${word} as ${each.local.name} } from '${uncheckedPrefix}${word}'`] : [],
    )
    if (!moved.length) continue
    const left = stays.length ? [`import { ${stays.join(', ')} } from 'socket-canon'`] : []
    text.overwrite(statement.start, statement.end, [...left, ...moved].join('; '))
  }
}

/** Lists what the events of contracts hold that no client reads. */
export function unreadIn(contracts: readonly EventHolder[]): ReadonlySet<unknown> {
  const events = contracts.flatMap(({ serverToClient, clientToServer }) => [
    ...Object.values(serverToClient),
    ...Object.values(clientToServer),
  ])
  const unread = events.flatMap((event) => [...unreadKeys].map((key) => event[key as keyof typeof event]))
  // a value that is no object may stand elsewhere with another meaning
  return new Set(unread.filter((value) => typeof value === 'object' && value !== null))
}

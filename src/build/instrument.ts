import type { Node, ObjectProperty } from 'oxc-parser'
import { recordersKey } from './recorder.js'
import { keyOf, type SourceModule, sentenceBefore, topConstants, walk } from './source-module.js'
import { tool } from './tool.js'
import { commentedConstants, enumerationCalls } from './value-comments.js'

/** A property whose values are recorded while its module runs. */
export interface RecordedPlace {
  readonly property: ObjectProperty
  readonly key: string
  /** What the comment above it says. */
  readonly sentence?: string
}

/** The keys under which events hold what is printed anew. */
export const printedKeys: ReadonlySet<string> = new Set(['payload', 'reply', 'example', 'replyExample'])

/** The keys under which events hold what a server reads, or a test: clients in browsers do without. */
export const unreadKeys: ReadonlySet<string> = new Set(['example', 'replyExample', 'limit', 'endsAfter', 'within'])

/** Lists the places of a module whose values say what is to be printed, and what is said of it. */
export function recordedPlaces(module: SourceModule): RecordedPlace[] {
  const places: RecordedPlace[] = []
  walk(module.program, (node, parents) => {
    if (node.type !== 'Property' || node.kind !== 'init' || node.computed || node.method) return
    // a pattern that takes an object apart has properties too
    if (parents.at(-1)?.type !== 'ObjectExpression') return
    const property = node as ObjectProperty
    const key = keyOf(property.key as Node)
    const sentence = sentenceBefore(module, property.start)
    // a call may make an event
    const isCall = property.value.type === 'CallExpression'
    if (key === undefined || (sentence === undefined && !isCall && !printedKeys.has(key) && !unreadKeys.has(key)))
      return
    places.push({ property, key, ...(sentence !== undefined && { sentence }) })
  })
  return places
}

/** Rewrites a module so that it tells a recorder what it holds; its lines stay where they are. */
export async function instrumented(
  module: SourceModule,
  places: readonly RecordedPlace[],
  loading: string,
): Promise<string> {
  const { default: MagicString } = await tool('magic-string')
  const text = new MagicString(module.text)
  const recorder = freeName(module, 'recorded')
  places.forEach(({ property, key, sentence }, index) => {
    const named = property.shorthand ? `${key}: ` : ''
    text.appendLeft(property.value.start, `${named}${recorder}.value(${index}, `)
    text.prependRight(property.value.end, `${sentence === undefined ? '' : `, ${JSON.stringify(sentence)}`})`)
  })
  for (const { call, meanings, constants } of enumerationCalls(module)) {
    text.appendLeft(call.start, `${recorder}.meant(`)
    text.prependRight(call.end, `, ${[JSON.stringify(meanings), ...constants].join(', ')})`)
  }
  for (const { name, statement, meanings } of commentedConstants(module))
    text.appendRight(statement.end, `;${recorder}.valuesOf(${name}, ${JSON.stringify(meanings)});`)
  const start = `const ${recorder} = globalThis[Symbol.for(${JSON.stringify(recordersKey)})].get(${JSON.stringify(loading)}).module(${JSON.stringify(module.path)});`
  text.prepend(start)
  const names = topConstants(module).map(({ name }) => name)
  text.append(`\n;${recorder}.names({ ${names.join(', ')} });\n`)
  return text.toString()
}

/** Finds a name that a module does not use. */
export function freeName({ text }: SourceModule, wanted: string): string {
  let name = `${wanted}$`
  while (text.includes(name)) name += '$'
  return name
}

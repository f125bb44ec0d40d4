import type { Direction } from '../../contract/event/direction.js'
import type { AliasJson, ShapeJson } from '../../spec/alias/alias-json.js'
import type { NamespaceJson } from '../../spec/contract-json.js'
import { code, prose, wordList } from '../html/html.js'

/** One legacy name with all that the table says of it. */
export interface Alias extends AliasJson {
  readonly legacy: string
  readonly direction: Direction
}

/** Lists the legacy names of a namespace, in both directions. */
export function aliasesOf({ aliases }: NamespaceJson): Alias[] {
  return (['serverToClient', 'clientToServer'] as const).flatMap((direction) =>
    Object.entries(aliases[direction]).map(([legacy, alias]) => ({ ...alias, legacy, direction })),
  )
}

/** Describes in HTML how a legacy name differs from the event it stands for. */
export function differenceOf(alias: AliasJson): string {
  return toldOf(alias, [
    ...(alias.when ? ['stands for some payloads only'] : []),
    ...(alias.emit ? [] : ['heard, never sent']),
  ])
}

/** Describes in HTML how older releases shape an event that is called as it was. */
export function shapeWords(shape: ShapeJson): string {
  return toldOf(shape, [])
}

function toldOf(alias: ShapeJson, more: readonly string[]): string {
  const renamed = Object.entries(alias.rename).map(([old, now]) => `${code(old)} is ${code(now)}`)
  const heard = Object.entries(alias.heard).map(([old, now]) => `${code(old)} is heard as ${code(now)}`)
  const sentences = [
    ...[...renamed, ...heard],
    ...(alias.bare === undefined ? [] : [`a payload that is no object is the value of ${code(alias.bare)}`]),
    ...shapes(alias),
    ...more,
    ...(alias.reply ? ['the reply has another shape'] : []),
  ]
  const told = sentences.length === 0 ? 'The name only.' : `${capital(wordList(sentences))}.`
  return alias.notes === undefined ? told : `${told} ${prose(alias.notes)}`
}

/** Describes since when a name is legacy and which release drops it. */
export function lifeOf({ since, removeIn }: AliasJson): string {
  return wordList([
    ...(since === undefined ? [] : [`legacy since ${since}`]),
    ...(removeIn === undefined ? [] : [`dropped in ${removeIn}`]),
  ])
}

function shapes({ up, down }: ShapeJson): string[] {
  if (up && down) return ['the payload has another shape']
  if (up) return ['the payload is heard in other shapes too']
  return down ? ['the payload is sent in another shape'] : []
}

function capital(html: string): string {
  return html.startsWith('<') ? html : html.charAt(0).toUpperCase() + html.slice(1)
}

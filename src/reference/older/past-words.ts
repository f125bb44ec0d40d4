import { type Direction, directions } from '../../contract/event/direction.js'
import type { NamespaceJson } from '../../spec/contract-json.js'
import { pastRowJson, pastVersionsIn } from '../../spec/diff/past/past-rows.js'
import type { PastJson } from '../../spec/past/past-json.js'
import { code, wordList } from '../html/html.js'

/** How some earlier versions spoke of one event; `false` where they do not have it. */
export interface EarlierSpeech {
  readonly versions: readonly number[]
  readonly row: PastJson | false
}

/** Lists how earlier versions spoke of an event, the latest first; those that speak as the contract does are left out. */
export function earlierSpeech(namespace: NamespaceJson, direction: Direction, name: string): EarlierSpeech[] {
  const found: { versions: number[]; row: PastJson | false }[] = []
  for (const version of pastVersionsIn(namespace).reverse()) {
    const row = pastRowJson(namespace, version, direction, name)
    const last = found.at(-1)
    if (last && last.row === row) last.versions.unshift(version)
    else if (row !== undefined) found.push({ versions: [version], row })
  }
  return found
}

/** Names versions: `version 1`, `versions 1 and 2`. */
export function versionWords(versions: readonly number[]): string {
  return `version${versions.length === 1 ? '' : 's'} ${wordList(versions.map(String))}`
}

/** Describes in HTML in a few words what some versions called an event; nothing where they called it as it is called today. */
export function earlierName({ versions, row }: EarlierSpeech): string {
  if (row === false) return `not there in ${versionWords(versions)}`
  return row.name === undefined ? '' : `${code(row.name)} in ${versionWords(versions)}`
}

/** Lists the events of a namespace of which a version spoke otherwise. */
export function eventsSpokenOtherwise(
  namespace: NamespaceJson,
  version: number,
): { readonly name: string; readonly address: string }[] {
  return directions.flatMap((direction) =>
    Object.entries(namespace[direction]).flatMap(([name, { address }]) =>
      earlierSpeech(namespace, direction, name).some(({ versions }) => versions.includes(version))
        ? [{ name, address }]
        : [],
    ),
  )
}

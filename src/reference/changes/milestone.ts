import { directions } from '../../contract/event/direction.js'
import type { ContractJson, NamespaceJson } from '../../spec/contract-json.js'
import { compareVersions, toVersion } from '../../spec/diff/rules/version.js'
import { escaped, idPart, wordList } from '../html/html.js'
import { type Alias, aliasesOf } from '../older/alias-words.js'
import { linkFrom, paths } from '../pages/page.js'
import type { ReleaseNotes } from './changelog.js'

/** An event that is on its way out under the name it has. */
export interface Retiring {
  readonly name: string
  readonly address: string
  readonly replacedBy?: string | undefined
}

/** What happens to one namespace in a release. */
export interface NamespaceChange {
  readonly path: string
  readonly namespace: NamespaceJson
  /** The legacy names that go in it. */
  readonly names: readonly Alias[]
  /** The events that go in it. */
  readonly events: readonly Retiring[]
}

/** A release in which something goes. */
export interface Milestone {
  readonly version: string
  readonly namespaces: readonly NamespaceChange[]
}

/** Lists the releases in which names or events go, the nearest first; a release that cannot be read as one comes last. */
export function milestonesOf({ namespaces }: ContractJson): Milestone[] {
  const versions = new Set<string>()
  for (const namespace of Object.values(namespaces)) {
    for (const { removeIn } of aliasesOf(namespace)) if (removeIn !== undefined) versions.add(removeIn)
    for (const direction of directions)
      for (const { deprecated } of Object.values(namespace[direction]))
        if (deprecated?.removeIn !== undefined) versions.add(deprecated.removeIn)
  }
  return [...versions].sort(byVersion).map((version) => ({
    version,
    namespaces: Object.entries(namespaces).flatMap(([path, namespace]) => {
      const names = aliasesOf(namespace).filter(({ removeIn }) => removeIn === version)
      const events = retiringIn(namespace, version)
      return names.length + events.length === 0 ? [] : [{ path, namespace, names, events }]
    }),
  }))
}

function retiringIn(namespace: NamespaceJson, version: string): Retiring[] {
  return directions.flatMap((direction) =>
    Object.entries(namespace[direction]).flatMap(([name, { address, deprecated }]) =>
      deprecated?.removeIn === version ? [{ name, address, replacedBy: deprecated.replacedBy }] : [],
    ),
  )
}

/** Orders versions, the lower first. */
export function byVersion(one: string, other: string): number {
  const [left, right] = [toVersion(one), toVersion(other)]
  if (left && right) return compareVersions(left, right)
  return left ? -1 : right ? 1 : one.localeCompare(other, 'en')
}

/** Returns the day of a release, where a changelog says it. */
export function dateOf(version: string, notes: readonly ReleaseNotes[]): string | undefined {
  return notes.find((each) => each.version === version)?.date
}

/** Writes in HTML what goes of some namespaces and in which release, with a way to who has to act; nothing where nothing goes. */
export function goingWords(contract: ContractJson, page: string, members: readonly string[]): string {
  const parts = milestonesOf(contract).flatMap(({ version, namespaces }) => {
    const own = namespaces.filter(({ path }) => members.includes(path))
    const count = own.reduce((sum, { names, events }) => sum + names.length + events.length, 0)
    if (count === 0) return []
    const to = linkFrom(page, paths.changes, untilAddress(version))
    const words = `${count} ${count === 1 ? 'name goes' : 'names go'} in ${escaped(version)}`
    return [`<a href="${to}">${words}: who does what until then</a>`]
  })
  return wordList(parts)
}

/** Returns where the page of changes tells what to do until a release. */
export function untilAddress(version: string): string {
  return `until-${idPart(version)}`
}

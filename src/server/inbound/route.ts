import { aliasRow, legacyNames, shapeRow } from '../../contract/alias/alias-name.js'
import { eventsOf } from '../../contract/declaration.js'
import { DeclarationError } from '../../contract/declaration-error.js'
import type { Direction } from '../../contract/event/direction.js'
import { pastNames } from '../../contract/past/past-row.js'
import type { Mount, Route } from '../service.js'

/** Lists the names clients may send on a path, and the event each stands for. */
export function routesOf(mounts: Iterable<Mount>): ReadonlyMap<string, Route> {
  const routes = new Map<string, Route>()
  for (const mount of mounts)
    for (const event of eventsOf(mount.service.contract, 'clientToServer')) {
      const { aliases } = mount.service
      if (mount.without.includes(event.name)) continue
      const shape = shapeRow(aliases, 'clientToServer', event.name)
      routes.set(event.name, { mount, event, legacyName: undefined, shape, past: undefined })
      for (const name of aliasesOf(mount, 'clientToServer', event.name)) {
        const row = aliases && aliasRow(aliases, 'clientToServer', name)
        routes.set(name, { mount, event, legacyName: name, shape: row, past: undefined })
      }
    }
  return routes
}

/** Lists the names under which a path sends what may be lost, and nothing else. */
export function volatileNamesOf(mounts: Iterable<Mount>): ReadonlySet<string> {
  const lost = new Set<string>()
  const kept = new Set<string>()
  for (const mount of mounts)
    for (const { name, volatile } of eventsOf(mount.service.contract, 'serverToClient'))
      if (!mount.without.includes(name))
        for (const each of namesOfEvent(mount, 'serverToClient', name)) (volatile ? lost : kept).add(each)
  // an earlier version may have had another event of that name
  return new Set([...lost].filter((name) => !kept.has(name)))
}

/**
 * Makes sure that each name of a path has one owner in each direction, and that each contract is served there once.
 * @throws DeclarationError that names the two contracts, or the one
 */
export function checkOwners(mounts: Iterable<Mount>, mount: Mount): void {
  const { contract } = mount.service
  for (const other of mounts) {
    if (other.service.contract.path === contract.path)
      throw new DeclarationError(
        other.service.contract === contract
          ? `${contract.path} is served on ${mount.namespace.name} already: close() what serve returned before it is served again`
          : `another contract of the path ${contract.path} is served on ${mount.namespace.name} already: give one of them a path of its own, or close() what serve returned`,
      )
    for (const direction of ['serverToClient', 'clientToServer'] as const) {
      const theirs = namesOf(other, direction)
      const both = namesOf(mount, direction).find((name) => theirs.includes(name))
      if (both === undefined) continue
      const paths = `${contract.path} and ${other.service.contract.path}`
      throw new DeclarationError(
        `${paths} both own ${both} (${direction}) on ${mount.namespace.name}; one of them must list its event in legacyPath.without`,
      )
    }
  }
}

function namesOf(mount: Mount, direction: Direction): string[] {
  return eventsOf(mount.service.contract, direction)
    .filter(({ name }) => !mount.without.includes(name))
    .flatMap(({ name }) => namesOfEvent(mount, direction, name))
}

/** Lists every name that an event has on a path, whatever release or version it is of. */
function namesOfEvent(mount: Mount, direction: Direction, canonical: string): string[] {
  return [canonical, ...aliasesOf(mount, direction, canonical), ...pastNames(mount.service.past, direction, canonical)]
}

/** Lists the legacy names that are heard on a path, or sent there. */
function aliasesOf({ service, isLegacy }: Mount, direction: Direction, canonical: string): string[] {
  const { aliases } = service
  if (!aliases) return []
  const names: string[] = legacyNames(aliases, direction, canonical)
  if (direction === 'clientToServer') return names
  return isLegacy ? names.filter((name) => aliasRow(aliases, direction, name)?.emit !== false) : []
}

import { aliasRow, legacyNames } from '../contract/alias-name.js'
import { eventsOf } from '../contract/declaration.js'
import { DeclarationError } from '../contract/declaration-error.js'
import type { Direction } from '../contract/direction.js'
import type { Route, Seat } from './service.js'

/** Lists the names clients may send on a path, and the event each stands for. */
export function routesOf(seats: Iterable<Seat>): ReadonlyMap<string, Route> {
  const routes = new Map<string, Route>()
  for (const seat of seats)
    for (const event of eventsOf(seat.service.contract, 'clientToServer')) {
      if (seat.without.includes(event.name)) continue
      routes.set(event.name, { seat, event, legacyName: undefined })
      for (const name of aliasesOf(seat, 'clientToServer', event.name))
        routes.set(name, { seat, event, legacyName: name })
    }
  return routes
}

/** Lists the names under which a path sends what may be lost. */
export function volatileNamesOf(seats: Iterable<Seat>): ReadonlySet<string> {
  return new Set(
    [...seats].flatMap((seat) =>
      eventsOf(seat.service.contract, 'serverToClient')
        .filter(({ volatile, name }) => volatile && !seat.without.includes(name))
        .flatMap(({ name }) => [name, ...aliasesOf(seat, 'serverToClient', name)]),
    ),
  )
}

/**
 * Makes sure that each name of a path has one owner in each direction.
 * @throws DeclarationError that names the two contracts
 */
export function checkOwners(seats: Iterable<Seat>, seat: Seat): void {
  const { contract } = seat.service
  for (const other of seats) {
    if (other.service.contract.path === contract.path) continue
    for (const direction of ['serverToClient', 'clientToServer'] as const) {
      const theirs = namesOf(other, direction)
      const both = namesOf(seat, direction).find((name) => theirs.includes(name))
      if (both === undefined) continue
      const paths = `${contract.path} and ${other.service.contract.path}`
      throw new DeclarationError(
        `${paths} both own ${both} (${direction}) on ${seat.namespace.name}; one of them must list its event in legacyPath.without`,
      )
    }
  }
}

function namesOf(seat: Seat, direction: Direction): string[] {
  return eventsOf(seat.service.contract, direction)
    .filter(({ name }) => !seat.without.includes(name))
    .flatMap(({ name }) => [name, ...aliasesOf(seat, direction, name)])
}

/** Lists the legacy names that are heard on a path, or sent there. */
function aliasesOf({ service, isLegacy }: Seat, direction: Direction, canonical: string): string[] {
  const { aliases } = service
  if (!aliases) return []
  const names: string[] = legacyNames(aliases, direction, canonical)
  if (direction === 'clientToServer') return names
  return isLegacy ? names.filter((name) => aliasRow(aliases, direction, name)?.emit !== false) : []
}

import { patternsOverlap } from '../contract/room-overlap.js'
import type { Seat } from './service.js'

/** Lists the contracts of a path that have rooms there which another contract has too. */
export function sharingContracts(seats: Iterable<Seat>): ReadonlySet<string> {
  const all = [...seats]
  return new Set(
    all
      .filter((seat) => all.some((other) => other !== seat && share(patternsOf(seat), patternsOf(other))))
      .map(({ service }) => service.contract.path),
  )
}

const share = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => others.some((other) => patternsOverlap(one, other)))

const patternsOf = ({ service }: Seat): string[] =>
  service.contract.rooms.flatMap(({ pattern, legacy }) => [pattern, ...legacy])

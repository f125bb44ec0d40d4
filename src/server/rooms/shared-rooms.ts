import { patternsOverlap } from '../../contract/room/room-overlap.js'
import type { Mount } from '../service.js'

/** Lists the contracts of a path that have rooms there which another contract has too. */
export function sharingContracts(mounts: Iterable<Mount>): ReadonlySet<string> {
  const all = [...mounts]
  return new Set(
    all
      .filter((mount) => all.some((other) => other !== mount && share(patternsOf(mount), patternsOf(other))))
      .map(({ service }) => service.contract.path),
  )
}

const share = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => others.some((other) => patternsOverlap(one, other)))

const patternsOf = ({ service }: Mount): string[] =>
  service.contract.rooms.flatMap(({ pattern, legacy }) => [pattern, ...legacy])

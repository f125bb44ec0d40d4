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

function share(some: readonly string[], others: readonly string[]): boolean {
  return some.some((one) => others.some((other) => patternsOverlap(one, other)))
}

function patternsOf({ service }: Mount): string[] {
  return service.contract.rooms.flatMap(({ pattern, legacy }) => [pattern, ...legacy])
}

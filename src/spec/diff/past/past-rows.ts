import { type Direction, directions } from '../../../contract/event/direction.js'
import { pastRow, pastVersions } from '../../../contract/past/past-row.js'
import type { NamespaceJson } from '../../contract-json.js'
import type { PastJson } from '../../past/past-json.js'

/** An event of today, and how an earlier version speaks of it; without a row, as the contract does. */
export interface SpokenEvent {
  /** The name that it has today. */
  readonly name: string
  readonly row: PastJson | undefined
}

/** Lists the earlier versions that a namespace serves, the earliest first. */
export function pastVersionsIn({ past }: NamespaceJson): number[] {
  return pastVersions((past ?? {}) as never)
}

/** Finds how an earlier version speaks of an event of today; `false` where it does not have it. */
export function pastRowJson(
  { past }: NamespaceJson,
  version: number,
  direction: Direction,
  name: string,
): PastJson | false | undefined {
  return pastRow((past ?? {}) as never, version, direction, name) as PastJson | false | undefined
}

/** Finds the event of today that bears a name in an earlier version. */
export function bearerOf(
  namespace: NamespaceJson,
  version: number,
  direction: Direction,
  name: string,
): SpokenEvent | undefined {
  for (const today of Object.keys(namespace[direction])) {
    const row = pastRowJson(namespace, version, direction, today)
    if (row !== false && (row?.name ?? today) === name) return { name: today, row }
  }
  return undefined
}

/** Lists the events that a recorded version has. */
export function recordedEvents(recorded: NamespaceJson): { readonly direction: Direction; readonly name: string }[] {
  return directions.flatMap((direction) => Object.keys(recorded[direction]).map((name) => ({ direction, name })))
}

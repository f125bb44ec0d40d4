import type { ConnectionObservation } from '../contract/observation.js'
import { slidingWindow } from './sliding-window.js'

/** How many connections speak one version of a contract. */
export interface VersionUse {
  /** The path of the contract. */
  readonly namespace: string
  /** The version that both ends agreed on; `null` stands for clients that declared none. */
  readonly version: number | null
  /** How many such connections are open. */
  readonly open: number
  /** How many were made within the window. */
  readonly made: number
}

/** A connection that was made, by what it speaks. */
type SpokenVersion = Pick<VersionUse, 'namespace' | 'version'>

/** The connections that are open, by contract and version; a version that was seen stays, with none. */
export interface OpenVersions {
  /** Takes a connection that was made or lost. */
  note(at: number, observation: ConnectionObservation): void
  /** Counts them, and those that were made since. */
  since(at: number): readonly VersionUse[]
}

/** Returns the version that a connection speaks; nothing where it is not known yet, as at a client that was not greeted. */
function spokenVersion({ namespace, version, declared }: ConnectionObservation): SpokenVersion | undefined {
  if (version === undefined && declared !== false) return undefined
  return { namespace, version: version ?? null }
}

/** Begins with no connection; of those that were made it keeps so many in mind at most. */
export function openVersions(most: number): OpenVersions {
  const lately = slidingWindow<SpokenVersion>(most)
  const contracts = new Map<string, Map<number | null, Set<string>>>()
  return {
    note(at, observation) {
      const { kind, namespace, socketId } = observation
      const versions = contracts.get(namespace) ?? new Map<number | null, Set<string>>()
      if (kind === 'connection-lost') {
        // a client that lost its connection has no id any more, and had no other one
        for (const open of versions.values())
          if (socketId === undefined) open.clear()
          else open.delete(socketId)
        return
      }
      const spoken = spokenVersion(observation)
      if (!spoken || socketId === undefined) return
      lately.add(at, spoken)
      contracts.set(namespace, versions)
      const open = versions.get(spoken.version) ?? new Set()
      versions.set(spoken.version, open.add(socketId))
    },
    since(from) {
      const made = lately.since(from)
      return [...contracts]
        .flatMap(([namespace, versions]) =>
          [...versions].map(([version, open]) => ({
            namespace,
            version,
            open: open.size,
            made: made.filter((each) => each.namespace === namespace && each.version === version).length,
          })),
        )
        .sort((one, other) => compare(one.namespace, other.namespace) || (one.version ?? 0) - (other.version ?? 0))
    },
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

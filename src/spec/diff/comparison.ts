import type { Direction } from '../../contract/event/direction.js'
import type { ContractJson } from '../contract-json.js'
import type { KnownPast } from './past/recorded-versions.js'
import type { FindingDraft, Place } from './report/finding.js'
import type { Policy } from './rules/policy.js'
import type { Version } from './rules/version.js'

/** A contract as it was released, with the names that may never mean anything else. */
export interface ReleasedContract extends ContractJson {
  readonly tombstones?: readonly Tombstone[]
}

/** A name that was removed and stays taken. */
export interface Tombstone {
  readonly kind: 'event' | 'field' | 'value'
  readonly namespace: string
  readonly direction: 'serverToClient' | 'clientToServer'
  readonly event: string
  readonly part?: 'payload' | 'reply'
  readonly path?: string
  readonly value?: string | number | boolean
  /** What the field took, to tell a return from a new meaning. */
  readonly schema?: unknown
  /** The release that removed it. */
  readonly removedIn?: string
}

/** Two contracts that are compared, and what was found. */
export interface Comparison {
  readonly old: ReleasedContract
  readonly next: ReleasedContract
  readonly policy: Policy
  /** The release the next contract goes out with, where it is known. */
  readonly nextVersion: Version | undefined
  /** What is known of the earlier versions that the next contract serves. */
  readonly past: KnownPast
  add(...drafts: readonly FindingDraft[]): void
}

/** Where an event stands. */
export interface EventPlace extends Place {
  readonly namespace: string
  readonly direction: Direction
  readonly name: string
}

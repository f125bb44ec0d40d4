import type { Direction } from '../../../contract/event/direction.js'
import type { JsonValue } from '../../containment/json.js'
import type { Damage } from '../payload/witness-damage.js'
import type { Bump } from '../rules/bump.js'
import type { Category } from '../rules/category.js'
import type { RuleId } from '../rules/rule.js'
import type { Companion } from '../rules/rule-entry.js'

/** Who suffers from a change while not everything is released at once. */
export type Sufferer = 'old-server-new-client' | 'new-server-old-client' | 'compile-time' | 'mixed-fleet'

/** The order in which two ends have to be released; `no-order` where none spares everybody. */
export type Rollout = 'any-order' | 'server-first' | 'client-first' | 'lockstep' | 'drain-or-dual-join' | 'no-order'

/** One of the two ends, in the old release or the next. */
export type End = 'old server' | 'new server' | 'old client' | 'new client'

/** A value that one end may send and the other end refuses. */
export interface Witness {
  readonly from: End
  readonly to: End
  readonly value: JsonValue
  /** The place of the change in it. */
  readonly at: string
  /** The place in the value that is refused, in short; missing where no single place is to blame. */
  readonly damage?: Damage
}

/** Where in the contract a change is. */
export interface Place {
  /** The path of the namespace; none for what all namespaces share. */
  readonly namespace?: string
  readonly direction?: Direction
  /** The name of the event, alias or room. */
  readonly name?: string
  readonly part?: 'payload' | 'reply'
  /** The path into the payload or the reply, such as `patient.phone` or `services[].urgency`. */
  readonly path?: string
}

/** What a line of approval or a waiver was given for. */
export interface Excuse {
  readonly reason: string
  readonly by?: string
}

/** A row of `past` that would spare clients of an earlier version. */
export interface SparingRow {
  /** What is to be done with it. */
  readonly words: string
  /** The row as it is declared, under the number of its version; a gap in it is a comment. */
  readonly code: string
}

/** How much a finding counts: it stands against any release, it is told, or it is left out of the report. */
export type Severity = 'error' | 'warning' | 'off'

/** One change between two releases of a contract, with all that follows from it. */
export interface Finding {
  readonly rule: RuleId
  /** Further rules that the same change touches. */
  readonly related: readonly RuleId[]
  /** What the change touches: what travels, types, who sees what, or words alone. */
  readonly categories: readonly Category[]
  readonly place: Place
  /** The place in one line. */
  readonly address: string
  /** What changed. */
  readonly words: string
  /** The keyword of the schema that changed, where there may be several at one place. */
  readonly keyword?: string
  readonly breaks: readonly Sufferer[]
  /** How much the change asks for by itself, before the rule for releases below 1.0.0. */
  readonly bump: Bump
  /** Whether no version makes it right: it has to be undone, or waived with a reason. */
  readonly forbidden: boolean
  /** Whether somebody has to put a name under it, for it shows more to more people. */
  readonly needsApproval: boolean
  /** Whether it is worth a second look although it breaks nobody. */
  readonly dangerous: boolean
  readonly rollout: Rollout
  /** What stands beside the old for a release, where it breaks both ends and no value serves both. */
  readonly beside?: Companion
  readonly witnesses: readonly Witness[]
  /** Why a question could not be answered, and so counts as breaking. */
  readonly unknown: readonly string[]
  /** What the author can do. */
  readonly advice: string
  /** What spares clients of an earlier version, where a row of `past` does. */
  readonly past?: SparingRow
  /** What distinguishes this change, with its consequences, from every other, in this comparison and the next. */
  readonly fingerprint: string
  /** What follows from this change elsewhere, or the same change in other places; breaks and bump above cover them. */
  readonly consequences: readonly Finding[]
  /** How much a team lets it count, where it agreed on that. */
  readonly severity?: Severity
  /** Why it may go out all the same. */
  readonly waiver?: Excuse
  /** Who looked at it. */
  readonly approval?: Excuse
}

/** A finding as it is reported, before it is numbered and judged. */
export interface FindingDraft {
  readonly rule: RuleId
  readonly related?: readonly RuleId[]
  readonly place: Place
  readonly words: string
  readonly keyword?: string
  readonly breaks?: readonly Sufferer[]
  /** Those of them who break for certain; without it all where nothing is unclear, and nobody else. */
  readonly certain?: readonly Sufferer[]
  /** The order of release, read off the breakages where it is not given. */
  readonly bump?: Bump
  readonly forbidden?: boolean
  readonly needsApproval?: boolean
  readonly dangerous?: boolean
  readonly rollout?: Rollout
  /** What its rule says where it is not given. */
  readonly beside?: Companion
  readonly witnesses?: readonly Witness[]
  readonly unknown?: readonly string[]
  readonly advice?: string
  readonly past?: SparingRow
  /** What makes this change another than one of the same rule at the same place. */
  readonly detail?: unknown
}

import { type Use, wholeText } from '../model/use.js'
import { namedUses } from '../rules/event-scope.js'
import type { ScanFinding } from '../rules/rule.js'
import type { Vocabulary } from '../vocabulary/vocabulary.js'

/** What a scan found, for people and for programs. */
export interface ScanReport {
  readonly findings: readonly ScanFinding[]
  /** How many of them a baseline knows; those are not among the findings. */
  readonly known: number
  /** What was read. */
  readonly files: number
  /** Uses of events and rooms that were found. */
  readonly uses: number
  /** The uses of events whose names are only known when they run. */
  readonly dynamic: readonly DynamicUse[]
  /** How many uses of events of the contract have the name of today, of all that have one of its names. */
  readonly migrated: { readonly today: number; readonly all: number }
  /** Files that were not read, and why. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[]
}

/** A place where an event's name is only known when it runs. */
export interface DynamicUse {
  readonly kind: 'emit' | 'on' | 'off'
  readonly file: string
  readonly line: number
}

/** The kinds of what code only mentions. */
const unspoken: ReadonlySet<Use['kind']> = new Set(['mention', 'log', 'loose', 'declaration', 'quote'])

/** Counts the uses of events by how they name them. */
export function figuresOf(
  uses: readonly Use[],
  vocabulary: Vocabulary,
): Pick<ScanReport, 'uses' | 'dynamic' | 'migrated'> {
  const dynamic: DynamicUse[] = []
  for (const use of uses) {
    if (use.kind !== 'emit' && use.kind !== 'on' && use.kind !== 'off') continue
    if (use.isEvery || (use.name && wholeText(use.name) !== undefined)) continue
    dynamic.push({ kind: use.kind, file: use.place.file, line: use.place.line })
  }
  const named = namedUses(uses, vocabulary).filter(({ use }) => use.kind !== 'off')
  const today = named.filter(({ events }) => events.length).length
  const legacy = named.filter(({ events, aliases }) => !events.length && aliases.length).length
  return {
    uses: uses.filter(({ kind }) => !unspoken.has(kind)).length,
    dynamic,
    migrated: { today, all: today + legacy },
  }
}

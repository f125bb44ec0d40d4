import type { Direction } from '../../../contract/event/direction.js'
import { pastRow } from '../../../contract/past/past-row.js'
import type { NamespaceJson } from '../../contract-json.js'
import type { Comparison } from '../comparison.js'
import { entryOf } from '../record-entry.js'
import { type Lack, type Passage, passagesOf } from './passage.js'
import { judgePassage, type PassageVerdict } from './passage-verdict.js'
import type { SpokenEvent } from './past-rows.js'

/** An event of an earlier version, and the one of today that bears its name. */
export interface BorneEvent {
  readonly path: string
  readonly recorded: NamespaceJson
  readonly next: NamespaceJson
  readonly direction: Direction
  /** The name that it had. */
  readonly name: string
  readonly bearer: SpokenEvent
}

/** A passage with what was found of it. */
export interface JudgedPassage {
  readonly passage: Passage | Lack
  readonly verdict: PassageVerdict
}

/** A judge of what goes between clients of earlier versions and servers of today, who judges each event once. */
export class PastJudge {
  readonly #known = new Map<string, readonly JudgedPassage[]>()

  constructor(readonly comparison: Pick<Comparison, 'policy' | 'past'>) {}

  judge(event: BorneEvent): readonly JudgedPassage[] {
    const { path, recorded, direction, name } = event
    const key = JSON.stringify([path, recorded.version, direction, name])
    const known = this.#known.get(key)
    if (known) return known
    const judged = this.#passagesOf(event).map(
      (passage): JudgedPassage => ({
        passage,
        verdict:
          'lacks' in passage ? { kind: 'misfit', words: passage.lacks } : judgePassage(passage, this.comparison.policy),
      }),
    )
    this.#known.set(key, judged)
    return judged
  }

  #passagesOf({ path, recorded, next, direction, name, bearer }: BorneEvent): readonly (Passage | Lack)[] {
    const [was, is] = [recorded[direction][name], next[direction][bearer.name]]
    if (!was || !is) return []
    const table = entryOf(this.comparison.past.tables, path)
    const real = table ? pastRow(table, recorded.version, direction, bearer.name) : undefined
    return passagesOf({ direction, was, is, row: bearer.row, real: real || undefined })
  }
}

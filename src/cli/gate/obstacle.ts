import { counted, isTakenBack } from '../report/finding-text.js'
import { type FreshnessOfFile, isStale, staleWords } from './freshness.js'
import type { JudgedRelease } from './judged-release.js'

/** A kind of thing that stands against a release, for programs. */
export type ObstacleKind = 'stale' | 'forbidden' | 'unapproved' | 'undeclared' | 'supported-releases'

/** What stands against a release. */
export interface Obstacle {
  readonly kind: ObstacleKind
  /** What it is, for the one sentence that refuses the release. */
  readonly words: string
}

/** Lists what stands against a file by what the code says. */
export function stalenessOf(asked: FreshnessOfFile): Obstacle[] {
  return isStale(asked) ? [{ kind: 'stale', words: staleWords(asked) }] : []
}

/** Lists all that stands against a release; it may go out where nothing does. */
export function obstaclesOf({ verdict, comparisons, asked }: JudgedRelease): Obstacle[] {
  const { forbidden, unapproved, declared } = verdict
  const beyond = verdict.beyond.filter((finding) => !isTakenBack(finding))
  const broken = comparisons.filter(({ passes }) => !passes).map(({ name }) => name)
  const found: readonly (Obstacle | false)[] = [
    forbidden.length > 0 && {
      kind: 'forbidden',
      words: `${counted(forbidden.length, 'change')} that no version makes right`,
    },
    unapproved.length > 0 && { kind: 'unapproved', words: `${counted(unapproved.length, 'approval')} missing` },
    beyond.length > 0 && {
      kind: 'undeclared',
      words:
        declared === undefined
          ? `${counted(beyond.length, 'breaking change')}, and the version stayed`
          : `${counted(beyond.length, 'change')} beyond the declared bump (${declared})`,
    },
    broken.length > 0 && {
      kind: 'supported-releases',
      words: `${counted(broken.length, 'supported release')} broken (${broken.join(', ')})`,
    },
  ]
  return [...(asked ? stalenessOf(asked) : []), ...found.filter((each) => each !== false)]
}

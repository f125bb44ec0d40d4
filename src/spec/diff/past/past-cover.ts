import type { Direction } from '../../../contract/event/direction.js'
import type { NamespaceJson } from '../../contract-json.js'
import type { Comparison } from '../comparison.js'
import { entryOf } from '../record-entry.js'
import type { FindingDraft, Sufferer } from '../report/finding.js'
import type { PastJudge } from './past-judge.js'
import { bearerOf, pastRowJson, pastVersionsIn } from './past-rows.js'

/** A namespace that changed its version, and goes on serving the one before. */
interface Raised {
  readonly path: string
  readonly old: NamespaceJson
  readonly next: NamespaceJson
}

/** Whether a namespace serves the clients of the version that it had before. */
export function isServedStill(old: NamespaceJson, next: NamespaceJson): boolean {
  return next.version > old.version && pastVersionsIn(next).includes(old.version)
}

/**
 * Takes from changes of events and payloads whom they don't break where the version before is served still: its clients get
 * what their row makes of it, and a new client never meets an old server, which turns it away.
 */
export function withPast(drafts: readonly FindingDraft[], comparison: Comparison, judge: PastJudge): FindingDraft[] {
  return drafts.map((draft) => {
    const { namespace: path = '', direction, name } = draft.place
    const [old, next] = [entryOf(comparison.old.namespaces, path), entryOf(comparison.next.namespaces, path)]
    if (!old || !next || direction === undefined || name === undefined) return draft
    if (!isServedStill(old, next) || !/^[EFK]/.test(draft.rule)) return draft
    const isCovered = isServed(draft, { path, old, next }, judge)
    return spared(
      draft,
      isCovered ? ['new-server-old-client', 'old-server-new-client'] : ['old-server-new-client'],
      old,
    )
  })
}

/** Whether the row of an event makes up for a change of it. */
function isServed({ rule, place }: FindingDraft, raised: Raised, judge: PastJudge): boolean {
  const { path, old: recorded, next } = raised
  const { direction, name = '', part } = place as { direction: Direction; name?: string; part?: 'payload' | 'reply' }
  // that a name changed is all that these say
  if (rule === 'E05' || rule === 'E06') return bearerOf(next, recorded.version, direction, name) !== undefined
  const row = pastRowJson(next, recorded.version, direction, name)
  // clients of earlier versions are served although they wait for no answer
  if (rule === 'K01') return row !== false && next[direction][name]?.query !== true
  if (part === undefined || row === false || (!/^F/.test(rule) && rule !== 'E09')) return false
  const oldName = row?.name ?? name
  const judged = judge.judge({ path, recorded, next, direction, name: oldName, bearer: { name, row } })
  return judged.some(({ passage, verdict }) => passage.part === part && verdict.kind === 'fits')
}

function spared(draft: FindingDraft, whom: readonly Sufferer[], { version }: NamespaceJson): FindingDraft {
  const { breaks = [], advice, unknown, ...rest } = draft
  const left = breaks.filter((each) => !whom.includes(each))
  if (left.length === breaks.length) return draft
  const isCovered = whom.includes('new-server-old-client') && breaks.includes('new-server-old-client')
  const hurts = left.includes('new-server-old-client')
  const kept = hurts ? { ...(advice !== undefined && { advice }), ...(unknown && { unknown }) } : {}
  return {
    ...rest,
    ...kept,
    ...(isCovered && { words: `${draft.words}; clients of version ${version} are served by their row in \`past\`` }),
    ...(!hurts &&
      left.length && { advice: 'nothing on the wire: code that uses its types is mended with the upgrade' }),
    breaks: left,
    ...(draft.certain && { certain: draft.certain.filter((each) => !whom.includes(each)) }),
    witnesses: (draft.witnesses ?? []).filter(({ from, to }) => hurts && [from, to].includes('old client')),
  }
}

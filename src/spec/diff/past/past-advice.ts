import type { Direction } from '../../../contract/event/direction.js'
import type { ReleasedContract } from '../comparison.js'
import { entryOf } from '../record-entry.js'
import type { FindingDraft, SparingRow } from '../report/finding.js'
import type { RuleId } from '../rules/rule.js'
import { pastVersionsIn } from './past-rows.js'
import { mergedRow, type RowDraft, rowsText, type ShapeDraft } from './row-text.js'

/** Adds to changes that break old clients the row of `past` that would serve them. */
export function withRowAdvice(
  drafts: readonly FindingDraft[],
  releases: { readonly old: ReleasedContract; readonly next: ReleasedContract },
): FindingDraft[] {
  const rows = drafts.map((draft) => rowOf(draft, releases.next))
  return drafts.map((draft, index) => {
    const { namespace: path = '' } = draft.place
    const [old, next] = [entryOf(releases.old.namespaces, path), entryOf(releases.next.namespaces, path)]
    if (!old || !next || next.version < old.version || pastVersionsIn(next).includes(old.version)) return draft
    const isHere = (at: number): boolean => drafts[at]?.place.namespace === path
    if (draft.rule === 'N06' && next.version > old.version)
      return {
        ...draft,
        past: rowAdvice(
          old.version,
          next.version,
          rows.filter((_, at) => isHere(at)),
        ),
      }
    const own = rows[index]
    if (!own) return draft
    const alike = rows.filter((row, at) => isHere(at) && row?.direction === own.direction && row.name === own.name)
    return { ...draft, past: rowAdvice(old.version, next.version, alike) }
  })
}

function rowAdvice(was: number, is: number, rows: readonly (RowDraft | undefined)[]): SparingRow {
  const raising = was === is ? `raise \`version\` to ${was + 1} and ` : ''
  return { words: `${raising}serve clients of version ${was}`, code: rowsText(was, mergedRows(rows)) }
}

function mergedRows(rows: readonly (RowDraft | undefined)[]): RowDraft[] {
  const merged = new Map<string, RowDraft>()
  for (const row of rows) {
    if (!row) continue
    const key = `${row.direction} ${row.name}`
    const known = merged.get(key)
    merged.set(key, known ? mergedRow(known, row) : row)
  }
  return [...merged.values()]
}

/** Returns the row that a change asks for; nothing where it breaks no old client, or no row makes up for it. */
function rowOf(draft: FindingDraft, next: ReleasedContract): RowDraft | undefined {
  const { rule, place, detail, breaks = [], unknown = [], forbidden } = draft
  const { namespace = '', direction, name, part, path = '' } = place
  if (!breaks.includes('new-server-old-client') || unknown.length || forbidden) return undefined
  if (direction === undefined || name === undefined) return undefined
  // an earlier version is served although it waits for no answer
  if (rule === 'K01')
    return entryOf(next.namespaces, namespace)?.[direction][name]?.query ? undefined : { direction, name }
  if (rule === 'E05' || rule === 'E06') return renamedRow(name, detail, direction, entryOf(next.namespaces, namespace))
  if (part === undefined || (rule !== 'E09' && !rule.startsWith('F'))) return undefined
  const [field = ''] = path.split(/[.[*(]/)
  const to = (detail as { readonly to?: unknown } | null)?.to
  const isTop = path === field && field !== ''
  const change: ShapeDraft =
    rule === 'F12' && isTop && typeof to === 'string'
      ? { rename: { [field]: to } }
      : isTop && isRefused(rule, direction, part)
        ? { without: [field] }
        : { fields: [field] }
  return { direction, name, ...(part === 'payload' ? change : { reply: change }) }
}

/** Whether a field is one that the reading end does not know, and refuses: one that came, or went. */
function isRefused(rule: RuleId, direction: Direction, part: 'payload' | 'reply'): boolean {
  const isDown = (direction === 'serverToClient') === (part === 'payload')
  return (isDown ? ['F01', 'F02', 'F03'] : ['F04', 'F05']).includes(rule)
}

function renamedRow(
  oldName: string,
  detail: unknown,
  direction: Direction,
  namespace: ReleasedContract['namespaces'][string] | undefined,
): RowDraft | undefined {
  const name = typeof detail === 'string' ? detail : (detail as { readonly of?: unknown } | null)?.of
  if (typeof name !== 'string') return undefined
  const alias = entryOf(namespace?.aliases[direction] ?? {}, oldName)
  const rename = alias?.rename ?? {}
  return {
    direction,
    name,
    oldName,
    ...(Object.keys(rename).length && { rename }),
    ...(alias?.bare !== undefined && { bare: alias.bare }),
  }
}

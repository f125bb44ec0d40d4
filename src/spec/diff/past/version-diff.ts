import { type Direction, directions } from '../../../contract/event/direction.js'
import { type JsonValue, toCanonicalText } from '../../containment/json.js'
import type { NamespaceJson } from '../../contract-json.js'
import type { Comparison } from '../comparison.js'
import { entryOf } from '../record-entry.js'
import type { FindingDraft, Place } from '../report/finding.js'
import type { PassageVerdict } from './passage-verdict.js'
import type { BorneEvent, JudgedPassage, PastJudge } from './past-judge.js'
import { bearerOf, pastRowJson, pastVersionsIn, recordedEvents, type SpokenEvent } from './past-rows.js'
import { recordedAt } from './recorded-versions.js'
import { draftOfRow, mergedRow, rowsText } from './row-text.js'

/** Judges what a contract says of the earlier versions that it serves. */
export function diffVersions(comparison: Comparison, judge: PastJudge): void {
  for (const [path, namespace] of Object.entries(comparison.next.namespaces)) {
    const old = entryOf(comparison.old.namespaces, path)
    if (old) diffServed(old, namespace, path, comparison)
    for (const version of pastVersionsIn(namespace)) {
      const recorded = recordedAt(path, version, comparison.old, comparison.past)
      if (recorded) judgeVersion(recorded, namespace, path, comparison, judge)
      else if (comparison.past.versions) comparison.add(notRecorded(path, version))
    }
  }
}

function notRecorded(path: string, version: number): FindingDraft {
  return {
    rule: 'V01',
    place: { namespace: path },
    words: `serves clients of version ${version}, of which \`contract.versions/${version}.json\` says nothing`,
    breaks: ['new-server-old-client'],
    ...stands,
    detail: version,
  }
}

// it is there in every release until it is mended, so it asks for no bump and has no order
const stands = { bump: 'none', rollout: 'no-order', forbidden: true } as const

/** Reports versions that are served newly, or no longer, and rows that changed. */
function diffServed(old: NamespaceJson, next: NamespaceJson, path: string, { add }: Comparison): void {
  const [were, are] = [pastVersionsIn(old), pastVersionsIn(next)]
  for (const version of were)
    if (!are.includes(version) && version !== next.version)
      add({
        rule: 'V05',
        place: { namespace: path },
        words: `serves clients of version ${version} no longer`,
        breaks: ['new-server-old-client'],
        detail: [version, false],
      })
  // of the version that was current until now its rise tells
  for (const version of are)
    if (!were.includes(version) && version !== old.version)
      add({
        rule: 'V05',
        place: { namespace: path },
        words: `serves clients of version ${version} too`,
        bump: 'minor',
        detail: [version, true],
      })
  for (const version of are)
    if (were.includes(version))
      for (const direction of directions) diffRows(old, next, { path, version, direction }, add)
}

interface RowsAt {
  readonly path: string
  readonly version: number
  readonly direction: Direction
}

function diffRows(
  old: NamespaceJson,
  next: NamespaceJson,
  { path, version, direction }: RowsAt,
  add: Comparison['add'],
): void {
  for (const name of Object.keys(next[direction])) {
    if (!Object.hasOwn(old[direction], name)) continue
    const [was, is] = [old, next].map((each) => rowWords(pastRowJson(each, version, direction, name)))
    if (was === is) continue
    add({
      rule: 'V06',
      place: { namespace: path, direction, name },
      words: `is spoken otherwise to clients of version ${version}`,
      bump: 'patch',
      detail: [version, is],
    })
  }
}

function rowWords(row: ReturnType<typeof pastRowJson>): string {
  if (!row) return JSON.stringify(row ?? null)
  const { notes: _, examples: __, ...spoken } = row
  return toCanonicalText(JSON.parse(JSON.stringify(spoken)) as JsonValue)
}

/** Judges each event of a recorded version by the event of today that bears its name. */
function judgeVersion(
  recorded: NamespaceJson,
  next: NamespaceJson,
  path: string,
  comparison: Comparison,
  judge: PastJudge,
): void {
  for (const { direction, name } of recordedEvents(recorded)) {
    const bearer = bearerOf(next, recorded.version, direction, name)
    if (!bearer) {
      comparison.add(unspoken(path, direction, name, recorded.version, comparison))
      continue
    }
    const event: BorneEvent = { path, recorded, next, direction, name, bearer }
    for (const { passage, verdict } of judge.judge(event)) {
      const draft = toDraft(event, passage, verdict)
      if (draft) comparison.add(draft)
    }
  }
}

function unspoken(
  path: string,
  direction: Direction,
  name: string,
  version: number,
  { next }: Comparison,
): FindingDraft {
  const isThere = Object.hasOwn(next.namespaces[path]?.[direction] ?? {}, name)
  const example = rowsText(version, [{ direction, name: isThere ? name : 'the:event', oldName: name }])
  return {
    rule: 'V04',
    place: { namespace: path, direction, name },
    words: `is an event of version ${version}, which is served, and no event ${direction === 'serverToClient' ? 'goes out' : 'is heard'} by that name any more`,
    breaks: ['new-server-old-client'],
    ...stands,
    past: { words: 'give the event that took its place the name that it had', code: example },
    detail: version,
  }
}

function toDraft(
  { recorded: { version }, path, direction, name, bearer }: BorneEvent,
  { way, part }: JudgedPassage['passage'],
  verdict: PassageVerdict,
): FindingDraft | undefined {
  if (verdict.kind === 'fits') return undefined
  const rule = way === 'down' ? 'V02' : 'V03'
  const place: Place = { namespace: path, direction, name: bearer.name, part }
  const called = bearer.name === name ? '' : `, who call it \`${name}\`,`
  const clients = `clients of version ${version}${called}`
  const words =
    way === 'down'
      ? `goes down to ${clients} as they don't read it`
      : `comes up from ${clients} as servers don't read it`
  if (verdict.kind === 'unclear')
    return {
      rule,
      place,
      words: `${way === 'down' ? 'goes down to' : 'comes up from'} ${clients.replace(/,$/, '')}, and it is not known whether it fits`,
      breaks: ['new-server-old-client'],
      certain: [],
      ...stands,
      unknown: [verdict.reason],
      advice:
        'name the built module that exports the table with --source, so that its functions can be tried; or test them on recorded payloads, and waive this with the name of the test',
      detail: [version, 'unclear'],
    }
  const { witness } = verdict
  const field = witness?.damage?.path.split(/[.[]/)[0] ?? ''
  return {
    rule,
    place,
    words: witness ? words : `${words}: ${verdict.words}`,
    breaks: ['new-server-old-client'],
    ...stands,
    witnesses: witness
      ? [
          {
            from: way === 'down' ? 'new server' : 'old client',
            to: way === 'down' ? 'old client' : 'new server',
            value: witness.value,
            at: '',
            ...(witness.damage && { damage: witness.damage }),
          },
        ]
      : [],
    past: { words: 'let its row make up for it', code: rowFor(version, direction, bearer, part, field) },
    detail: [version, part],
  }
}

function rowFor(
  version: number,
  direction: Direction,
  { name, row }: SpokenEvent,
  part: 'payload' | 'reply',
  field: string,
): string {
  const added = part === 'payload' ? { fields: [field] } : { reply: { fields: [field] } }
  return rowsText(version, [mergedRow(draftOfRow(direction, name, row), { direction, name, ...added })])
}

import type { Direction } from '../../../contract/event/direction.js'
import type { Verdict } from '../../containment/containment.js'
import { openedLeak } from '../contract/leak-diff.js'
import type { End, FindingDraft, Place, Sufferer, Witness } from '../report/finding.js'
import { bumpForBreaks, type Policy, rolloutFor } from '../rules/policy.js'
import type { SchemaChange } from '../schema/schema-change.js'
import { isSame, type SchemaTree, toSchemaTree } from '../schema/schema-tree.js'
import { changesBetween } from '../schema/schema-walk.js'
import { counselOn } from './payload-advice.js'
import { isProved, isRestatement, judgeSchemas, type Verdicts } from './payload-verdict.js'

/** A place within an event of which both releases have a schema. */
export interface PayloadPlace extends Place {
  readonly direction: Direction
  readonly part: 'payload' | 'reply'
}

/** Who sends and who receives, in both mixtures of old and new. */
interface Ends {
  readonly forth: readonly [End, End, Sufferer]
  readonly back: readonly [End, End, Sufferer]
}

const fromServer: Ends = {
  forth: ['old server', 'new client', 'old-server-new-client'],
  back: ['new server', 'old client', 'new-server-old-client'],
}
const fromClient: Ends = {
  forth: ['old client', 'new server', 'new-server-old-client'],
  back: ['new client', 'old server', 'old-server-new-client'],
}

/** Returns whether the server sends what stands at a place: replies go the other way. */
function isFromServer({ direction, part }: Pick<PayloadPlace, 'direction' | 'part'>): boolean {
  return (direction === 'serverToClient') === (part === 'payload')
}

/** Finds what changed in a payload or a reply, and whom each change breaks. */
export function diffPayload(
  oldSchema: unknown,
  newSchema: unknown,
  place: PayloadPlace,
  policy: Policy,
): FindingDraft[] {
  const read = readBoth(oldSchema, newSchema)
  if ('reason' in read) return [unreadable(place, read.reason)]
  const { old, next } = read
  if (isSame(old.root, next.root) && isSame({ ...old.definitions }, { ...next.definitions })) return []
  const changes = changesBetween(old, next)
  const ends = isFromServer(place) ? fromServer : fromClient
  const { forth, back, each } = judgeSchemas(old, next, changes, policy)
  if (!changes.length) return rewritten({ forth, back }, place, ends)
  const drafts = changes.map((change) => {
    const verdicts = each.get(change) ?? { forth, back }
    const named = restated(change, verdicts, old, next, policy)
    const isSafe = { forth: isProved(verdicts.forth), back: isProved(verdicts.back) }
    const counsel = counselOn(named, { isFromServer: isFromServer(place), isSafe, policy })
    return eased({ ...toDraft(named, verdicts, place, ends), ...counsel }, policy)
  })
  return [...drafts, ...leaksOf(changes, place, policy), ...unexplained({ forth, back }, drafts, place, ends)]
}

/** Reports what may show clients more than is declared; where one policy goes for all objects, none is opened. */
function leaksOf(changes: readonly SchemaChange[], place: PayloadPlace, { objects }: Policy): FindingDraft[] {
  return isFromServer(place) && objects === 'declared'
    ? changes.filter(({ letsThrough }) => letsThrough).map(({ path }) => openedLeak(placeOf(place, path)))
    : []
}

function placeOf(place: PayloadPlace, path: string): Place {
  return { ...place, ...(path && { path }) }
}

function readBoth(old: unknown, next: unknown): { old: SchemaTree; next: SchemaTree } | { reason: string } {
  try {
    return { old: toSchemaTree(old, 'old'), next: toSchemaTree(next, 'new') }
  } catch {
    return { reason: 'the schema is nested too deeply to be read' }
  }
}

function unreadable(place: PayloadPlace, reason: string): FindingDraft {
  return {
    rule: 'F22',
    place,
    words: 'can not be compared',
    breaks: ['old-server-new-client', 'new-server-old-client'],
    unknown: [reason],
  }
}

// what is no change needs no long sentence
const longest = 80

const quiet = new Set(['F13', 'F14', 'F15', 'F18', 'F19', 'F20', 'F21', 'F22', 'F27'])

/** Calls a change by its right name where both schemas mean the same. */
function restated(
  change: SchemaChange,
  { forth, back }: Verdicts,
  old: SchemaTree,
  next: SchemaTree,
  policy: Policy,
): SchemaChange {
  if (!isProved(forth) || !isProved(back) || !quiet.has(change.rule) || !isRestatement(old, next, change, policy))
    return change
  if (change.rule === 'F27') return change
  const words = change.words.length > longest ? 'is written otherwise' : change.words
  return { ...change, rule: 'F23', words: `${words}; the same values fit`, related: [], isVisibleInTypes: false }
}

function toDraft(change: SchemaChange, { forth, back }: Verdicts, place: PayloadPlace, ends: Ends): FindingDraft {
  const breaks = new Set<Sufferer>()
  const certain = new Set<Sufferer>()
  const witnesses: Witness[] = []
  const unknown: string[] = []
  for (const [verdict, [from, to, sufferer]] of [
    [forth, ends.forth],
    [back, ends.back],
  ] as const) {
    if (verdict.verdict === 'proved') continue
    breaks.add(sufferer)
    if (verdict.verdict === 'unknown' && !change.isCertain) {
      unknown.push(inOurWords(verdict.reason))
      continue
    }
    certain.add(sufferer)
    if (verdict.verdict === 'refuted') witnesses.push({ from, to, value: verdict.witness, at: change.path })
  }
  const isWidenedForClient = isFromServer(place) && change.related.includes('T02')
  if (change.isVisibleInTypes) {
    breaks.add('compile-time')
    // a waiver that answers for the wire answers for the types that go with it
    if (certain.size || !unknown.length) certain.add('compile-time')
  }
  return {
    rule: change.rule,
    related: [
      ...(place.part === 'reply' ? (['K05'] as const) : []),
      ...change.related.filter((rule) => rule !== 'T02' || (isWidenedForClient && breaks.size > 0)),
    ],
    place: placeOf(place, change.path),
    words: change.words,
    ...(change.keyword !== undefined && { keyword: change.keyword }),
    breaks: [...breaks],
    certain: [...certain],
    dangerous: change.dangerous,
    witnesses,
    unknown: [...new Set(unknown)],
    detail: change.detail,
    ...(change.advice !== undefined && { advice: change.advice }),
    ...(change.rule === 'F23' || change.rule === 'F27' ? (breaks.size ? {} : { bump: 'patch' as const }) : {}),
  }
}

/** Advises to release in order where that is all there is to do. */
function eased(draft: FindingDraft, policy: Policy): FindingDraft {
  const breaks = draft.breaks ?? []
  if (rolloutFor(breaks) === 'any-order' || draft.unknown?.length || bumpForBreaks(breaks, policy) !== 'minor')
    return draft
  const [first, last] = policy.rollout === 'client-first' ? ['clients', 'servers'] : ['servers', 'clients']
  return { ...draft, advice: `release ${first} before ${last}` }
}

/** Names the sides of a question as the reader knows them. */
function inOurWords(reason: string): string {
  return reason.replace(/^sub at /, 'sender at ').replace(/^sup at /, 'receiver at ')
}

/** Reports two schemas in which the walk found no difference; where the same values fit there is none. */
function rewritten(verdicts: Verdicts, place: PayloadPlace, ends: Ends): FindingDraft[] {
  return isProved(verdicts.forth) && isProved(verdicts.back)
    ? []
    : [toDraft(wholeChange('is described in another way'), verdicts, place, ends)]
}

/** Reports what breaks although no named change does it. */
function unexplained(
  verdicts: Verdicts,
  drafts: readonly FindingDraft[],
  place: PayloadPlace,
  ends: Ends,
): FindingDraft[] {
  const isOpen = (verdict: Verdict, [, , sufferer]: Ends['forth']): boolean =>
    verdict.verdict !== 'proved' && !drafts.some(({ breaks }) => breaks?.includes(sufferer))
  const forth = isOpen(verdicts.forth, ends.forth)
  const back = isOpen(verdicts.back, ends.back)
  if (!forth && !back) return []
  const proved: Verdict = { verdict: 'proved' }
  const open = { forth: forth ? verdicts.forth : proved, back: back ? verdicts.back : proved }
  return [toDraft(wholeChange('breaks by several changes together'), open, place, ends)]
}

function wholeChange(words: string): SchemaChange {
  return {
    rule: 'F22',
    related: [],
    path: '',
    words,
    make: [],
    undo: [],
    dangerous: false,
    isVisibleInTypes: false,
    detail: null,
  }
}

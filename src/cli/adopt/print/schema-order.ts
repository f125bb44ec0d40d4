import { type NamedDraft, resolved, type SchemaDraft, unknownDraft } from '../draft.js'
import { draftParts, sentFields, writtenFields } from '../remark.js'

/** The named schemas of a contract, in the order in which they can be declared. */
export interface SchemaOrder {
  readonly drafts: readonly NamedDraft[]
  /** Returns whether two named schemas hold each other. */
  isRound(one: NamedDraft, other: NamedDraft): boolean
}

interface Walk {
  readonly reached: Map<NamedDraft, Set<NamedDraft>>
  readonly placed: Set<NamedDraft>
  readonly open: Set<NamedDraft>
}

/** Puts named schemas in order; those that hold themselves where no field is asked for later are given up on. */
export function schemaOrder(roots: readonly SchemaDraft[]): SchemaOrder {
  const direct = new Map<NamedDraft, Set<NamedDraft>>()
  for (const root of roots) collect(root, direct)
  const walk: Walk = { reached: reachable(direct), placed: new Set(), open: new Set() }
  const isRound = (one: NamedDraft, other: NamedDraft): boolean =>
    (walk.reached.get(one)?.has(other) && walk.reached.get(other)?.has(one)) ?? false
  for (const named of direct.keys()) if (isRound(named, named)) refuseEndlessChoice(named, isRound)
  for (const named of direct.keys()) place(named, walk, isRound)
  return { drafts: [...walk.placed], isRound }
}

function collect(draft: SchemaDraft, direct: Map<NamedDraft, Set<NamedDraft>>): void {
  for (const named of namesIn(draft)) {
    if (direct.has(named)) continue
    direct.set(named, new Set(named.draft ? namesIn(named.draft) : []))
    if (named.draft) collect(named.draft, direct)
  }
}

/** Lists the named schemas that a draft refers to, itself or in its fields. */
function namesIn(draft: SchemaDraft): NamedDraft[] {
  if (draft.kind === 'reference') return [draft.named]
  const fields = draft.kind === 'object' ? sentFields(writtenFields(draft)).map((field) => field.draft) : []
  const base = draft.kind === 'object' && draft.from ? [draft.from.base] : []
  return [...base, ...[...draftParts(draft), ...fields].flatMap(namesIn)]
}

function reachable(direct: ReadonlyMap<NamedDraft, ReadonlySet<NamedDraft>>): Map<NamedDraft, Set<NamedDraft>> {
  return new Map(
    [...direct.keys()].map((from) => {
      const found = new Set<NamedDraft>()
      const open = [from]
      for (let next = open.pop(); next; next = open.pop())
        for (const each of direct.get(next) ?? []) if (found.size < found.add(each).size) open.push(each)
      return [from, found]
    }),
  )
}

type Round = SchemaOrder['isRound']

function place(named: NamedDraft, walk: Walk, isRound: Round): void {
  if (walk.placed.has(named) || !named.draft) return
  if (walk.open.has(named)) {
    named.draft = unknownDraft('type', `${named.typeName} holds itself where no object is in between`)
    return
  }
  walk.open.add(named)
  for (const each of askedAtOnce(named.draft, named, isRound)) place(each, walk, isRound)
  walk.open.delete(named)
  walk.placed.add(named)
}

/** Lists what has to be declared before a draft: not what a field asks for later. */
function askedAtOnce(draft: SchemaDraft, within: NamedDraft, isRound: Round): NamedDraft[] {
  if (draft.kind === 'reference') return [draft.named]
  if (draft.kind !== 'object') return draftParts(draft).flatMap((part) => askedAtOnce(part, within, isRound))
  const isInRound = isRound(within, within)
  const fields = sentFields(isInRound ? draft.fields : writtenFields(draft))
  const base = draft.from && !isInRound ? [draft.from.base] : []
  return [
    ...base,
    ...fields.flatMap((field) => {
      const names = namesIn(field.draft)
      return names.some((each) => isRound(each, within)) ? [] : names
    }),
  ]
}

/** Gives up on a choice that holds itself in several options, which would take exponentially long to read. */
function refuseEndlessChoice(named: NamedDraft, isRound: Round): void {
  const { draft } = named
  if (!draft) return
  const seen = (part: SchemaDraft): SchemaDraft => {
    if (part.kind === 'union' && !part.discriminator) {
      const round = part.options.filter((option) => namesIn(option).some((each) => isRound(each, named)))
      if (round.length > 1)
        return unknownDraft('type', 'a choice that holds itself in several options: tell them apart by a field')
    }
    return mapParts(part, seen)
  }
  named.draft = seen(draft)
}

/** Changes the parts of a draft, also those in its fields. */
function mapParts(draft: SchemaDraft, change: (part: SchemaDraft) => SchemaDraft): SchemaDraft {
  switch (draft.kind) {
    case 'list':
      return { ...draft, item: change(draft.item) }
    case 'nullable':
    case 'optional':
      return { ...draft, inner: change(draft.inner) }
    case 'union':
      return { ...draft, options: draft.options.map(change) }
    case 'tuple':
      return { ...draft, items: draft.items.map(change), ...(draft.rest && { rest: change(draft.rest) }) }
    case 'record':
      return { ...draft, value: change(draft.value) }
    case 'object':
      return {
        kind: 'object',
        ...(draft.remarks && { remarks: draft.remarks }),
        fields: draft.fields.map((field) => ({ ...field, draft: change(field.draft) })),
      }
    default:
      return draft
  }
}

/** Returns whether a draft refers to any of some named schemas. */
export function refersTo(draft: SchemaDraft, fits: (named: NamedDraft) => boolean): boolean {
  return (
    namesIn(draft).some(fits) || (draft.kind === 'reference' && fits(draft.named) && resolved(draft).kind !== 'nothing')
  )
}

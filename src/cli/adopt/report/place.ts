import {
  type ContractDraft,
  type EventDraft,
  type FieldDraft,
  type NamedDraft,
  type Remark,
  resolved,
  type SchemaDraft,
} from '../draft.js'
import { draftParts, ownRemarks, sentFields, writtenFields } from '../remark.js'

/** A remark with the place it is of. */
export interface PlacedRemark extends Remark {
  readonly place: string
}

/** A field that a contract declares, with its place. */
export interface PlacedField {
  readonly name: string
  readonly place: string
  readonly comment: string | undefined
  /** Whether it holds fields or named schemas, rather than a value of its own. */
  readonly isBare: boolean
}

/** Everything that can be said of the places of a contract. */
export interface Places {
  readonly remarks: readonly PlacedRemark[]
  readonly fields: readonly PlacedField[]
}

/** Walks a contract: its named schemas, and what its events carry besides. */
export function contractPlaces(contract: ContractDraft, names: ReadonlyMap<NamedDraft, string>): Places {
  const remarks: PlacedRemark[] = []
  const fields: PlacedField[] = []
  const walk = (draft: SchemaDraft, place: string): void => {
    if (draft.kind === 'reference') return
    for (const remark of shallowRemarks(draft)) remarks.push({ ...remark, place })
    if (draft.kind === 'object') for (const field of sentFields(writtenFields(draft))) walkField(field, place)
    for (const part of draftParts(draft))
      walk(part, draft.kind === 'list' || draft.kind === 'tuple' ? `${place}[]` : place)
  }
  const walkField = ({ name, draft, comment }: FieldDraft, at: string): void => {
    const place = `${at}.${name}`
    fields.push({ name, place, comment, isBare: isBare(draft) })
    walk(draft, place)
  }
  for (const [named, name] of names) if (named.draft) walk(named.draft, name)
  const isTwice = (name: string): boolean =>
    [contract.serverToClient, contract.clientToServer].every((events) => events.some((event) => event.name === name))
  for (const event of eventsIn(contract)) {
    const isUp = contract.clientToServer.includes(event) && isTwice(event.name)
    const place = isUp ? `${event.name} (from clients)` : event.name
    for (const remark of event.remarks) remarks.push({ ...remark, place })
    if (event.payload) walk(event.payload, place)
    if (event.reply) walk(event.reply, `${place} (reply)`)
  }
  return { remarks, fields }
}

/** Lists the events of a contract. */
export function eventsIn({ serverToClient, clientToServer, undecided }: ContractDraft): EventDraft[] {
  return [...serverToClient, ...clientToServer, ...undecided]
}

/** Lists what is not known of a draft alone; its parts are looked at one by one. */
function shallowRemarks(draft: SchemaDraft): Remark[] {
  const below = draftParts(draft).flatMap(ownRemarks)
  const all = ownRemarks(draft)
  return all.slice(0, all.length - below.length)
}

function isBare(draft: SchemaDraft): boolean {
  const found = resolved(draft)
  if (found.kind === 'nullable' || found.kind === 'optional') return isBare(found.inner)
  if (found.kind === 'list') return isBare(found.item)
  return found.kind !== 'object' && found.kind !== 'union' && found.kind !== 'boolean'
}

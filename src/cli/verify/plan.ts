import type { EventContract } from '../../contract/event/event.js'
import { CommandError } from '../command.js'
import { type CheckName, catalogue } from './catalogue.js'
import { checkId } from './report/check.js'
import { fieldsIn, type Model } from './target/model.js'

/** A check that a contract asks for. */
export interface Planned {
  readonly kind: CheckName
  readonly subject: string | undefined
}

type Subjects = readonly (string | undefined)[]

const once: Subjects = [undefined]
const none: Subjects = []
function names(events: readonly EventContract[]): string[] {
  return events.map(({ name }) => name)
}
function some(list: readonly unknown[]): Subjects {
  return list.length ? once : none
}

/** Lists what each kind of check is about in a contract; a kind that is not here is about the whole. */
const subjects: { readonly [Kind in CheckName]?: (model: Model, hasOrigin: boolean) => Subjects } = {
  'origin.own': (_, hasOrigin) => (hasOrigin ? once : none),
  'namespace.legacy': ({ legacyPath }) => (legacyPath === undefined ? none : once),
  'rooms.own': ({ contract, facts }) => (facts.some(({ to }) => to.length) ? some(contract.rooms) : none),
  'rooms.join': ({ joins }) => names(joins),
  'rooms.name': ({ joins, leaves }) => names([...joins, ...leaves].filter(namesRooms)),
  'rooms.forbidden': ({ joins }) => names(joins),
  'rooms.within': ({ relays, requests }) => names([...relays.map(({ up }) => up), ...requests].filter(isWithin)),
  'rooms.leave': ({ leaves }) => names(leaves),
  'rooms.left': ({ leaves }) => names(leaves),
  'answers.bad-payload': ({ joins, leaves, requests }) =>
    names([...joins, ...leaves, ...requests].filter(({ payload, reply }) => payload && reply)),
  'answers.without-ack': ({ joins, leaves }) => names([...joins, ...leaves]),
  'answers.acknowledged': ({ relays }) => relays.map(({ up }) => up.name),
  'answers.requests': ({ requests }) => names(requests.filter(({ reply }) => reply)),
  'relay.others': ({ relays }) => relays.map(({ up }) => up.name),
  'relay.sender': ({ relays }) => relays.map(({ up }) => up.name),
  'relay.across': ({ relays, legacyPath }) => (legacyPath === undefined ? none : relays.map(({ up }) => up.name)),
  'events.arrive': ({ facts }) => names(facts),
  'events.parse': ({ facts, relays }) => [...names(facts), ...relays.map(({ down }) => down.name)],
  'events.undeclared': ({ facts, relays }) => [...names(facts), ...relays.map(({ down }) => down.name)],
  'events.once': ({ facts }) => names(facts.filter(({ identity, identify }) => identity.length || identify)),
  'aliases.both': ({ legacyFacts }) => names(legacyFacts),
  'aliases.live': ({ aliasesSent }) => aliasesSent.map(({ name }) => name),
  'aliases.parse': ({ aliasesSent }) => aliasesSent.map(({ name }) => name),
  'aliases.canonical-only': ({ legacyNames, facts }) => (facts.length && legacyNames.size ? once : none),
  'aliases.told': ({ told }) => names(told.map(({ event }) => event)),
  'isolation.outsider': ({ facts, relays }) => some([...facts, ...relays].filter((each) => !isForAll(each))),
}

function isWithin({ within }: EventContract): boolean {
  return within !== undefined
}

function isForAll(each: object): boolean {
  return 'everybody' in each && each.everybody === true
}

/** Returns whether the reply of an event says which room was meant. */
export function namesRooms({ reply, name, direction, namespace, ...event }: EventContract): boolean {
  if (!reply) return false
  const fields = fieldsIn({ ...event, name, direction, namespace, payload: reply })
  return 'room' in fields || 'channels' in fields
}

/**
 * Lists the checks a contract asks for, or those of them that were asked for.
 * @throws CommandError when one was asked for that there is not
 */
export function planOf(model: Model, only: readonly string[], hasOrigin: boolean): Planned[] {
  const all = (Object.keys(catalogue) as CheckName[]).flatMap((kind) =>
    (subjects[kind]?.(model, hasOrigin) ?? once).map((subject): Planned => ({ kind, subject })),
  )
  const isMeant = ({ kind, subject }: Planned, wanted: string): boolean =>
    wanted === kind || wanted === checkId(kind, subject) || kind.startsWith(`${wanted}.`)
  for (const wanted of only)
    if (!all.some((planned) => isMeant(planned, wanted)))
      throw new CommandError(
        `--only: this contract has no check ${wanted}; groups are ${groups(all).join(', ')}, and \`--list\` lists every check`,
      )
  return only.length ? all.filter((planned) => only.some((wanted) => isMeant(planned, wanted))) : all
}

function groups(all: readonly Planned[]): string[] {
  return [...new Set(all.map(({ kind }) => kind.split('.')[0] as string))]
}

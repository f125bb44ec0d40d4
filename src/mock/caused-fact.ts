import { eventsOf } from '../contract/declaration.js'
import type { EventContract } from '../contract/event/event.js'
import { fieldsOf } from '../contract/event/fields.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { fillPattern, parametersIn } from '../contract/room/room-pattern.js'
import { type PayloadSource, withFields } from './payload-source.js'

/** A fact that something a client said causes, ready to be sent. */
export interface CausedFact {
  readonly event: EventContract
  readonly payload: unknown
  /** The rooms it goes to; everybody where there are none. */
  readonly rooms: readonly string[] | undefined
  /** Whether it goes to the others only, as a notice that somebody types does. */
  readonly isForOthers: boolean
}

/** What a client said. */
export interface Said {
  readonly event: EventContract
  readonly payload: unknown
  /** The id of who said it. */
  readonly userId: string
  /** The rooms that it is in. */
  readonly rooms: ReadonlySet<string>
}

/** Verbs whose past is no regular one, or has another word for what was made. */
const irregular: Readonly<Record<string, readonly string[]>> = {
  send: ['sent', 'new'],
  create: ['created', 'new'],
  place: ['placed', 'new'],
  submit: ['submitted', 'new'],
  post: ['posted', 'new'],
  add: ['added', 'new'],
  start: ['started', 'update'],
  stop: ['stopped', 'update'],
}

/**
 * Lists the events that tell what another one did, by their names: the same name, or its past, as `message:edited` of `message:edit`.
 */
export function causedEvents(contract: NamespaceContract, event: EventContract): EventContract[] {
  if (event.joins.length || event.leaves.length || event.query) return []
  const names = new Set([event.name, ...pastNames(event.name)])
  return eventsOf(contract, 'serverToClient').filter(({ name, direct }) => names.has(name) && !direct)
}

function pastNames(name: string): string[] {
  const [, noun = '', verb = ''] = /^(.*[:._-])?(.+?)$/.exec(name) ?? []
  const bare = verb.replace(/^mark_/, '')
  const whole = noun + verb
  const [, stem = '', mark = '', done = ''] = /^(.*[:.])?(mark_)(.+)$/.exec(whole) ?? []
  const pasts = irregular[bare] ?? [bare.endsWith('e') ? `${bare}d` : `${bare}ed`]
  return [...pasts.map((past) => noun + past), ...(mark ? [stem + done] : [])]
}

/** Makes the facts that something said causes. */
export function causedFacts(contract: NamespaceContract, said: Said, source: PayloadSource): CausedFact[] {
  return causedEvents(contract, said.event).map((event) => {
    const asked = fieldsOf(said.payload)
    const [, verb] = /(start|stop)$/.exec(said.event.name) ?? []
    const isOwn = said.event.name === event.name || event.volatile
    const payload = withFields(event, source.payload(event), {
      ...(said.userId && { senderId: said.userId, ...(isOwn && { userId: said.userId }) }),
      ...(verb && { isTyping: verb === 'start' }),
      ...asked,
    })
    return { event, payload, rooms: roomsOf(event, said, payload), isForOthers: event.volatile }
  })
}

/** Finds whom a fact is for: the rooms that its fields name, or those of its families that the sender is in. */
function roomsOf({ to, everybody }: EventContract, said: Said, payload: unknown): string[] | undefined {
  if (everybody) return undefined
  const fields = { ...fieldsOf(payload), ...fieldsOf(said.payload) }
  const receiver = fields['receiverId'] ?? fields['recipientId']
  const named = to.flatMap((family) => {
    const isOfUsers = parametersIn(family.pattern).join() === 'userId'
    const owners = isOfUsers ? [receiver, said.userId] : [undefined]
    return owners
      .map((owner) => fillPattern(family.pattern, (name) => String(owner ?? fields[name] ?? '')))
      .filter((room) => family.is(room))
  })
  const own = [...said.rooms].filter((room) => to.some((family) => family.is(room)))
  return [...new Set(named.length ? named : own)]
}

import type { AliasRow, AliasTable } from '../../contract/alias/alias.js'
import { aliasRow, legacyNames } from '../../contract/alias/alias-name.js'
import { eventsOf } from '../../contract/declaration.js'
import type { EventContract } from '../../contract/event/event.js'
import { UnknownEventError } from '../../contract/event/event-error.js'
import { givenWords } from '../../contract/given.js'
import { RoomNameError } from '../../contract/room/room-error.js'
import { toLegacy } from '../../guards/alias-payload.js'
import { passed } from '../observer.js'
import { spellingsOf } from '../rooms/room-spelling.js'
import { barredOf, dividedOf, shadowOf } from '../rooms/shadow.js'
import { checkOutgoing, type Outgoing } from './check-outgoing.js'

/** What packets leave through: a namespace of socket.io's, an emitter, or what either narrows down to. */
export interface Broadcaster {
  to(rooms: string[]): Broadcaster
  except(rooms: string[]): Broadcaster
  readonly volatile: Broadcaster
  emit(name: string, ...args: unknown[]): unknown
}

/** Names whom an event is for. */
export interface Audience {
  /** Everybody, where there are none. */
  readonly rooms?: readonly string[] | undefined
  /** The connection that is left out. */
  readonly except?: string | undefined
}

/** Sends the events of a contract under every name, on every path. */
export interface Publisher {
  /**
   * Sends one event.
   * @throws PayloadError, RoomNameError or UnknownEventError before a packet leaves
   */
  send(name: string, payload: unknown, audience: Audience): void
  /** Makes the packets one client gets, by name. */
  packets(name: string, payload: unknown, isLegacy: boolean): readonly Packet[]
}

/** What a publisher is made of. */
export interface PublisherOptions extends Outgoing {
  readonly aliases: AliasTable | undefined
  readonly legacy: boolean
  broadcasterOf(path: string): Broadcaster
  /** Returns whether another contract of a path may have rooms of this one. */
  sharesRooms(path: string): boolean
}

type Names = readonly string[] | undefined
type Packet = readonly [name: string, ...args: unknown[]]

/** The clients that one packet goes to. */
interface Part {
  /** Everybody, where there are none. */
  readonly rooms: readonly string[] | undefined
  readonly except: string[]
}

interface Plan {
  readonly event: EventContract
  readonly aliases: readonly (readonly [name: string, row: AliasRow])[]
  /** Whether the event goes to the contract's own path, and to its legacy one. */
  readonly canonical: boolean
  readonly legacy: boolean
}

/** Prepares every event of a contract, so that sending one looks up nothing. */
export function publisher(options: PublisherOptions): Publisher {
  const { contract, observe, servedPath, broadcasterOf, sharesRooms } = options
  const { path } = contract
  const legacyPath = options.legacy ? contract.legacyPath?.path : undefined
  const canonical = broadcasterOf(path)
  const legacy = legacyPath === undefined ? undefined : broadcasterOf(legacyPath)
  const plans = new Map(eventsOf(contract, 'serverToClient').map((event) => [event.name, planOf(event, options)]))

  const prepared = (name: string, payload: unknown): readonly [Plan, unknown] => {
    const plan = plans.get(name)
    if (!plan) throw new UnknownEventError(path, 'serverToClient')
    return [plan, checkOutgoing(plan.event, payload, options)]
  }
  /** Parts an audience into those who get a packet by its rooms, and those who do by the rooms that they may hear. */
  const partsOf = (audience: Audience, at: string, names: Names, spellings: Names): Part[] => {
    const sender = audience.except === undefined ? [] : [audience.except]
    if (!spellings) return [{ rooms: undefined, except: [barredOf(path), ...sender] }]
    const barred = spellings.map((room) => barredOf(path, room))
    // one room bars who may not hear it there, and nobody else
    if (audience.rooms?.length === 1 || !sharesRooms(at)) return [{ rooms: names, except: [...barred, ...sender] }]
    const divided = spellings.map((room) => dividedOf(path, room))
    // in this order, so that who is divided later is not brought the first when it comes back from behind the second
    return [
      { rooms: divided, except: sender },
      { rooms: names, except: [...barred, ...divided, ...sender] },
    ]
  }
  return {
    send(name, payload, audience) {
      const { rooms } = audience
      const [plan, copy] = prepared(name, payload)
      const { event } = plan
      const spellings = rooms ? spelledFor(event, rooms) : everybody(event)
      const named: Packet = event.payload ? [name, copy] : [name]
      const old = plan.legacy ? aliased(plan, copy) : []
      // to no room means to nobody here, not to everybody as socket.io has it
      if (rooms?.length === 0) return
      // nothing below throws: every name's payload is there before the first packet leaves
      if (plan.canonical)
        for (const part of partsOf(audience, path, rooms, spellings)) broadcaster(canonical, event, part).emit(...named)
      if (plan.legacy && legacy && legacyPath !== undefined) {
        const parts = partsOf(audience, legacyPath, spellings, spellings)
        for (const part of parts) broadcaster(legacy, event, part).emit(...named)
        if (old.length) {
          const declared = spellings ? spellings.map((room) => shadowOf(path, room)) : [shadowOf(path)]
          const undeclared = parts.map((part) =>
            broadcaster(legacy, event, { ...part, except: [...part.except, ...declared] }),
          )
          // name by name, so that the halves of each follow one another
          for (const packet of old) for (const each of undeclared) each.emit(...packet)
        }
      }
      observe?.(passed(event, copy, { kind: 'sent', path: servedPath }))
    },
    packets(name, payload, isLegacy) {
      const [plan, copy] = prepared(name, payload)
      observe?.(passed(plan.event, copy, { kind: 'sent', path: servedPath }))
      return [plan.event.payload ? [name, copy] : [name], ...(isLegacy && plan.legacy ? aliased(plan, copy) : [])]
    },
  }
}

function planOf(event: EventContract, { contract, aliases, legacy }: PublisherOptions): Plan {
  const path = legacy ? contract.legacyPath : undefined
  const onLegacy = path !== undefined && !path.without.includes(event.name)
  const names: string[] = aliases && onLegacy ? legacyNames(aliases, 'serverToClient', event.name) : []
  return {
    event,
    aliases: names.flatMap((name) => {
      const row = aliases && aliasRow(aliases, 'serverToClient', name)
      return row && row.emit !== false ? [[name, row] as const] : []
    }),
    canonical: !onLegacy || path.path !== contract.path,
    legacy: onLegacy,
  }
}

function aliased({ event, aliases }: Plan, payload: unknown): Packet[] {
  return aliases
    .filter(([, row]) => !row.when || row.when(payload))
    .map(([name, row]) => (event.payload ? [name, toLegacy(row, payload)] : [name]))
}

function broadcaster(path: Broadcaster, { volatile }: EventContract, { rooms, except }: Part): Broadcaster {
  const others = (rooms ? path.to(rooms as string[]) : path).except(except)
  return volatile ? others.volatile : others
}

function spelledFor(event: EventContract, rooms: readonly string[]): string[] {
  const { name, namespace, to } = event
  return rooms.flatMap((room) => {
    for (const family of to)
      if (family.is(room)) return family.legacy.length ? (spellingsOf([family], room) as string[]) : room
    throw new RoomNameError(
      to.length
        ? `${namespace} ${name} is addressed to ${patternsOf(to)}: build its room with one of these`
        : `${namespace} ${name} is addressed to no room: ${audienceWords(event)}`,
    )
  })
}

function everybody(event: EventContract): undefined {
  const { name, namespace, everybody: may } = event
  if (!may) throw new RoomNameError(`${namespace} ${name} is not addressed to everybody: ${audienceWords(event)}`)
}

/** Describes how an event is sent, to whoever sent it otherwise. */
function audienceWords({ to, direct }: EventContract): string {
  if (to.length) return `use to(room).emit, with a room of ${patternsOf(to)}`
  return direct ? "it is for one client, so use the emit of a handler's context" : 'it is for everybody, so use emit'
}

const patternsOf = (families: EventContract['to']): string => families.map(({ pattern }) => pattern).join(' or ')

/**
 * Lists the rooms that are addressed.
 * @throws RoomNameError where one is no text: without a room something would go to everybody
 */
export function roomsIn(room: unknown): readonly string[] {
  if (typeof room === 'string') return [room]
  const rooms: readonly unknown[] = Array.isArray(room) ? room : [room]
  const wrong = rooms.findIndex((each) => typeof each !== 'string')
  if (wrong >= 0)
    throw new RoomNameError(
      `to() got ${givenWords(rooms[wrong], 'room')} for a room: give it the names that rooms build`,
    )
  return rooms as readonly string[]
}

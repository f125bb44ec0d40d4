import type { AliasTable } from '../../contract/alias/alias.js'
import type { EventContract } from '../../contract/event/event.js'
import { passed } from '../observer.js'
import { barredOf, dividedOf, shadowOf } from '../rooms/shadow.js'
import { unknownEvent } from '../unknown-event.js'
import { spelledFor } from './address.js'
import { checkOutgoing, type Outgoing } from './check-outgoing.js'
import { legacyPackets, namedPacket, type Packet, type Plan, plansOf } from './plan.js'

/** What packets leave through: a namespace of socket.io's, an emitter, or what either narrows down to. */
export interface Broadcaster {
  to(rooms: string[]): Broadcaster
  except(rooms: string[]): Broadcaster
  readonly volatile: Broadcaster
  emit(name: string, ...args: unknown[]): unknown
}

/** Whom an event is for. */
export interface Audience {
  /** Everybody, where there are none. */
  readonly rooms?: readonly string[] | undefined
  /** The connection that is left out. */
  readonly except?: string | undefined
}

/** What sends the events of a contract under every name, on every path. */
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

/** A path on which a contract is sent. */
interface Way {
  readonly contract: string
  readonly broadcaster: Broadcaster
  /** Returns whether another contract may have rooms of this one there. */
  sharesRooms(): boolean
}

/** The clients that one packet goes to. */
interface Part {
  /** Everybody, where there are none. */
  readonly rooms: readonly string[] | undefined
  readonly except: string[]
}

/** An event that is ready to leave. */
interface Ready {
  readonly plan: Plan
  readonly named: Packet
  readonly old: readonly Packet[]
  readonly audience: Audience
  /** Every spelling of the rooms of the audience. */
  readonly spellings: Names
}

/** Prepares every event of a contract, so that sending one looks up nothing. */
export function publisher(options: PublisherOptions): Publisher {
  const { contract, observe, servedPath } = options
  const legacyPath = options.legacy ? contract.legacyPath?.path : undefined
  const plans = plansOf(options)
  const canonical = wayOf(options, contract.path)
  const legacy = legacyPath === undefined ? undefined : wayOf(options, legacyPath)

  function planned(name: string): Plan {
    const plan = plans.get(name)
    if (plan) return plan
    throw unknownEvent(contract, options.aliases, 'serverToClient', name)
  }
  return {
    send(name, payload, audience) {
      const plan = planned(name)
      const copy = checkOutgoing(plan.event, payload, options)
      const spellings = spelledFor(plan.event, audience.rooms)
      const named = namedPacket(plan, copy)
      const old = plan.legacy ? legacyPackets(plan, copy) : []
      // to no room means to nobody here, not to everybody as socket.io has it
      if (audience.rooms?.length === 0) return
      // nothing below throws: every name's payload is there before the first packet leaves
      const ready = { plan, named, old, audience, spellings }
      if (plan.canonical) sendCanonical(canonical, ready)
      if (plan.legacy && legacy) sendLegacy(legacy, ready)
      observe?.(passed(plan.event, copy, { kind: 'sent', path: servedPath }))
    },
    packets(name, payload, isLegacy) {
      const plan = planned(name)
      const copy = checkOutgoing(plan.event, payload, options)
      observe?.(passed(plan.event, copy, { kind: 'sent', path: servedPath }))
      return [namedPacket(plan, copy), ...(isLegacy && plan.legacy ? legacyPackets(plan, copy) : [])]
    },
  }
}

function wayOf({ contract, broadcasterOf, sharesRooms }: PublisherOptions, path: string): Way {
  return { contract: contract.path, broadcaster: broadcasterOf(path), sharesRooms: () => sharesRooms(path) }
}

/** Sends an event on the contract's own path. */
function sendCanonical(way: Way, { plan, named, audience, spellings }: Ready): void {
  for (const part of partsOf(way, audience, audience.rooms, spellings)) narrowed(way, plan.event, part).emit(...named)
}

/** Sends an event on the legacy path: to all, and under its legacy names to those who declared no contract. */
function sendLegacy(way: Way, { plan, named, old, audience, spellings }: Ready): void {
  const parts = partsOf(way, audience, spellings, spellings)
  for (const part of parts) narrowed(way, plan.event, part).emit(...named)
  if (old.length === 0) return
  const declared = spellings ? spellings.map((room) => shadowOf(way.contract, room)) : [shadowOf(way.contract)]
  const undeclared = parts.map((part) => narrowed(way, plan.event, { ...part, except: [...part.except, ...declared] }))
  // name by name, so that the halves of each follow one another
  for (const packet of old) for (const each of undeclared) each.emit(...packet)
}

/** Parts an audience into those who get a packet by its rooms, and those who do by the rooms that they may hear. */
function partsOf({ contract, sharesRooms }: Way, audience: Audience, names: Names, spellings: Names): Part[] {
  const sender = audience.except === undefined ? [] : [audience.except]
  if (!spellings) return [{ rooms: undefined, except: [barredOf(contract), ...sender] }]
  const barred = spellings.map((room) => barredOf(contract, room))
  // one room bars who may not hear it there, and nobody else
  if (audience.rooms?.length === 1 || !sharesRooms()) return [{ rooms: names, except: [...barred, ...sender] }]
  const divided = spellings.map((room) => dividedOf(contract, room))
  // in this order, so that who is divided later is not brought the first when it comes back from behind the second
  return [
    { rooms: divided, except: sender },
    { rooms: names, except: [...barred, ...divided, ...sender] },
  ]
}

function narrowed({ broadcaster }: Way, { volatile }: EventContract, { rooms, except }: Part): Broadcaster {
  const others = (rooms ? broadcaster.to(rooms as string[]) : broadcaster).except(except)
  return volatile ? others.volatile : others
}

import type { TraceCarrier } from '../../contract/wire/trace-carrier.js'
import { withTrace } from '../around/carried-fact.js'
import { barredOf, dividedOf, shadowOf } from '../rooms/shadow.js'
import { spelledFor } from './address.js'
import { addressMemory } from './address-memory.js'
import type { Packet, Plan } from './plan.js'

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

type Names = readonly string[] | undefined

/** A path on which a contract is sent. */
export interface Way {
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

/** What the packets of one event leave through on one path, to one audience. */
export interface PathAddress {
  readonly way: Way
  /** What delivered there when this was made: an application may give the path another. */
  readonly adapter: unknown
  /** For each shape of the event, one for every part of the audience. */
  readonly shaped: readonly (readonly Broadcaster[])[]
  /** To those who declared no contract. */
  readonly undeclared: readonly Broadcaster[]
}

/** Where an event goes, on each of its paths. */
interface Address {
  readonly canonical: PathAddress | undefined
  readonly legacy: PathAddress | undefined
}

/** What finds where events go. */
export interface Addressing {
  /**
   * Makes an address that is nobody else's.
   * @throws RoomNameError where the event is not for that audience
   */
  fresh(plan: Plan, audience: Audience): Address
  /**
   * Finds the address of one room or of everybody where an event went there of late, and makes any other.
   * @throws RoomNameError where the event is not for that audience
   */
  known(plan: Plan, audience: Audience): Address
}

/** An event that is ready to leave. */
interface Ready {
  readonly shaped: readonly Packet[]
  readonly old: readonly Packet[]
  readonly carrier: TraceCarrier | undefined
}

/** Prepares the paths of a contract, so that what goes to the same rooms again looks up nothing. */
export function addressing(canonical: Way, legacy: Way | undefined): Addressing {
  const recent = addressMemory<Plan, Address>()

  function fresh(plan: Plan, audience: Audience): Address {
    const { rooms } = audience
    const spellings = spelledFor(plan.event, rooms)
    return {
      canonical: plan.canonical ? pathAddress(canonical, plan, audience, rooms, spellings, []) : undefined,
      legacy:
        plan.legacy && legacy ? pathAddress(legacy, plan, audience, spellings, spellings, plan.aliases) : undefined,
    }
  }
  return {
    fresh,
    known(plan, audience) {
      const { rooms, except } = audience
      const isLasting = except === undefined && (!rooms || rooms.length === 1) && adapterOf(canonical) !== undefined
      if (!isLasting) return fresh(plan, audience)
      const known = recent.get(rooms?.[0], plan)
      if (known && isCurrent(known.canonical) && isCurrent(known.legacy)) return known
      const address = fresh(plan, audience)
      recent.set(rooms?.[0], plan, address)
      return address
    },
  }
}

/** Sends an event on a path: to all, and under its legacy names to those who declared no contract. */
export function sendTo({ way, shaped, undeclared }: PathAddress, ready: Ready): void {
  // shape by shape and name by name, so that the halves of each follow one another
  for (let index = 0; index < ready.shaped.length; index++) {
    const packet = ready.shaped[index] as Packet
    for (const each of shaped[index] ?? []) {
      if (ready.carrier) withTrace(each, way.contract, packet.length, ready.carrier)
      each.emit(...packet)
    }
  }
  for (const packet of ready.old) for (const each of undeclared) each.emit(...packet)
}

function pathAddress(
  way: Way,
  { event, heard }: Plan,
  audience: Audience,
  names: Names,
  spellings: Names,
  aliases: Plan['aliases'],
): PathAddress {
  const parts = partsOf(way, audience, names, spellings)
  function past(others: readonly string[]): Broadcaster[] {
    return parts.map((part) => narrowed(way, event, without(part, others)))
  }
  const declared = spellings ? spellings.map((room) => shadowOf(way.contract, room)) : [shadowOf(way.contract)]
  return {
    way,
    adapter: adapterOf(way),
    shaped: heard.map(({ others }) => past(others)),
    undeclared: aliases.length > 0 ? past(declared) : [],
  }
}

/** Returns whether what an event left through before is what still delivers. */
function isCurrent(address: PathAddress | undefined): boolean {
  return !address || address.adapter === adapterOf(address.way)
}

/** Finds what delivers on a path; nothing where an emitter sends there. */
function adapterOf({ broadcaster }: Way): unknown {
  return (broadcaster as { readonly adapter?: unknown }).adapter
}

function without({ rooms, except }: Part, others: readonly string[]): Part {
  return { rooms, except: [...except, ...others] }
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

function narrowed({ broadcaster }: Way, { volatile }: Plan['event'], { rooms, except }: Part): Broadcaster {
  const others = (rooms ? broadcaster.to(rooms as string[]) : broadcaster).except(except)
  return volatile ? others.volatile : others
}

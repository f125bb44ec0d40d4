import type { AliasTable } from '../../contract/alias/alias.js'
import { DeclarationError } from '../../contract/declaration-error.js'
import type { EventContract } from '../../contract/event/event.js'
import type { PastTable } from '../../contract/past/past.js'
import type { TraceCarrier } from '../../contract/wire/trace-carrier.js'
import { withTrace } from '../around/carried-fact.js'
import type { ServerTrace } from '../around/server-trace.js'
import { tracedFact } from '../around/traced-fact.js'
import { observationOf, passed } from '../observer.js'
import { barredOf, dividedOf, shadowOf } from '../rooms/shadow.js'
import { unknownEvent } from '../unknown-event.js'
import { spelledFor } from './address.js'
import { checkOutgoing, type Outgoing } from './check-outgoing.js'
import { legacyPackets, type Packet, type Plan, packetIn, plansOf, type ShapedPacket, shapedPackets } from './plan.js'
import { shapeFor } from './version-shape.js'

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
   * @throws PayloadError, RoomNameError, UnknownEventError or DeclarationError before a packet leaves
   */
  send(name: string, payload: unknown, audience: Audience): void
  /**
   * Makes the packets one client gets, by name.
   * @throws PayloadError, UnknownEventError or DeclarationError
   */
  packets(name: string, payload: unknown, hearer: Hearer): readonly Packet[]
}

/** Who is to hear an event. */
export interface Hearer {
  /** Whether it hears legacy names. */
  readonly isLegacy: boolean
  /** The version that it speaks, where it declared the contract. */
  readonly version: number | undefined
}

/** What a publisher is made of. */
export interface PublisherOptions extends Outgoing {
  readonly aliases: AliasTable | undefined
  readonly past: PastTable | undefined
  readonly legacy: boolean
  readonly trace: ServerTrace | undefined
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
  readonly shaped: readonly ShapedPacket[]
  readonly old: readonly Packet[]
  readonly audience: Audience
  /** Every spelling of the rooms of the audience. */
  readonly spellings: Names
  readonly carrier: TraceCarrier | undefined
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
    throw unknownEvent(contract, options.aliases, 'serverToClient', name, options.past)
  }
  function send(plan: Plan, payload: unknown, audience: Audience, carrier?: TraceCarrier): void {
    const copy = checkOutgoing(plan.event, payload, options)
    const spellings = spelledFor(plan.event, audience.rooms)
    const shaped = made(options, plan, () => shapedPackets(plan, copy))
    const old = plan.legacy ? legacyPackets(plan, copy) : []
    // to no room means to nobody here, not to everybody as socket.io has it
    if (audience.rooms?.length === 0) return
    // nothing below throws: every name's payload is there before the first packet leaves
    const ready = { plan, shaped, old, audience, spellings, carrier }
    if (plan.canonical) sendCanonical(canonical, ready)
    if (plan.legacy && legacy) sendLegacy(legacy, ready)
    observe?.(passed(plan.event, copy, { kind: 'sent', path: servedPath }))
  }
  return {
    send(name, payload, audience) {
      const plan = planned(name)
      const { trace } = options
      if (trace) trace.send(tracedFact(plan.event, audience.rooms), (carrier) => send(plan, payload, audience, carrier))
      else send(plan, payload, audience)
    },
    packets(name, payload, { isLegacy, version }) {
      const plan = planned(name)
      const copy = checkOutgoing(plan.event, payload, options)
      const packet = made(options, plan, () => packetIn(plan.event, shapeFor(plan.shapes, version), copy))
      const old = isLegacy && plan.legacy ? legacyPackets(plan, copy) : []
      observe?.(passed(plan.event, copy, { kind: 'sent', path: servedPath }))
      return packet ? [packet, ...old] : old
    },
  }
}

/**
 * Makes what an event is sent as.
 * @throws DeclarationError where a row of an earlier version makes nothing of its payload, without what that threw
 */
function made<Made>({ observe, contract, servedPath }: PublisherOptions, { event }: Plan, make: () => Made): Made {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof DeclarationError)) throw error
    const { cause = error, message } = error
    observe?.(observationOf({ kind: 'failed', part: 'past', event: event.name, cause }, contract.path, servedPath))
    throw new DeclarationError(message)
  }
}

function wayOf({ contract, broadcasterOf, sharesRooms }: PublisherOptions, path: string): Way {
  return { contract: contract.path, broadcaster: broadcasterOf(path), sharesRooms: () => sharesRooms(path) }
}

/** Sends an event on the contract's own path. */
function sendCanonical(way: Way, ready: Ready): void {
  sendShaped(way, ready, partsOf(way, ready.audience, ready.audience.rooms, ready.spellings))
}

/** Sends an event on the legacy path: to all, and under its legacy names to those who declared no contract. */
function sendLegacy(way: Way, ready: Ready): void {
  const { plan, old, audience, spellings } = ready
  const parts = partsOf(way, audience, spellings, spellings)
  sendShaped(way, ready, parts)
  if (old.length === 0) return
  const declared = spellings ? spellings.map((room) => shadowOf(way.contract, room)) : [shadowOf(way.contract)]
  const undeclared = parts.map((part) => narrowed(way, plan.event, without(part, declared)))
  // name by name, so that the halves of each follow one another
  for (const packet of old) for (const each of undeclared) each.emit(...packet)
}

/** Sends an event to each version in the shape that it has there. */
function sendShaped(way: Way, { plan, shaped, carrier }: Ready, parts: readonly Part[]): void {
  // shape by shape, for the same reason
  for (const { packet, others } of shaped)
    for (const part of parts) {
      const broadcaster = narrowed(way, plan.event, without(part, others))
      if (carrier) withTrace(broadcaster, way.contract, packet.length, carrier)
      broadcaster.emit(...packet)
    }
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

function narrowed({ broadcaster }: Way, { volatile }: EventContract, { rooms, except }: Part): Broadcaster {
  const others = (rooms ? broadcaster.to(rooms as string[]) : broadcaster).except(except)
  return volatile ? others.volatile : others
}

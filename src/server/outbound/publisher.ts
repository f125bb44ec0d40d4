import type { AliasTable } from '../../contract/alias/alias.js'
import { DeclarationError } from '../../contract/declaration-error.js'
import type { PastTable } from '../../contract/past/past.js'
import type { TraceCarrier } from '../../contract/wire/trace-carrier.js'
import type { ServerTrace } from '../around/server-trace.js'
import { tracedFact } from '../around/traced-fact.js'
import { observationOf, passed } from '../observer.js'
import { unknownEvent } from '../unknown-event.js'
import { checkOutgoing, type Outgoing } from './check-outgoing.js'
import { type Audience, addressing, type Broadcaster, sendTo, type Way } from './path-address.js'
import { legacyPackets, type Packet, type Plan, packetIn, plansOf, shapedPackets } from './plan.js'
import { shapeFor } from './version-shape.js'

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

/** Prepares every event of a contract, so that sending one looks up nothing. */
export function publisher(options: PublisherOptions): Publisher {
  const { contract, observe, servedPath } = options
  const legacyPath = options.legacy ? contract.legacyPath?.path : undefined
  const plans = plansOf(options)
  const addresses = addressing(
    wayOf(options, contract.path),
    legacyPath === undefined ? undefined : wayOf(options, legacyPath),
  )

  function planned(name: string): Plan {
    const plan = plans.get(name)
    if (plan) return plan
    throw unknownEvent(contract, options.aliases, 'serverToClient', name, options.past)
  }
  function send(plan: Plan, payload: unknown, audience: Audience, carrier?: TraceCarrier): void {
    const copy = checkOutgoing(plan.event, payload, options)
    // the carrier is put into what the event leaves through, which then is for nothing else
    const { canonical, legacy } = carrier ? addresses.fresh(plan, audience) : addresses.known(plan, audience)
    const shaped = made(options, plan, () => shapedPackets(plan, copy))
    const old = plan.legacy ? legacyPackets(plan, copy) : []
    // to no room means to nobody here, not to everybody as socket.io has it
    if (audience.rooms?.length === 0) return
    // nothing below throws: every name's payload is there before the first packet leaves
    const ready = { shaped, old, carrier }
    if (canonical) sendTo(canonical, ready)
    if (legacy) sendTo(legacy, ready)
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

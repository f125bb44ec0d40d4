import type { NamespaceContract } from '../../contract/namespace.js'
import type { Client, Membership } from '../client.js'
import type { Deferred } from '../deferred.js'
import type { Link, Ring } from '../facts/ring.js'

/** A client of any contract. */
export type PathClient = Client<NamespaceContract>

/** A request that was not answered yet. */
export interface Asked extends Link {
  readonly answer: Promise<unknown>
}

/** An event that is listened for on every path. */
export interface Listening {
  readonly event: string
  readonly handler: (payload: never) => void
}

/** What a path says of one room. */
export interface PathMembership {
  readonly membership: Membership
  readonly settled: Deferred
  isSettled: boolean
  isIn: boolean
  error: unknown
}

/** One way to the server, and what the receiver has on it. */
export interface Path {
  readonly client: PathClient
  readonly requests: Ring<Asked>
  /** How each listening stops. */
  readonly listeners: Map<Listening, () => void>
  /** The place of each membership. */
  readonly memberships: Map<object, PathMembership>
}

/** Listens for an event on a path. */
export function listenOn(path: Path, listening: Listening): void {
  const { event, handler } = listening
  path.listeners.set(listening, path.client.on(event as never, handler as never))
}

/** Listens for an event on a path no more. */
export function stopOn(path: Path, listening: Listening): void {
  path.listeners.get(listening)?.()
  path.listeners.delete(listening)
}

/** Leaves a room by one path. */
export function leaveByPath(place: PathMembership): void {
  place.membership.leave()
  settlePath(place)
}

/** Notes that a path has answered. */
export function settlePath(place: PathMembership): void {
  place.isSettled = true
  place.settled.settle()
}

import type { Namespace, Server, Socket } from 'socket.io'
import type { AliasTable } from '../contract/alias/alias.js'
import { eventsOf } from '../contract/declaration.js'
import type { EventContract } from '../contract/event/event.js'
import type { NamespaceContract } from '../contract/namespace.js'
import { RoomNameError } from '../contract/room/room-error.js'
import { parametersIn } from '../contract/room/room-pattern.js'
import { RefusalError } from '../contract/wire/refusal-error.js'
import { parsePayload } from '../guards/payload.js'
import { endpointOf } from '../server/connection/endpoint.js'
import { admissionTo } from '../server/connection/peer.js'
import { contextOf } from '../server/context.js'
import type { Observe } from '../server/observer.js'
import { serve } from '../server/serve.js'
import type { Served } from '../server/served.js'
import type { AnyServer } from '../server/served-paths.js'
import { unknownEvent } from '../server/unknown-event.js'
import { causedFacts } from './caused-fact.js'
import { repliedTo } from './mock-reply.js'
import type { MockUser, MockUsers } from './mock-user.js'
import { hasField, type PayloadSource, withFields } from './payload-source.js'

/** What is shared by all namespaces of a mock. */
export interface Mocking {
  readonly users: MockUsers
  readonly source: PayloadSource
  readonly observe: Observe | undefined
  /** How long answers take, in milliseconds. */
  latencyMs: number
  /** The codes by which events are refused, by path and event. */
  readonly refusals: Map<string, string>
  readonly causesFacts: boolean
  /** Whether clients of old may log in by the query or by an event. */
  readonly hasLegacyLogin: boolean
}

/** A contract with its legacy names. */
export interface MockedContract {
  readonly contract: NamespaceContract
  readonly aliases?: AliasTable | undefined
}

/** What was sent, and to whom. */
export interface MockSent {
  readonly namespace: string
  readonly event: string
  /** The rooms it went to; where it is missing, it went to everybody or to each connection. */
  readonly rooms?: readonly string[]
  readonly payload: unknown
}

type AnySend = (event: string, payload: unknown) => void
type AnyServed = Omit<Served<NamespaceContract, MockUser>, 'on' | 'to' | 'emit'> & {
  on(event: string, handler: (payload: unknown, context: AnyMockContext) => unknown): void
  to(room: readonly string[]): { emit: AnySend }
  emit: AnySend
}

interface AnyMockContext {
  readonly user: MockUser
  readonly socket: Socket
  to(room: readonly string[]): { emit: AnySend }
}

/** One namespace that is served from its examples. */
export class MockedNamespace {
  readonly contract: NamespaceContract
  readonly #mocking: Mocking
  readonly #served: AnyServed
  readonly #io: AnyServer
  readonly #hasLegacy: boolean

  /** @throws DeclarationError where its names and those of another on its path do not go together */
  constructor(io: AnyServer, { contract, aliases }: MockedContract, mocking: Mocking) {
    const { users, observe, hasLegacyLogin } = mocking
    this.#io = io
    this.contract = contract
    this.#mocking = mocking
    this.#hasLegacy = contract.legacyPath !== undefined
    const { query, event } = aliases?.login ?? {}
    const options = {
      ...(aliases && { aliases }),
      legacy: this.#hasLegacy,
      authenticate: (auth: Readonly<Record<string, unknown>>) => users.userOf(auth),
      autoJoin: (user: MockUser) => users.ownRooms(contract, user),
      mayJoin: (user: MockUser, room: string) => users.mayJoin(user, room),
      expiresAt: ({ claims }: MockUser) => (typeof claims['exp'] === 'number' ? claims['exp'] * 1000 : undefined),
      observe,
      ...(hasLegacyLogin && this.#hasLegacy && (query || event) && { legacyLogin: { query: !!query, event: !!event } }),
    }
    this.#served = serve(io, contract, options as never) as unknown as AnyServed
    for (const each of eventsOf(contract, 'clientToServer'))
      this.#served.on(each.name, (payload, context) => this.#answer(each, payload, context))
  }

  /** The events that the server sends. */
  get events(): readonly EventContract[] {
    return eventsOf(this.contract, 'serverToClient')
  }

  async #answer(event: EventContract, payload: unknown, { user, socket, to }: AnyMockContext): Promise<unknown> {
    const { latencyMs, refusals, source, causesFacts } = this.#mocking
    if (latencyMs) await new Promise((resolve) => setTimeout(resolve, latencyMs))
    const code = refusals.get(refusalKey(this.contract.path, event.name))
    if (code !== undefined)
      throw new RefusalError(code, 'the mock was told to refuse this', { retryable: code === 'RATE_LIMITED' })
    const said = { event, payload, userId: user.id, rooms: socket.rooms }
    const facts = causesFacts ? causedFacts(this.contract, said, source) : []
    for (const {
      event: { name },
      payload: fact,
      rooms,
      isForOthers,
    } of facts) {
      if (!rooms) this.#served.emit(name, fact)
      else if (rooms.length) (isForOthers ? to(rooms) : this.#served.to(rooms)).emit(name, fact)
    }
    return event.reply ? repliedTo(event, payload, source.reply(event), facts) : undefined
  }

  /**
   * Sends an event: to a room, or to whoever may hear it.
   * @throws UnknownEventError, RoomNameError or PayloadError before anything is sent
   */
  send(
    name: string,
    { room, payload }: { readonly room?: string | undefined; readonly payload?: unknown },
  ): MockSent[] {
    const events = this.contract.serverToClient as Readonly<Record<string, EventContract>>
    const event = Object.hasOwn(events, name) ? events[name] : undefined
    if (!event) throw unknownEvent(this.contract, undefined, 'serverToClient', name)
    // what does not fit is told of, also while nobody would hear it
    if (payload !== undefined) parsePayload(event, payload)
    if (room !== undefined) return [this.#sendTo(event, [this.#canonical(event, room)], payload)]
    if ((event.direct || event.everybody) && !this.#sockets().length) return []
    if (event.direct) return [this.#sendEach(event, payload)]
    if (event.everybody) {
      const made = payload ?? this.#mocking.source.payload(event)
      this.#served.emit(name, made)
      return [{ namespace: this.contract.path, event: name, payload: made }]
    }
    return this.#audiences(event).map((rooms) => this.#sendTo(event, rooms, payload))
  }

  #sendTo(event: EventContract, rooms: readonly string[], given: unknown): MockSent {
    const payload = given ?? withFields(event, this.#mocking.source.payload(event), idsIn(event, rooms[0]))
    this.#served.to(rooms).emit(event.name, payload)
    return { namespace: this.contract.path, event: event.name, rooms, payload }
  }

  /** Sends to each connection by itself what only ever goes to single clients. */
  #sendEach(event: EventContract, given: unknown): MockSent {
    const payload = given ?? this.#mocking.source.payload(event)
    for (const { namespace, socket } of this.#sockets()) {
      const peer = endpointOf(namespace).peerOf(socket)
      const admission = admissionTo(peer?.admissions, this.contract.path)
      if (peer && admission && !admission.refusal) contextOf(peer, admission, admission.mount).emit(event.name, payload)
    }
    return { namespace: this.contract.path, event: event.name, payload }
  }

  #canonical({ name, to }: EventContract, room: string): string {
    for (const family of to) if (family.is(room)) return room
    throw new RoomNameError(
      to.length
        ? `${this.contract.path} ${name} goes to ${to.map(({ pattern }) => pattern).join(' or ')}`
        : `${this.contract.path} ${name} goes to no room`,
    )
  }

  /** Parts the rooms in which somebody is: each that a payload names hears of itself, the others hear along with the first. */
  #audiences(event: EventContract): string[][] {
    const rooms = [...new Set(this.#sockets().flatMap(({ socket }) => [...socket.rooms]))]
    const own = rooms.flatMap((room) =>
      event.to.some((family) => family.is(room) || family.parse(room)) ? [this.#today(event, room)] : [],
    )
    const audience = [...new Set(own)]
    const named = audience.filter((room) => Object.keys(idsIn(event, room)).length)
    const others = audience.filter((room) => !named.includes(room))
    const [first, ...rest] = named
    const audiences = first === undefined ? [others] : [[first, ...others], ...rest.map((room) => [room])]
    return audiences.filter((each) => each.length)
  }

  #today({ to }: EventContract, room: string): string {
    for (const { pattern, parse } of to) {
      const ids = parse(room)
      if (ids) return pattern.replace(/{(\w+)}/g, (_, name: string) => String(ids[name]))
    }
    return room
  }

  /** Lists the connections on which somebody is here, each once for all namespaces that share it. */
  connections(): { close(): void }[] {
    return this.#sockets().map(({ socket }) => socket.conn)
  }

  #sockets(): { readonly namespace: Namespace; readonly socket: Socket }[] {
    const { path, legacyPath } = this.contract
    const paths = new Set([path, ...(legacyPath ? [legacyPath.path] : [])])
    return [...paths].flatMap((each) => {
      const namespace = (this.#io as unknown as Server).of(each)
      return Array.from(namespace.sockets.values(), (socket) => ({ namespace, socket }))
    })
  }

  close(): void {
    this.#served.close()
  }
}

/** Names an event of a path, by which its refusal is found. */
export function refusalKey(path: string, event: string): string {
  return `${path} ${event}`
}

/** Lists the ids of a room that an event has fields for. */
function idsIn(event: EventContract, room: string | undefined): Record<string, unknown> {
  if (room === undefined) return {}
  return Object.fromEntries(
    event.to.flatMap((family) => {
      const ids = family.parse(room) ?? {}
      return parametersIn(family.pattern).flatMap((name): [string, unknown][] => {
        if (ids[name] === undefined) return []
        // whose room it is gets what is sent, and is not who sent it
        if (name === 'userId')
          return ['receiverId', 'recipientId'].flatMap((key) => (hasField(event, key) ? [[key, ids[name]]] : []))
        return hasField(event, name) ? [[name, ids[name]]] : []
      })
    }),
  )
}

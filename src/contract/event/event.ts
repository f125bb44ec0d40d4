import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { RoomFamily, RoomParameter } from '../room/room.js'
import type { Schema } from '../schema.js'
import type { Uncarried } from './carried.js'
import type { Direction } from './direction.js'
import type { FactKey, PayloadPath } from './identity.js'

/** The release since which an event is on its way out, and what takes its place. */
export interface Deprecation {
  /** The release that deprecated it. */
  readonly since: string
  /** The event to use instead. */
  readonly replacedBy?: string
  /** The release that drops it. */
  readonly removeIn?: string
}

/** How often one user may send an event, or one connection of which no user is known. */
export interface EventLimit {
  /** How many it may send. */
  readonly count: number
  /** Within how many milliseconds. */
  readonly perMs: number
}

/** How the server ends a notice that its sender does not end, such as `isTyping: true`: it is sent once more, with other values. */
export interface EventEnd<Payload = unknown> {
  /** How long it lasts after it was last sent. */
  readonly ms: number
  /** The fields that say the end, with the values they have then, such as `{ isTyping: false }`. */
  readonly by: Payload extends object ? Partial<Payload> : Readonly<Record<string, unknown>>
  /** The field that holds the instant, where one does. */
  readonly at?: (Payload extends object ? keyof Payload : unknown) & string
}

/** How a payload stands to what the receiver holds: in its place, or as changes of some of its fields. */
export type StateKind = 'snapshot' | 'patch'

/** One event as a contract holds it: its payload and reply, the rooms it goes to, and what is promised of it. */
export interface EventContract<Payload = unknown, Reply = unknown, Pattern extends string = string> {
  /** Its name on the wire, known once it stands in a namespace. */
  readonly name: string
  /** Which end sends it. */
  readonly direction: Direction
  /** The path of its namespace. */
  readonly namespace: string
  /** The schema of its payload; an event without one carries nothing. */
  readonly payload?: Schema<Payload>
  /** The schema of its reply; an event without one is not replied to. */
  readonly reply?: Schema<Reply>
  /** A payload that fits. */
  readonly example?: Payload
  /** A reply that fits. */
  readonly replyExample?: Reply
  /** The families of rooms it may be addressed to. */
  readonly to: readonly RoomFamily<Pattern>[]
  /** Whether it may go to everybody, as events without rooms do. */
  readonly everybody: boolean
  /** Whether it only ever goes to single clients. */
  readonly direct: boolean
  /** The families of rooms it enters. */
  readonly joins: readonly RoomFamily<Pattern>[]
  /** The families of rooms it leaves. */
  readonly leaves: readonly RoomFamily<Pattern>[]
  /** The families of rooms of which it names one that its sender has to be in. */
  readonly within?: readonly RoomFamily<Pattern>[]
  /** The paths whose values make two deliveries the same fact. */
  readonly identity: readonly string[]
  /** Returns the keys of a fact where paths can't say them. */
  identify?(payload: Payload): readonly FactKey[]
  /** Whether the payload replaces or amends what the receiver holds. */
  readonly state?: StateKind
  /** Whether it may be lost rather than late. */
  readonly volatile: boolean
  /** Whether its reply is all it is sent for. */
  readonly query?: boolean
  /** How often one user may send it, or one connection of which no user is known. */
  readonly limit?: EventLimit
  /** How it is ended where nobody ends it. */
  readonly endsAfter?: EventEnd
  /** The release that brought it. */
  readonly since?: string
  /** Since when it is on its way out, and what takes its place. */
  readonly deprecated?: Deprecation
  /** Copies a payload that fits, without what the contract does not declare; the build adds it, in browsers where a client hears the event. */
  parse?(value: unknown): Payload | undefined
  /** Copies a reply that fits, without what the contract does not declare; the build adds it where there is no browser. */
  parseReply?(value: unknown): Reply | undefined
}

type Output<S extends StandardSchemaV1> = StandardSchemaV1.InferOutput<S>
type Identical<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Wire<S extends StandardSchemaV1> =
  Identical<StandardSchemaV1.InferInput<S>, Output<S>> extends true
    ? [Uncarried<Output<S>>] extends [never]
      ? S
      : Uncarried<Output<S>>
    : 'a schema of the wire may not transform, default or coerce'

type MissingParameter<Payload, Pattern extends string> = Exclude<
  RoomParameter<Pattern>,
  Payload extends unknown ? keyof Payload : never
>
type NamesRoom<Payload, Pattern extends string> = Payload extends { room: string } | { channels: string[] }
  ? unknown
  : [MissingParameter<Payload, Pattern>] extends [never]
    ? unknown
    : `the payload has no field ${MissingParameter<Payload, Pattern>} to name the room with`
type Named<Payload, Families extends readonly RoomFamily[]> = {
  readonly [Index in keyof Families]: NamesRoom<Payload, Families[Index]['pattern']>
}

/** What a server's typed `emit` asks for, kept in the type. */
type Marked<Mark extends string, Value extends boolean> = Value extends true
  ? { readonly [Name in Mark]: true }
  : unknown

/** What `applyTo` asks for, kept in the type. */
type Stated<State extends StateKind> = [State] extends [never] ? unknown : { readonly state: State }

/** What an event is declared with. */
export interface EventOptions<
  P extends StandardSchemaV1,
  R extends StandardSchemaV1,
  To extends readonly RoomFamily[],
  Joins extends readonly RoomFamily[],
  Leaves extends readonly RoomFamily[],
  Everybody extends boolean = boolean,
  Direct extends boolean = boolean,
  State extends StateKind = StateKind,
  Within extends readonly RoomFamily[] = readonly RoomFamily[],
> {
  /** The schema of its payload: any Standard Schema that checks and changes no value. */
  readonly payload?: Wire<P>
  /** The schema of its reply: any Standard Schema that checks and changes no value. */
  readonly reply?: Wire<R>
  /** A payload that fits, for the documents and the fixtures. */
  readonly example?: NoInfer<Output<P>>
  /** A reply that fits. */
  readonly replyExample?: NoInfer<Output<R>>
  /** The families of rooms it may be addressed to. */
  readonly to?: To
  /**
   * Whether it may go to everybody although it has rooms.
   * @default true without `to` and `direct`, else false
   */
  readonly everybody?: Everybody
  /**
   * Whether it only ever goes to single clients, such as the one who asked.
   * @default false
   */
  readonly direct?: Direct
  /** The families of rooms it enters. */
  readonly joins?: Joins & Named<NoInfer<Output<P>>, Joins>
  /** The families of rooms it leaves. */
  readonly leaves?: Leaves & Named<NoInfer<Output<P>>, Leaves>
  /**
   * The families of rooms of which it names one that its sender has to be in, as typing in a chat does: a server refuses
   * others with `ROOM_FORBIDDEN`.
   */
  readonly within?: Within & Named<NoInfer<Output<P>>, Within>
  /** What makes two deliveries the same fact: paths into the payload, or a function that returns keys. */
  readonly identity?: readonly PayloadPath<NoInfer<Output<P>>>[] | ((payload: NoInfer<Output<P>>) => readonly FactKey[])
  /** Whether the payload replaces or amends what the receiver holds. */
  readonly state?: State
  /**
   * Whether it may be lost rather than late: it is not kept for who is away, nor for who reads too slowly.
   * @default false
   */
  readonly volatile?: boolean
  /**
   * Whether its reply is all it is sent for: it changes nothing, so that a server refuses it where no acknowledgement asks
   * for the reply. An event with a reply that does more is done all the same for clients that declare no contract.
   * @default false
   */
  readonly query?: [NoInfer<Output<R>>] extends [never] ? never : boolean
  /** How often one user may send it, or one connection of which no user is known. */
  readonly limit?: EventLimit
  /** How the server ends it where nobody does, as a typing notice: some time after it was last sent, and with the connection of who sent it. */
  readonly endsAfter?: EventEnd<NoInfer<Output<P>>>
  /** The release that brought it. */
  readonly since?: string
  /** Since when it is on its way out. */
  readonly deprecated?: Deprecation
}

/**
 * Declares an event; it learns its name, direction and namespace from where it stands.
 * @example
 * const greeting = event({ payload: z.object({ text: text(100) }), example: { text: 'hello' } })
 */
export function event<
  P extends StandardSchemaV1 = Schema<void>,
  R extends StandardSchemaV1 = Schema<never>,
  To extends readonly RoomFamily[] = [],
  const Joins extends readonly RoomFamily[] = [],
  const Leaves extends readonly RoomFamily[] = [],
  const Everybody extends boolean = false,
  const Direct extends boolean = false,
  const State extends StateKind = never,
  const Within extends readonly RoomFamily[] = [],
>(
  options: EventOptions<P, R, To, Joins, Leaves, Everybody, Direct, State, Within>,
): EventContract<
  Output<P>,
  Output<R>,
  To[number]['pattern'] | Joins[number]['pattern'] | Leaves[number]['pattern'] | Within[number]['pattern']
> &
  Marked<'everybody', Everybody> &
  Marked<'direct', Direct> &
  Stated<State> {
  const { identity, to = [], direct = false, ...rest } = options
  return {
    name: '',
    direction: 'serverToClient',
    namespace: '',
    to,
    direct,
    everybody: !to.length && !direct,
    joins: [],
    leaves: [],
    volatile: false,
    ...rest,
    identity: typeof identity === 'object' ? identity : [],
    ...(typeof identity === 'function' && { identify: identity }),
  } as never
}

import type { Letter } from './contracts.js'

/** How the application answers a question. */
export type Answer = 'yes' | 'no' | 'nothing' | 'limited' | 'slow' | 'hang' | 'throw'

/** What kind of end a client is: a stock one that declares nothing, one that declares by hand, one of `connect`, or one of `handover`. */
export type ClientKind = 'stock' | 'declared' | 'bound' | 'handover'

/** How a connection ends: both ends notice, by whose doing, or the server learns nothing of it. */
export type Cut = 'server' | 'client' | 'unnoticed'

/** What a fact is sent as. */
export type FactKind = 'fact' | 'note' | 'blip' | 'state'

/** One step; those that name a client that is not there do nothing, so that any part of a plan is a plan. */
export type Step =
  | {
      readonly do: 'connect'
      readonly client: number
      readonly kind: ClientKind
      readonly user: string
      /** The paths of its sockets, which share a Manager. */
      readonly paths: readonly string[]
      readonly declares: readonly Letter[]
    }
  | { readonly do: 'declare'; readonly client: number; readonly declares: readonly Letter[] }
  | { readonly do: 'become'; readonly client: number; readonly user: string }
  | { readonly do: 'join'; readonly client: number; readonly of: Letter; readonly room: string; readonly wait: boolean }
  | {
      readonly do: 'leave'
      readonly client: number
      readonly of: Letter
      readonly room: string
      readonly wait: boolean
    }
  | {
      readonly do: 'send'
      readonly server: number
      readonly of: Letter
      readonly kind: FactKind
      readonly rooms: readonly string[]
    }
  | { readonly do: 'news'; readonly server: number; readonly of: Letter }
  | {
      readonly do: 'ask'
      readonly client: number
      readonly of: Letter
      readonly how: Answer
      readonly event: 'ask' | 'often' | 'say' | 'deliver'
      readonly wait: boolean
    }
  | { readonly do: 'authenticate'; readonly of: Letter; readonly user: string; readonly answer: Answer }
  | {
      readonly do: 'mayJoin'
      readonly of: Letter
      readonly user: string
      readonly room: string
      readonly answer: Answer
    }
  | {
      readonly do: 'autoJoin'
      readonly of: Letter
      readonly user: string
      readonly rooms: readonly string[]
      readonly answer: Answer
    }
  /** How the handler of `join` answers. */
  | { readonly do: 'welcome'; readonly of: Letter; readonly user: string; readonly answer: Answer }
  | { readonly do: 'limiter'; readonly of: Letter; readonly answer: Answer }
  | { readonly do: 'expire'; readonly of: Letter; readonly user: string; readonly afterMs: number }
  | { readonly do: 'cut'; readonly client: number; readonly how: Cut }
  /** Lets a client return, and waits until it is in, or until the application is asked about somebody, or does not. */
  | { readonly do: 'back'; readonly client: number; readonly server: number; readonly wait?: boolean | 'asked' }
  | { readonly do: 'notice'; readonly client: number }
  | { readonly do: 'stall'; readonly client: number }
  | { readonly do: 'flow'; readonly client: number }
  | { readonly do: 'steal'; readonly client: number; readonly from: number }
  | { readonly do: 'move'; readonly client: number; readonly path: string }
  | { readonly do: 'restart'; readonly server: number }
  | { readonly do: 'serve'; readonly server: number; readonly of: Letter }
  | { readonly do: 'heal'; readonly of: Letter }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'close'; readonly client: number }

/** How the ends of a history are joined. */
export interface Setting {
  readonly transport: 'websocket' | 'polling'
  readonly recovery: boolean
  readonly adapter: 'memory' | 'cluster' | 'redis'
  /** Whether the users of `c` have no `id`, and nobody says what tells them apart. */
  readonly nameless: boolean
}

/** A history before it happens. */
export interface Plan {
  readonly seed: number
  readonly setting: Setting
  readonly steps: readonly Step[]
}

/** The users of the histories, which are their tokens too. */
export const users: readonly string[] = ['u1', 'u2']

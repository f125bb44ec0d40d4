import type { NamespaceContract } from '../../contract/namespace.js'
import { type ParsedRoom, parseRoom } from '../../contract/room/parsed-room.js'
import { type Listeners, tell } from '../connection/listeners.js'
import { type Deferred, deferred } from '../deferred.js'

/** A room that users of a client are in, or want to be in. */
export interface RoomEntry {
  readonly room: string
  /** What its name says. */
  readonly parsed: ParsedRoom<string> | undefined
  watchers?: Listeners
  /** Settles with the first answer of the server, again where it was refused. */
  first: Deferred
  /** Whether anybody looks at what `first` settles with. */
  isAwaited: boolean
  users: number
  extra?: object | (() => object)
  /** Whether the server was asked on this connection, let the user in, or did not, or turned the whole connection away. */
  state: 'out' | 'asked' | 'in' | 'denied' | 'barred'
  error?: { readonly code?: string } | undefined
  /** How often it was refused in a row, and what waits until it is asked again. */
  tries: number
  timer?: unknown
}

/** Makes the entry of a room that nobody asked for yet. */
export function newEntry(contract: NamespaceContract, room: string): RoomEntry {
  return {
    room,
    parsed: parseRoom(contract, room),
    first: deferred(),
    isAwaited: false,
    users: 0,
    state: 'out',
    tries: 0,
  }
}

/** Lets a refused entry be waited for again; returns whether it was refused. */
export function renewRefused(entry: RoomEntry): boolean {
  const isRefused = entry.state === 'denied' || entry.state === 'barred'
  if (isRefused) {
    entry.first = deferred()
    entry.state = 'out'
  }
  return isRefused
}

/** Moves a room to another state, and notifies who watches it where that is news. */
export function setState(entry: RoomEntry, state: RoomEntry['state'], error?: RoomEntry['error']): void {
  // the same answer to another try is no news
  const known = entry.error
  const isNew = (state === 'in') !== (entry.state === 'in') || (error?.code ?? error) !== (known?.code ?? known)
  entry.state = state
  entry.error = error
  if (state !== 'out') entry.first.settle(error)
  if (isNew) tell(entry.watchers)
}

import type { Namespace, Socket } from 'socket.io'
import { admissionTo } from '../connection/peer.js'
import { barredOf } from '../rooms/shadow.js'
import type { Peer } from '../service.js'

type Adapter = Namespace['adapter']

/** How many connections each user has. */
export type Counts = ReadonlyMap<string, number>

/** What a request for sockets is about, as adapters have it. */
interface Request {
  readonly rooms: ReadonlySet<string>
  readonly except: ReadonlySet<string>
}
/** The part of an adapter that its types keep for itself: it runs something for each local socket of a request. */
interface Answering {
  apply(request: Request, each: (socket: unknown) => void): void
}

// nobody sits in rooms of these names, so that a server without this module answers a request with its sockets; a space
// keeps them apart from every room of a contract
const mark = 'counts members'
const counting = 'counts '
// beside what a session knows of its user
const countsKey = 'socket-canon:members'

/** Makes the request for who hears a contract in a room, by all of its names. */
export function membersRequest(contract: string, names: readonly string[]): Request {
  return { rooms: new Set(names), except: new Set([mark, counting + contract, barredOf(contract)]) }
}

/** Reads what a server of this version answered; nothing where it is a socket of another one's. */
export function countsIn({ data }: { readonly data?: unknown }): Counts | undefined {
  const { [countsKey]: counts } = Object(data) as { readonly [countsKey]?: readonly (readonly [string, number])[] }
  return counts && new Map(counts)
}

/**
 * Lets a server say who is in a room by ids and figures. socket.io would send whole sockets to the other process, with their
 * handshakes and so with their tokens, and ten thousand of them for a large room.
 */
export function answerMembers(adapter: Adapter, peerOf: (socket: Socket) => Peer | undefined): void {
  const answering = adapter as unknown as Answering
  if (typeof answering.apply !== 'function') return
  const apply = answering.apply.bind(answering)
  answering.apply = (request, each) => {
    if (!request.except?.has(mark)) return apply(request, each)
    const contract = contractIn(request)
    const counts = new Map<string, number>()
    apply(request, (socket) => {
      const userId = userIn(peerOf(socket as Socket), contract, request.rooms)
      if (userId !== undefined) counts.set(userId, (counts.get(userId) ?? 0) + 1)
    })
    // in the place of one socket, which is all that adapters carry
    each({ id: mark, handshake: {}, rooms: new Set(), data: { [countsKey]: [...counts] } })
  }
}

function contractIn({ except }: Request): string {
  for (const name of except) if (name !== mark && name.startsWith(counting)) return name.slice(counting.length)
  return ''
}

/** Finds the user of a connection that hears a contract in one of some rooms; who came back and is not asked yet hears nothing. */
function userIn(peer: Peer | undefined, contract: string, rooms: ReadonlySet<string>): string | undefined {
  const admission = admissionTo(peer?.admissions, contract)
  if (!peer || !admission || admission.refusal || peer.waiting) return undefined
  return isHeardIn(peer.socket.rooms, contract, rooms) ? admission.userId : undefined
}

/** Returns whether who sits in some rooms hears a contract in one of those that are asked for. */
export function isHeardIn(sits: ReadonlySet<string>, contract: string, asked: Iterable<string>): boolean {
  for (const room of asked) if (sits.has(room) && !sits.has(barredOf(contract, room))) return true
  return false
}

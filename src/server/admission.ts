import type { Socket } from 'socket.io'
import { RefusalError } from '../contract/refusal-error.js'
import { type Declared, declaredIn, negotiate } from './negotiation.js'
import type { Member, Seat } from './service.js'
import { within } from './timeout.js'
import { connectionRefusal } from './wire-refusal.js'

/**
 * Asks every contract a client declared, or all where it declared none, whether it lets the client in.
 * @throws RefusalError when all refuse, or when what the client declared can't be read
 */
export async function admitted(socket: Socket, seats: Iterable<Seat>): Promise<ReadonlyMap<string, Member>> {
  const declared = declaredIn(socket.handshake.auth)
  const all = [...seats]
  const named = all.filter(({ service }) => declared?.has(service.contract.path))
  const asked = named.length ? named : all
  const members = await Promise.all(asked.map((seat) => memberOf(socket, seat, declared)))
  const refused = members[0]?.refusal
  if (refused && members.every(({ refusal }) => refusal)) throw refused
  return new Map(members.map((member) => [member.seat.service.contract.path, member]))
}

async function memberOf(socket: Socket, seat: Seat, declared: Declared | undefined): Promise<Member> {
  const { service } = seat
  const { contract } = service
  const { auth } = socket.handshake
  const nobody = { seat, user: undefined, userId: undefined, version: undefined, rooms: [], expiresAt: undefined }
  let threw: { readonly cause: unknown } | undefined
  const ask = async <Answer>(question: () => Answer | Promise<Answer>): Promise<Answer> => {
    try {
      return await within(service.handlerTimeoutMs, question)
    } catch (cause) {
      threw = { cause }
      throw cause
    }
  }
  try {
    const requested = declared?.get(contract.path)
    const version = requested && negotiate([contract.version], requested)
    const user = await ask(() => service.authenticate?.(auth, socket)).catch(inauthentic(auth))
    const expiresAt = service.expiresAt?.(user)
    // what is no instant at all has passed, too
    if (expiresAt !== undefined && !(expiresAt > Date.now()))
      throw new RefusalError('AUTH_EXPIRED', undefined, { retryable: true })
    const rooms = await ask(() => service.autoJoin?.(user) ?? [])
    return {
      seat,
      user,
      userId: service.userId(user),
      version,
      rooms,
      expiresAt,
      refusal: undefined,
      context: undefined,
    }
  } catch (error) {
    const refusal = connectionRefusal(error)
    service.observe?.({
      kind: 'connection-failed',
      namespace: contract.path,
      path: seat.namespace.name,
      socketId: socket.id,
      declared: declared?.has(contract.path) ?? false,
      reason: refusal.code,
      ...(threw && !(threw.cause instanceof RefusalError) && threw),
    })
    return { ...nobody, refusal: new RefusalError(refusal.code, refusal.message, refusal), context: undefined }
  }
}

/** Turns what is no refusal into one that does not repeat it. */
function inauthentic(auth: Readonly<Record<string, unknown>>): (error: unknown) => never {
  return (error) => {
    if (error instanceof RefusalError) throw error
    const { token } = auth
    throw new RefusalError(token === undefined || token === '' ? 'AUTH_MISSING' : 'AUTH_INVALID')
  }
}

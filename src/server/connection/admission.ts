import type { Socket } from 'socket.io'
import { DeclarationError } from '../../contract/declaration-error.js'
import { pastVersions } from '../../contract/past/past-row.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import { connectionRefusal } from '../inbound/wire-refusal.js'
import { type Credentials, credentialsOf, hasToken } from '../login/credentials.js'
import { notice } from '../notice.js'
import { GrantedRooms } from '../rooms/granted-rooms.js'
import type { Admission, Mount } from '../service.js'
import { withTimeout } from '../timeout.js'
import { checkExpiry, expiry } from './expiry.js'
import { asksForTrace, type Declared, declaredIn, negotiate } from './negotiation.js'

/**
 * Asks every contract a client declared, or all where it declared none, whether it lets the client in; and those that
 * `owed` names whatever it declared. A client of old may have `shown` by an event who it is.
 * @throws RefusalError when all refuse, or when what the client declared can't be read
 */
export async function admitted(
  socket: Socket,
  mounts: Iterable<Mount>,
  owed: ReadonlySet<Mount> = new Set(),
  shown?: Credentials,
): Promise<readonly Admission[]> {
  const declared = declaredIn(socket.handshake.auth)
  const all = [...mounts]
  const named = all.filter(({ service }) => declared?.has(service.contract.path))
  const asked = named.length ? all.filter((mount) => named.includes(mount) || owed.has(mount)) : all
  const admissions = await Promise.all(asked.map((mount) => admissionOf(socket, mount, declared, shown)))
  const refused = admissions.find(({ mount }) => !named.length || named.includes(mount))?.refusal
  if (refused && admissions.every(({ refusal }) => refusal)) throw refused
  return admissions
}

async function admissionOf(
  socket: Socket,
  mount: Mount,
  declared: Declared | undefined,
  shown: Credentials | undefined,
): Promise<Admission> {
  const { service } = mount
  const { contract } = service
  const auth = credentialsOf(socket, mount, shown)
  const isDeclared = declared?.has(contract.path) ?? false
  let threw: { readonly cause: unknown } | undefined
  async function ask<Answer>(question: () => Answer | Promise<Answer>): Promise<Answer> {
    try {
      return await withTimeout(service.handlerTimeoutMs, question)
    } catch (cause) {
      threw = { cause }
      throw cause
    }
  }
  try {
    // known before a client is greeted, and from then on
    if (typeof service.digest !== 'string') service.digest = await service.digest
    const requested = declared?.get(contract.path)
    const version = requested && negotiate([contract.version, ...pastVersions(service.past ?? {})], requested)
    const user = await ask(() => service.authenticate?.(auth, socket)).catch((error) => {
      throw authenticationRefusal(error, socket, auth)
    })
    // whoever finds nobody lets nobody in
    if (service.authenticate && (user === undefined || user === null || user === false)) throw unknown(socket, auth)
    const expiresAt = service.expiresAt?.(user)
    checkExpiry(expiresAt)
    const rooms = await ask(() => service.autoJoin?.(user) ?? [])
    // that may have taken longer than there was left
    checkExpiry(expiresAt)
    const userId = service.userId(user)
    if (service.authenticate && typeof userId !== 'string') tellNameless(mount, socket)
    const isTraced =
      version !== undefined && !!service.trace?.carries && asksForTrace(socket.handshake.auth, contract.path)
    return admission(mount, isDeclared, { user, userId, version, isTraced, rooms, expiresAt })
  } catch (error) {
    const refusal = connectionRefusal(error)
    notice(mount, socket, {
      kind: 'connection-failed',
      declared: isDeclared,
      reason: refusal.code,
      ...(threw && !(threw.cause instanceof RefusalError) && threw),
    })
    return admission(mount, isDeclared, undefined, new RefusalError(refusal.code, refusal.message, refusal))
  }
}

/** Reports a user that nobody can be told by: whose compiler looked has been told so before. */
function tellNameless(mount: Mount, socket: Socket): void {
  const { path } = mount.service.contract
  const cause = new DeclarationError(
    `${path}: what \`authenticate\` found has no \`id\` that is a text or a number, so its limits count for each connection and none is recovered: give it one, or give \`userId\`, which returns a text`,
  )
  notice(mount, socket, { kind: 'failed', part: 'userId', cause })
}

// how the libraries that read tokens say that one is bad: jsonwebtoken by name, jose by code; keys that can't be fetched are none of these
const badToken =
  /^(JsonWebTokenError|NotBeforeError|ERR_JW[TSE]_\w+|ERR_JWKS_NO_MATCHING_KEY|ERR_JOSE_(ALG_NOT_ALLOWED|NOT_SUPPORTED))$/
const oldToken = /^(TokenExpiredError|ERR_JWT_EXPIRED)$/

/** Distinguishes a bad token from an application that failed: only a refusal is final, for a database may answer the next time. */
function authenticationRefusal(error: unknown, socket: Socket, auth: Credentials): unknown {
  if (error instanceof RefusalError) return error
  const { name, code } = Object(error) as { name?: unknown; code?: unknown }
  const words = [name, code].filter((word) => typeof word === 'string')
  if (words.some((word) => oldToken.test(word))) return expiry()
  if (!hasCredentials(socket, auth) || words.some((word) => badToken.test(word))) return unknown(socket, auth)
  return error
}

function unknown(socket: Socket, auth: Credentials): RefusalError {
  return new RefusalError(hasCredentials(socket, auth) ? 'AUTH_INVALID' : 'AUTH_MISSING')
}

/** What the application says of a client that it lets in. */
type Answer = Pick<Admission, 'user' | 'userId' | 'version' | 'isTraced' | 'rooms' | 'expiresAt'>

// no spread: each object made by one has a hidden class of its own
function admission(mount: Mount, isDeclared: boolean, answer: Answer | undefined, refusal?: RefusalError): Admission {
  return {
    mount,
    isDeclared,
    user: answer?.user,
    userId: answer?.userId,
    version: answer?.version,
    isTraced: answer?.isTraced ?? false,
    rooms: answer?.rooms ?? [],
    expiresAt: answer?.expiresAt,
    granted: new GrantedRooms(),
    refusal,
    context: undefined,
  }
}

/** Returns whether a handshake, or what was read in its place, holds anything that could say who it is. */
export function hasCredentials({ handshake }: Socket, auth: Credentials): boolean {
  const { cookie, authorization } = handshake.headers
  return hasToken(auth) || cookie !== undefined || authorization !== undefined
}

import type { Socket } from 'socket.io'
import type { Mount } from '../service.js'

/** What a client shows of itself, by whatever way: what `authenticate` is given. */
export type Credentials = Readonly<Record<string, unknown>>

const longestToken = 16_384

/** Returns whether `auth` holds a token: then nothing else is read. */
export function hasToken(auth: Credentials): boolean {
  return auth['token'] !== undefined && auth['token'] !== ''
}

/** Returns whether a client is one of old that has shown nothing by `auth`; what can't be read as a declaration is none of old either. */
export function isOldWithoutToken({ handshake: { auth } }: Socket): boolean {
  return auth['contract'] === undefined && !hasToken(auth)
}

/** Returns whether a contract reads the query of a client of old, and there is a token in it. */
export function isQueryRead(socket: Socket, { login }: Mount): boolean {
  return login?.query === true && isOldWithoutToken(socket) && isToken(socket.handshake.query['token'])
}

/** Returns whether any contract of a path reads the query of a client. */
export function hasQueryRead(socket: Socket, mounts: Iterable<Mount>): boolean {
  for (const mount of mounts) if (isQueryRead(socket, mount)) return true
  return false
}

/**
 * Returns what a contract asks `authenticate` with: the handshake's `auth`, or what a client of old shows in one of the
 * old ways, where the contract has switched that way on.
 */
export function credentialsOf(socket: Socket, mount: Mount, shown: Credentials | undefined): Credentials {
  const { auth, query } = socket.handshake
  if (shown && mount.login?.withinMs !== undefined) return shown
  return isQueryRead(socket, mount) ? { userId: query['userId'], token: query['token'] } : auth
}

/** Reads what an event `authenticate` shows; nothing where it shows no token. */
export function shownIn(payload: unknown): Credentials | undefined {
  if (typeof payload !== 'object' || payload === null || !Object.hasOwn(payload, 'token')) return undefined
  const { userId, token, deviceInfo } = payload as Credentials
  return isToken(token) ? { userId, token, deviceInfo } : undefined
}

function isToken(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longestToken
}

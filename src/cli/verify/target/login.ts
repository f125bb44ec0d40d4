import type { Socket } from 'socket.io-client'
import type { AliasTable } from '../../../contract/alias/alias.js'
import type { LoginRow } from '../../../contract/alias/login-row.js'
import { systems } from '../../../spec/systems.js'
import type { Handshake } from './handshake.js'

/** How those who take part show who they are. */
export type TokenPlace = 'auth' | 'query' | 'event'

/** Who takes part, where a server wants to be told beside the token. */
export interface LoginPlan {
  readonly way: TokenPlace
  /** The paths that take today's way, whichever was asked for. */
  readonly today: ReadonlySet<string>
  /** The ids of users by their token, where they were given. */
  readonly users: ReadonlyMap<string, string>
  /** Whose id goes along with a token that is nobody's. */
  readonly token: string | undefined
  /** The events by which a server says that somebody is in. */
  readonly successes: ReadonlySet<string>
  /** Those by which it says that somebody is not. */
  readonly failures: ReadonlySet<string>
}

const known = systems.flatMap(({ members }) => members.map(({ aliases }) => aliases))

/** Finds by which events a server answers who logs in: those of its alias table, and of the tables of all gateways that are known. */
export function loginEvents(table: AliasTable): Pick<LoginPlan, 'successes' | 'failures'> {
  const rows = [table, ...known].flatMap((each) => Object.values(each?.login ?? {}) as LoginRow[])
  return {
    successes: new Set(rows.map(({ success }) => success.event)),
    failures: new Set(rows.flatMap(({ failure }) => failure?.event ?? [])),
  }
}

/** Returns how who comes to a path logs in there. */
export function wayAt({ way, today }: Pick<LoginPlan, 'way' | 'today'>, path: string): TokenPlace {
  return today.has(path) ? 'auth' : way
}

/** Turns a handshake into that of who logs in another way. */
export function handshakeBy(login: LoginPlan, path: string, handshake: Handshake): Handshake {
  const way = wayAt(login, path)
  if (way === 'auth' || handshake.query) return handshake
  const { token, ...auth } = handshake.auth ?? {}
  return way === 'query' && token !== undefined ? { auth, query: shownBy(login, token) } : { auth }
}

/** Makes what shows a user in the old ways: the token, and the user's id where it is known. */
export function shownBy(login: Pick<LoginPlan, 'users' | 'token'>, token: unknown): Record<string, string> {
  const id = userOf(login, String(token)) ?? userOf(login, login.token)
  return { ...(id !== undefined && { userId: id }), token: String(token) }
}

function userOf({ users }: Pick<LoginPlan, 'users'>, token: string | undefined): string | undefined {
  if (token === undefined) return undefined
  const { userId, sub } = claimsIn(token)
  return users.get(token) ?? [userId, sub].find((id) => typeof id === 'string')
}

function claimsIn(token: string): { userId?: string; sub?: string } {
  try {
    return Object(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()))
  } catch {
    return {}
  }
}

/** Logs a connected socket in by an event, and waits until the server says what became of it, or ends the connection; tells which. */
export function authenticated(
  socket: Socket,
  login: LoginPlan,
  token: unknown,
  timeoutMs: number,
): Promise<'in' | 'ended' | 'silent'> {
  return new Promise((resolve) => {
    const settle = (outcome: 'in' | 'ended' | 'silent'): void => {
      clearTimeout(timer)
      socket.offAny(hear)
      socket.off('disconnect', end)
      resolve(outcome)
    }
    const hear = (name: string): void => {
      if (login.successes.has(name)) settle('in')
      else if (login.failures.has(name)) settle('ended')
    }
    const end = (): void => settle('ended')
    const timer = setTimeout(() => settle('silent'), timeoutMs)
    socket.onAny(hear)
    socket.on('disconnect', end)
    socket.emit('authenticate', token === undefined ? {} : shownBy(login, token))
  })
}

import { randomBytes } from 'node:crypto'
import type { VerifyOptions } from '../options.js'
import type { Reproductions } from '../report/reproduction.js'
import type { Results } from '../report/results.js'
import type { ServerConnection } from './connection.js'
import type { Connector } from './connector.js'
import type { TokenPlace } from './login.js'
import type { Model } from './model.js'
import type { RoomTarget } from './room-target.js'

/** What every group of checks works with. */
export interface CheckContext {
  readonly options: VerifyOptions
  readonly model: Model
  readonly results: Results
  readonly connector: Connector
  readonly targets: readonly RoomTarget[]
  readonly reproduce: Reproductions
  /** A word that is nobody's: where it comes back, something was repeated. */
  readonly marker: string
  /** The paths where the user's own token was seen to open nothing that lasts: nothing more is asked there. */
  readonly shut: Set<string>
  /** The paths where nothing tells whether it was taken: what is denied there says nothing. */
  readonly doubtful: Set<string>
  /** Returns how those who take part log in on a path. */
  loginAt(path: string): TokenPlace
}

/** Makes a word that nobody else uses. */
export function newMarker(): string {
  return `canon-verify-${randomBytes(6).toString('hex')}`
}

/** How long to wait for what should not come. */
export const quietMs = 250

/** Opens a connection for a user; nothing where it is not let in, which checks of its own tell. */
export async function connectionFor(
  { connector, options, shut }: CheckContext,
  path: string | undefined,
  token: string | undefined,
  auth: Readonly<Record<string, unknown>> = {},
): Promise<ServerConnection | undefined> {
  if (path === undefined || (token === options.tokens.own && shut.has(path))) return undefined
  const attempt = await connector.connect(path, { auth: { ...(token !== undefined && { token }), ...auth } })
  return attempt.kind === 'in' && attempt.connection.isOpen() ? attempt.connection : undefined
}

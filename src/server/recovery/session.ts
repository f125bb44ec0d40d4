import type { Socket } from 'socket.io'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import type { Admission } from '../service.js'

/** What a session knows of its user, by the path of the contract. */
interface Remembered {
  readonly [contract: string]: { readonly userId?: string; readonly version?: number } | undefined
}

// it is ours, as is where the session began: it travels with recovered connections, so it holds no user
const dataKey = 'socket-canon'

/** Reads what the session that a connection recovers knows of its user. */
export function rememberedBy(socket: Socket): Remembered {
  return (socket.data as { readonly [dataKey]?: Remembered })[dataKey] ?? {}
}

/** Reads whom the session of a connection knows for the user of a contract, wherever the connection is. */
export function sessionUser(data: unknown, contract: string): string | undefined {
  const { [dataKey]: known } = Object(data) as { readonly [dataKey]?: Remembered }
  return known?.[contract]?.userId
}

/** Lets a session know its user, where sessions are kept. */
export function remember({ data, nsp }: Socket, admissions: Iterable<Admission>): void {
  if (!nsp.server._opts.connectionStateRecovery) return
  const known: Record<string, object> = {}
  for (const { mount, userId, version, refusal } of admissions) {
    if (refusal) continue
    // no spread: each object made by one has a hidden class of its own
    const user: { userId?: string; version?: number } = {}
    if (userId !== undefined) user.userId = userId
    if (version !== undefined) user.version = version
    known[mount.service.contract.path] = user
  }
  ;(data as Record<string, unknown>)[dataKey] = known
}

/** Makes a session forget its users: who recovers it is sent back without it, and so knows that it may have missed something. */
export function forget({ data }: Socket): void {
  delete (data as Record<string, unknown>)[dataKey]
}

/**
 * Returns whether those who come back are certainly whom the session knows: for each contract that lets them in and knew
 * somebody the same user, and for one of them at least.
 * @throws RefusalError with `AUTH_INVALID` when they are certainly somebody else
 */
export function isSameUser(socket: Socket, admissions: Iterable<Admission>): boolean {
  const remembered = rememberedBy(socket)
  let isKnown = false
  for (const { mount, userId, refusal } of admissions) {
    const { contract, authenticate } = mount.service
    const before = remembered[contract.path]
    if (refusal || !before) continue
    // where nobody is asked who they are, all are the same; where somebody is, nobody known is nobody
    if (before.userId === undefined && authenticate) continue
    if (before.userId !== userId)
      throw new RefusalError('AUTH_INVALID', 'Authentication names another user than the connection it recovers', {
        // by itself it may be let in
        retryable: true,
      })
    isKnown = true
  }
  return isKnown
}

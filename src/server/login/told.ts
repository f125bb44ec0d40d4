import type { Socket } from 'socket.io'
import type { LoginRow, LoginRows } from '../../contract/alias/login-row.js'
import type { Refusal } from '../../contract/wire/refusal.js'
import { contextOf } from '../context.js'
import { notice } from '../notice.js'
import type { Admission, Mount, Peer } from '../service.js'
import { withTimeout } from '../timeout.js'
import { isQueryRead } from './credentials.js'

/** A way in which clients of old log in. */
export type LoginWay = keyof LoginRows

/** What a client of old is told, once it is in. */
export interface Told {
  readonly admission: Admission
  readonly event: string
  readonly payload: object
}

/** Returns whether a contract let a client of old in that logs in by some way. */
export function isLoggedIn(socket: Socket, { mount, refusal, isDeclared }: Admission, way: LoginWay): boolean {
  if (refusal || isDeclared) return false
  return way === 'query' ? isQueryRead(socket, mount) : mount.login?.withinMs !== undefined
}

/** Makes what a client of old waits for that logged in: each event once, where several contracts of a path have it. */
export async function successesOf(
  socket: Socket,
  admissions: Iterable<Admission>,
  way: LoginWay,
): Promise<readonly Told[]> {
  const sayers = new Map<string, Admission>()
  for (const admission of admissions) {
    const event = successOf(admission, way)?.event
    if (event !== undefined && !sayers.has(event) && isLoggedIn(socket, admission, way)) sayers.set(event, admission)
  }
  const told = await Promise.all(
    Array.from(sayers, async ([event, admission]) => {
      const fields = await fieldsOf(socket, admission)
      const login = { userId: admission.userId, sessionId: socket.id, timestamp: new Date().toISOString() }
      const write = () => ({ ...successOf(admission, way)?.down(login), ...fields })
      const payload = written(socket, admission.mount, write)
      return payload ? [{ admission, event, payload }] : []
    }),
  )
  return told.flat()
}

function successOf({ mount }: Admission, way: LoginWay): LoginRow['success'] | undefined {
  return mount.service.aliases?.login?.[way]?.success
}

/** Asks the application for what only it knows; without it the client is in all the same. */
async function fieldsOf(socket: Socket, { mount, user }: Admission): Promise<object> {
  try {
    return await withTimeout(mount.service.handlerTimeoutMs, () => mount.login?.fields?.(user) ?? {})
  } catch (cause) {
    notice(mount, socket, { kind: 'failed', part: 'legacyLogin.fields', cause })
    return {}
  }
}

/** Writes what a row of the alias table tells; nothing where it throws. */
function written(socket: Socket, mount: Mount, write: () => object): object | undefined {
  try {
    return write()
  } catch (cause) {
    notice(mount, socket, { kind: 'failed', part: 'the login of the alias table', cause })
    return undefined
  }
}

/** Notifies a client of old that it is in. */
export function tellSuccess(peer: Peer, told: readonly Told[]): void {
  const { socket } = peer
  for (const { admission, event, payload } of told) {
    const { mount } = admission
    try {
      if (!Object.hasOwn(mount.service.contract.serverToClient, event)) socket.emit(event, payload)
      else contextOf(peer, admission, mount).emit(event, payload)
    } catch (cause) {
      notice(mount, socket, { kind: 'failed', part: 'legacyLogin.fields', cause })
    }
  }
}

/** Notifies a client of old that it is not in, by every event that clients of this path wait for. */
export function tellFailure(socket: Socket, mounts: Iterable<Mount>, { code, message }: Refusal['error']): void {
  const timestamp = new Date().toISOString()
  const told = new Set<string>()
  for (const mount of mounts) {
    const { service, login } = mount
    const failure = service.aliases?.login?.event?.failure
    if (login?.withinMs === undefined || !failure || told.has(failure.event)) continue
    told.add(failure.event)
    const payload = written(socket, mount, () => failure.down({ code, message, timestamp }))
    if (payload) socket.emit(failure.event, payload)
  }
}

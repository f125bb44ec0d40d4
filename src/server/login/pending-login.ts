import type { Socket } from 'socket.io'
import type { Refusal } from '../../contract/wire/refusal.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import { admitted, hasCredentials } from '../connection/admission.js'
import { ended } from '../connection/disconnection.js'
import { ackIn } from '../inbound/acknowledgement.js'
import { sendRefusal } from '../inbound/refusal.js'
import { connectionRefusal } from '../inbound/wire-refusal.js'
import { notice } from '../notice.js'
import { endSession } from '../recovery/recovery.js'
import { runAfter } from '../schedule.js'
import type { Acknowledge, Admission, Endpoint, Mount, Peer } from '../service.js'
import { hasQueryRead, isOldWithoutToken, shownIn } from './credentials.js'
import { type Mute, muted } from './mute.js'
import { isLoggedIn, successesOf, tellFailure, tellSuccess } from './told.js'

/** A connection that is to show who it is by an event `authenticate`. */
export interface PendingLogin {
  readonly endpoint: Endpoint
  readonly peer: Peer
  readonly mute: Mute
  /** Lets the client in, with what the contracts say of it. */
  letIn(admissions: Peer['admissions']): void
  state: 'waiting' | 'asking' | 'over'
  /** Takes back what ends it when its time is over. */
  forgetEnd(): void
}

/** Returns whether a client may show later who it is: it came from before the contract, without a token, to where that is switched on. */
export function mayLogInLater(socket: Socket, mounts: Iterable<Mount>): boolean {
  if (!isOldWithoutToken(socket)) return false
  const all = [...mounts]
  return all.some(({ login }) => login?.withinMs !== undefined) && !hasQueryRead(socket, all)
}

/** Returns whether a client was refused because nobody knows it. */
export function isUnknown({ code }: Refusal['error']): boolean {
  return code === 'AUTH_MISSING' || code === 'AUTH_INVALID'
}

/** Returns whether there is nobody to ask before it shows who it is: it holds no cookie either, and no contract lets in whoever comes. */
export function showsNothing(socket: Socket, mounts: Iterable<Mount>): boolean {
  return !hasCredentials(socket, socket.handshake.auth) && [...mounts].every(({ service }) => service.authenticate)
}

/**
 * Makes a client mute until it logs in. No session is kept of it, then or later: who comes back is asked like everybody,
 * since nothing of its handshake says who it is.
 */
export function pendingLogin(endpoint: Endpoint, peer: Peer, letIn: PendingLogin['letIn']): PendingLogin {
  endSession(peer.socket)
  return { endpoint, peer, mute: muted(peer.socket), letIn, state: 'waiting', forgetEnd: () => {} }
}

/** Waits for `authenticate`, and refuses whatever else comes before. */
export function awaitLogin(login: PendingLogin): void {
  const { endpoint, peer, mute } = login
  const { socket } = peer
  const times = [...endpoint.mounts.values()].map((mount) => mount.login?.withinMs ?? 0)
  login.forgetEnd = runAfter(Math.max(...times), () => turnAway(login, new RefusalError('AUTH_MISSING'), undefined))
  socket.once('disconnect', () => login.forgetEnd())
  socket.use((packet, next) => {
    if (login.state === 'over') next()
    else if (login.state === 'waiting' && packet[0] === 'authenticate') void logIn(login, packet)
    else {
      const name = endpoint.routes.get(packet[0] as string)?.event.name ?? ''
      mute.say(() => sendRefusal(peer, name, ackIn(packet), connectionRefusalOf('AUTH_MISSING')))
    }
  })
}

function connectionRefusalOf(code: string): RefusalError {
  const { message } = connectionRefusal(new RefusalError(code))
  return new RefusalError(code, message)
}

async function logIn(login: PendingLogin, packet: readonly unknown[]): Promise<void> {
  const { endpoint, peer, mute } = login
  const { socket } = peer
  const ack = ackIn(packet)
  login.state = 'asking'
  login.forgetEnd()
  try {
    const shown = shownIn(packet[1])
    if (!shown) return turnAway(login, new RefusalError('AUTH_MISSING'), ack)
    const admissions = await admitted(socket, endpoint.mounts.values(), new Set(), shown)
    const told = await successesOf(socket, admissions, 'event')
    // who is let in by a contract that asks nobody has not logged in
    if (!admissions.some((each) => isLoggedIn(socket, each, 'event'))) throw refusalIn(admissions)
    if (!socket.connected) return
    login.state = 'over'
    mute.release()
    login.letIn(admissions)
    tellSuccess(peer, told)
    ack?.()
  } catch (error) {
    if (socket.connected) end(login, error, ack)
  }
}

function refusalIn(admissions: readonly Admission[]): unknown {
  const refused = admissions.find(({ mount, refusal }) => mount.login && refusal)
  return refused?.refusal ?? new RefusalError('AUTH_MISSING')
}

/** Ends a connection that showed nothing: nobody was asked, so that nobody noticed yet. */
function turnAway(login: PendingLogin, error: RefusalError, ack: Acknowledge | undefined): void {
  for (const mount of login.endpoint.mounts.values())
    if (mount.login)
      notice(mount, login.peer.socket, { kind: 'connection-failed', declared: false, reason: error.code })
  end(login, error, ack)
}

/** Notifies a client that it is not in, by the events it knows, and disconnects it. */
function end({ endpoint, peer, mute }: PendingLogin, cause: unknown, ack: Acknowledge | undefined): void {
  const { socket } = peer
  const error = connectionRefusal(cause)
  mute.say(() => {
    tellFailure(socket, endpoint.mounts.values(), error)
    ack?.({ error })
    ended(socket, error)
  })
}

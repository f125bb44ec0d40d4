import type { Refusal } from '../../contract/wire/refusal.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import { normalize } from '../../guards/normalize.js'
import { safeParsePayload } from '../../guards/payload.js'
import { passed } from '../observer.js'
import type { Acknowledge, Admission, Peer, Route } from '../service.js'
import { noticeRefusal } from './answer.js'
import { type Limiter, limiterKey, limitIn, type SenderKey } from './limit.js'
import { refusalOf } from './wire-refusal.js'

/**
 * Finds the client of a contract that an event came from, and counts the event.
 * @throws RefusalError when the contract was not opened for it, refused it, or has heard enough of it
 */
export function senderOf(peer: Peer, { mount, event }: Route): Admission {
  const { contract, limits } = mount.service
  const admission = peer.admissions.get(contract.path)
  if (!admission)
    throw new RefusalError('CONTRACT_UNSUPPORTED', 'this connection was not opened for the contract of this event')
  if (admission.refusal) throw admission.refusal
  if (event.limit) limits.count(event, countedAs(peer, admission))
  return admission
}

/**
 * Reads the payload an event came with.
 * @throws RefusalError when it does not fit
 */
export function payloadIn(peer: Peer, route: Route, packet: readonly unknown[], ack: Acknowledge | undefined): unknown {
  const count = packet.length - (ack ? 2 : 1)
  if (count > 1) throw unfit([{ path: [], expected: 'one argument at most' }])
  return received(peer, route, count > 0 ? packet[1] : undefined)
}

function received(peer: Peer, route: Route, value: unknown): unknown {
  const { mount, event, legacyName } = route
  const { contract, aliases, validate } = mount.service
  if (legacyName !== undefined && aliases) {
    const result = normalize(contract, aliases, 'clientToServer', legacyName, value)
    if (result.ok) return (result as unknown as { payload: unknown }).payload
    throw unfit('issues' in result.error ? result.error.issues : [{ path: [], expected: 'what this name stands for' }])
  }
  if (validate === 'off') return value
  const result = safeParsePayload(event, value)
  if (result.ok) return result.value
  const error = unfit(result.error.issues)
  if (validate === 'enforce') throw error
  noticeRefusal(peer, route, refusalOf(error), error)
  return value
}

/** Notifies an observer of an event that came. */
export function observeReceived({ socket }: Peer, { mount, event, legacyName }: Route, payload: unknown): void {
  const { observe } = mount.service
  observe?.(passed(event, payload, { kind: 'received', path: mount.namespace.name, socketId: socket.id, legacyName }))
}

/**
 * Asks the application's limiter for an event.
 * @throws RefusalError when it is one too many
 */
export async function consume(
  limiter: Limiter,
  peer: Peer,
  admission: Admission,
  { mount, event }: Route,
): Promise<void> {
  const { contract, notice } = mount.service
  try {
    await limiter.consume(limiterKey(event, countedAs(peer, admission)))
  } catch (rejection) {
    const limit = limitIn(rejection)
    if (limit) throw limit
    notice({
      kind: 'failed',
      part: 'limiter',
      namespace: contract.path,
      path: mount.namespace.name,
      socketId: peer.socket.id,
      cause: rejection,
    })
  }
}

const countedAs = ({ socket }: Peer, { userId }: Admission): SenderKey =>
  userId === undefined ? `connection:${socket.id}` : `user:${userId}`

const unfit = (issues: Refusal['error']['issues']): RefusalError =>
  new RefusalError('PAYLOAD_INVALID', 'the payload does not fit', { issues })

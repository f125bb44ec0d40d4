import type { Socket } from 'socket.io'
import { takeTraces } from '../around/carried-fact.js'
import { connectionRefusal } from '../inbound/wire-refusal.js'
import { notice } from '../notice.js'
import { tellConnected } from '../presence/attendance.js'
import { remember } from '../recovery/session.js'
import { runAt } from '../schedule.js'
import type { Mount, Peer } from '../service.js'
import { expired, tellContractRefused } from './disconnection.js'

const none: readonly string[] = []

/** Notifies every contract of a path of a connection that wants to be let in. */
export function observeAttempt(mounts: Iterable<Mount>, socket: Socket): void {
  for (const mount of mounts) notice(mount, socket, { kind: 'connection-attempted' })
}

/** Greets a client and begins to watch over its time. */
export function welcome(peer: Peer): void {
  const { socket, admissions } = peer
  takeTraces(peer)
  for (const admission of admissions) {
    const { mount, version, isTraced, refusal, isDeclared, expiresAt } = admission
    const { contract, digest } = mount.service
    // it is in them by now: each connection would keep its list for nothing
    admission.rooms = none
    if (refusal) {
      // another contract holds the connection: nothing else would tell this one's client
      if (isDeclared) tellContractRefused(peer, connectionRefusal(refusal), contract.path)
      continue
    }
    if (version !== undefined)
      socket.emit('contract:welcome', {
        contract: contract.path,
        version,
        digest: digest as string,
        ...(isTraced && { trace: true }),
      })
    if (expiresAt !== undefined) admission.forgetExpiry = runAt(expiresAt, () => expired(peer, admission))
    notice(mount, socket, {
      kind: 'connection-made',
      declared: version !== undefined,
      version,
      recovered: socket.recovered,
    })
  }
  if (!peer.untold) remember(socket, admissions)
  for (const admission of admissions) if (!admission.refusal) tellConnected(peer, admission)
}

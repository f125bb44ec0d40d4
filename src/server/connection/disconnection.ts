import type { Socket } from 'socket.io'
import type { ContractLeft, ContractRefused } from '../../contract/wire/protocol.js'
import type { Refusal } from '../../contract/wire/refusal.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import { connectionRefusal } from '../inbound/wire-refusal.js'
import { notice } from '../notice.js'
import { claimsOf, type LostRoom } from '../recovery/recheck.js'
import { endSession } from '../recovery/recovery.js'
import { forget, remember } from '../recovery/session.js'
import { spellingsOf } from '../rooms/room-spelling.js'
import { barredOf, dividedOf, isBar } from '../rooms/shadow.js'
import { castAgain } from '../rooms/shadow-casting.js'
import { runAfter } from '../schedule.js'
import type { Admission, Peer } from '../service.js'
import { expiry } from './expiry.js'

const lastWordsMs = 1000

/** Emits to one client at once, past adapters that send later than a connection may last. */
export function emitLocally(socket: Socket, name: string, payload: unknown): void {
  socket.nsp.local.to(socket.id).emit(name, payload)
}

/** Notifies a client that it hears nothing of a contract in a room any more. */
export function tellLeft(socket: Socket, { mount, name, error }: LostRoom): void {
  socket.emit('contract:left', { contract: mount.service.contract.path, room: name, error } satisfies ContractLeft)
}

/** Notifies a client that its connection is refused. */
function tellRefused(socket: Socket, error: Refusal['error']): void {
  emitLocally(socket, 'contract:refused', { event: '', error } satisfies ContractRefused)
}

/**
 * Notifies a client that one contract of its connection is refused, past adapters that send later. Until it says that it
 * heard, its session knows no user: lost before, it starts afresh, and does not believe to have missed nothing.
 */
export function tellContractRefused(peer: Peer, error: Refusal['error'], contract: string): void {
  const { socket } = peer
  const told: ContractRefused = { event: '', error, contract }
  const packet = { type: 2, data: ['contract:refused', told] }
  const toIt = { rooms: new Set([socket.id]), except: new Set<string>(), flags: { local: true } }
  peer.untold++
  forget(socket)
  socket.nsp.adapter.broadcastWithAck(
    packet,
    toIt,
    () => {},
    () => {
      if (--peer.untold === 0) remember(socket, peer.admissions)
    },
  )
}

/** Ends a connection that may not stay: it leaves every room, is told why, and is disconnected for good. */
export function ended(socket: Socket, error: Refusal['error']): void {
  for (const room of [...socket.rooms]) if (room !== socket.id) void socket.leave(room)
  tellRefused(socket, error)
  socket.disconnect()
}

/** Ends the time of one user: it leaves the contract's rooms at once, and is disconnected a second later where nothing else holds it. */
export function expired(peer: Peer, admission: Admission): void {
  const { socket, admissions } = peer
  const { mount } = admission
  const { contract } = mount.service
  const error = connectionRefusal(expiry())
  admission.refusal = new RefusalError(error.code, error.message, error)
  const valid = admissions.filter(({ refusal }) => !refusal)
  const lost = claimsOf(peer, [mount])
  for (const room of [...socket.rooms]) {
    // what bars it from the other contracts of the path bars it to the end
    if (room === socket.id || isBar(room)) continue
    // what is no room of this contract stays while another one holds the connection
    if (valid.length > 0 && !spellingsOf(contract.rooms, room)) continue
    if (valid.some(({ granted }) => granted.has(room))) void socket.join(barredOf(contract.path, room))
    else void socket.leave(room)
  }
  castAgain(socket.nsp.adapter, socket.id, mount, dividedOf, false)
  void socket.join(barredOf(contract.path))
  admission.granted.clear()
  if (valid.length) for (const claim of lost) tellLeft(socket, { ...claim, error })
  if (valid.length) tellContractRefused(peer, error, contract.path)
  else tellRefused(socket, error)
  notice(mount, socket, { kind: 'refused', error })
  admission.tellEnd?.(error.code)
  if (valid.length > 0) return
  // its rooms are gone: who comes back before it is ended has missed something, and is to know it
  endSession(socket)
  admission.forgetExpiry = runAfter(lastWordsMs, () => socket.disconnect())
}

/** Lets go of what was kept for a connection that is gone. */
export function disconnected(peer: Peer, reason: string): void {
  const { socket, admissions, endedBy } = peer
  for (const { mount, refusal, version, forgetExpiry, tellEnd } of admissions) {
    forgetExpiry?.()
    tellEnd?.(endedBy ?? reason)
    mount.service.typing.endOf(socket)
    if (refusal && refusal.code !== 'AUTH_EXPIRED') continue
    notice(mount, socket, {
      kind: 'connection-lost',
      declared: version !== undefined,
      version,
      reason: endedBy ?? reason,
    })
  }
}

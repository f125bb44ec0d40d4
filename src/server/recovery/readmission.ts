import { admitted } from '../connection/admission.js'
import { ended, tellLeft } from '../connection/disconnection.js'
import { admissionTo, isLetIn, isShadowed } from '../connection/peer.js'
import { observeAttempt, welcome } from '../connection/welcome.js'
import { connectionRefusal } from '../inbound/wire-refusal.js'
import { barredOf, shadowOf } from '../rooms/shadow.js'
import { castAgain } from '../rooms/shadow-casting.js'
import { changeSeat, takeSeat } from '../rooms/version-seat.js'
import type { Mount, Peer } from '../service.js'
import { passedOverIn } from './older-servers.js'
import { claimsOf, roomsRechecked } from './recheck.js'
import { held, sendBack } from './recovery.js'
import { forget, isSameUser, rememberedBy } from './session.js'

/**
 * Takes in a connection that socket.io recovered, for which it skips middleware: every contract is asked here, and for
 * every room. Until that is known it neither hears nor is heard.
 */
export async function readmit(peer: Peer, mounts: ReadonlyMap<string, Mount>): Promise<void> {
  const { socket } = peer
  const hold = held(socket)
  try {
    observeAttempt(mounts.values(), socket)
    const admissions = await admitted(socket, mounts.values(), owedTo(peer, mounts.values()))
    // who came back meanwhile goes by the same id: its rooms are not this connection's to take
    if (!socket.connected) return
    if (socket.recovered && !isSameUser(socket, admissions)) return sendBack(socket)
    peer.admissions = admissions
    const losesContract = hasLostContract(peer, mounts)
    if (losesContract) forget(socket)
    const lost = await roomsRechecked(peer, mounts.values())
    const hearsLess = losesContract || lost.length > 0
    castShadows(peer, mounts.values())
    const passedOver = passedOverIn(socket, mounts.values())
    if (socket.recovered && !(await hold.renew(hearsLess, passedOver))) return sendBack(socket)
    hold.release()
    // what it missed, and what came meanwhile, was sent as the version of its session has it
    seat(peer, mounts.values(), changeSeat)
    for (const each of lost) if (isLetIn(admissions, each.mount.service.contract.path)) tellLeft(socket, each)
    if (socket.connected) welcome(peer)
  } catch (error) {
    hold.drop()
    if (socket.connected) ended(socket, connectionRefusal(error))
  }
  const { waiting } = peer
  peer.waiting = undefined
  for (const resume of waiting ?? []) resume()
}

/** Lists the contracts that a recovered connection owes an answer, whatever it declared: those that know it, or have a room it sits in. */
function owedTo(peer: Peer, mounts: Iterable<Mount>): ReadonlySet<Mount> {
  const remembered = rememberedBy(peer.socket)
  const all = [...mounts]
  const known = all.filter(({ service }) => remembered[service.contract.path])
  return new Set([...known, ...claimsOf(peer, all).map(({ mount }) => mount)])
}

/** Returns whether a contract that a connection heard before does not let it in any more. */
function hasLostContract({ socket, admissions }: Peer, mounts: ReadonlyMap<string, Mount>): boolean {
  return [...mounts.keys()].some((path) => !isLetIn(admissions, path) && !socket.rooms.has(barredOf(path)))
}

/** Brings the shadows that a session gave back up to what the contracts say now. */
function castShadows({ socket, admissions }: Peer, mounts: Iterable<Mount>): void {
  // the adapter would keep rooms for a connection that is gone
  if (!socket.connected) return
  const { adapter } = socket.nsp
  const all = [...mounts]
  seat({ socket, admissions }, all, takeSeat)
  for (const mount of all) {
    castAgain(adapter, socket.id, mount, barredOf, !isLetIn(admissions, mount.service.contract.path))
    castAgain(adapter, socket.id, mount, shadowOf, isShadowed(admissions, mount))
  }
}

/** Puts a connection, of each contract that lets it in, where those of its version sit. */
function seat(
  { socket, admissions }: Pick<Peer, 'socket' | 'admissions'>,
  mounts: Iterable<Mount>,
  put: typeof takeSeat,
): void {
  if (!socket.connected) return
  for (const { service } of mounts) {
    const { path } = service.contract
    if (isLetIn(admissions, path)) put(socket.nsp.adapter, socket.id, service, admissionTo(admissions, path)?.version)
  }
}

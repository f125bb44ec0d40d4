import type { Acknowledge, Peer } from '../service.js'
import { isLoggedIn, successesOf, tellSuccess } from './told.js'

/** Returns whether a client of old is in where others log in by `authenticate`. */
export function isOpenTo({ socket, admissions }: Peer): boolean {
  return admissions.some((admission) => isLoggedIn(socket, admission, 'event'))
}

// the application is asked for what they are told, which costs it something
const greeted = new WeakSet<Peer>()

/**
 * Greets a client of old that sends `authenticate` though its handshake has let it in, as whom it is in: it waits to be told.
 * It is told once, however often it sends that.
 */
export function greetAgain(peer: Peer, ack: Acknowledge | undefined): void {
  const { socket, admissions } = peer
  if (greeted.has(peer)) {
    ack?.()
    return
  }
  greeted.add(peer)
  void successesOf(socket, admissions, 'event').then((told) => {
    tellSuccess(peer, told)
    ack?.()
  })
}

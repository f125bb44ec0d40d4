import type { Acknowledge, Peer } from '../service.js'
import { isLoggedIn, successesOf, tellSuccess } from './told.js'

/** Returns whether a client of old is in where others log in by `authenticate`. */
export function isOpenTo({ socket, admissions }: Peer): boolean {
  return [...admissions.values()].some((admission) => isLoggedIn(socket, admission, 'event'))
}

/** Greets a client of old that sends `authenticate` though its handshake has let it in, as whom it is in: it waits to be told. */
export function greetAgain(peer: Peer, ack: Acknowledge | undefined): void {
  const { socket, admissions } = peer
  void successesOf(socket, admissions.values(), 'event').then((told) => {
    tellSuccess(peer, told)
    ack?.()
  })
}

import { RefusalError } from '../../contract/wire/refusal-error.js'
import { carrierIn, isCarriedTrace, type TraceCarrier } from '../../contract/wire/trace-carrier.js'
import { greetAgain, isOpenTo } from '../login/greeting.js'
import { notice } from '../notice.js'
import type { Endpoint, Peer } from '../service.js'
import { ackIn, replyRequired } from './acknowledgement.js'
import { handleDelivery } from './delivery.js'
import { guardListener, hasListener, heardName } from './guard-listener.js'
import { handleEvent } from './handle-event.js'
import { routesFor } from './past-routes.js'
import { sendRefusal } from './refusal.js'

const mostWaiting = 100

/** Takes an event in: it is handled here, handed to a listener of the application's own (guarded where a contract declares it), or refused. */
export function receive(endpoint: Endpoint, peer: Peer, packet: unknown[], next: () => void): void {
  if (peer.waiting) {
    wait(endpoint, peer, peer.waiting, packet, next)
    return
  }
  const name = packet[0] as string
  const carrier = peer.isTraced ? takenCarrier(packet) : undefined
  const route = routesFor(endpoint, peer).get(name)
  if (route?.mount.service.handlers.has(route.event.name)) handleEvent(peer, route, packet, carrier)
  else if (route && hasListener(peer, heardName(peer, route, name))) guardListener(peer, route, packet, next)
  else if (endpoint.mounts.size === 0 || hasListener(peer, name)) next()
  else if (route) handleEvent(peer, route, packet, carrier)
  else if (name === 'contract:ping') pong(peer, packet)
  else if (name === 'authenticate' && isOpenTo(peer)) greetAgain(peer, ackIn(packet))
  else if (name !== 'contract:deliver' || !handleDelivery(endpoint, peer, packet, next, receive))
    unknown(endpoint, peer, packet)
}

/** Takes what carries a trace off a packet, so that nobody else meets it; in place, since socket.io hands this very list to listeners. */
function takenCarrier(packet: unknown[]): TraceCarrier | undefined {
  const at = packet.length - (ackIn(packet) ? 2 : 1)
  const last = packet[at]
  if (at < 1 || !isCarriedTrace(last)) return undefined
  packet.splice(at, 1)
  return carrierIn(last)
}

/** Keeps an event back until its connection is checked, up to a number. */
function wait(endpoint: Endpoint, peer: Peer, waiting: (() => void)[], packet: unknown[], next: () => void): void {
  const name = packet[0] as string
  if (waiting.length < mostWaiting) waiting.push(() => receive(endpoint, peer, packet, next))
  else if (isOwn(name) || endpoint.routes.has(name) || endpoint.past?.has(name) || hasListener(peer, name)) {
    const message = 'too many events came before the connection was checked'
    sendRefusal(peer, name, ackIn(packet), new RefusalError('RATE_LIMITED', message, { retryable: true }))
  }
  // of these there is no name to repeat, and a limit without a name is read as one of the whole connection
  else unknown(endpoint, peer, packet)
}

/** Returns whether a name is one of those that every contract has. */
function isOwn(name: string): boolean {
  return name === 'contract:ping' || name === 'contract:deliver'
}

function unknown(endpoint: Endpoint, peer: Peer, packet: readonly unknown[]): void {
  const cause = new RefusalError('EVENT_UNKNOWN', 'no contract of this path declares this event')
  const error = sendRefusal(peer, '', ackIn(packet), cause)
  for (const mount of endpoint.mounts.values())
    notice(mount, peer.socket, { kind: 'refused', direction: 'clientToServer', error })
}

function laden(): RefusalError {
  return new RefusalError('PAYLOAD_INVALID', 'the payload does not fit', {
    issues: [{ path: [], expected: 'no payload' }],
  })
}

function pong(peer: Peer, packet: readonly unknown[]): void {
  const ack = ackIn(packet)
  const [given, ...others] = packet.slice(1, ack ? -1 : undefined)
  const isBare = others.length === 0 && (given === undefined || given === null || isEmpty(given))
  // a client that nothing reaches by its own room hears of no other one: it comes back, and is asked for its rooms again
  if (!isReached(peer.socket)) {
    // who was sent away while it waited takes no other namespace of its connection along
    if (peer.socket.connected) peer.socket.conn.close()
  } else if (ack && isBare) ack({ at: Date.now() })
  else sendRefusal(peer, 'contract:ping', ack, ack ? laden() : replyRequired())
}

/** Returns whether what is sent to a connection's own room would still find it. */
function isReached(socket: Peer['socket']): boolean {
  return (
    socket.nsp.sockets.get(socket.id) === socket && socket.nsp.adapter.socketRooms(socket.id)?.has(socket.id) === true
  )
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && !Array.isArray(value) && Object.keys(Object(value)).length === 0
}

import { RefusalError } from '../contract/refusal-error.js'
import { ackIn, refuse } from './answer.js'
import { deliver } from './delivery.js'
import { handle, replyRequired } from './handling.js'
import { guardListener } from './listening.js'
import type { Gate, Pass } from './service.js'

const mostWaiting = 100

/** Takes an event in: it is handled here, handed to a listener of the application's own (guarded where a contract declares it), or refused. */
export function receive(gate: Gate, pass: Pass, packet: unknown[], next: () => void): void {
  if (pass.waiting) {
    wait(gate, pass, pass.waiting, packet, next)
    return
  }
  const name = packet[0] as string
  const route = gate.routes.get(name)
  if (route?.seat.service.handlers.has(route.event.name)) handle(pass, route, packet)
  else if (route && hasListener(pass, name)) guardListener(pass, route, packet, next)
  else if (gate.seats.size === 0 || hasListener(pass, name)) next()
  else if (route) handle(pass, route, packet)
  else if (name === 'contract:ping') pong(pass, packet)
  else if (name !== 'contract:deliver' || !deliver(gate, pass, packet, next, receive)) unknown(gate, pass, packet)
}

/** Keeps an event back until its connection is checked, up to a number. */
function wait(gate: Gate, pass: Pass, waiting: (() => void)[], packet: unknown[], next: () => void): void {
  const name = packet[0] as string
  if (waiting.length < mostWaiting) waiting.push(() => receive(gate, pass, packet, next))
  else if (isOwn(name) || gate.routes.has(name) || hasListener(pass, name)) {
    const message = 'too many events came before the connection was checked'
    refuse(pass, name, ackIn(packet), new RefusalError('RATE_LIMITED', message, { retryable: true }))
  }
  // of these there is no name to repeat, and a limit without a name is read as one of the whole connection
  else unknown(gate, pass, packet)
}

/** Whether a name is one of those that every contract has. */
const isOwn = (name: string): boolean => name === 'contract:ping' || name === 'contract:deliver'

function unknown(gate: Gate, pass: Pass, packet: readonly unknown[]): void {
  const cause = new RefusalError('EVENT_UNKNOWN', 'no contract of this path declares this event')
  const error = refuse(pass, '', ackIn(packet), cause)
  for (const { service } of gate.seats.values())
    service.observe?.({
      kind: 'refused',
      namespace: service.contract.path,
      path: gate.namespace.name,
      socketId: pass.socket.id,
      direction: 'clientToServer',
      error,
    })
}

/** Tells whether the application listens itself; socket.io has a listener of its own for `error`. */
const hasListener = ({ socket }: Pass, name: string): boolean => socket.listenerCount(name) > (name === 'error' ? 1 : 0)

const laden = (): RefusalError =>
  new RefusalError('PAYLOAD_INVALID', 'the payload does not fit', { issues: [{ path: [], expected: 'no payload' }] })

function pong(pass: Pass, packet: readonly unknown[]): void {
  const ack = ackIn(packet)
  const [given, ...others] = packet.slice(1, ack ? -1 : undefined)
  const isBare = others.length === 0 && (given === undefined || given === null || isEmpty(given))
  // a client that nothing reaches by its own room hears of no other one: it comes back, and is asked for its rooms again
  if (!isReached(pass.socket)) pass.socket.conn.close()
  else if (ack && isBare) ack({ at: Date.now() })
  else refuse(pass, 'contract:ping', ack, ack ? laden() : replyRequired())
}

/** Tells whether what is sent to a connection's own room would still find it. */
const isReached = (socket: Pass['socket']): boolean =>
  socket.nsp.sockets.get(socket.id) === socket && socket.nsp.adapter.socketRooms(socket.id)?.has(socket.id) === true

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && !Array.isArray(value) && Object.keys(Object(value)).length === 0

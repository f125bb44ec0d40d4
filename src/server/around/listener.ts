import type { Socket } from 'socket.io'
import type { Call } from '../service.js'
import { type Ending, endingOf, heed, resultOf } from './ending.js'

type Listener = (this: unknown, ...args: unknown[]) => unknown
type Emitter = Pick<Socket, 'listeners'> & { on(name: string, listener: Listener): unknown }

/**
 * Handles an event inside what others have around the listeners of sockets: instrumentations patch `on` of socket.io's
 * class, and would not learn of an event that no listener hears.
 */
export function asListener(call: Call, handle: (call: Call) => unknown): unknown {
  const { peer, route, payload, ack } = call
  const { socket } = peer
  if (!wrapsListeners(socket)) return handle(call)
  let ending: Ending | undefined
  const run = (): Ending => {
    ending ??= endingOf(() => handle(call))
    return ending
  }
  const { event, legacyName, past } = route
  const listener = listenerOf(socket, legacyName ?? past?.name ?? event.name, () => resultOf(run()))
  const args = [...(event.payload ? [payload] : []), ...(ack ? [ack] : [])]
  // what the wrapping returns and throws is its own: what the handler gave is kept
  const wrapped = endingOf(() => listener?.call(socket, ...args))
  if ('value' in wrapped) heed(wrapped.value)
  return resultOf(run())
}

const known: { on?: unknown; isWrapping: boolean } = { isWrapping: false }

/** Returns whether listeners are wrapped when they are added; asked once, until somebody patches that. */
function wrapsListeners(socket: Socket): boolean {
  const { on } = Object.getPrototypeOf(socket) as Emitter
  if (known.on !== on) {
    const probe = (): void => {}
    known.isWrapping = listenerOf(socket, 'probe', probe) !== probe
    known.on = on
  }
  return known.isWrapping
}

/** Adds a listener to what passes for the socket, and returns what became of it. */
function listenerOf(socket: Socket, name: string, listener: Listener): Listener | undefined {
  // the fields of the socket, and a list of listeners of its own
  const own = { writable: true, value: undefined }
  const double = Object.create(socket, { _events: own, _eventsCount: own }) as Emitter
  const { on } = Object.getPrototypeOf(socket) as Emitter
  return endingOf(() => on.call(double, name, listener)) && (double.listeners(name)[0] as Listener | undefined)
}

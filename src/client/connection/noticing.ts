import type { Socket } from 'socket.io-client'
import type { Observation } from '../../contract/observation.js'
import { revealed } from '../../guards/reveal.js'
import type { ConnectOptions } from '../client.js'
import type { ClientContext, Notice } from './context.js'
import { runSafely } from './listeners.js'

/** Makes what gives an observer all that a client notices, with where it was; there is none where nobody observes. */
export function noticing(
  observe: ConnectOptions['observe'],
  namespace: string,
  socket: Socket,
): ClientContext['notice'] {
  const { nsp } = socket as unknown as { nsp: string }
  return observe && ((seen) => runSafely(observe, observed(seen, namespace, nsp, socket.id)))
}

/** Adds where something was noticed, and lets an observer see no marked value it does not ask for. */
function observed(seen: Notice, namespace: string, path: string, socketId: string | undefined): Observation {
  if (!('payload' in seen)) return { namespace, path, socketId, ...seen }
  const { kind, event, legacyName, payload } = seen
  const { name, direction } = event
  const copy = (...reveal: string[]) => revealed(event, payload, reveal)
  // field by field: this is made for every event, and a spread into a wider object is slow
  return { kind, namespace, path, socketId, direction, event: name, legacyName, payload: copy }
}

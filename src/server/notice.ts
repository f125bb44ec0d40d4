import type { Socket } from 'socket.io'
import { observationOf, passed, type Seen } from './observer.js'
import type { Call, Mount } from './service.js'

/** Notifies who serves a contract of what was noticed of it on one of its paths, and of one connection where it is one's. */
export function notice({ service, namespace }: Mount, socket: Socket | undefined, seen: Seen): void {
  service.notice(observationOf(seen, service.contract.path, namespace.name, socket?.id))
}

/** Notifies an observer of an event that came. */
export function noticeReceived({ peer, route, payload }: Call): void {
  const { mount, event, legacyName, past } = route
  const { observe } = mount.service
  // made for every event: nothing is, where nobody observes
  observe?.(
    passed(event, payload, {
      kind: 'received',
      path: mount.namespace.name,
      socketId: peer.socket.id,
      legacyName,
      version: past?.version,
    }),
  )
}

/** Notifies an observer of an event that was handled, and how long that took. */
export function noticeAnswered({ peer, route, began }: Call): void {
  const { mount, event, legacyName, past } = route
  const { observe } = mount.service
  if (!observe || began === undefined) return
  const { namespace, name } = event
  const durationMs = performance.now() - began
  // field by field: this is made for every event, and a spread into a wider object is slow
  observe({
    kind: 'answered',
    namespace,
    path: mount.namespace.name,
    socketId: peer.socket.id,
    direction: 'clientToServer',
    event: name,
    legacyName,
    version: past?.version,
    durationMs,
  })
}

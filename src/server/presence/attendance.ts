import type { Socket } from 'socket.io'
import { contextOf } from '../context.js'
import { notice } from '../notice.js'
import type { Admission, Mount, Peer } from '../service.js'
import { withTimeout } from '../timeout.js'

/**
 * Calls `onConnect` of a contract that let a connection in, and makes what calls `onDisconnect` once, after that: who has
 * neither pays nothing.
 */
export function tellConnected(peer: Peer, admission: Admission): void {
  const { mount } = admission
  const { onConnect, onDisconnect } = mount.service
  if (!onConnect && !onDisconnect) return
  const { socket } = peer
  const context = contextOf(peer, admission, mount)
  const { user } = context
  const told = onConnect
    ? tell(mount, socket, 'onConnect', () => onConnect(user, { ...context, recovered: socket.recovered }))
    : Promise.resolve()
  admission.tellEnd = (reason) => {
    admission.tellEnd = undefined
    if (!onDisconnect) return
    const end = { user, socket, to: context.to, reason }
    void told.then(() => tell(mount, socket, 'onDisconnect', () => onDisconnect(user, end)))
  }
}

/** Waits for the application no longer than it may take; what it throws harms nobody. */
async function tell(mount: Mount, socket: Socket, part: string, call: () => unknown): Promise<void> {
  try {
    await withTimeout(mount.service.handlerTimeoutMs, call)
  } catch (cause) {
    notice(mount, socket, { kind: 'failed', part, cause })
  }
}

import { targetIn } from './outbound/target.js'
import { barredOf } from './rooms/shadow.js'
import type { Admission, AnyContext, Mount, Peer } from './service.js'

/** Makes what a handler is given, once for each client of a contract. */
export function contextOf({ socket }: Peer, admission: Admission, mount: Mount): AnyContext {
  if (admission.context && admission.mount === mount) return admission.context
  const { service, isLegacy } = mount
  admission.mount = mount
  admission.context = {
    user: admission.user,
    socket,
    emit(event, payload) {
      const { version } = admission
      const hearer = { isLegacy: isLegacy && version === undefined, version }
      const packets = service.publisher.packets(event, payload, hearer)
      if (admission.refusal) return
      const { nsp, id, connected } = socket
      // who came back goes by the same id and may not be let in any more: while the handler was at work, or when it is
      // brought again, as socket.io does with recovery
      const mayReturn = !connected || nsp.server._opts.connectionStateRecovery !== undefined
      const client = mayReturn ? nsp.to(id).except(barredOf(service.contract.path)) : socket
      for (const [name, ...args] of packets) client.emit(name, ...args)
    },
    to: (room) =>
      targetIn(room, (event, payload, audience) => service.send(event, payload, audience, socket), socket.id),
  }
  return admission.context
}

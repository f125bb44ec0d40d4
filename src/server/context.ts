import type { EventContract } from '../contract/event/event.js'
import type { CarriedTrace, TraceCarrier } from '../contract/wire/trace-carrier.js'
import type { AnyContext } from './around/any-call.js'
import { withTrace } from './around/carried-fact.js'
import { tracedFact } from './around/traced-fact.js'
import { targetIn } from './outbound/target.js'
import { barredOf } from './rooms/shadow.js'
import type { Admission, Mount, Peer } from './service.js'

/** Makes what a handler is given, once for each client of a contract. */
export function contextOf({ socket }: Peer, admission: Admission, mount: Mount): AnyContext {
  if (admission.context && admission.mount === mount) return admission.context
  const { service, isLegacy } = mount
  admission.mount = mount
  admission.context = {
    user: admission.user,
    socket,
    emit(event, payload) {
      const { trace, contract } = service
      const declared = contract.serverToClient as Readonly<Record<string, EventContract>>
      if (trace && Object.hasOwn(declared, event))
        trace.send(tracedFact(declared[event] as EventContract), (carrier) => emit(event, payload, carrier))
      else emit(event, payload)
    },
    to: (room) =>
      targetIn(room, (event, payload, audience) => service.send(event, payload, audience, socket), socket.id),
  }
  return admission.context

  function emit(event: string, payload: unknown, carrier?: TraceCarrier): void {
    const { version } = admission
    const hearer = { isLegacy: isLegacy && version === undefined, version }
    const packets = service.publisher.packets(event, payload, hearer)
    if (admission.refusal) return
    const { nsp, id, connected } = socket
    // who came back goes by the same id and may not be let in any more: while the handler was at work, or when it is
    // brought again, as socket.io does with recovery
    const mayReturn = !connected || nsp.server._opts.connectionStateRecovery !== undefined
    const client = mayReturn ? nsp.to(id).except(barredOf(service.contract.path)) : socket
    for (const [name, ...args] of packets) {
      const carried = admission.isTraced ? carrier : undefined
      if (!carried) client.emit(name, ...args)
      else if (client === socket) socket.emit(name, ...args, { 'contract:trace': carried } satisfies CarriedTrace)
      else withTrace(client, service.contract.path, args.length + 1, carried).emit(name, ...args)
    }
  }
}

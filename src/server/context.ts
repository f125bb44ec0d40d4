import { roomsIn } from './publication.js'
import type { AnyContext, Member, Pass, Seat } from './service.js'
import { barredOf } from './shadow.js'

/** Makes what a handler is given, once for each client of a contract. */
export function contextOf({ socket }: Pass, member: Member, seat: Seat): AnyContext {
  if (member.context && member.seat === seat) return member.context
  const { service, isLegacy } = seat
  member.seat = seat
  member.context = {
    user: member.user,
    socket,
    emit(event, payload) {
      const hearsAliases = isLegacy && member.version === undefined
      const packets = service.publication.packets(event, payload, hearsAliases)
      if (member.refusal) return
      const { nsp, id, connected } = socket
      // who came back goes by the same id and may not be let in any more: while the handler was at work, or when it is
      // brought again, as socket.io does with recovery
      const mayReturn = !connected || nsp.server._opts.connectionStateRecovery !== undefined
      const client = mayReturn ? nsp.to(id).except(barredOf(service.contract.path)) : socket
      for (const [name, ...args] of packets) client.emit(name, ...args)
    },
    to: (room) => {
      const rooms = roomsIn(room)
      return { emit: (event, payload) => service.send(event, payload, { rooms, except: socket.id }, socket) }
    },
  }
  return member.context
}

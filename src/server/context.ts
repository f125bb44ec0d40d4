import { roomsIn } from './publication.js'
import type { AnyContext, Member, Pass, Seat } from './service.js'

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
      for (const [name, ...args] of service.publication.packets(event, payload, hearsAliases))
        socket.emit(name, ...args)
    },
    to: (room) => {
      const rooms = roomsIn(room)
      return { emit: (event, payload) => service.send(event, payload, { rooms, except: socket.id }, socket) }
    },
  }
  return member.context
}

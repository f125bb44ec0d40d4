import type { Namespace } from 'socket.io'
import { spellingsOf } from './room-spelling.js'
import type { Seat } from './service.js'
import { barredOf, type Shadow, shadowOf } from './shadow.js'

type Adapter = Namespace['adapter']

const shadows: readonly Shadow[] = [shadowOf, barredOf]

/** Keeps the shadows of rooms in step with the rooms, whoever joins or leaves them by whatever means. */
export function followRooms(
  adapter: Adapter,
  seats: () => Iterable<Seat>,
  left: (contract: string, room: string, id: string) => void,
): void {
  adapter.on('join-room', (room: string, id: string) => {
    const rooms = adapter.socketRooms(id)
    for (const { service } of seats()) {
      const { contract } = service
      const cast = shadows.filter((shadow) => rooms?.has(shadow(contract.path)))
      if (cast.length && spellingsOf(contract.rooms, room))
        void adapter.addAll(id, new Set(cast.map((shadow) => shadow(contract.path, room))))
    }
  })
  adapter.on('leave-room', (room: string, id: string) => {
    for (const { service } of seats()) {
      const { path } = service.contract
      left(path, room, id)
      for (const shadow of shadows)
        if (adapter.socketRooms(id)?.has(shadow(path, room))) void adapter.del(id, shadow(path, room))
    }
  })
}

/**
 * Casts a shadow over a socket that sits in rooms of a contract already, or lifts it. A contract that lets a client in
 * whom it did not let in before has granted none of these rooms: there, they stay barred until it does.
 */
export function castAgain(adapter: Adapter, id: string, { service }: Seat, shadow: Shadow, isCast: boolean): void {
  const { path, rooms: families } = service.contract
  const rooms = [...(adapter.socketRooms(id) ?? [])]
  if (isCast === rooms.includes(shadow(path))) return
  const cast = rooms.filter((room) => spellingsOf(families, room)).map((room) => shadow(path, room))
  if (isCast) void adapter.addAll(id, new Set([shadow(path), ...cast]))
  else for (const each of shadow === barredOf ? [shadow(path)] : [shadow(path), ...cast]) void adapter.del(id, each)
}

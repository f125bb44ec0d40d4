import type { Namespace } from 'socket.io'
import { spellingsOf } from './room-spelling.js'
import type { Seat } from './service.js'

type Adapter = Namespace['adapter']
/** Names the room of everyone on a path who stands to a contract in some way, or of those of them who sit in one of its rooms. */
type Shadow = (contract: string, room?: string) => string

// a space keeps these names apart from every room of a contract
/** Names where those sit who declared a contract on its legacy path: they get no legacy names. */
export const shadowOf: Shadow = (contract, room) =>
  room === undefined ? `declared ${contract}` : `declared ${contract} ${room}`

/**
 * Names where those sit whom a contract did not let in, on a path that it shares with one that did: they hear nothing of it.
 * With a room, also those who sit in it because another contract let them in there.
 */
export const barredOf: Shadow = (contract, room) =>
  room === undefined ? `barred ${contract}` : `barred ${contract} ${room}`

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

/** Casts a shadow over a socket that sits in rooms of a contract already, or lifts it. */
export function castAgain(adapter: Adapter, id: string, { service }: Seat, shadow: Shadow, isCast: boolean): void {
  const { path, rooms: families } = service.contract
  const rooms = [...(adapter.socketRooms(id) ?? [])]
  if (isCast === rooms.includes(shadow(path))) return
  const cast = rooms.filter((room) => spellingsOf(families, room)).map((room) => shadow(path, room))
  if (isCast) void adapter.addAll(id, new Set([shadow(path), ...cast]))
  else for (const each of [shadow(path), ...cast]) void adapter.del(id, each)
}

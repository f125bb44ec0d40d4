import type { Namespace, Socket } from 'socket.io'
import type { NamespaceContract } from '../../contract/namespace.js'
import type { Mount } from '../service.js'
import { spellingsOf } from './room-spelling.js'
import { barredOf, dividedOf, roomBarredBy, type Shadow, shadowOf } from './shadow.js'
import { isVersionRoom } from './version-room.js'

type Adapter = Namespace['adapter']

const shadows: readonly Shadow[] = [shadowOf, barredOf, dividedOf]

/** Keeps the shadows of rooms in step with the rooms, whoever joins or leaves them by whatever means. */
export function followRooms(
  adapter: Adapter,
  mounts: () => Iterable<Mount>,
  left: (contract: string, room: string, id: string) => void,
): void {
  adapter.on('join-room', (room: string, id: string) => {
    if (isVersionRoom(room)) return
    const rooms = adapter.socketRooms(id)
    for (const { service } of mounts()) {
      const { contract } = service
      // a session gives its rooms back in any order
      const barred = roomBarredBy(contract.path, room)
      if (barred !== undefined) void adapter.del(id, dividedOf(contract.path, barred))
      const cast = shadows.filter(
        (shadow) => rooms?.has(shadow(contract.path)) && isCastIn(shadow, contract, room, rooms),
      )
      if (cast.length && spellingsOf(contract.rooms, room))
        void adapter.addAll(id, new Set(cast.map((shadow) => shadow(contract.path, room))))
    }
  })
  adapter.on('leave-room', (room: string, id: string) => {
    if (isVersionRoom(room)) return
    for (const { service } of mounts()) {
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
export function castAgain(adapter: Adapter, id: string, mount: Mount, shadow: Shadow, isCast: boolean): void {
  const { contract } = mount.service
  const { path } = contract
  const rooms = adapter.socketRooms(id)
  if (isCast === (rooms?.has(shadow(path)) ?? false)) return
  const cast = [...(rooms ?? [])]
    .filter((room) => spellingsOf(contract.rooms, room) && isCastIn(shadow, contract, room, rooms))
    .map((room) => shadow(path, room))
  if (isCast) void adapter.addAll(id, new Set([shadow(path), ...cast]))
  else for (const each of shadow === barredOf ? [shadow(path)] : [shadow(path), ...cast]) void adapter.del(id, each)
  if (shadow === barredOf) castAgain(adapter, id, mount, dividedOf, !isCast)
}

/** Keeps a client from a contract in one room, whether it sits there already or enters it next. */
export function bar({ nsp, id }: Socket, mount: Mount, room: string): unknown {
  const { adapter } = nsp
  const { path } = mount.service.contract
  const barred = adapter.addAll(id, new Set([barredOf(path, room)]))
  // for good: who was divided when a packet left and is not when it comes would miss it
  castAgain(adapter, id, mount, dividedOf, true)
  return barred
}

/** Lets a client hear a contract in a room that barred it. */
export function unbar({ nsp, id }: Socket, mount: Mount, room: string): unknown {
  const { path } = mount.service.contract
  void nsp.adapter.addAll(id, new Set([dividedOf(path, room)]))
  return nsp.adapter.del(id, barredOf(path, room))
}

/** Returns whether a shadow falls on a room: who is barred there is not among those who hear a contract in some rooms only. */
function isCastIn(
  shadow: Shadow,
  { path }: NamespaceContract,
  room: string,
  rooms: ReadonlySet<string> | undefined,
): boolean {
  return shadow !== dividedOf || !rooms?.has(barredOf(path, room))
}

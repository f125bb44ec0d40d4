import type { Namespace } from 'socket.io'
import { isVersionRoom, type Versioned, versionIn, versionRooms } from './version-room.js'

type Adapter = Namespace['adapter']

/** Puts a connection where those of its version sit, unless it sits with those of another one already. */
export function takeSeat(adapter: Adapter, id: string, service: Versioned, version: number | undefined): void {
  if (seatsOf(adapter, id, service).length === 0) void adapter.addAll(id, new Set(versionRooms(service, version)))
}

/** Moves a connection to where those of its version sit. */
export function changeSeat(adapter: Adapter, id: string, service: Versioned, version: number | undefined): void {
  const rooms = versionRooms(service, version)
  for (const room of seatsOf(adapter, id, service)) if (!rooms.includes(room)) void adapter.del(id, room)
  void adapter.addAll(id, new Set(rooms))
}

function seatsOf(adapter: Adapter, id: string, { contract }: Versioned): string[] {
  const rooms = [...(adapter.socketRooms(id) ?? [])]
  return rooms.filter((room) => isVersionRoom(room) && versionIn(room).contract === contract.path)
}

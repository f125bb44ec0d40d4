import type { Namespace } from 'socket.io'
import type { NamespaceContract } from '../contract/namespace.js'
import { spellingsOf } from './room-spelling.js'

type Adapter = Namespace['adapter']

// a space keeps these names apart from every room of a contract
/** Names the room of everyone on a legacy path who declared a contract, or of those of them who sit in one of its rooms. */
export const shadowOf = (contract: string, room?: string): string =>
  room === undefined ? `declared ${contract}` : `declared ${contract} ${room}`

/** Keeps the shadows of rooms in step with the rooms, whoever joins or leaves them by whatever means. */
export function followRooms(adapter: Adapter, contracts: () => readonly NamespaceContract[]): void {
  adapter.on('join-room', (room: string, id: string) => {
    const rooms = adapter.socketRooms(id)
    for (const contract of contracts())
      if (rooms?.has(shadowOf(contract.path)) && spellingsOf(contract.rooms, room))
        void adapter.addAll(id, new Set([shadowOf(contract.path, room)]))
  })
  adapter.on('leave-room', (room: string, id: string) => {
    for (const contract of contracts())
      if (adapter.socketRooms(id)?.has(shadowOf(contract.path, room)))
        void adapter.del(id, shadowOf(contract.path, room))
  })
}

/** Puts a socket that sits in rooms already among those who declared a contract, or takes it out. */
export function declareAgain(adapter: Adapter, id: string, contract: NamespaceContract, isDeclared: boolean): void {
  const rooms = [...(adapter.socketRooms(id) ?? [])]
  const wasDeclared = rooms.includes(shadowOf(contract.path))
  if (isDeclared === wasDeclared) return
  const shadows = rooms.filter((room) => spellingsOf(contract.rooms, room)).map((room) => shadowOf(contract.path, room))
  if (isDeclared) void adapter.addAll(id, new Set([shadowOf(contract.path), ...shadows]))
  else for (const shadow of [shadowOf(contract.path), ...shadows]) void adapter.del(id, shadow)
}

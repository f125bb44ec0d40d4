import type { RoomEntries } from '../rooms/room-entries.js'
import type { Outbox } from '../sending/outbox.js'
import type { Connection } from './connection.js'
import type { ClientContext } from './context.js'
import { tell } from './listeners.js'

/** Changes how a connection stands. */
export type SetState = (changes: Partial<Connection>) => void

/** Makes what changes how a connection stands, and notifies who watches it. */
export function stateSetter(context: ClientContext, out: Outbox, rooms: RoomEntries): SetState {
  return (changes) => {
    const before = context.connection
    // the second spread of two is a slow one
    const now: Record<string, unknown> = { ...before }
    for (const part in changes) now[part] = changes[part as keyof Connection]
    context.connection = now as never
    if (changes.refusal) {
      out.drop()
      rooms.bar()
    }
    for (const part in changes) {
      // who is notified may change it again
      const value = context.connection[part as keyof Connection]
      if (before[part as keyof Connection] !== value || part === 'recovered') tell(context.watchers.get(part), value)
    }
  }
}

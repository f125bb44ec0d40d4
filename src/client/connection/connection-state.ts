import type { RoomEntries } from '../rooms/room-entries.js'
import type { Outbox } from '../sending/outbox.js'
import type { Connection } from './connection.js'
import type { ClientContext } from './context.js'
import { tell } from './listeners.js'

/** Changes how a connection stands. */
export type SetState = (changes: Partial<Connection>) => void

// a loop knows the parts by name alone
type Parts = Partial<Connection> & Record<string, unknown>

/** Makes what changes how a connection stands, and notifies who watches it. */
export function stateSetter(context: ClientContext, out: Outbox, rooms: RoomEntries): SetState {
  return (changes) => {
    const before = context.connection as Parts
    // the second spread of two is a slow one
    const now = { ...before }
    for (const part in changes) now[part] = (changes as Parts)[part]
    context.connection = now as Parts & Connection
    if (changes.refusal) {
      out.drop()
      rooms.bar()
    }
    for (const part in changes) {
      // who is notified may change it again
      const value = (context.connection as Parts)[part]
      if (before[part] !== value || part === 'recovered') tell(context.watchers.get(part), value)
    }
  }
}

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
    context.connection = { ...before, ...changes }
    if (changes.refusal) {
      out.drop()
      rooms.bar()
    }
    for (const part of Object.keys(changes) as (keyof Connection)[]) {
      // who is notified may change it again
      const value = context.connection[part]
      if (before[part] !== value || part === 'recovered') tell(context.watchers.get(part), value)
    }
  }
}

import type { Refusal } from '../../contract/wire/refusal.js'
import type { Membership } from '../client.js'
import type { ClientContext } from '../connection/context.js'
import { refusalError } from '../refusal.js'
import type { Outbox } from '../sending/outbox.js'
import { membershipOf } from './membership.js'
import { newEntry, type RoomEntry, renewRefused, setState } from './room-entry.js'
import { roomRequests } from './room-requests.js'
import { roomSteps } from './room-steps.js'

/** The rooms of a client. */
export interface RoomEntries {
  join(room: string, extra?: object | (() => object)): Membership
  /** Enters every room again, after a connection was made. */
  enterAll(isRecovered: boolean): Promise<unknown>
  /** Takes the user out of a room, by its canonical name, since the server did. */
  lose(room: string, why: Refusal['error']): void
  /** Denies every room, since nothing goes out any more. */
  bar(): void
  close(): void
}

/** Makes the keeper of a client's rooms. */
export function roomEntries(context: ClientContext, out: Outbox): RoomEntries {
  // a `Map` keeps what was taken out alive for long: V8 leads from each table that it outgrew to the next
  const all: Record<string, RoomEntry> = Object.create(null)
  const leftAway = new Set<RoomEntry>()
  const { enter, deny, leave } = roomSteps(context, roomRequests(context, out), all, leftAway)
  return {
    join: (room, extra) => {
      const known = all[room]
      const entry = known ?? newEntry(context.contract, room)
      const asksAgain = renewRefused(entry)
      all[room] = entry
      entry.users++
      if (extra) entry.extra = extra
      if (asksAgain) entry.error = undefined
      if (asksAgain || !known) void enter(entry)
      return membershipOf(entry, () => {
        if (!entry.users && all[room] === entry) leave(entry)
      })
    },
    enterAll: (isRecovered) => {
      // who came back to a room while away has not left it
      if (isRecovered) for (const entry of leftAway) all[entry.room] || leave(entry)
      for (const entry of Object.values(all)) {
        if (isRecovered && entry.state !== 'barred') continue
        renewRefused(entry)
        setState(entry, 'out')
      }
      leftAway.clear()
      return Promise.all(
        Object.values(all)
          .filter(({ state }) => state === 'out')
          .map(enter),
      )
    },
    lose: (room, why) => {
      for (const entry of Object.values(all))
        if (entry.state === 'in' && entry.parsed?.name === room) deny(entry, refusalError(why))
    },
    bar: () => {
      for (const entry of Object.values(all)) void enter(entry)
    },
    close: () => {
      for (const entry of Object.values(all)) leave(entry)
    },
  }
}

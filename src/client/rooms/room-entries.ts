import type { Refusal } from '../../contract/wire/refusal.js'
import type { Membership } from '../client.js'
import type { ClientContext } from '../connection/context.js'
import { refusalError } from '../refusal.js'
import type { Outbox } from '../sending/outbox.js'
import { takeOut } from '../take-out.js'
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
  // not by name: V8 keeps each key of an object for long, and what was taken out of a `Map`, since it leads from each table
  // that it outgrew to the next
  const all: RoomEntry[] = []
  const leftAway: RoomEntry[] = []
  const find = (name: string): RoomEntry | undefined => all.find(({ room }) => room === name)
  const { enter, deny, leave } = roomSteps(context, roomRequests(context, out), find, leftAway)
  const leaveUnused = (entry: RoomEntry): void => {
    if (!entry.users && takeOut(all, entry)) leave(entry)
  }
  return {
    join: (room, extra) => {
      const known = find(room)
      const entry = known ?? newEntry(context.contract, room)
      const asksAgain = renewRefused(entry)
      entry.users++
      if (extra) entry.extra = extra
      if (asksAgain) entry.error = undefined
      if (!known) all.push(entry)
      if (asksAgain || !known) void enter(entry)
      return membershipOf(entry, leaveUnused)
    },
    enterAll: (isRecovered) => {
      // who came back to a room while away has not left it
      for (const entry of leftAway.splice(0)) if (isRecovered && !find(entry.room)) leave(entry)
      for (const entry of [...all]) {
        if (isRecovered && entry.state !== 'barred') continue
        renewRefused(entry)
        setState(entry, 'out')
      }
      return Promise.all(all.filter(({ state }) => state === 'out').map(enter))
    },
    lose: (room, why) => {
      for (const entry of [...all])
        if (entry.state === 'in' && entry.parsed?.name === room) deny(entry, refusalError(why))
    },
    bar: () => {
      for (const entry of [...all]) void enter(entry)
    },
    close: () => {
      for (const entry of all.splice(0)) leave(entry)
    },
  }
}

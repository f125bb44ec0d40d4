import type { EventContract } from '../../contract/event/event.js'
import type { PayloadError } from '../../contract/event/event-error.js'
import type { RoomObservation } from '../../contract/observation.js'
import { parseRoom } from '../../contract/room/parsed-room.js'
import type { Refusal } from '../../contract/wire/refusal.js'
import { RefusalError } from '../../contract/wire/refusal-error.js'
import { safeParsePayload } from '../../guards/payload.js'
import { redactRoom } from '../../guards/redact-room.js'
import type { Membership } from '../client.js'
import type { ClientContext } from '../connection/context.js'
import { type Listeners, listeners } from '../connection/listeners.js'
import { pause } from '../connection/pause.js'
import { deferred } from '../deferred.js'
import { refusalError } from '../refusal.js'
import type { Outbox } from '../sending/outbox.js'
import { unseen } from './unseen.js'

interface RoomEntry {
  readonly room: string
  readonly joined: Promise<void>
  readonly settle: (error?: unknown) => void
  readonly watchers: Listeners
  /** Whether anybody looks at what `joined` settles with. */
  isAwaited: boolean
  users: number
  extra: object | (() => object)
  /** Whether the server was asked on this connection, let the user in, or did not, or turned the whole connection away. */
  state: 'out' | 'asked' | 'in' | 'denied' | 'barred'
  error?: unknown
  /** How often it was refused in a row, and what waits until it is asked again. */
  tries: number
  timer?: unknown
}

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
export function roomEntries({ contract, clock, notice, shut, isOpen }: ClientContext, { ask }: Outbox): RoomEntries {
  const all = new Map<string, RoomEntry>()
  const leftAway = new Set<RoomEntry>()
  const complain = unseen(contract)

  const tell = (kind: 'joins' | 'leaves', { room, extra }: RoomEntry): Promise<unknown> => {
    const found = parseRoom(contract, room)
    const misfits: PayloadError[] = []
    const more = typeof extra === 'function' ? extra() : extra
    for (const event of Object.values<EventContract>(contract.clientToServer as never))
      if (found && event[kind].includes(found.room))
        for (const named of [{ room: found.name }, { channels: [found.name] }, found.ids]) {
          const payload = { ...more, ...named }
          const result = safeParsePayload(event, payload)
          if (result.ok) return ask(event, payload, {}, true).then(granting(payload))
          misfits.push(result.error)
        }
    const [nearest] = misfits.sort((one, other) => one.issues.length - other.issues.length)
    const message = nearest
      ? `${nearest.event} ${kind} ${found?.pattern}; its payload also needs ${nearest.issues.map(({ path }) => `\`${path[0]}\``).join(', ')}: give it as \`extra\``
      : `no event of ${contract.path} ${kind} such a room`
    return Promise.reject(new RefusalError('ROOM_INVALID', message, nearest))
  }

  /** Makes what takes a reply: who asked for a list of rooms and is answered with one that lacks the room is not in it. */
  const granting =
    ({ channels: [asked] = [] }: { readonly channels?: readonly string[] }) =>
    (reply: unknown): void => {
      const { channels } = Object(reply) as { channels?: readonly string[] }
      if (asked && channels?.every((room) => parseRoom(contract, room)?.name !== asked))
        throw new RefusalError('ROOM_FORBIDDEN')
    }

  const told = (kind: RoomObservation['kind'], { room }: RoomEntry, reason?: string): void =>
    notice?.({ kind, room: redactRoom(contract, room), reason } as RoomObservation)

  const setState = (entry: RoomEntry, state: RoomEntry['state'], error?: unknown): void => {
    // the same answer to another try is no news
    const isNew = (state === 'in') !== (entry.state === 'in') || codeOf(error) !== codeOf(entry.error)
    entry.state = state
    entry.error = error
    if (state !== 'out') entry.settle(error)
    if (isNew) entry.watchers.tell('', undefined)
  }

  const enter = async (entry: RoomEntry): Promise<void> => {
    clock.clearTimeout(entry.timer)
    const why = shut()
    if (why) return setState(entry, 'barred', refusalError(why))
    if (!isOpen()) return
    entry.state = 'asked'
    try {
      await tell('joins', entry)
      // a server that was slow to let somebody in may have heard the leaving before
      if (!all.has(entry.room)) return away(entry)
      entry.tries = 0
      setState(entry, 'in')
      told('joined', entry)
    } catch (error) {
      // the whole connection may have been turned away meanwhile
      if (entry.state === 'asked') entry.state = 'out'
      if ((error as RefusalError).code !== 'DISCONNECTED') deny(entry, error as RefusalError)
    }
  }

  const deny = (entry: RoomEntry, error: RefusalError): void => {
    const { code, retryable, retryAfterMs } = error
    setState(entry, 'denied', error)
    told('denied', entry, code)
    if (!notice && !entry.isAwaited && !entry.watchers.has('')) complain(entry.room, code)
    if (all.get(entry.room) === entry && (retryable || code === 'REQUEST_TIMEOUT'))
      entry.timer = clock.setTimeout(
        () => {
          if (entry.state === 'denied') void enter(renew(entry))
        },
        pause(entry.tries++, retryAfterMs),
      )
  }

  // a contract may have no event for it, and nothing depends on the answer
  const away = (entry: RoomEntry): void => void tell('leaves', entry).catch(() => {})

  const vacate = (entry: RoomEntry): void => {
    all.delete(entry.room)
    clock.clearTimeout(entry.timer)
    entry.settle(new RefusalError('DISCONNECTED', 'the room was left'))
    if (entry.state === 'out' || entry.state === 'denied') return
    if (!isOpen()) return void leftAway.add(entry)
    away(entry)
    told('left', entry)
  }

  return {
    join: (room, extra) => {
      const known = all.get(room)
      const entry = known ?? newEntry(room)
      const asksAgain = isRefused(entry)
      all.set(room, entry)
      entry.users++
      if (extra) entry.extra = extra
      if (asksAgain) renew(entry).error = undefined
      if (asksAgain || !known) void enter(entry)
      const { joined } = entry
      const mine: (() => void)[] = []
      let isGone = false
      return {
        get joined() {
          entry.isAwaited = true
          return joined
        },
        watch: (listener) => {
          const show = () => listener(entry.state === 'in', entry.error)
          const stop = entry.watchers.add('', show)
          mine.push(stop)
          show()
          return stop
        },
        leave: () => {
          if (isGone) return
          isGone = true
          for (const stop of mine) stop()
          entry.users--
          // who returns in the same turn has not left
          queueMicrotask(() => {
            if (!entry.users && all.get(room) === entry) vacate(entry)
          })
        },
      }
    },
    enterAll: (isRecovered) => {
      // who came back to a room while away has not left it
      if (isRecovered) for (const entry of leftAway) all.has(entry.room) || vacate(entry)
      for (const entry of all.values()) {
        if (isRecovered && entry.state !== 'barred') continue
        if (isRefused(entry)) renew(entry)
        setState(entry, 'out')
      }
      leftAway.clear()
      return Promise.all([...all.values()].filter(({ state }) => state === 'out').map(enter))
    },
    lose: (room, why) => {
      for (const entry of all.values())
        if (entry.state === 'in' && parseRoom(contract, entry.room)?.name === room) deny(entry, refusalError(why))
    },
    bar: () => {
      for (const entry of all.values()) void enter(entry)
    },
    close: () => {
      for (const entry of all.values()) vacate(entry)
    },
  }
}

function codeOf(error: unknown): unknown {
  return (error as Partial<RefusalError> | undefined)?.code ?? error
}

function isRefused({ state }: RoomEntry): boolean {
  return state === 'denied' || state === 'barred'
}

function newEntry(room: string): RoomEntry {
  return renew({ room, users: 0, tries: 0, watchers: listeners(), isAwaited: false, extra: {} })
}

/** Lets an entry be waited for, again where it was refused. */
function renew(entry: Omit<RoomEntry, 'joined' | 'settle' | 'state'>): RoomEntry {
  const { promise: joined, settle } = deferred()
  return Object.assign(entry, { joined, settle, state: 'out' as const })
}

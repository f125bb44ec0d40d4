import type { EventContract } from '../contract/event.js'
import type { PayloadError } from '../contract/event-error.js'
import type { RoomObservation } from '../contract/observation.js'
import { parseRoom } from '../contract/parsed-room.js'
import type { Refusal } from '../contract/refusal.js'
import { RefusalError } from '../contract/refusal-error.js'
import { safeParsePayload } from '../guards/payload.js'
import { redactRoom } from '../guards/redact-room.js'
import type { Membership } from './client.js'
import type { Context } from './context.js'
import { type Listeners, listeners } from './listeners.js'
import { type Outbox, refusalError } from './outbox.js'
import { pause } from './pause.js'
import { unseen } from './unseen.js'

interface Stay {
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

/** Keeps the rooms of a client. */
export interface Stays {
  join(room: string, extra?: object | (() => object)): Membership
  /** Enters every room again, after a connection was made. */
  enterAll(isRecovered: boolean): Promise<unknown>
  /** Takes the user out of a room, by its canonical name, since the server did. */
  lose(room: string, why: Refusal['error']): void
  /** Says no to everybody, since nothing goes out any more. */
  bar(): void
  close(): void
}

/** Makes the keeper of a client's rooms. */
export function stays({ contract, clock, notice, shut, isOpen }: Context, { ask }: Outbox): Stays {
  const all = new Map<string, Stay>()
  const leftAway = new Set<Stay>()
  const complain = unseen(contract)

  const tell = (kind: 'joins' | 'leaves', { room, extra }: Stay): Promise<unknown> => {
    const found = parseRoom(contract, room)
    const misfits: PayloadError[] = []
    const more = typeof extra === 'function' ? extra() : extra
    for (const event of Object.values<EventContract>(contract.clientToServer as never))
      if (found && event[kind].includes(found.room))
        for (const named of [{ room: found.name }, { channels: [found.name] }, found.ids]) {
          const payload = { ...more, ...named }
          const result = safeParsePayload(event, payload)
          if (result.ok) return ask(event, payload, {}, true)
          misfits.push(result.error)
        }
    const [nearest] = misfits.sort((one, other) => one.issues.length - other.issues.length)
    const message = nearest
      ? `${nearest.event} ${kind} ${found?.pattern}; its payload also needs ${nearest.issues.map(({ path }) => `\`${path[0]}\``).join(', ')}: give it as \`extra\``
      : `no event of ${contract.path} ${kind} such a room`
    return Promise.reject(new RefusalError('ROOM_INVALID', message, nearest))
  }

  const told = (kind: RoomObservation['kind'], { room }: Stay, reason?: string): void =>
    notice?.({ kind, room: redactRoom(contract, room), reason } as RoomObservation)

  const put = (stay: Stay, state: Stay['state'], error?: unknown): void => {
    // the same answer to another try is no news
    const isNew = (state === 'in') !== (stay.state === 'in') || codeOf(error) !== codeOf(stay.error)
    stay.state = state
    stay.error = error
    if (state !== 'out') stay.settle(error)
    if (isNew) stay.watchers.tell('', undefined)
  }

  const enter = async (stay: Stay): Promise<void> => {
    clock.clearTimeout(stay.timer)
    const why = shut()
    if (why) return put(stay, 'barred', refusalError(why))
    if (!isOpen()) return
    stay.state = 'asked'
    try {
      await tell('joins', stay)
      // a server that was slow to let somebody in may have heard the leaving before
      if (!all.has(stay.room)) return away(stay)
      stay.tries = 0
      put(stay, 'in')
      told('joined', stay)
    } catch (error) {
      // the whole connection may have been turned away meanwhile
      if (stay.state === 'asked') stay.state = 'out'
      if ((error as RefusalError).code !== 'DISCONNECTED') deny(stay, error as RefusalError)
    }
  }

  const deny = (stay: Stay, error: RefusalError): void => {
    const { code, retryable, retryAfterMs } = error
    put(stay, 'denied', error)
    told('denied', stay, code)
    if (!notice && !stay.isAwaited && !stay.watchers.has('')) complain(stay.room, code)
    if (all.get(stay.room) === stay && (retryable || code === 'REQUEST_TIMEOUT'))
      stay.timer = clock.setTimeout(
        () => {
          if (stay.state === 'denied') void enter(renew(stay))
        },
        pause(stay.tries++, retryAfterMs),
      )
  }

  // a contract may have no event for it, and nothing depends on the answer
  const away = (stay: Stay): void => void tell('leaves', stay).catch(() => {})

  const vacate = (stay: Stay): void => {
    all.delete(stay.room)
    clock.clearTimeout(stay.timer)
    stay.settle(new RefusalError('DISCONNECTED', 'the room was left'))
    if (stay.state === 'out' || stay.state === 'denied') return
    if (!isOpen() || shut()) return void leftAway.add(stay)
    away(stay)
    told('left', stay)
  }

  return {
    join: (room, extra) => {
      const known = all.get(room)
      const stay = known ?? newStay(room)
      const asksAgain = isRefused(stay)
      all.set(room, stay)
      stay.users++
      if (extra) stay.extra = extra
      if (asksAgain) renew(stay).error = undefined
      if (asksAgain || !known) void enter(stay)
      const { joined } = stay
      const mine: (() => void)[] = []
      let isGone = false
      return {
        get joined() {
          stay.isAwaited = true
          return joined
        },
        watch: (listener) => {
          const show = () => listener(stay.state === 'in', stay.error)
          const stop = stay.watchers.add('', show)
          mine.push(stop)
          show()
          return stop
        },
        leave: () => {
          if (isGone) return
          isGone = true
          for (const stop of mine) stop()
          stay.users--
          // who returns in the same turn has not left
          queueMicrotask(() => {
            if (!stay.users && all.get(room) === stay) vacate(stay)
          })
        },
      }
    },
    enterAll: (isRecovered) => {
      // who came back to a room while away has not left it
      if (isRecovered) for (const stay of leftAway) all.has(stay.room) || vacate(stay)
      for (const stay of all.values()) {
        if (isRecovered && stay.state !== 'barred') continue
        if (isRefused(stay)) renew(stay)
        put(stay, 'out')
      }
      leftAway.clear()
      return Promise.all([...all.values()].filter(({ state }) => state === 'out').map(enter))
    },
    lose: (room, why) => {
      for (const stay of all.values())
        if (stay.state === 'in' && parseRoom(contract, stay.room)?.name === room) deny(stay, refusalError(why))
    },
    bar: () => {
      for (const stay of all.values()) void enter(stay)
    },
    close: () => {
      for (const stay of all.values()) vacate(stay)
    },
  }
}

const codeOf = (error: unknown): unknown => (error as Partial<RefusalError> | undefined)?.code ?? error

const isRefused = ({ state }: Stay): boolean => state === 'denied' || state === 'barred'

function newStay(room: string): Stay {
  return renew({ room, users: 0, tries: 0, watchers: listeners(), isAwaited: false, extra: {} })
}

/** Lets a stay be waited for, again where it was refused. */
function renew(stay: Omit<Stay, 'joined' | 'settle' | 'state'>): Stay {
  let settle: Stay['settle'] = () => {}
  const joined = new Promise<void>((resolve, reject) => {
    settle = (error) => (error ? reject(error) : resolve())
  })
  // who does not look at it wants no complaint about it
  joined.catch(() => {})
  return Object.assign(stay, { joined, settle, state: 'out' as const })
}

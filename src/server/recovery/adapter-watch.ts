import type { Namespace } from 'socket.io'
import { aliasRow } from '../../contract/alias/alias-name.js'
import { pastNames } from '../../contract/past/past-row.js'
import { notice } from '../notice.js'
import { isPromise, publishingOf } from '../outbound/publishing.js'
import type { Mount } from '../service.js'
import { sendBack } from './recovery.js'

type Adapter = Namespace['adapter']

const untilToldMs = 1000
const mostRooms = 10_000

/** What is known of an adapter's trouble. */
interface Outage {
  /** Whether somebody missed something and is not told yet. */
  isOn: boolean
  /** Until when a connection that comes back may have missed what is in no store. */
  until: number
  /** The rooms in which something was missed elsewhere; nothing where that is everywhere. */
  rooms: Set<string> | undefined
  /** What tells the other processes, in a while or as soon as the adapter publishes again. */
  telling: NodeJS.Timeout | undefined
}

/**
 * Reports what an adapter could not publish, and lets nobody who missed it believe to have missed nothing:
 * clients of other processes are made to come back, and no connection counts as recovered meanwhile.
 */
export function watchAdapter(adapter: Adapter, mounts: () => Iterable<Mount>): void {
  const { nsp } = adapter
  const outage: Outage = { isOn: false, until: 0, rooms: new Set(), telling: undefined }
  const publishing = publishingOf(adapter, (read, done) => {
    done.then(undefined, (cause) => {
      const event = read()
      observeFailure(mounts(), cause, event?.name)
      if (event && !event.isVolatile) lost(event.rooms)
    })
  })
  if (!publishing) return

  function lost(rooms: readonly string[]): void {
    outage.isOn = true
    unrecovered()
    const isFull = outage.rooms && outage.rooms.size + rooms.length > mostRooms
    if (rooms.length === 0 || isFull) outage.rooms = undefined
    else for (const room of rooms) outage.rooms?.add(room)
    outage.telling ??= setTimeout(tell, untilToldMs).unref()
  }
  function tell(): void {
    const rooms = [...(outage.rooms ?? [])]
    outage.rooms = new Set()
    outage.telling = undefined
    publishing?.tellMissed(rooms).then(
      () => {
        outage.isOn = outage.telling !== undefined
        if (!publishing.deliversAlone) bringBack(nsp, rooms)
      },
      () => lost(rooms),
    )
  }
  function unrecovered(): void {
    outage.until = Date.now() + (nsp.server._opts.connectionStateRecovery?.maxDisconnectionDuration ?? 0)
  }
  publishing.onMissed((rooms) => {
    unrecovered()
    bringBack(nsp, rooms)
  })
  watchSessions(adapter, outage, (cause) => observeFailure(mounts(), cause))
  const close = adapter.close.bind(adapter)
  adapter.close = () => {
    clearTimeout(outage.telling)
    return close()
  }
}

/** Ends the transports of those in some rooms, or of all where none is named: clients of every kind return by themselves, and know that they were away. */
async function bringBack({ adapter, sockets }: Namespace, rooms: readonly string[]): Promise<void> {
  for (const id of await adapter.sockets(new Set(rooms))) {
    const socket = sockets.get(id)
    if (socket) sendBack(socket)
  }
}

/** Keeps no session that would miss something, and gives none back. */
function watchSessions(adapter: Adapter, outage: Outage, failed: (cause: unknown) => void): void {
  const persist = adapter.persistSession.bind(adapter)
  const restore = adapter.restoreSession.bind(adapter)
  adapter.persistSession = (session) => {
    // a store that takes no event takes no session either, and some adapters leave that rejection to the process
    if (outage.isOn) return
    const done: unknown = persist(session)
    if (isPromise(done)) done.then(undefined, failed)
  }
  adapter.restoreSession = async (pid, offset) => {
    if (Date.now() < outage.until) return null as never
    try {
      return await restore(pid, offset)
    } catch (cause) {
      // that there is no such session, adapters say in a plain sentence
      if (typeof cause !== 'string' || cause.startsWith('error')) failed(cause)
      throw cause
    }
  }
}

/** Notifies the contract that sends under a name, or all of a path where none does. */
function observeFailure(mounts: Iterable<Mount>, cause: unknown, name?: string): void {
  const all = [...mounts]
  const owner = all.find((mount) => eventOf(mount, name))
  for (const mount of owner ? [owner] : all) {
    const event = owner && eventOf(owner, name)
    notice(mount, undefined, {
      kind: 'failed',
      part: 'adapter',
      ...(event && { event }),
      ...(event !== name && event && { legacyName: name }),
      cause,
    })
  }
}

/** Finds the canonical name of what a contract sends under a name on a path. */
function eventOf({ service, without }: Mount, name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  const { contract, aliases, past } = service
  const events = Object.keys(contract.serverToClient)
  const earlier = events.find((each) => pastNames(past, 'serverToClient', each).includes(name))
  const own = events.includes(name) ? name : (earlier ?? name)
  const event = (aliases && aliasRow(aliases, 'serverToClient', name)?.of) ?? own
  return Object.hasOwn(contract.serverToClient, event) && !without.includes(event) ? event : undefined
}

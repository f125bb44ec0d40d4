import { io, type Socket } from 'socket.io-client'
import { RefusalError } from 'socket-canon'
import { type Client, connect } from 'socket-canon/client'
import { safeParsePayload } from 'socket-canon/guards'
import { parcelRoom, parcels } from './contract.js'

/** A customer's applications. */
export interface Applications {
  readonly client: Client<typeof parcels>
  /** Opens the application of before: stock socket.io-client, the legacy path, nothing of this package. */
  openOld(): Socket
}

/** What somebody enters before a step is taken. */
export interface Entries {
  /** Where the parcel is scanned next. */
  readonly place: string
  /** A weight as somebody typed it. */
  readonly grams: unknown
}

/** What the steps work with, and where they tell what happens. */
export interface Desk extends Applications, Entries {
  tell(line: string): void
}

/** One thing that the contract does. */
export interface Step {
  readonly name: 'room' | 'event' | 'refusal' | 'guard' | 'old-name'
  readonly title: string
  /** What of the entries it uses. */
  readonly takes: readonly (keyof Entries)[]
  run(desk: Desk): Promise<void>
}

/** Where the parcel is scanned, one after the other. */
export const places = ['Lagos', 'Ibadan', 'Abuja', 'Kano', 'Jos', 'Enugu'] as const

/** Everything that the contract does, in an order in which it can be done. */
export const steps: readonly Step[] = [
  { name: 'room', title: 'A room is joined', takes: [], run: joinRoom },
  { name: 'event', title: 'A typed event arrives', takes: ['place'], run: hearEvent },
  { name: 'refusal', title: 'A refusal has a code and words', takes: [], run: beRefused },
  {
    name: 'guard',
    title: 'A guard names the field, not the value',
    takes: ['grams'],
    run: guardPayload,
  },
  { name: 'old-name', title: 'An old client hears the old name', takes: ['place'], run: hearOldName },
]

/** Opens what a customer has: the application of today, connected, and at will the one of before. */
export function applications(url: string, token: string): Applications {
  // shown: clients
  const options = { auth: { token }, transports: ['websocket'], forceNew: true, ackTimeout: 5000 }
  const socket = io(`${url}/parcels`, { ...options, autoConnect: false })
  const client = connect(socket, parcels)
  // the application of before: stock socket.io-client, nothing of this package
  const openOld = () => io(`${url}/packages`, options)
  // end
  return { client, openOld }
}

async function joinRoom({ client, tell }: Desk): Promise<void> {
  // shown: room
  const mine = client.join(parcelRoom('p1'))
  await mine.joined
  tell(`entered ${parcelRoom('p1')}`)
  // end
}

async function hearEvent({ client, place, ...desk }: Desk): Promise<void> {
  const { tell, told } = soon(desk.tell)
  // shown: event
  const stop = client.on('parcel:moved', (moved) => {
    tell(`parcel:moved, ${moved.parcelId} is in ${moved.place}`)
  })
  client.emit('parcel:scan', { parcelId: 'p1', place, grams: 1200 })
  // end
  await told.finally(stop)
}

async function beRefused({ client, tell }: Desk): Promise<void> {
  // shown: refusal
  const notMine = client.join(parcelRoom('p2'))
  await notMine.joined.catch((error) => {
    if (!(error instanceof RefusalError)) throw error
    tell(`${error.code}: ${error.message}`)
  })
  // end
  notMine.leave()
}

async function guardPayload({ grams, tell }: Desk): Promise<void> {
  // shown: guard
  const event = parcels.clientToServer['parcel:scan']
  const scan = { parcelId: 'p1', place: 'Lagos', grams }
  const guarded = safeParsePayload(event, scan)
  tell(guarded.ok ? 'it fits' : guarded.error.message)
  // end
}

async function hearOldName({ client, openOld, place, ...desk }: Desk): Promise<void> {
  const { tell, told } = soon(desk.tell)
  // shown: old-name
  const old = openOld()
  old.on('package-update', ({ packageId, location }) => {
    tell(`package-update, ${packageId} is in ${location}`)
  })
  await old.emitWithAck('follow-package', { packageId: 'p1' })
  client.emit('parcel:scan', { parcelId: 'p1', place, grams: 1200 })
  // end
  await told
  old.disconnect()
}

/** Passes on what is told, and knows of it: it should come at once, and is waited for no longer than five seconds. */
function soon(tell: Desk['tell']): { tell: Desk['tell']; told: Promise<void> } {
  let pass = tell
  const told = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('nothing came within 5 seconds')), 5000)
    pass = (line) => {
      clearTimeout(timer)
      tell(line)
      resolve()
    }
  })
  // a step that failed before it could wait says so itself
  told.catch(() => {})
  return { tell: (line) => pass(line), told }
}

import type { Server } from 'socket.io'
import { io as connectTo, type Socket } from 'socket.io-client'
import { expect, test } from 'vitest'
import { afterwards } from '../../ends/afterwards.js'
import { type Listening, listening } from '../../ends/server.js'
import { bus } from '../../histories/bus-adapter.js'
import { guideOf } from './guide.js'

const guide = guideOf('network')
type Person = { readonly status: string }

/** Starts two processes of the page, which share what is known of people; the second one never looks around. */
async function processes() {
  const { adapter } = bus()
  const known = new Map<string, Person>()
  const people = {
    get: async (userId: string) => known.get(userId),
    set: async (userId: string, person: Person) => void known.set(userId, person),
    there: async () => [...known].flatMap(([userId, { status }]) => (status === 'offline' ? [] : [userId])),
  }
  const verifyToken = async (token: unknown) => (typeof token === 'string' ? { id: token } : undefined)
  async function started(lookMs: number): Promise<Listening> {
    const server = await listening({ adapter: adapter as never })
    const times = { idleMs: 2000, awayMs: 4000, graceMs: 300, lookMs }
    const { looking } = guide.run('server-presence', { io: server.io, verifyToken, people, times })
    afterwards(() => clearInterval(looking as NodeJS.Timeout))
    return server
  }
  return { one: await started(50), two: await started(1_000_000) }
}

async function device({ url }: Listening, token: string, path = '/realtime'): Promise<Socket> {
  const socket = connectTo(url + path, { transports: ['websocket'], forceNew: true, auth: { token } })
  afterwards(() => socket.disconnect())
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))
  return socket
}

/** Connects somebody who stays awake, and writes down what they hear of a user. */
async function watcher(server: Listening, of: string) {
  const socket = await device(server, 'watcher')
  const heard: string[] = []
  socket.on('presence:update', ({ userId, status }) => void (userId === of && heard.push(status)))
  return { heard, socket }
}
const hears = (heard: readonly string[], ...statuses: string[]) =>
  expect.poll(() => heard.slice(0, statuses.length), { timeout: 20_000, interval: 20 }).toEqual(statuses)

test('a user is online, idle and away by what any of their devices does, and offline when the last is gone', async () => {
  const { one, two } = await processes()
  const { heard } = await watcher(one, 'u1')
  const phone = await device(two, 'u1')
  await hears(heard, 'online')
  const desk = await device(one, 'u1', '/ws')
  const told = new Promise((resolve) => desk.once('presence:idle', resolve))
  expect(await told).toMatchObject({ reason: 'inactivity' })
  await hears(heard, 'online', 'idle')
  await hears(heard, 'online', 'idle', 'away')
  await phone.emitWithAck('activity:ping')
  await hears(heard, 'online', 'idle', 'away', 'online')
  expect(await phone.emitWithAck('presence:update', { status: 'dnd' })).toEqual({ status: 'dnd' })
  await hears(heard, 'online', 'idle', 'away', 'online', 'dnd')
  phone.disconnect()
  // longer than a page may be away
  await new Promise((resolve) => setTimeout(resolve, 600))
  expect(heard).not.toContain('offline')
  desk.disconnect()
  await hears(heard, 'online', 'idle', 'away', 'online', 'dnd', 'offline')
})

test('a page that is loaded anew was never gone', async () => {
  const { one, two } = await processes()
  const { heard } = await watcher(one, 'u1')
  const before = await device(two, 'u1')
  await hears(heard, 'online')
  before.disconnect()
  await device(one, 'u1')
  await hears(heard, 'online', 'idle')
})

test('the users of a process that dies are found to be offline, but for those who come to another one', async () => {
  const { one, two } = await processes()
  const { heard, socket } = await watcher(one, 'lost')
  await device(two, 'lost')
  await device(two, 'moves')
  const moved: string[] = []
  socket.on('presence:update', ({ userId, status }) => void (userId === 'moves' && moved.push(status)))
  await hears(heard, 'online')
  die(two.io)
  await device(one, 'moves')
  await expect.poll(() => heard.at(-1), { timeout: 20_000 }).toBe('offline')
  expect(moved).not.toContain('offline')
})

/** Takes a process from the others without a word, as a kill does: it calls nothing of its application. */
function die(io: Server): void {
  for (const path of ['/realtime', '/ws']) io.of(path).adapter.close()
}

import { isDeepStrictEqual } from 'node:util'
import { io, type Socket } from 'socket.io-client'
import { expect, test, vi } from 'vitest'
import { directions } from '../../../src/contract/event/direction.js'
import { wholeCode } from '../../../src/reference/snippets/snippet.js'
import { next } from '../../ends/waiting.js'
import { type ShownEvent, shownEvents } from './ends.js'
import { type Running, runClient, runServer } from './run.js'

const timely = { timeout: 20_000, interval: 5 }
const pairs = [
  ['Server', 'Client'],
  ['Plain server', 'Plain client'],
  ['Server', 'Plain client'],
  ['Plain server', 'Client'],
] as const
let count = 0

/** Runs two ends of an event together, and waits until it came and its reader saw something of it. */
async function runTogether({ title, event, end }: ShownEvent, [serverEnd, clientEnd]: readonly [string, string]) {
  const server = await runServer(end(serverEnd), event.path)
  const client = await runClient(end(clientEnd), server.port)
  const hearer = event.direction === 'serverToClient' ? client : server
  // nobody writes a word where the binding moves a client, and has nothing to answer
  const isQuiet = event.leaves.length > 0 || (event.joins.length > 0 && !event.reply)
  const isSeen = () => isQuiet || server.logged.length + client.logged.length > 0
  const said = `${title}: ${serverEnd} and ${clientEnd}`
  try {
    const wrong = () => [...server.wrong, ...client.wrong]
    await vi.waitFor(() => {
      if (wrong().length > 0) return
      expect(hasCome(event, hearer), said).toBe(true)
      expect(isSeen(), said).toBe(true)
    }, timely)
    expect(wrong(), said).toEqual([])
    count += 1
  } finally {
    await client.close()
    await server.close()
  }
}

/** Makes a list of bytes, which come in an object of Node's. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value]
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, plain(held)]))
}

/** Returns whether an event came as its example has it, or as whatever names the room that a client enters or leaves. */
function hasCome({ name, joins, leaves, payload, example }: ShownEvent['event'], { came }: Running): boolean {
  const isFree = payload === undefined || joins.length + leaves.length > 0
  return came.some(([each, said]) => each === name && (isFree || isDeepStrictEqual(plain(said), plain(example))))
}

for (const [path, events] of shownEvents)
  test.each(pairs)(`${path}: %s and %s run together, for every event`, async (...pair) => {
    for (const event of events) await runTogether(event, pair)
  })

test('every event ran in every pair', () => {
  const events = [...shownEvents.values()].flat().length
  console.info(`${events} events of ${shownEvents.size} namespaces, ${count} pairs in TypeScript ran`)
  expect(count).toBe(events * pairs.length)
})

test('every end shows its token, every server asks for it and for the rooms that a client may enter', () => {
  const wrong = [...shownEvents.values()].flat().flatMap(({ title, event, end }) => {
    const { rooms, clientToServer, aliases } = event.namespace
    const isEntered = Object.values(clientToServer).some(({ joins }) => joins.length > 0)
    const isOld = directions.some((direction) => Object.keys(aliases[direction]).length > 0)
    const wanted: [string, boolean, RegExp][] = [
      ['Server', true, /authenticate: .*verify\(token\)/],
      ['Server', isEntered, /mayJoin: .*mayEnter\(user\.id, room\)/],
      ['Server', isOld && event.namespace.legacyPath !== undefined, /aliases: \w+,\n {2}legacy: true/],
      [
        'Server',
        Object.keys(rooms).some((pattern) => /\{userId\}/.test(pattern)),
        /autoJoin: \(user\) => \[\w+\(user\.id\)/,
      ],
      ['Client', true, /auth: \{ token: 'demo-token' \}/],
      ['Client', isOld, /aliases: \w+,\n {2}legacy: true/],
      ['Plain server', true, /await verify\(socket\.handshake\.auth\['token'\]\)/],
      ['Plain client', true, /auth: \{ token: 'demo-token' \}/],
      ['Python server', true, /await verify\(\(auth or \{\}\)\.get\("token"\)\)/],
      ['Python client', true, /auth=\{"token": "demo-token"\}/],
    ]
    return wanted
      .filter(([name, isWanted, words]) => isWanted && !words.test(wholeCode(end(name))))
      .map(([name, , words]) => `${title}, ${name}: ${words.source}`)
  })
  expect(wrong).toEqual([])
})

const joining = [...shownEvents.values()].flat().filter(({ event }) => event.joins.length > 0)
test.each(['Server', 'Plain server'])(
  '%s lets in nobody without the token, and into no other room',
  async (serverEnd) => {
    for (const { title, event, end } of joining) {
      const server = await runServer(end(serverEnd), event.path)
      const [stranger, user] = [undefined, 'demo-token'].map((token) =>
        io(`http://127.0.0.1:${server.port}${event.path}`, { forceNew: true, reconnection: false, auth: { token } }),
      ) as [Socket, Socket]
      try {
        const refusal = await next<Error & { data: object }>(stranger, 'connect_error')
        expect(refusal.data, title).toMatchObject({ error: { code: expect.stringMatching(/^AUTH_/) } })
        await next(user, 'connect')
        const elsewhere = elsewhereThan(event.example)
        if (!event.reply) continue
        const reply = await user.timeout(5000).emitWithAck(event.name, elsewhere)
        expect(reply, title).toMatchObject({ error: { code: 'ROOM_FORBIDDEN' } })
      } finally {
        for (const socket of [stranger, user]) socket.disconnect()
        await server.close()
      }
    }
  },
)

/** Names other rooms than an example does. */
function elsewhereThan(example: unknown): unknown {
  return JSON.parse(JSON.stringify(example, (_, value) => (typeof value === 'string' ? `${value}9` : value)))
}

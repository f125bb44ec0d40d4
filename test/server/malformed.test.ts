import { afterEach, describe, expect, test, vi } from 'vitest'
import { isPayload, normalize } from '../../src/guards/index.js'
import { canonicalName, type EventContract } from '../../src/index.js'
import { type Observation, serve } from '../../src/server/index.js'
import { roomsNamed } from '../../src/server/rooms/room-spelling.js'
import { entries, legacyRows } from '../contracts.js'
import { type RawClient, rawClient } from '../ends/frames.js'
import { listening } from '../ends/server.js'

/** Is a word no contract holds: where it shows up again, something received was repeated. */
const marker = 'xq7zmarker'

/** Is a kind of malformed event: the text after its packet type and id. */
interface Kind {
  readonly title: string
  /** Whether it can be made for an event; one without payload takes nothing, so `null` and `{}` are no fault there. */
  fits?(event: EventContract): boolean
  /** Makes the JSON of the packet's data. */
  data(name: string, event: EventContract): string
  /** The attachments that follow, for a packet that is binary. */
  readonly attachments?: readonly Uint8Array[]
  /** Whether the name is one the contract declares. */
  readonly isDeclared: boolean
}

const json = JSON.stringify
const deep = (levels: number, inner: string): string => '{"a":'.repeat(levels) + inner + '}'.repeat(levels)
const fieldsOf = (event: EventContract): [string, unknown][] =>
  Object.entries((event.example ?? {}) as Record<string, unknown>)
const withFirst = (event: EventContract, value: string): string =>
  `{${fieldsOf(event)
    .map(([key, held], index) => `${json(key)}:${index === 0 ? value : json(held)}`)
    .join(',')}}`

const carries = ({ payload }: EventContract): boolean => payload !== undefined
// what is not declared is left out: where nothing is required, such a payload fits
const requires = (event: EventContract): boolean => !carries(event) || !isPayload(event, {})

type Shape = readonly [
  title: string,
  make: ((event: EventContract) => string) | undefined,
  fits?: (event: EventContract) => boolean,
]
const shapes: readonly Shape[] = [
  ['is missing', undefined, carries],
  ['is null', () => 'null', carries],
  ['is an empty object', () => '{}', (event) => carries(event) && requires(event)],
  ['is a number', () => '7'],
  ['is text', () => json(marker)],
  ['is true', () => 'true'],
  ['is a list', () => `[${json(marker)}]`],
  ['is an empty list', () => '[]'],
  ['is a list that holds it', (event) => `[${json(event.example ?? marker)}]`],
  ['is wrapped once more', (event) => `{"data":${json(event.example ?? marker)}}`, requires],
  ['has null for its first field', (event) => withFirst(event, 'null'), carries],
  ['has a number beyond all bounds for its first field', (event) => withFirst(event, '1e308'), carries],
  ['has an object for its first field', (event) => withFirst(event, `{"${marker}":1}`), carries],
  ['has a list of objects for its first field', (event) => withFirst(event, `[{"${marker}":1}]`), carries],
  [
    'has text of 60,000 characters for its first field',
    (event) => withFirst(event, json(marker.repeat(6000))),
    carries,
  ],
  ['has control characters in its first field', (event) => withFirst(event, json(`\u0000${marker}\u001b[2J`)), carries],
  ['names no field of its own, but a prototype', () => `{"__proto__":{"${marker}":true}}`],
  ['brings its fields by a prototype', (event) => `{"__proto__":${json(event.example ?? { [marker]: 1 })}}`],
  ['names constructor and prototype', () => `{"constructor":{"prototype":{"${marker}":true}}}`, requires],
  ['names toString and valueOf', () => `{"toString":"${marker}","valueOf":null,"hasOwnProperty":1}`, requires],
  ['is nested 5,000 levels deep', () => deep(5000, json(marker)), requires],
  ['has 5,000 levels in its first field', (event) => withFirst(event, deep(5000, json(marker))), carries],
  ['is a list of 5,000 levels', () => '['.repeat(5000) + ']'.repeat(5000)],
  [
    'has 20,000 undeclared fields only',
    () => `{${Array.from({ length: 20_000 }, (_, index) => `"${marker}${index}":1`)}}`,
    requires,
  ],
]

const payloads = shapes.map(
  ([title, make, fits = () => true]): Kind => ({
    title: `its payload ${title}`,
    isDeclared: true,
    fits,
    data: (name, event) => (make ? `[${json(name)},${make(event)}]` : `[${json(name)}]`),
  }),
)

const arguments_: Kind[] = [
  {
    title: 'an argument too many follows',
    isDeclared: true,
    data: (name, event) => json([name, event.example ?? null, marker]),
  },
  {
    title: 'fifty arguments follow',
    isDeclared: true,
    data: (name, event) => json([name, event.example ?? null, ...Array(50).fill({ [marker]: 1 })]),
  },
  {
    title: 'its payload is binary',
    isDeclared: true,
    data: (name) => `[${json(name)},{"_placeholder":true,"num":0}]`,
    attachments: [Buffer.from(marker)],
  },
  {
    title: 'its first field is binary',
    isDeclared: true,
    fits: carries,
    data: (name, event) => `[${json(name)},${withFirst(event, '{"_placeholder":true,"num":0}')}]`,
    attachments: [Buffer.from(marker)],
  },
]

const names: Kind[] = (
  [
    ['is close to it', (name) => json(`${name}${marker}`)],
    ['is in capitals', (name) => json(`${name.toUpperCase()}-${marker}`)],
    ['is a number', () => '7'],
    ['is zero', () => '0'],
    ['is empty', () => '""'],
    ['is __proto__', () => '"__proto__"'],
    ['is constructor', () => '"constructor"'],
    ['is toString', () => '"toString"'],
    ['is hasOwnProperty', () => '"hasOwnProperty"'],
    ['is error', () => '"error"'],
    ['is message', () => '"message"'],
    ['is 500 kB long', () => json(marker.repeat(50_000))],
    ['is one of the contract itself that only a server sends', () => '"contract:welcome"'],
  ] as [string, (name: string) => string][]
).map(([title, make]) => ({
  title: `its name ${title}`,
  isDeclared: false,
  data: (name: string, event: EventContract) => `[${make(name)},${json(event.example ?? null)}]`,
}))

const kinds: readonly Kind[] = [...payloads, ...arguments_, ...names]

const served = entries.map(({ contract }) => ({
  contract,
  events: Object.values(contract.clientToServer as Record<string, EventContract>),
}))
const all = served.flatMap(({ contract, events }) =>
  events.map((event) => ({ title: `${contract.path} ${event.name}`, contract, event })),
)

afterEach(() => vi.restoreAllMocks())

/** Writes one malformed event, asked for an acknowledgement or not. */
function write(client: RawClient, path: string, event: EventContract, kind: Kind, id: string): void {
  const type = kind.attachments ? `45${kind.attachments.length}-` : '42'
  client.write(`${type}${path},${id}${kind.data(event.name, event)}`, ...(kind.attachments ?? []))
}

test('there are at least twenty kinds of malformed frames for each event', () => {
  expect(all.length).toBeGreaterThan(20)
  for (const { event } of all)
    expect(kinds.filter(({ fits }) => !fits || fits(event)).length).toBeGreaterThanOrEqual(20)
})

describe.each(all)('$title', ({ contract, event }) => {
  const { path } = contract
  async function opened() {
    const { io, port } = await listening({ maxHttpBufferSize: 2e6 })
    const seen: Observation[] = []
    const handler = vi.fn(() => event.replyExample)
    const handle = serve(io, contract as never, {
      // what comes from within a room has a good event that does
      autoJoin: () => (event.within ? roomsNamed(event.within, event.example).flat() : []) as never[],
      mayJoin: () => true,
      observe: (noticed) => seen.push(noticed),
    })
    handle.on(event.name as never, handler as never)
    return { port, handler, seen, client: await rawClient(port, path) }
  }

  test('an event is refused in every malformed shape before the good event behind it is answered', async () => {
    const { client, handler, seen } = await opened()
    const tried = kinds.filter(({ fits }) => !fits || fits(event))
    let id = 100
    for (const kind of tried) {
      const asked = id++
      const good = id++
      const before = client.frames.length
      const calls = handler.mock.calls.length
      // asked for an acknowledgement, then not; the good one follows without a pause
      write(client, path, event, kind, String(asked))
      write(client, path, event, kind, '')
      client.write(`42${path},${good}${json([event.name, event.example ?? null])}`)
      await client.until(`43${path},${good}`)
      const [acked, told, answered, ...more] = client.frames.slice(before)
      expect(more, kind.title).toEqual([])
      const code = kind.isDeclared ? expect.stringMatching(/^(PAYLOAD|ROOM)_INVALID$/) : 'EVENT_UNKNOWN'
      const refusal = { code, retryable: false }
      expect(acked?.startsWith(`43${path},${asked}[`), kind.title).toBe(true)
      const [reply] = JSON.parse(acked?.slice(`43${path},${asked}`.length) ?? '[]') as [unknown]
      expect(reply, kind.title).toMatchObject({ error: refusal })
      expect(told?.startsWith(`42${path},["contract:refused"`), kind.title).toBe(true)
      const [, refused] = JSON.parse(told?.slice(`42${path},`.length) ?? '[]') as [unknown, unknown]
      expect(refused, kind.title).toMatchObject({
        event: kind.isDeclared ? event.name : '',
        // a room's name may be text as good as any: then only the missing acknowledgement is wrong
        error: {
          ...refusal,
          ...(kind.isDeclared && { code: expect.stringMatching(/^((PAYLOAD|ROOM)_INVALID|REPLY_REQUIRED)$/) }),
        },
      })
      expect(answered?.startsWith(`43${path},${good}[`), kind.title).toBe(true)
      // fields stand in whatever order
      const answer: unknown = JSON.parse(answered?.slice(`43${path},${good}`.length) ?? '')
      expect(answer, kind.title).toEqual(event.reply ? [event.replyExample] : [])
      expect(handler, kind.title).toHaveBeenCalledTimes(calls + 1)
      expect(handler.mock.calls[calls]?.[0 as never], kind.title).toEqual(event.example)
    }
    expect(client.isOpen).toBe(true)
    expect(client.frames.join()).not.toContain(marker)
    expect(client.frames.join()).not.toMatch(/__proto__|constructor|hasOwnProperty/)
    expect(json(seen)).not.toContain(marker)
    expect(seen.filter(({ kind }) => kind === 'refused')).toHaveLength(2 * tried.length)
    expect(({} as Record<string, unknown>)[marker]).toBeUndefined()
  })
})

const legacy = entries.flatMap(({ contract, table }) =>
  legacyRows(table, 'clientToServer').map((name) => ({ title: `${contract.path} ${name}`, contract, table, name })),
)

test.each(legacy)(
  '$title is refused in every malformed shape under its legacy name',
  async ({ contract, table, name }) => {
    const { io, port } = await listening({ maxHttpBufferSize: 2e6 })
    const canonical = canonicalName(table, 'clientToServer', name)
    const event = (contract.clientToServer as Record<string, EventContract>)[canonical] as EventContract
    const path = contract.legacyPath?.path ?? contract.path
    const handler = vi.fn(() => event.replyExample)
    const seen: Observation[] = []
    const handle = serve(io, contract as never, {
      aliases: table as never,
      legacy: true,
      mayJoin: () => true,
      observe: (noticed) => seen.push(noticed),
    })
    handle.on(canonical as never, handler as never)
    const client = await rawClient(port, path)
    const prefix = path === '/' ? '' : `${path},`
    let id = 0
    for (const kind of [...payloads, ...arguments_]) {
      const data = kind.data(name, event)
      const [, payload] = JSON.parse(data) as [string, unknown]
      // text in place of a session's id is what this very name carries
      if (
        !kind.attachments &&
        normalize(contract, table, 'clientToServer', name, payload).ok &&
        kind.title.startsWith('its')
      )
        continue
      const type = kind.attachments ? `45${kind.attachments.length}-` : '42'
      client.write(`${type}${prefix}${++id}${data}`, ...(kind.attachments ?? []))
      const frame = await client.until(`43${prefix}${id}[`)
      expect(JSON.parse(frame.slice(`43${prefix}${id}`.length)), kind.title).toMatchObject([
        { error: { code: 'PAYLOAD_INVALID' } },
      ])
    }
    expect(id).toBeGreaterThanOrEqual(20)
    expect(handler).not.toHaveBeenCalled()
    expect(client.isOpen).toBe(true)
    expect(client.frames.join() + json(seen)).not.toContain(marker)
  },
)

describe('what socket.io refuses itself', () => {
  const { contract, event } = all[0] as (typeof all)[number]
  const cases: [string, (path: string) => readonly (string | Uint8Array)[]][] = [
    ['no Socket.IO packet', () => ['4xyz']],
    ['JSON that ends too soon', (path) => [`42${path},["a",{`]],
    ['no JSON at all', (path) => [`42${path},nonsense`]],
    ['an object for the data', (path) => [`42${path},{"0":"a"}`]],
    ['no name', (path) => [`42${path},[]`]],
    ['null for a name', (path) => [`42${path},[null]`]],
    ['a list for a name', (path) => [`42${path},[["a"]]`]],
    ['an object for a name', (path) => [`42${path},[{"a":1}]`]],
    ['a name socket.io keeps', (path) => [`42${path},["disconnecting",1]`]],
    ['the name newListener', (path) => [`42${path},["newListener",1]`]],
    ['the name connect_error', (path) => [`42${path},["connect_error",1]`]],
    ['an attachment nobody announced', () => [Buffer.from(marker)]],
    [
      'text where an attachment was announced',
      (path) => [`451-${path},["a",{"_placeholder":true,"num":0}]`, `42${path},["a"]`],
    ],
    [
      'an attachment that is not there',
      (path) => [`451-${path},["a",{"_placeholder":true,"num":9}]`, Buffer.from(marker)],
    ],
    ['a namespace it did not enter', () => ['42/nowhere,["a"]']],
    ['more than maxHttpBufferSize', (path) => [`42${path},["a","${'x'.repeat(1_100_000)}"]`]],
    ['a packet of a type that is none', (path) => [`49${path},["a"]`]],
  ]
  test.each(cases)('%s costs the one connection, and no other', async (_, frames) => {
    const { io, port } = await listening()
    const seen: Observation[] = []
    const handle = serve(io, contract as never, { mayJoin: () => true, observe: (noticed) => seen.push(noticed) })
    const handler = vi.fn(() => event.replyExample)
    handle.on(event.name as never, handler as never)
    const bystander = await rawClient(port, contract.path)
    const client = await rawClient(port, contract.path)
    client.write(...frames(contract.path))
    await client.closed
    bystander.write(`42${contract.path},1${json([event.name, event.example ?? null])}`)
    await bystander.until(`43${contract.path},1`)
    expect(bystander.isOpen).toBe(true)
    expect(handler).toHaveBeenCalledTimes(1)
    expect(json(seen) + client.frames.join()).not.toContain(marker)
  })
})

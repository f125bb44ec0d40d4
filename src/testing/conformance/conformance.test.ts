import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { defineNamespace, type NamespaceContract } from '../../contract/namespace.js'
import { boundedRecord, bytes, digits, id, integer, sensitive, text } from '../../fields/index.js'
import type { DescribedSchema } from '../../guards/described-schema.js'
import { type AliasTable, aliases, type EventContract, event, namespace, room } from '../../index.js'
import * as plain from '../../plain/vocabulary.js'
import { conformance } from './conformance.js'
import type { ConformanceOptions } from './options.js'
import { leakIn } from './redaction-check.js'

const chatRoom = room('chat:{roomId}', { legacy: ['chat_{roomId}'] })
const order = { id, count: integer(1, 9), note: z.optional(text(20)), tags: z.array(text(5)).check(z.maxLength(3)) }
const example = { id: 'o1', count: 2, note: 'quick', tags: ['a'] }
const shop = namespace('/shop', {
  rooms: [chatRoom],
  serverToClient: {
    'order:placed': event({ payload: z.object(order), example, identity: ['id'] }),
    'chat:said': event({
      payload: z.object({
        roomId: id,
        said: sensitive('phi', text(50)),
        prices: boundedRecord(text(9), integer(0), 4),
      }),
      example: { roomId: 'r1', said: 'hello', prices: { pill: 3 } },
      to: [chatRoom],
    }),
    'shop:opened': event({}),
  },
  clientToServer: {
    'chat:join': event({
      payload: z.object({ roomId: id }),
      reply: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('new'), since: integer(0) }),
        z.object({ kind: z.literal('old') }),
      ]),
      example: { roomId: 'r1' },
      replyExample: { kind: 'new', since: 1 },
      joins: [chatRoom],
    }),
  },
})
const shopAliases = aliases<typeof shop>()({
  serverToClient: {
    order_placed: { of: 'order:placed', rename: { order_id: 'id' } },
    'order.heard': { of: 'order:placed', emit: false },
  },
  clientToServer: {
    join: {
      of: 'chat:join',
      bare: 'roomId',
      reply: { up: (old) => (old as { was: object }).was, down: (reply) => ({ was: reply }) },
    },
  },
})

type Failure = readonly [title: string, message: string]

/** Runs every check, and lists what was refused. */
async function failuresOf(
  contracts: Parameters<typeof conformance>[0],
  options?: ConformanceOptions,
): Promise<readonly Failure[]> {
  const failures: Failure[] = []
  for (const { title, check } of conformance(contracts, options))
    try {
      await check()
    } catch (error) {
      failures.push([title, (error as Error).message])
    }
  return failures
}

/** Puts other events beside those of the shop, unchecked. */
const shopWith = (
  serverToClient: Readonly<Record<string, EventContract>>,
  clientToServer: Readonly<Record<string, EventContract>> = {},
): NamespaceContract =>
  defineNamespace('/shop', {
    rooms: [chatRoom],
    serverToClient: { ...shop.serverToClient, ...serverToClient } as never,
    clientToServer: { ...shop.clientToServer, ...clientToServer } as never,
  })

/** Changes what an event is, as a hand or a build may that `event` knows nothing of. */
const planted = (changes: object, key: keyof typeof shop.serverToClient = 'order:placed'): NamespaceContract =>
  shopWith({ [key]: { ...(shop.serverToClient[key] as object), ...changes } as EventContract })

test('a contract passes with its aliases and alone, with every check named once', async () => {
  expect(await failuresOf([{ contract: shop, aliases: shopAliases }], { examples: 'required' })).toEqual([])
  expect(await failuresOf([shop])).toEqual([])
  const titles = conformance([{ contract: shop, aliases: shopAliases }]).map(({ title }) => title)
  expect(titles.length).toBeGreaterThan(40)
  expect(new Set(titles).size).toBe(titles.length)
})

test('a check names what it checks, so that a runner shows it', () => {
  const titles = conformance([{ contract: shop, aliases: shopAliases }]).map(({ title }) => title)
  expect(titles).toContain(
    '/shop order:placed (serverToClient): its payload is refused without any one required field, and it is said which',
  )
  expect(titles).toContain(
    '/shop order:placed (serverToClient): it goes down as order_placed, and up again to the same payload',
  )
})

test('a contract without examples passes by values that are drawn', async () => {
  const bare = namespace('/shop', {
    serverToClient: { 'order:placed': event({ payload: z.object(order) }) },
    clientToServer: {},
  })
  expect(await failuresOf([bare])).toEqual([])
  expect(await failuresOf([bare], { examples: 'required' })).toEqual([
    [
      '/shop order:placed (serverToClient): its examples fit and come out as they went in',
      '/shop order:placed (serverToClient): its payload has no example: give it a fitting `example`',
    ],
  ])
})

test('a contract of plain schemas, as the build makes them, passes too and fails too', async () => {
  const built = (max: number): NamespaceContract =>
    namespace('/shop', {
      serverToClient: {
        'order:placed': event({
          payload: plain.object({
            id: plain.string([plain.regex(/^\w{1,9}$/)]),
            note: plain.optional(max ? plain.string([plain.maxLength(max)]) : plain.string()),
          }),
        }),
      },
      clientToServer: {},
    })
  expect(await failuresOf([built(5)])).toEqual([])
  const [[, message] = []] = await failuresOf([built(0)])
  expect(message).toContain('note is a text without a bound: use text(max)')
})

test('a contract of bytes and digits passes, with examples and legacy names, and is told how much it may carry', async () => {
  const file = z.object({
    name: id,
    content: bytes(4000),
    scan: z.optional(sensitive('phi', bytes(9))),
    parts: z.array(bytes(9)).check(z.maxLength(3)),
    paid: digits(30, { signed: true }),
  })
  const example = { name: 'a', content: Uint8Array.of(1, 255), parts: [new Uint8Array(0)], paid: '-12' }
  const files = namespace('/files', {
    version: 1,
    serverToClient: { 'file:added': event({ payload: file, example, everybody: true }) },
    clientToServer: { 'file:put': event({ payload: file, reply: file, example, replyExample: example }) },
  })
  const filesAliases = aliases<typeof files>()({
    serverToClient: { 'file.new': { of: 'file:added', rename: { title: 'name', body: 'content' } } },
    clientToServer: {},
  })
  expect(await failuresOf([{ contract: files, aliases: filesAliases }])).toEqual([])
  const [[, words] = []] = await failuresOf([files], { maxPayloadBytes: 4000 })
  expect(words).toContain('of which most are in content')
})

test('a contract of recursive, nullable, tuple and chosen values passes', async () => {
  interface Comment {
    readonly text: string
    readonly replies: Comment[]
  }
  const comment: z.ZodMiniType<Comment, Comment> = z.object({
    text: text(20),
    replies: z.array(z.lazy(() => comment)).check(z.maxLength(2)),
  })
  const payload = z.object({
    comment,
    at: z.tuple([z.number(), z.number()]),
    gone: z.nullable(text(5)),
    by: z.union([z.object({ user: id }), z.object({ system: z.literal(true) })]),
    words: z.record(z.enum(['a', 'b']), text(4)),
    more: z.optional(z.readonly(z.object({ size: z.number() }))),
  })
  const contract = namespace('/shop', {
    serverToClient: { all: event({ payload }) },
    clientToServer: { say: event({ payload }) },
  })
  expect(await failuresOf([contract])).toEqual([])
})

describe('a contract is refused', () => {
  const unbounded = z.object({
    ...order,
    note: z.string(),
    tags: z.array(text(5)),
    extra: z.optional(z.record(text(5), z.unknown())),
  })

  test.each<
    readonly [what: string, contract: NamespaceContract, table: AliasTable | undefined, title: string, message: RegExp]
  >([
    [
      'that namespace() would refuse',
      shopWith({ connect: event({}) }),
      undefined,
      '/shop: it is declared as namespace() asks',
      /^\/shop connect: Socket.IO keeps this name/,
    ],
    [
      'whose room builds what it does not read',
      defineNamespace('/shop', {
        rooms: [Object.assign(() => 'chat:', { ...chatRoom, is: chatRoom.is, parse: chatRoom.parse }) as never],
        serverToClient: {},
        clientToServer: {},
      }),
      undefined,
      '/shop: its rooms read the names that they build',
      /its room chat:\{roomId\} builds names that are none of its own: make it with room\(\)/,
    ],
    [
      'whose event does not know its name',
      { ...shop, serverToClient: { 'order:placed': event({ payload: z.object(order), example }) } },
      undefined,
      '/shop order:placed (serverToClient): it knows its own name, direction and namespace',
      /declare it with event\(\) inside namespace\(\)/,
    ],
    [
      'whose example does not fit',
      planted({ example: { ...example, count: 70 } }),
      undefined,
      '/shop order:placed (serverToClient): its examples fit and come out as they went in',
      /its `example` does not fit its payload: put count right/,
    ],
    [
      'whose example holds more than is declared',
      planted({ example: { ...example, more: 'x' } }),
      undefined,
      '/shop order:placed (serverToClient): its examples fit and come out as they went in',
      /does not come out as it went in: declare more, or take it out/,
    ],
    [
      'whose reply looks like a refusal',
      shopWith({}, { ask: event({ reply: z.object({ error: text(9) }), replyExample: { error: 'none' } }) }),
      undefined,
      '/shop ask (clientToServer): its examples fit and come out as they went in',
      /`replyExample` has a field error/,
    ],
    [
      'whose event goes nowhere',
      planted({ everybody: false }),
      undefined,
      '/shop order:placed (serverToClient): it says where it goes, and its payload names the rooms',
      /it goes nowhere: give it `to`/,
    ],
    [
      'whose payload does not name the room that it enters',
      shopWith({}, { enter: event({ payload: z.object({ id }), joins: [chatRoom] as never }) }),
      undefined,
      '/shop enter (clientToServer): it says where it goes, and its payload names the rooms',
      /no field roomId to name the room chat:\{roomId\} with/,
    ],
    [
      'whose identity leads nowhere',
      planted({ identity: ['order.id'] }),
      undefined,
      '/shop order:placed (serverToClient): its identity leads to fields of its payload',
      /its identity order\.id leads to no field/,
    ],
    [
      'that has no bounds',
      planted({ payload: unbounded }),
      undefined,
      '/shop order:placed (serverToClient): every text, list and record of its payload has a bound',
      /not bounded at note, tags, extra, extra\.\*: note is a text without a bound: use text\(max\), or give the reason in `allow` under 'order:placed note'/,
    ],
    [
      'that keeps fields of any name',
      planted({ payload: z.looseObject(order) }),
      undefined,
      '/shop order:placed (serverToClient): every text, list and record of its payload has a bound',
      /the whole is fields of any name/,
    ],
    [
      'whose pattern lets any length through',
      planted({
        payload: z.object({ ...order, id: z.string().check(z.regex(/^[a-z+]+$/)) }),
        example: { ...example, id: 'o' },
      }),
      undefined,
      '/shop order:placed (serverToClient): every text, list and record of its payload has a bound',
      /not bounded at id/,
    ],
    [
      'whose clients may send more than a server takes',
      shopWith({}, { upload: event({ payload: z.object({ rows: z.array(text(500)).check(z.maxLength(500)) }) }) }),
      undefined,
      '/shop upload (clientToServer): its payload stays under 1000000 bytes at its largest',
      /its payload may have \d+ bytes as JSON, of which most are in rows\[\]: lower its bounds/,
    ],
    [
      'whose parser is not of its schema: it lets a field be missing',
      planted({ parse: (value: unknown) => (Object(value).id ? value : undefined) }),
      undefined,
      '/shop order:placed (serverToClient): its payload is refused without any one required field, and it is said which',
      /its payload without count is let through: its parser is not its schema's/,
    ],
    [
      'whose parser is not of its schema: it takes other types',
      planted({
        parse: (value: unknown) =>
          value && 'id' in Object(value) && 'count' in Object(value) && 'tags' in Object(value) ? value : undefined,
      }),
      undefined,
      '/shop order:placed (serverToClient): its payload is refused with a field of another type, and it is said which',
      /with another type of id is let through/,
    ],
    [
      'whose parser is not of its schema: it takes null',
      planted({
        parse: (value: unknown) =>
          z.safeParse(z.object({ ...order, note: z.nullish(text(20)) }), value).success ? value : undefined,
      }),
      undefined,
      '/shop order:placed (serverToClient): its payload is closed to null where none is declared',
      /with null for note is let through/,
    ],
    [
      'whose parser takes anything',
      planted({ parse: (value: unknown) => value }),
      undefined,
      '/shop order:placed (serverToClient): its payload is refused where it is no such value at all',
      /takes any value/,
    ],
    [
      'whose parser loses a field',
      planted({ parse: (value: unknown) => ({ ...Object(value), note: undefined }), example: undefined }),
      undefined,
      '/shop order:placed (serverToClient): values of its payload outlast JSON and the guard as they are',
      /its payload changes note/,
    ],
    [
      'whose JSON Schema says less than the guard takes',
      planted({
        payload: z.object({ ...order, count: z.number().register(z.globalRegistry, { maximum: 1 } as never) }),
      }),
      undefined,
      '/shop order:placed (serverToClient): the JSON Schema of its payload accepts what the guard accepts',
      /accepts a payload that its JSON Schema in contract\.json refuses/,
    ],
    [
      'whose schema has no JSON Schema',
      shopWith({ foreign: event({ payload: z.object({ it: z.custom<string>(() => true) }), example: { it: 'x' } }) }),
      undefined,
      '/shop: contract.json can be written of it',
      /foreign.*can't say its JSON Schema/,
    ],
    [
      'whose alias stands for nothing',
      shop,
      { serverToClient: { old: 'order:gone' as never }, clientToServer: {} },
      '/shop: its aliases have canonical targets, and neither chains nor clashes',
      /the alias old \(serverToClient\): it stands for order:gone, which is no event/,
    ],
    [
      'whose alias stands for an alias',
      shop,
      { serverToClient: { old: 'order:placed' as never, older: 'old' as never }, clientToServer: {} },
      '/shop: its aliases have canonical targets, and neither chains nor clashes',
      /the alias older stands for old, which is an alias itself/,
    ],
    [
      'whose alias is an event',
      shop,
      { serverToClient: { 'shop:opened': 'order:placed' as never }, clientToServer: {} },
      '/shop: its aliases have canonical targets, and neither chains nor clashes',
      /the alias shop:opened \(serverToClient\): it is the name of an event too/,
    ],
    [
      'whose answers are of no event',
      shop,
      { serverToClient: {}, clientToServer: {}, unacknowledged: { gone: { event: 'x', down: () => 1 } } },
      '/shop: its answers to legacy clients and older shapes are of its own events',
      /unacknowledged gone: no client sends such an event/,
    ],
    [
      'whose shapes are of no event',
      shop,
      { serverToClient: {}, clientToServer: {}, shapes: { clientToServer: { gone: {} } } },
      '/shop: its answers to legacy clients and older shapes are of its own events',
      /shapes gone \(clientToServer\)/,
    ],
    [
      'whose alias loses a field',
      shop,
      {
        serverToClient: {
          old: { of: 'order:placed', down: (payload: object) => ({ ...payload, note: undefined }) } as never,
        },
        clientToServer: {},
      },
      '/shop order:placed (serverToClient): it goes down as old, and up again to the same payload',
      /as old: its payload comes up with another note: give the row an `up`/,
    ],
    [
      'whose alias is not read again',
      shop,
      { serverToClient: { old: { of: 'order:placed', down: () => ({}) } as never }, clientToServer: {} },
      '/shop order:placed (serverToClient): it goes down as old, and up again to the same payload',
      /its payload is not read again/,
    ],
    [
      'whose older reply is not undone',
      shop,
      {
        serverToClient: {},
        clientToServer: { join: { of: 'chat:join', reply: { up: () => ({ kind: 'old' }) } } as never },
      },
      '/shop chat:join (clientToServer): its reply goes down as who sends join reads it, and up again to the same',
      /its reply comes up from its older form with another kind/,
    ],
  ])('%s', async (_, contract, table, title, message) => {
    const failures = await failuresOf([table ? { contract, aliases: table } : contract])
    expect(failures.map(([failed]) => failed)).toContain(title)
    const [, told = ''] = failures.find(([failed]) => failed === title) ?? []
    expect(told).toMatch(message)
    for (const [, each] of failures) {
      expect(each).not.toContain('\n')
      expect(each).not.toMatch(/quick|hello/)
    }
  })

  test('whose values do not outlast JSON', async () => {
    const anything = {
      '~standard': {
        version: 1,
        vendor: 'ours',
        validate: (value: unknown) => (typeof value === 'symbol' ? { issues: [{ message: '' }] } : { value }),
      },
    } as const
    const contract = shopWith({ at: event({ payload: anything as never, example: { at: new Date(0) } as never }) })
    const told = (await failuresOf([contract])).map(([, message]) => message)
    expect(told).toContainEqual(
      expect.stringMatching(/^\/shop at \(serverToClient\): its payload does not outlast JSON at at/),
    )
  })

  test('of a path that another one has', async () => {
    expect(await failuresOf([shop, shop])).toEqual([
      [
        'every contract has a path of its own',
        '/shop: two contracts have this path: give one of them another, or declare them as one',
      ],
    ])
  })

  test('that is none, before anything is checked', () => {
    expect(() => conformance([])).toThrow('conformance(): it was given no contracts, so nothing would be checked')
    expect(() => conformance([shop, undefined as never])).toThrow('conformance(), contract 2: it is no contract')
    expect(() => conformance([shopAliases as never])).toThrow('contract 1: it is no contract')
  })
})

describe('a bound that is missing', () => {
  const contract = planted({ payload: z.object({ ...order, note: z.string() }), example })
  const title = '/shop order:placed (serverToClient): every text, list and record of its payload has a bound'

  test('is named by a check that passes, where bounds are optional', async () => {
    expect(await failuresOf([contract], { bounds: 'optional' })).toEqual([])
    expect(conformance([contract], { bounds: 'optional' }).map((each) => each.title)).toContain(`${title}, except note`)
  })

  test('is named with the reason, where it is allowed', async () => {
    const allow = { 'order:placed note': 'the gateway cuts it' }
    expect(await failuresOf([contract], { allow })).toEqual([])
    expect(conformance([contract], { allow }).map((each) => each.title)).toContain(
      `${title}, except note (the gateway cuts it)`,
    )
  })

  test('is not allowed where there is none', async () => {
    expect(await failuresOf([contract], { allow: { 'order:placed note': 'cut', 'order:placed nte': 'cut' } })).toEqual([
      [
        'every field in `allow` is there and has no bound',
        "allow['order:placed nte']: no field of that event lacks a bound: take it out",
      ],
    ])
  })

  test('of a reply is allowed by a name of its own', async () => {
    const asked = shopWith({}, { ask: event({ reply: z.object({ said: z.string() }), replyExample: { said: 'x' } }) })
    expect((await failuresOf([asked])).map(([, message]) => message)).toEqual([
      expect.stringContaining("under 'ask reply said'"),
    ])
    expect(await failuresOf([asked], { allow: { 'ask reply said': 'short by nature' } })).toEqual([])
  })
})

test('a larger payload passes where the server takes it', async () => {
  const contract = shopWith(
    {},
    { upload: event({ payload: z.object({ rows: z.array(text(500)).check(z.maxLength(500)) }) }) },
  )
  expect(await failuresOf([contract], { maxPayloadBytes: 2_000_000 })).toEqual([])
})

test('a copy for a log leaks where it shows what is marked, at any depth', () => {
  const schema: DescribedSchema = z.object({
    name: text(9),
    list: z.array(z.object({ said: z.optional(sensitive('phi', text(9))) })),
    either: z.union([z.object({ a: sensitive('pii', text(9)) }), z.object({ b: text(9) })]),
    map: z.record(text(9), sensitive('secret', text(9))),
  })
  const value = { name: 'n', list: [{ said: 'x' }], either: { a: 'y' }, map: { k: 'z' } }
  const hidden = { name: 'n', list: [{ said: '[phi]' }], either: '[pii]', map: { k: '[secret]' } }
  expect(leakIn(schema, value, hidden)).toBeUndefined()
  expect(leakIn(schema, value, { ...hidden, list: value.list })).toEqual(['list', '0', 'said'])
  expect(leakIn(schema, value, { ...hidden, either: value.either })).toEqual(['either', 'a'])
  expect(leakIn(schema, value, { ...hidden, map: value.map })).toEqual(['map', 'k'])
})

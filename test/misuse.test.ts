import { Server } from 'socket.io'
import { expect, test } from 'vitest'
import { z as classic } from 'zod'
import * as z from 'zod/mini'
import { aliases, DeclarationError, event, namespace, RoomNameError, room } from '../src/index.js'
import { emitterOf, serve } from '../src/server/index.js'
import { fixture, replyFixture } from '../src/testing/index.js'

const declare = (down: object, rooms: readonly unknown[] = []) =>
  namespace('/shop', { rooms: rooms as never, serverToClient: { opened: event(down as never) }, clientToServer: {} })
const field = (schema: unknown) => () =>
  declare({ payload: z.object({ list: z.array(z.object({ a: schema as never })) }) })
const trims =
  '/shop opened, payload: its field list.a has a check that changes the value, such as trim() or toLowerCase(): values travel as they are, so change them before they are sent'
const choice = (options: (each: z.ZodMiniType) => z.ZodMiniType[]): z.ZodMiniType => {
  const each: z.ZodMiniType = z.lazy(() => z.optional(union))
  const union = z.union(options(each) as [z.ZodMiniType])
  return union
}
const recursive =
  '/shop opened, payload: its field list.a has a choice that holds itself in several of its options, and takes exponentially long to read: tell them apart with z.discriminatedUnion'

test.each<[string, z.ZodMiniType]>([
  ['one option only', choice((each) => [z.string(), z.object({ next: each })])],
  ['different fields', choice((each) => [z.object({ and: z.array(each) }), z.object({ or: z.array(each) })])],
  ['lists and records, as JSON does', z.json()],
  [
    'options that a field tells apart',
    choice((each) => [
      z.discriminatedUnion('k', [
        z.object({ k: z.literal('a'), next: each }),
        z.object({ k: z.literal('b'), next: each }),
      ]),
    ]),
  ],
])('a union that holds itself in %s is declared', (_, schema) => {
  expect(field(schema)).not.toThrow()
})

test.each<[string, () => unknown, string]>([
  ['a room without pattern', () => room(undefined as never), "a room needs a pattern, such as 'chat:{roomId}'"],
  ['an empty room', () => room('' as string), "a room needs a pattern, such as 'chat:{roomId}'"],
  [
    'an open brace',
    () => room('foo:{a' as string),
    `the room "foo:{a" has a brace that belongs to no parameter; write parameters as {roomId}, of letters, digits and '_'`,
  ],
  [
    'a dash in a parameter',
    () => room('foo:{a-b}'),
    `the room "foo:{a-b}" has a brace that belongs to no parameter; write parameters as {roomId}, of letters, digits and '_'`,
  ],
  [
    'a parameter that is a number',
    () => room('foo:{1}'),
    'the room "foo:{1}" has a parameter that begins with a digit; begin it with a letter',
  ],
  [
    'parameters side by side',
    () => room('foo:{a}{b}' as string),
    `the room "foo:{a}{b}" has two parameters side by side; put text between them, such as ':'`,
  ],
  [
    'a parameter twice',
    () => room('foo:{a}:{a}'),
    'the room "foo:{a}:{a}" has a parameter twice; give each a name of its own',
  ],
  [
    'white space in a room',
    () => room('foo {a}'),
    'the room "foo {a}" holds white space or a control character, which no room name may',
  ],
  [
    'a bad legacy name of a room',
    () => room('foo:{a}', { legacy: ['bar_{a'] }),
    `the room "bar_{a" has a brace that belongs to no parameter; write parameters as {roomId}, of letters, digits and '_'`,
  ],
  [
    'a direction that is missing',
    () => namespace('/shop', { serverToClient: {} } as never),
    '/shop: its clientToServer is nothing: give it its events, or {} where it has none',
  ],
  [
    'an event that is missing',
    () => namespace('/shop', { serverToClient: { opened: undefined as never }, clientToServer: {} }),
    '/shop opened: it is nothing: declare it with event()',
  ],
  [
    'an event that event() did not make',
    () => namespace('/shop', { serverToClient: { opened: { payload: z.object({}) } as never }, clientToServer: {} }),
    '/shop opened: it is an object that is no event: declare it with event()',
  ],
  [
    'a room that is missing',
    () => declare({}, [undefined]),
    '/shop: one of its rooms is nothing: list what room() made, and look at its import',
  ],
  [
    'a room that is missing in an event',
    () => declare({ to: [undefined] }),
    '/shop opened: one of its rooms is nothing: list what room() made, and look at its import',
  ],
  [
    'a room that is a name',
    () => declare({}, ['chat:{roomId}']),
    '/shop: one of its rooms is a string: list what room() made, and look at its import',
  ],
  [
    'a table without a direction',
    () => aliases()({ serverToClient: {} } as never),
    'an alias table: its clientToServer is nothing: give it its rows, or {} where it has none',
  ],
  ['trim', field(z.string().check(z.trim())), trims],
  ['trim of classic zod', field(classic.string().trim()), trims],
  [
    'a default',
    field(z._default(z.string(), 'x')),
    '/shop opened, payload: its field list.a has a default: values travel as they are, so change them before they are sent',
  ],
  [
    'coercion',
    field(z.coerce.number()),
    '/shop opened, payload: its field list.a has coercion: write the type that travels',
  ],
  [
    'a union that holds itself in several options',
    field(choice((each) => [z.object({ a: z.string(), next: each }), z.object({ b: z.string(), next: each })])),
    recursive,
  ],
  [
    'a union that holds itself in a record and an object',
    field(choice((each) => [z.record(z.string(), each), z.object({ next: z.optional(z.array(each)) })])),
    recursive,
  ],
  ['a union of lists that hold it', field(choice((each) => [z.array(each), z.tuple([z.string(), each])])), recursive],
  [
    'an intersection that holds itself on both sides',
    field(choice((each) => [z.intersection(z.object({ next: each }), z.object({ next: each }))])),
    recursive,
  ],
  ['a check that changes values in a lazy schema', field(z.lazy(() => z.string().check(z.trim()))), trims],
  [
    'an async check',
    field(z.string().check(z.refine(async () => true))),
    '/shop opened, payload: its field list.a has an async check: the wire waits for none, so ask in the handler',
  ],
  [
    'an example that does not fit',
    () => declare({ payload: z.object({ id: z.string() }), example: { id: 7 } }),
    '/shop opened: its `example` does not fit its payload; look at id',
  ],
  [
    'an example of a reply that does not fit',
    () => declare({ reply: z.object({ id: z.string() }), replyExample: {} }),
    '/shop opened: its `replyExample` does not fit its reply; look at id',
  ],
])('%s is refused at declaration, in words that say where, what and what to do', (_, misuse, message) => {
  expect(misuse).toThrow(DeclarationError)
  expect(misuse).toThrow(new DeclarationError(message))
})

const bookRoom = room('book:{bookId}')
const library = namespace('/library', {
  rooms: [bookRoom],
  serverToClient: {
    'book:lent': event({ to: [bookRoom] }),
    'book:back': event({ to: [bookRoom], everybody: true }),
    'book:read': event({ direct: true }),
    closed: event({}),
  },
  clientToServer: { 'book:lend': event({}) },
})
const withOptions = (options: unknown) => () => serve(new Server(), library, options as never)
const served = (given: { readonly io?: unknown; readonly contract?: unknown; readonly aliases?: unknown }) => () =>
  serve(
    ('io' in given ? given.io : new Server()) as never,
    ('contract' in given ? given.contract : library) as never,
    { aliases: given.aliases } as never,
  )
const emitter = { of: () => ({}) }
const noServer = 'for its server: give it what new Server() made, or one of its namespaces'
const noContract =
  'for its contract: give it what namespace() made; look at the import, for one of a wrong name or in a circle gives nothing'
const noPath =
  "/library: `legacy` has no path to serve, for the contract declares none: give namespace() a `legacyPath`, which may be '/library' itself, or leave `legacy` out"
type Misuse = [string, () => unknown, string]
const noTable = 'give it what aliases<Contract>()({ ... }) made'
const row = (serverToClient: unknown) => served({ aliases: { serverToClient, clientToServer: {} } })

test.each<[string, () => unknown, string]>([
  ['no server', served({ io: undefined }), `serve got nothing ${noServer}`],
  [
    'an http server',
    served({ io: { listen() {} } }),
    `serve got an object that is no server of socket.io's ${noServer}`,
  ],
  ['the class of servers', served({ io: Server }), `serve got a function ${noServer}`],
  ['no contract', served({ contract: undefined }), `serve got nothing ${noContract}`],
  [
    'all that an entry exports',
    served({ contract: { library, bookRoom } }),
    `serve got an object that is no contract ${noContract}`,
  ],
  ['a path', served({ contract: '/library' }), `serve got a string ${noContract}`],
  [
    'no emitter',
    () => emitterOf(undefined as never, library),
    'emitterOf got nothing for its emitter: give it one of @socket.io/redis-emitter or its like, or what streamsEmitter(client) makes',
  ],
  [
    'a client of a store',
    () => emitterOf({ publish() {} } as never, library),
    'emitterOf got an object that is no emitter for its emitter: give it one of @socket.io/redis-emitter or its like, or what streamsEmitter(client) makes',
  ],
  ['no contract to send', () => emitterOf(emitter, undefined as never), `emitterOf got nothing ${noContract}`],
  [
    'half a table',
    served({ aliases: { serverToClient: {} } }),
    `/library: \`aliases\` is an object that is no alias table: ${noTable}`,
  ],
  ['aliases called once', served({ aliases: aliases() }), `/library: \`aliases\` is a function: ${noTable}`],
  [
    'a row of an event that is not declared',
    row({ BOOK_LENT: 'book:lnt' }),
    '/library: the alias BOOK_LENT (serverToClient) stands for book:lnt, which the contract does not declare; nearest: book:lent, book:back, book:read',
  ],
  [
    'a row of an event of the other direction',
    row({ BOOK_LEND: { of: 'book:lend' } }),
    '/library: the alias BOOK_LEND (serverToClient) stands for book:lend, which the contract does not declare; nearest: book:lent, book:read, book:back',
  ],
  [
    'a row without event',
    row({ BOOK_LENT: { rename: {} } }),
    '/library: the alias BOOK_LENT (serverToClient) stands for no event: name one, or give the row an `of`',
  ],
  [
    'a row that is named like an event',
    row({ closed: 'book:lent' }),
    '/library: the alias closed (serverToClient) is an event of the contract, which can be no alias: leave it out',
  ],
  [
    'an answer to an event that is not declared',
    served({
      aliases: { serverToClient: {}, clientToServer: {}, unacknowledged: { 'book:lent': { event: 'x', down() {} } } },
    }),
    '/library: a row of `unacknowledged` stands for book:lent, which the contract does not declare; nearest: book:lend',
  ],
  [
    'a row of an event, sent by a process that is no server',
    () => emitterOf(emitter, library, { aliases: { serverToClient: { SHUT: 'close' }, clientToServer: {} } as never }),
    '/library: the alias SHUT (serverToClient) stands for close, which the contract does not declare; nearest: closed, book:lent, book:read',
  ],
  [
    'no options',
    withOptions(null),
    '/library: the options of serve are nothing: give it a map of options, or leave them out',
  ],
  [
    'a misspelt option',
    withOptions({ mayjoin: () => true }),
    '/library: `mayjoin` is no option of serve: write `mayJoin`',
  ],
  [
    'an option of something else',
    withOptions({ cors: true }),
    '/library: `cors` is no option of serve, which takes aliases, past, legacy, validate, observe, trace, authenticate, userId, legacyLogin, expiresAt, autoJoin, mayJoin, around, onConnect, onDisconnect, limiter, deliveries, handlerTimeoutMs, maxBufferedBytes',
  ],
  [
    'a mode of checking that is none',
    withOptions({ validate: 'strict' }),
    "/library: `validate` must be 'enforce', 'report' or 'off'",
  ],
  ...['authenticate', 'observe', 'autoJoin', 'mayJoin', 'expiresAt', 'userId'].map(
    (name): Misuse => [`a text for ${name}`, withOptions({ [name]: 'x' }), `/library: \`${name}\` must be a function`],
  ),
  [
    'a time that is none',
    withOptions({ handlerTimeoutMs: '10s' }),
    '/library: `handlerTimeoutMs` must be a number of milliseconds above 0',
  ],
  [
    'no time at all',
    withOptions({ handlerTimeoutMs: 0 }),
    '/library: `handlerTimeoutMs` must be a number of milliseconds above 0',
  ],
  [
    'no room for what waits',
    withOptions({ maxBufferedBytes: Number.NaN }),
    '/library: `maxBufferedBytes` must be a number of bytes above 0',
  ],
  [
    'a limiter that counts nothing',
    withOptions({ limiter: {} }),
    '/library: `limiter` must be an object with a function `consume`',
  ],
  [
    'deliveries that nobody claims',
    withOptions({ deliveries: new Map() }),
    '/library: `deliveries` must be an object with a function `claim`',
  ],
  ['a login that is a switch', withOptions({ legacyLogin: true }), '/library: `legacyLogin` must be an object'],
  [
    'a misspelt way to log in',
    withOptions({ legacyLogin: { querry: true } }),
    '/library: `querry` is no option of legacyLogin: write `query`',
  ],
  [
    'a way to log in that is no switch',
    withOptions({ legacyLogin: { ownPath: { query: 'token' } } }),
    '/library: `legacyLogin.ownPath.query` must be true or false',
  ],
  [
    'legacy names that are a text',
    withOptions({ legacy: 'BOOK_LENT' }),
    '/library: `legacy` must be true, false or { also: [...] } with names to send',
  ],
  ['legacy without a path or a table', withOptions({ legacy: true }), noPath],
  [
    'legacy names that have no path to be sent on',
    withOptions({ legacy: true, aliases: { serverToClient: { BOOK_LENT: 'book:lent' }, clientToServer: {} } }),
    noPath,
  ],
  [
    'a contract that is served already',
    () => {
      const io = new Server()
      serve(io, library)
      serve(io, library)
    },
    '/library is served on /library already: close() what serve returned before it is served again',
  ],
  [
    'another contract of the same path, with the same event',
    () => {
      const io = new Server()
      serve(io, library)
      serve(io, namespace('/library', { serverToClient: { closed: event({}) }, clientToServer: {} }))
    },
    'another contract of the path /library is served on /library already: give one of them a path of its own, or close() what serve returned',
  ],
  [
    'an option of serve, given to an emitter',
    () => emitterOf(emitter, library, { mayJoin: () => true } as never),
    '/library: `mayJoin` is no option of emitterOf, which takes aliases, past, legacy, validate, observe, trace',
  ],
])('%s is refused where it is served, in words that say what was given and what to give', (_, misuse, message) => {
  expect(misuse).toThrow(new DeclarationError(message))
})

test('a table of what old clients say alone needs no path of its own', () => {
  const table = aliases<typeof library>()({ serverToClient: {}, clientToServer: { BOOK_LEND: 'book:lend' } })
  expect(() => serve(new Server(), library, { aliases: table, legacy: true })).not.toThrow()
})

test('a contract is served again when it was closed', () => {
  const io = new Server()
  serve(io, library).close()
  expect(() => serve(io, library, { mayJoin: undefined })).not.toThrow()
})

test('a server, a namespace of one and an emitter are served with a fitting table', () => {
  const table = aliases<typeof library>()({ serverToClient: { BOOK_LENT: 'book:lent' }, clientToServer: {} })
  const io = new Server()
  for (const given of [io, io.of('/library'), io.of('/tenant')])
    expect(() => serve(given, library, { aliases: table }).close()).not.toThrow()
  expect(() => emitterOf(emitter, library, { aliases: table })).not.toThrow()
})

test.each<[string, (sender: ReturnType<typeof named>) => unknown, string]>([
  [
    'a misspelt handler',
    (sender) => sender.on('book:lent' as never, (() => {}) as never),
    '/library has no clientToServer event of this name: write `book:lend`',
  ],
  [
    'a handler of a name of old',
    (sender) => sender.on('BOOK_LEND' as never, (() => {}) as never),
    '/library has no clientToServer event of this name: this one is of older releases, so write `book:lend`',
  ],
  [
    'a misspelt event',
    (sender) => (sender.emit as Send)('close'),
    '/library has no serverToClient event of this name: write `closed`',
  ],
  [
    'an event by its name of old',
    (sender) => (sender.emit as Send)('SHUT'),
    '/library has no serverToClient event of this name: this one is of older releases, so write `closed`',
  ],
  [
    'a name that is like none',
    (sender) => (sender.emit as Send)('weather'),
    '/library has no serverToClient event of this name',
  ],
])('%s is told with the event that was meant', (_, misuse, message) => {
  expect(() => misuse(named())).toThrow(message)
})
const named = () =>
  serve(new Server(), library, {
    aliases: aliases<typeof library>()({
      serverToClient: { SHUT: 'closed' },
      clientToServer: { BOOK_LEND: 'book:lend' },
    }),
  })

test.each<[string, (sender: { emit: unknown; to(room: unknown): { emit: unknown } }) => unknown, string]>([
  [
    'an event of rooms to everybody',
    ({ emit }) => (emit as Send)('book:lent'),
    '/library book:lent is not addressed to everybody: use to(room).emit, with a room of book:{bookId}',
  ],
  [
    'an event of one client to everybody',
    ({ emit }) => (emit as Send)('book:read'),
    "/library book:read is not addressed to everybody: it is for one client, so use the emit of a handler's context",
  ],
  [
    'an event of everybody to a room',
    (sender) => (sender.to('book:b1').emit as Send)('closed'),
    '/library closed is addressed to no room: it is for everybody, so use emit',
  ],
  [
    'an event of one client to a room',
    (sender) => (sender.to('book:b1').emit as Send)('book:read'),
    "/library book:read is addressed to no room: it is for one client, so use the emit of a handler's context",
  ],
  [
    'an event to a room of another family',
    (sender) => (sender.to('shelf:s1').emit as Send)('book:lent'),
    '/library book:lent is addressed to book:{bookId}: build its room with one of these',
  ],
  [
    'an event to a room that is missing, which everybody may hear',
    (sender) => (sender.to(undefined).emit as Send)('book:back'),
    'to() got nothing for a room: give it the names that rooms build',
  ],
  [
    'an event to rooms of which one is missing',
    (sender) => (sender.to(['book:b1', undefined]).emit as Send)('book:back'),
    'to() got nothing for a room: give it the names that rooms build',
  ],
])('%s leaves to nobody, and says how to send it', (_, misuse, message) => {
  const sent: unknown[] = []
  const outlet = { to: () => outlet, except: () => outlet, emit: (...packet: unknown[]) => sent.push(packet) }
  for (const sender of [emitterOf({ of: () => outlet }, library), serve(new Server(), library)])
    expect(() => misuse(sender as never)).toThrow(new RoomNameError(message))
  expect(sent).toEqual([])
})
type Send = (name: string) => unknown

test.each<[string, () => unknown, string]>([
  [
    'no example',
    () => fixture(declare({ payload: z.object({ id: z.string() }) }).serverToClient.opened),
    '/shop opened has no example: give it a fitting `example`, for no value could be drawn',
  ],
  [
    'no example of a reply',
    () => replyFixture(declare({ reply: z.object({ id: z.string() }) }).serverToClient.opened as never),
    '/shop opened has no example: give it a fitting `replyExample`, for no value could be drawn',
  ],
  [
    'an example that does not fit',
    () =>
      fixture({
        ...declare({ payload: z.object({ id: z.string() }) }).serverToClient.opened,
        example: { id: 7 },
      } as never),
    '/shop opened has an example that does not fit in id: give it a fitting `example`, for no value could be drawn',
  ],
])('a fixture with %s names its event, and what to give it', (_, misuse, message) => {
  expect(misuse).toThrow(new TypeError(message))
})

import { type ContractJson, diff, type Finding } from '../../src/spec/index.js'
import { aliasOf, contractOf, eventOf, namespaceOf, shopOf } from './contract-maker.js'

type Said = readonly [rule: string, bump: string, ...breaks: string[]]

export const said = ({ rule, bump, breaks }: Finding): Said => [
  rule,
  bump,
  ...breaks.filter((each) => each !== 'compile-time'),
]
export const compare = (old: ContractJson, next: ContractJson): Said[] => diff(old, next).findings.map(said)

export const oldClients = 'new-server-old-client'
export const newClients = 'old-server-new-client'
export const fleet = 'mixed-fleet'

export const id = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] }
export const total = { type: 'object', properties: { total: { type: 'number' } }, required: ['total'] }
export const both = {
  type: 'object',
  properties: { ...id.properties, ...total.properties },
  required: ['id', 'total'],
}
/** An order of which some is told, and a notice that ends. */
const part = { type: 'object', properties: both.properties, required: ['id'] }
const notice = {
  type: 'object',
  properties: { ...id.properties, isTyping: { type: 'boolean' }, typing: { type: 'boolean' }, at: { type: 'number' } },
  required: ['id'],
}
const typing = (endsAfter?: object) => down({ payload: notice, ...(endsAfter && { endsAfter }) })
const mood = (said: object) => ({ type: 'object', properties: { mood: { enum: ['glad', 'sad'], ...said } } })
export const down = (event = {}) => shopOf({ serverToClient: { 'order:new': eventOf({ payload: id, ...event }) } })
export const up = (event = {}) =>
  shopOf({ clientToServer: { 'order:take': eventOf({ direction: 'clientToServer', payload: id, ...event }) } })
export const none = shopOf({})

interface Pair {
  readonly rule: string
  readonly what: string
  readonly one: ContractJson
  readonly other: ContractJson
  /** What the way there gives, and the way back. */
  readonly there: readonly Said[]
  readonly back: readonly Said[]
}

const pair = (
  rule: string,
  what: string,
  one: ContractJson,
  other: ContractJson,
  there: readonly Said[],
  back: readonly Said[],
): Pair => ({ rule, what, one, other, there, back })

export const room = (legacy: string[] = [], params = ['id']) => ({ params, legacy })
export const renamedDown = (alias: object) =>
  shopOf({
    serverToClient: { 'order:made': eventOf({ payload: id }) },
    aliases: { serverToClient: { 'order:new': aliasOf('order:made', alias) } },
  })
export const withAlias = (alias?: object) =>
  shopOf({
    serverToClient: { 'order:new': eventOf({ payload: id }) },
    aliases: { serverToClient: alias ? { 'new-order': aliasOf('order:new', alias) } : {} },
  })
const takenAs = (alias: object) =>
  shopOf({
    clientToServer: { 'order:take': eventOf({ direction: 'clientToServer', payload: id }) },
    aliases: { clientToServer: { 'take-order': aliasOf('order:take', alias) } },
  })
const coded = (codes: object) =>
  contractOf({}, { protocol: { ...contractOf({}).protocol, errorCodes: codes as never } })
const code = (retryable: boolean) => ({ TEAPOT: { summary: '', retryable, raisedBy: [] } })
export const secret = {
  type: 'object',
  properties: { id: { type: 'string', 'x-sensitive': 'secret' } },
  required: ['id'],
}
const greeted = (schema: object) =>
  contractOf(
    {},
    { protocol: { ...contractOf({}).protocol, handshake: { summary: '', schema: schema as never, example: {} } } },
  )

export const pairs: readonly Pair[] = [
  pair('E01', 'an event from the server', none, down(), [['E01', 'minor']], [['E03', 'major', oldClients]]),
  pair('E02', 'an event from a client', none, up(), [['E02', 'minor', newClients]], [['E04', 'major', oldClients]]),
  pair(
    'E05',
    'renamed with an alias, from the server',
    down(),
    renamedDown({}),
    [['E05', 'major', oldClients]],
    [['E06', 'major', oldClients, newClients]],
  ),
  pair(
    'E05',
    'renamed with an alias that is only heard',
    down(),
    renamedDown({ emit: false }),
    [['E05', 'major', oldClients]],
    [['E06', 'major', oldClients, newClients]],
  ),
  pair(
    'E05',
    'renamed with an alias that functions shape',
    down(),
    renamedDown({ down: true }),
    [['E05', 'major', oldClients]],
    [['E06', 'major', oldClients, newClients]],
  ),
  pair(
    'E05',
    'renamed with an alias, from a client',
    up(),
    shopOf({
      clientToServer: { 'order:accept': eventOf({ direction: 'clientToServer', payload: id }) },
      aliases: { clientToServer: { 'order:take': aliasOf('order:accept') } },
    }),
    [['E05', 'minor', newClients]],
    [['E06', 'major', oldClients]],
  ),
  pair(
    'E06',
    'renamed without an alias',
    down(),
    shopOf({ serverToClient: { 'order:made': eventOf({ payload: id }) } }),
    [['E06', 'major', oldClients, newClients]],
    [['E06', 'major', oldClients, newClients]],
  ),
  pair(
    'E07',
    'turned round',
    down(),
    shopOf({ clientToServer: { 'order:new': eventOf({ direction: 'clientToServer', payload: id }) } }),
    [['E07', 'major', oldClients, newClients]],
    [['E07', 'major', oldClients, newClients]],
  ),
  pair(
    'E13',
    'made volatile, from the server',
    down(),
    down({ volatile: true }),
    [['E13', 'major', oldClients]],
    [['E13', 'minor', newClients]],
  ),
  pair(
    'E13',
    'made volatile, from a client',
    up(),
    up({ volatile: true }),
    [['E13', 'minor', newClients]],
    [['E13', 'minor']],
  ),
  pair(
    'E13',
    'given an identity',
    down(),
    down({ identity: { paths: ['id'] } }),
    [['E13', 'minor', newClients]],
    [['E13', 'major', oldClients]],
  ),
  pair(
    'E13',
    'known by less',
    down({ payload: both, identity: { paths: ['id', 'total'] } }),
    down({ payload: both, identity: { paths: ['id'] } }),
    [['E13', 'minor', newClients]],
    [['E13', 'major', oldClients]],
  ),
  pair(
    'E13',
    'known by something else',
    down({ payload: both, identity: { paths: ['id'] } }),
    down({ payload: both, identity: { paths: ['total'] } }),
    [['E13', 'major', oldClients, newClients]],
    [['E13', 'major', oldClients, newClients]],
  ),
  pair(
    'E13',
    'known by a function',
    down({ identity: { paths: ['id'] } }),
    down({ identity: { words: 'by id, within a second' } }),
    [['E13', 'major', oldClients, newClients]],
    [['E13', 'major', oldClients, newClients]],
  ),
  pair(
    'E13',
    'known by a function that is told otherwise',
    down({ identity: { words: 'by id' } }),
    down({ identity: { words: 'by id, within a second' } }),
    [['E13', 'major', oldClients, newClients]],
    [['E13', 'major', oldClients, newClients]],
  ),
  pair(
    'E13',
    'known by a function, and by nothing',
    down(),
    down({ identity: { words: 'by id' } }),
    [['E13', 'minor', newClients]],
    [['E13', 'major', oldClients]],
  ),
  pair(
    'E13',
    'given an identity that no server reads',
    up(),
    up({ identity: { paths: ['id'] } }),
    [['E13', 'minor']],
    [['E13', 'minor']],
  ),
  pair(
    'E13',
    'a snapshot',
    down({ payload: part, state: 'patch' }),
    down({ payload: part, state: 'snapshot' }),
    [['E13', 'major', oldClients, newClients]],
    [['E13', 'major', oldClients, newClients]],
  ),
  pair(
    'E13',
    'said to be a snapshot',
    down({ payload: part }),
    down({ payload: part, state: 'snapshot' }),
    [['E13', 'major', oldClients]],
    [['E13', 'major', oldClients]],
  ),
  pair(
    'E14',
    'limited more',
    up({ limit: { count: 9, perMs: 1000 } }),
    up({ limit: { count: 5, perMs: 1000 } }),
    [['E14', 'major', oldClients]],
    [['E14', 'minor', newClients]],
  ),
  pair(
    'E14',
    'limited at all',
    up(),
    up({ limit: { count: 5, perMs: 1000 } }),
    [['E14', 'major', oldClients]],
    [['E14', 'minor', newClients]],
  ),
  pair(
    'E14',
    'limited more and less at once',
    up({ limit: { count: 10, perMs: 1000 } }),
    up({ limit: { count: 20, perMs: 10_000 } }),
    [['E14', 'major', oldClients, newClients]],
    [['E14', 'major', oldClients, newClients]],
  ),
  pair(
    'E16',
    'ended by itself',
    typing(),
    typing({ ms: 5000, by: { isTyping: false } }),
    [['E16', 'minor', newClients]],
    [['E16', 'major', oldClients]],
  ),
  pair(
    'E16',
    'ended later by itself',
    typing({ ms: 5000, by: { isTyping: false } }),
    typing({ ms: 9000, by: { isTyping: false } }),
    [['E16', 'minor']],
    [['E16', 'minor']],
  ),
  pair(
    'E16',
    'ended by another field',
    typing({ ms: 5000, by: { isTyping: false } }),
    typing({ ms: 5000, by: { typing: false }, at: 'at' }),
    [['E16', 'major', oldClients, newClients]],
    [['E16', 'major', oldClients, newClients]],
  ),
  pair(
    'K01',
    'answered to a client',
    up(),
    up({ reply: total }),
    [['K01', 'major', oldClients, newClients]],
    [['K02', 'major', oldClients, newClients]],
  ),
  pair(
    'K03',
    'answered to the server',
    down(),
    down({ reply: total }),
    [['K03', 'major', oldClients]],
    [['K04', 'minor', newClients]],
  ),
  pair(
    'K06',
    'a reply that has to be asked for',
    up({ reply: total }),
    up({ reply: total, query: true }),
    [['K06', 'major', oldClients]],
    [['K06', 'minor', newClients]],
  ),
  pair(
    'R06',
    'taken from within a room',
    up(),
    up({ within: ['a:{id}'] }),
    [['R06', 'major', oldClients]],
    [['R06', 'minor', newClients]],
  ),
  pair(
    'R06',
    'taken from within another room',
    up({ within: ['a:{id}'] }),
    up({ within: ['b:{id}'] }),
    [['R06', 'major', oldClients, newClients]],
    [['R06', 'major', oldClients, newClients]],
  ),
  pair('K07', 'an error code', coded({}), coded(code(true)), [['K07', 'minor']], [['K07', 'minor']]),
  pair('K07', 'worth another try', coded(code(false)), coded(code(true)), [['K07', 'minor']], [['K07', 'minor']]),
  pair('N01', 'a namespace', contractOf({}), none, [['N01', 'minor', newClients]], [['N01', 'major', oldClients]]),
  pair(
    'N01',
    'moved, the old path still served',
    contractOf({ '/old': namespaceOf({ serverToClient: { a: eventOf({ payload: id }) } }) }),
    contractOf({
      '/new': namespaceOf({
        legacyPath: { path: '/old', without: [] },
        serverToClient: { a: eventOf({ payload: id }) },
      }),
    }),
    [['N01', 'minor', newClients]],
    [['N01', 'major', oldClients]],
  ),
  pair(
    'N01',
    'a legacy path',
    none,
    shopOf({ legacyPath: { path: '/', without: [] } }),
    [['N01', 'minor']],
    [['N01', 'major', oldClients]],
  ),
  pair(
    'N03',
    'an event the legacy path has',
    shopOf({ legacyPath: { path: '/', without: ['a'] } }),
    shopOf({ legacyPath: { path: '/', without: [] } }),
    [['N03', 'minor']],
    [['N03', 'major', oldClients]],
  ),
  pair(
    'N03',
    'moved to another namespace',
    contractOf({ '/a': namespaceOf({ serverToClient: { x: eventOf({ payload: id }) } }), '/b': namespaceOf() }),
    contractOf({ '/a': namespaceOf(), '/b': namespaceOf({ serverToClient: { x: eventOf({ payload: id }) } }) }),
    [['N03', 'major', oldClients, newClients]],
    [['N03', 'major', oldClients, newClients]],
  ),
  pair(
    'N04',
    'the handshake asks for more',
    greeted({ type: 'object', properties: {} }),
    greeted(total),
    [['F02', 'major', oldClients]],
    [['F05', 'minor', newClients]],
  ),
  pair(
    'N06',
    'another version',
    none,
    shopOf({ version: 2 }),
    [['N06', 'major', oldClients, newClients]],
    [['N06', 'major', oldClients, newClients]],
  ),
  pair(
    'R01',
    'a room renamed, the old name read',
    shopOf({ rooms: { 'a:{id}': room() } }),
    shopOf({ rooms: { 'b:{id}': room(['a:{id}']) } }),
    [['R01', 'minor', fleet]],
    [['R01', 'minor', fleet]],
  ),
  pair(
    'R01',
    'a room renamed that is addressed, entered and left',
    shopOf({
      rooms: { 'a:{id}': room() },
      serverToClient: { x: eventOf({ payload: secret, to: ['a:{id}'], everybody: false }) },
      clientToServer: { y: eventOf({ direction: 'clientToServer', joins: ['a:{id}'] }) },
    }),
    shopOf({
      rooms: { 'b:{id}': room(['a:{id}']) },
      serverToClient: { x: eventOf({ payload: secret, to: ['b:{id}'], everybody: false }) },
      clientToServer: { y: eventOf({ direction: 'clientToServer', joins: ['b:{id}'] }) },
    }),
    [['R01', 'minor', fleet]],
    [['R01', 'minor', fleet]],
  ),
  pair(
    'R02',
    'a room whose old name is read',
    shopOf({ rooms: { 'a:{id}': room() } }),
    shopOf({ rooms: { 'a:{id}': room(['b:{id}']) } }),
    [['R02', 'minor']],
    [['R02', 'major', oldClients]],
  ),
  pair(
    'R03',
    'addressed to a further room',
    down({ to: ['a:{id}'], everybody: false }),
    down({ to: ['a:{id}', 'b:{id}'], everybody: false }),
    [['R03', 'minor']],
    [['R03', 'major', oldClients]],
  ),
  pair(
    'R03',
    'addressed to everybody',
    down({ to: ['a:{id}'], everybody: false }),
    down({ to: ['a:{id}'] }),
    [['R03', 'minor']],
    [['R03', 'major', oldClients]],
  ),
  pair(
    'R03',
    'addressed to everybody, who was one client',
    down({ direct: true, everybody: false }),
    down(),
    [['R03', 'minor']],
    [['R03', 'major', oldClients]],
  ),
  pair(
    'R03',
    'addressed to a room, who was one client',
    down({ direct: true, everybody: false }),
    down({ to: ['a:{id}'], everybody: false }),
    [
      ['R03', 'major', oldClients],
      ['R03', 'minor'],
    ],
    // the server may answer one client with any event
    [['R03', 'major', oldClients]],
  ),
  pair(
    'R03',
    'addressed to everybody in place of a room',
    down({ to: ['a:{id}'], everybody: false }),
    down(),
    [['R03', 'minor']],
    [['R03', 'major', oldClients]],
  ),
  pair(
    'R03',
    'addressed to a room of everybody',
    down(),
    down({ to: ['a:{id}'] }),
    [['R03', 'minor']],
    [['R03', 'minor']],
  ),
  pair('R04', 'a room', none, shopOf({ rooms: { 'a:{id}': room() } }), [['R04', 'minor']], [['R04', 'major']]),
  pair(
    'R04',
    'entered',
    up(),
    up({ joins: ['a:{id}'] }),
    [['R04', 'minor', newClients]],
    [['R04', 'major', oldClients]],
  ),
  pair('R04', 'left', up({ leaves: ['a:{id}'] }), up(), [['R04', 'minor', newClients]], [['R04', 'major', oldClients]]),
  pair('A01', 'an alias', withAlias(), withAlias({}), [['A01', 'minor']], [['A02', 'major', oldClients]]),
  pair(
    'A01',
    'an alias that is sent',
    withAlias({ emit: false }),
    withAlias({}),
    [['A01', 'minor']],
    [['A02', 'major', oldClients]],
  ),
  pair(
    'A04',
    'a later end of an alias',
    withAlias({}),
    withAlias({ removeIn: '4.0.0' }),
    [['A04', 'patch']],
    [['A04', 'patch']],
  ),
  pair(
    'M03',
    'a spelling that is heard',
    withAlias({}),
    withAlias({ heard: { orderId: 'id' } }),
    [['M03', 'minor']],
    [['M03', 'minor', newClients]],
  ),
  pair(
    'M03',
    'a spelling that is read and sent',
    withAlias({}),
    withAlias({ rename: { orderId: 'id' } }),
    [['M03', 'major', oldClients]],
    [['M03', 'major', oldClients, newClients]],
  ),
  pair(
    'M03',
    'a spelling that is no longer sent, and still heard',
    withAlias({ rename: { orderId: 'id' } }),
    withAlias({ heard: { orderId: 'id' } }),
    [['M03', 'major', oldClients]],
    [['M03', 'major', oldClients]],
  ),
  pair(
    'M03',
    'a payload that is the value of a field',
    withAlias({}),
    withAlias({ bare: 'id' }),
    [['M03', 'major', oldClients, newClients]],
    [['M03', 'major', oldClients, newClients]],
  ),
  pair(
    'M03',
    'a spelling that is heard from clients',
    takenAs({}),
    takenAs({ heard: { orderId: 'id' } }),
    [['M03', 'minor']],
    [['M03', 'major', oldClients]],
  ),
  pair(
    'M03',
    'another word for a spelling that is heard from clients',
    takenAs({ rename: { orderId: 'id' } }),
    takenAs({ heard: { orderId: 'id' } }),
    [['M03', 'minor']],
    [['M03', 'minor']],
  ),
  pair(
    'M04',
    'a mapping',
    withAlias({}),
    withAlias({ up: true }),
    [['M04', 'major', oldClients]],
    [['M04', 'major', oldClients]],
  ),
  pair(
    'M04',
    'the form of a reply to old askers',
    withAlias({ reply: true, replyForm: { down: { id: 'reply.id' } } }),
    withAlias({ reply: true, replyForm: { down: { nr: 'reply.id' } } }),
    [['M04', 'major', oldClients]],
    [['M04', 'major', oldClients]],
  ),
  pair(
    'M04',
    'the form of a reply of old servers',
    withAlias({ reply: true, replyForm: { up: { id: 'reply.nr' }, failed: 'HANDLER_FAILED' } }),
    withAlias({ reply: true, replyForm: { up: { id: 'reply.nr' }, failed: 'ROOM_FORBIDDEN' } }),
    [['M04', 'minor', newClients]],
    [['M04', 'minor', newClients]],
  ),
  pair(
    'M04',
    'that a release does not tell the form of a reply yet',
    withAlias({ reply: true }),
    withAlias({ reply: true, replyForm: { down: true } }),
    [],
    [],
  ),
  pair('S01', 'a mark', down(), down({ payload: secret }), [['S01', 'patch']], [['S02', 'minor']]),
  pair('T04', 'a sentence', down({ summary: 'a' }), down({ summary: 'b' }), [['T04', 'patch']], [['T04', 'patch']]),
  pair(
    'T04',
    'what a value means',
    down({ payload: mood({}) }),
    down({ payload: mood({ 'x-enumDescriptions': { glad: 'Wags.' } }) }),
    [['T04', 'patch']],
    [['T04', 'patch']],
  ),
  pair(
    'T04',
    'what follows a value',
    down({ payload: mood({ 'x-nextStates': { glad: ['sad'] } }) }),
    down({ payload: mood({ 'x-nextStates': { glad: [] } }) }),
    [['T04', 'patch']],
    [['T04', 'patch']],
  ),
  pair(
    'T04',
    'a deprecation',
    down(),
    down({ deprecated: { since: '1.1.0' } }),
    [['T04', 'patch']],
    [['T04', 'patch']],
  ),
]

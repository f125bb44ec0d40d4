import { expect, test } from 'vitest'
import {
  type ContractJson,
  type DiffOptions,
  diff,
  type EventJson,
  type Finding,
  type ReleasedContract,
  type Tombstone,
} from '../../src/spec/index.js'
import { aliasOf, contractOf, eventOf, namespaceOf, shopOf } from './contract-maker.js'

const told = ({ rule, place, consequences }: Finding): string =>
  [
    `${rule} ${place.name ?? place.namespace}`,
    ...consequences.map((each) => `${each.rule} ${each.place.name}`).sort(),
  ].join(' > ')
const compare = (old: ContractJson, next: ContractJson, options: DiffOptions = {}): readonly Finding[] =>
  diff(old, next, options).findings
const text = { type: 'string' }
const fields = (properties: object): never => ({ type: 'object', properties }) as never
const carriedIn = (direction: EventJson['direction'], properties: object): EventJson =>
  eventOf({ direction, payload: fields(properties) })

const inRoom = (room: string, legacy: readonly string[] = []): ContractJson =>
  shopOf({
    rooms: { [room]: { legacy, params: ['shopId'] } as never },
    serverToClient: {
      'order:new': eventOf({
        to: [room],
        everybody: false,
        payload: fields({ phone: { ...text, 'x-sensitive': 'pii' } }),
      }),
      'order:state': eventOf({ to: [room], everybody: false }),
    },
    clientToServer: { join: eventOf({ direction: 'clientToServer', joins: [room] }) },
  })

test('a renamed room brings along whom events are addressed to, and what is entered', () => {
  const [room, ...others] = compare(inRoom('counter:{shopId}'), inRoom('till:{shopId}'))
  expect(others).toEqual([])
  expect(room && told(room)).toBe(
    'R01 counter:{shopId} > R03 order:new > R03 order:new > R03 order:state > R03 order:state > R04 join > R04 join',
  )
  expect(room).toMatchObject({
    bump: 'major',
    needsApproval: true,
    breaks: ['mixed-fleet', 'new-server-old-client', 'old-server-new-client'],
  })
  expect(room?.categories).toEqual(['security', 'wire'])
  expect(compare(inRoom('counter:{shopId}'), inRoom('till:{shopId}', ['counter:{shopId}'])).map(told)).toEqual([
    'R01 counter:{shopId}',
  ])
})

test('a room that comes or goes brings along whom events are addressed to, and what is entered', () => {
  const none = (contract: ContractJson): ContractJson => {
    const copy = JSON.parse(JSON.stringify(contract)) as { namespaces: Record<string, Record<string, unknown>> }
    const shop = copy.namespaces['/shop'] as Record<string, unknown>
    shop['rooms'] = {}
    for (const direction of ['serverToClient', 'clientToServer'])
      for (const event of Object.values(shop[direction] as Record<string, Record<string, unknown>>))
        Object.assign(event, { to: [], joins: [] })
    return copy as unknown as ContractJson
  }
  const there = inRoom('counter:{shopId}')
  const expected = 'R04 counter:{shopId} > R03 order:new > R03 order:state > R04 join'
  expect(compare(there, none(there)).map(told)).toEqual([expected])
  expect(compare(none(there), there).map(told)).toEqual([expected])
})

test('an event that is gone takes its legacy names along', () => {
  const shop = (events: object, of: string): ContractJson =>
    shopOf({ serverToClient: events as never, aliases: { serverToClient: { OLD: aliasOf(of), OLDER: aliasOf(of) } } })
  const event = eventOf({ payload: fields({ id: text }) })
  expect(compare(shop({ 'order:new': event }, 'order:new'), shop({}, 'order:new')).map(told)).toEqual([
    'E03 order:new > A05 OLD > A05 OLDER',
  ])
  const renamed = shop({ 'order:made': event }, 'order:made')
  expect(compare(shop({ 'order:new': event }, 'order:new'), renamed).map(told)).toEqual([
    'E06 order:new > A05 OLD > A05 OLDER',
  ])
})

test('a renamed event takes the names of its types along', () => {
  const event = (payload: string): EventJson => eventOf({ payload: fields({ id: text }), types: { payload } })
  const found = compare(
    shopOf({ serverToClient: { 'order:new': event('OrderNew') } }),
    shopOf({
      serverToClient: { 'order:made': event('OrderMade') },
      aliases: { serverToClient: { 'order:new': aliasOf('order:made') } },
    }),
  )
  expect(found.map(told)).toEqual(['E05 order:new > T01 order:made'])
  expect(found).toMatchObject([{ bump: 'major', breaks: ['compile-time', 'new-server-old-client'] }])
})

test('a type that events share is one change, and breaks all whom it breaks anywhere', () => {
  const status = (...words: string[]) => ({ order: fields({ status: { enum: words } }) })
  const shop = (...words: string[]): ContractJson =>
    shopOf({
      serverToClient: {
        'order:new': carriedIn('serverToClient', { status: { enum: words } }),
        'order:state': carriedIn('serverToClient', status(...words)),
      },
      clientToServer: { 'order:set': carriedIn('clientToServer', status(...words)) },
    })
  const [one, ...others] = compare(shop('open'), shop('open', 'lost'))
  expect(others).toEqual([])
  expect(one && told(one)).toBe('F14 order:new > F14 order:set > F14 order:state')
  expect(one?.breaks).toEqual(['compile-time', 'new-server-old-client', 'old-server-new-client'])
})

test('fields of other names, or other changes, are changes of their own', () => {
  const shop = (one: object, other: object): ContractJson =>
    shopOf({
      serverToClient: { a: carriedIn('serverToClient', one), b: carriedIn('serverToClient', other) },
    })
  const found = compare(
    shop({ x: { enum: ['k'] }, y: { enum: ['k'] } }, { x: { enum: ['k'] } }),
    shop({ x: { enum: ['k', 'l'] }, y: { enum: ['k', 'l'] } }, { x: { enum: ['k', 'm'] } }),
  )
  expect(found.map(told)).toEqual(['F14 a', 'F14 a', 'F14 b'])
})

test('what clients newly see is a question of its own: somebody puts a name under that very sentence', () => {
  const shop = (serverToClient: object): ContractJson => shopOf({ serverToClient: serverToClient as never })
  const event = carriedIn('serverToClient', { token: { ...text, 'x-sensitive': 'secret' } })
  expect(compare(shop({}), shop({ bell: event })).map(told)).toEqual(['S02 bell', 'E01 bell'])
  expect(compare(shop({ bell: carriedIn('serverToClient', {}) }), shop({ bell: event })).map(told)).toEqual([
    'S02 bell',
    'F01 bell',
  ])
})

test('what has to be mended first is what to do', () => {
  const shop = (events: object, of: string): ContractJson =>
    shopOf({ serverToClient: events as never, aliases: { serverToClient: { OLD: aliasOf(of) } } })
  const [one] = compare(shop({ a: eventOf() }, 'a'), shop({}, 'a'))
  expect(one).toMatchObject({
    rule: 'E03',
    forbidden: true,
    advice: expect.stringContaining('keep `a` in `/shop`') as string,
  })
})

test('bytes in place of text take the limits of the text along', () => {
  const of = (field: object): ContractJson =>
    shopOf({ serverToClient: { bell: carriedIn('serverToClient', { a: field, b: { ...text, maxLength: 5 } }) } })
  const [plain, bytes] = [of({ ...text, minLength: 1, maxLength: 9 }), of({ ...text, contentEncoding: 'base64' })]
  expect(compare(plain, bytes).map(told)).toEqual(['F26 bell > F14 bell > F14 bell'])
  expect(compare(bytes, plain).map(told)).toEqual(['F26 bell > F15 bell > F15 bell'])
})

test('a retired name that is used again is one change, whatever is added by it', () => {
  const at = { namespace: '/shop', direction: 'serverToClient', event: 'bell' } as const
  const field = { kind: 'field', ...at, part: 'payload', path: 'mood', schema: text } as const
  const value = { kind: 'value', ...at, part: 'payload', path: 'state', value: 'lost' } as const
  const shop = (payload: object, ...tombstones: Tombstone[]): ReleasedContract => ({
    ...shopOf({ serverToClient: { bell: carriedIn('serverToClient', payload) } }),
    ...(tombstones.length && { tombstones }),
  })
  const number = { type: 'number' }
  expect(compare(shop({}, field), shop({ mood: number }, field)).map(told)).toEqual(['F28 bell > F01 bell'])
  const words = (...list: string[]): object => ({ state: { enum: list } })
  expect(compare(shop(words('open'), value), shop(words('open', 'lost'), value)).map(told)).toEqual([
    'F28 bell > F14 bell',
  ])
  expect(compare(shop(words('open'), value), shop(words('open', 'lost', 'new'), value)).map(told)).toEqual([
    'F28 bell',
    'F14 bell',
  ])
  const event = { kind: 'event', ...at } as const
  const none: ReleasedContract = { ...shopOf({}), tombstones: [event] }
  expect(compare(none, shop({}, event)).map(told)).toEqual(['E08 bell > E01 bell'])
})

test('a removed namespace is one change', () => {
  const inn = namespaceOf({ serverToClient: { bell: carriedIn('serverToClient', { id: text }) } })
  expect(compare(contractOf({ '/inn': inn }), contractOf({})).map(told)).toEqual(['N01 /inn'])
})

const [old, next] = [inRoom('counter:{shopId}'), inRoom('till:{shopId}')]
const more: ContractJson = JSON.parse(
  JSON.stringify(next).replace(
    '"clientToServer":{',
    '"clientToServer":{"call":{"joins":["till:{shopId}"],"to":[],"leaves":[],"types":{},"direction":"clientToServer"},',
  ),
)

test('what excuses a change with consequences is its fingerprint, which covers what follows from it, and nothing that comes later', () => {
  const fingerprint = compare(old, next)[0]?.fingerprint ?? ''
  const waivers = [{ fingerprint, reason: 'known' }]
  expect(compare(old, next, { waivers })).toMatchObject([{ rule: 'R01', waiver: { reason: 'known' } }])
  const wider = JSON.parse(JSON.stringify(old).replace('"joins":["counter:{shopId}"]', '"joins":[]')) as ContractJson
  expect(compare(wider, next, { waivers }).some(({ waiver }) => waiver)).toBe(false)
  // it has to be approved all the same, and stands first until it is
  expect(compare(old, more, { waivers })).toMatchObject([
    { rule: 'R01', waiver: { reason: 'known' }, needsApproval: true },
    { rule: 'E02' },
  ])
})

test('what excuses a change with consequences is the fingerprint of one consequence, for that one alone', () => {
  const [room] = compare(old, next)
  const one = room?.consequences.find(({ needsApproval, place }) => needsApproval && place.name === 'order:new')
  const approvals = [{ fingerprint: one?.fingerprint ?? '', by: 'Ada', reason: 'seen' }]
  const report = diff(old, next, { approvals })
  expect(report.unused).toEqual([])
  expect(report.findings.map(({ rule, consequences }) => [rule, consequences.length])).toEqual([
    ['R01', 5],
    ['R03', 0],
  ])
  expect(report.findings[1]).toMatchObject({ approval: { by: 'Ada' } })
  expect(report.findings[0]?.needsApproval).toBe(true)
})

import { expect, test } from 'vitest'
import { type AliasTableJson, type ContractJson, diff, type Finding, type ShapeJson } from '../../src/spec/index.js'
import { aliasOf, eventOf, shopOf } from './contract-maker.js'

type Tables = Partial<AliasTableJson>

const oldClients = 'new-server-old-client'
const newClients = 'old-server-new-client'
const shape = (parts: Partial<ShapeJson> = {}): ShapeJson => ({
  rename: {},
  heard: {},
  up: false,
  down: false,
  reply: false,
  ...parts,
})
const events = {
  serverToClient: { 'order:new': eventOf() },
  clientToServer: { 'order:take': eventOf({ direction: 'clientToServer' }) },
}
const shop = (aliases: Tables = {}): ContractJson => shopOf({ ...events, aliases })
const down = (one?: Partial<ShapeJson>, more: Tables = {}): ContractJson =>
  shop({ ...more, shapes: { serverToClient: one ? { 'order:new': shape(one) } : {}, clientToServer: {} } })
const up = (one?: Partial<ShapeJson>, more: Tables = {}): ContractJson =>
  shop({ ...more, shapes: { serverToClient: {}, clientToServer: one ? { 'order:take': shape(one) } : {} } })
const said = ({ rule, bump, breaks, unknown }: Finding) => [
  rule,
  bump,
  ...breaks,
  ...(unknown.length ? ['unclear'] : []),
]
const compare = (old: ContractJson, next: ContractJson) => diff(old, next).findings.map(said)
const words = (old: ContractJson, next: ContractJson) =>
  diff(old, next).findings.map((finding) => `${finding.address} ${finding.words}`)

test('M05: a shape that old clients send breaks them where it is no longer read, and nobody where it comes', () => {
  const heard = { heard: { orderId: 'id' } }
  expect(compare(up(heard), up())).toEqual([['M05', 'major', oldClients]])
  expect(compare(up(heard), shop())).toEqual([['M05', 'major', oldClients]])
  expect(compare(up(), up(heard))).toEqual([['M05', 'minor']])
  expect(words(up(heard), up())).toEqual([
    '/shop clientToServer order:take has no older shape any more, which had `heard` with `orderId` as `id`',
  ])
  expect(words(up(), up(heard))).toEqual([
    '/shop clientToServer order:take has an older shape now: `heard` with `orderId` as `id`',
  ])
})

test('M05: a shape that is read less breaks who sends it, and says what of it is gone', () => {
  const two = { heard: { orderId: 'id', orderNo: 'id' } }
  expect(compare(up(two), up({ heard: { orderId: 'id' } }))).toEqual([['M05', 'major', oldClients]])
  expect(words(up(two), up({ heard: { orderId: 'id' } }))).toEqual([
    '/shop clientToServer order:take has another older shape: `heard` has `orderId` as `id` now, it had `orderId` as `id`, `orderNo` as `id`',
  ])
  expect(compare(up({ heard: { orderId: 'id' } }), up(two))).toEqual([['M05', 'minor']])
  expect(compare(up({ bare: 'id' }), up({}))).toEqual([['M05', 'major', oldClients, newClients]])
  // what was read by `rename` is read by `heard`
  expect(compare(down({ rename: { orderId: 'id' } }), down({ heard: { orderId: 'id' } }))).toEqual([['M05', 'minor']])
})

test('M05: a shape that servers of old send breaks new clients that no longer read it', () => {
  expect(compare(down({ bare: 'id' }), down())).toEqual([['M05', 'minor', newClients]])
  expect(compare(down(), down({ bare: 'id' }))).toEqual([['M05', 'minor']])
  const [finding] = diff(down({ bare: 'id' }), down()).findings
  expect(finding).toMatchObject({
    rollout: 'server-first',
    advice: expect.stringContaining('until none is left') as string,
  })
})

test('M05: what a function reads is certain where the whole shape goes, and unclear where something stays', () => {
  expect(compare(up({ up: true }), up())).toEqual([['M05', 'major', oldClients]])
  expect(compare(up({ up: true }), up({ heard: { orderId: 'id' } }))).toEqual([['M05', 'major', oldClients, 'unclear']])
  expect(compare(up({ heard: { orderId: 'id' } }), up({ heard: { orderId: 'id' }, up: true }))).toEqual([
    ['M05', 'major', oldClients, 'unclear'],
  ])
  expect(compare(up(), up({ up: true }))).toEqual([['M05', 'minor']])
  expect(compare(up({ reply: true }), up())).toEqual([['M05', 'major', oldClients, newClients, 'unclear']])
  expect(words(up({ reply: true }), up({}))).toEqual([
    '/shop clientToServer order:take has another older shape: its function `reply` was removed',
  ])
  expect(diff(up({ reply: true }), up()).findings[0]?.advice).toMatch(
    /^let the new stand beside the old.*; or test the/,
  )
})

test('M05: what new clients send servers of old in is kept, unless they go by an older name', () => {
  const one = { rename: { orderId: 'id' } }
  const other = { heard: { orderId: 'id' } }
  expect(compare(up(one), up(other))).toEqual([['M05', 'minor', newClients]])
  const named = { clientToServer: { TAKE_ORDER: aliasOf('order:take') } }
  expect(compare(up(one, named), up(other, named))).toEqual([['M05', 'minor']])
})

test('M05, T04: a note of a shape is words alone, and a shape goes with its event', () => {
  expect(compare(up({ notes: 'One.' }), up({ notes: 'Another.' }))).toEqual([['T04', 'patch']])
  const gone = shopOf({ serverToClient: events.serverToClient })
  expect(compare(up({ bare: 'id' }), gone).map(([rule]) => rule)).toEqual(['E04'])
  expect(compare(gone, up({ bare: 'id' })).map(([rule]) => rule)).toEqual(['E02'])
})

test('M05: the older shape of an event that was renamed is read under its old name, or missed there', () => {
  const renamed = (alias: Partial<ShapeJson>) =>
    shopOf({
      serverToClient: events.serverToClient,
      clientToServer: { 'order:get': eventOf({ direction: 'clientToServer' }) },
      aliases: { clientToServer: { 'order:take': aliasOf('order:get', alias) } },
    })
  const old = up({ heard: { orderId: 'id' } })
  expect(compare(old, renamed({})).filter(([rule]) => rule === 'M05')).toEqual([['M05', 'major', oldClients]])
  expect(compare(old, renamed({ heard: { orderId: 'id' } })).map(([rule]) => rule)).not.toContain('M05')
})

const login = (event?: { success: string; failure?: string; notes?: string }): ContractJson =>
  shop(event ? { login: { event } } : {})

test('A06: a login that goes breaks who logs in so, and one that comes breaks nobody', () => {
  const auth = { success: 'auth:in', failure: 'auth:out' }
  expect(compare(login(auth), login())).toEqual([['A06', 'major', oldClients, newClients]])
  expect(compare(login(), login(auth))).toEqual([['A06', 'minor']])
  expect(words(login(auth), login())).toEqual([
    '/shop serverToClient auth:in no longer tells older clients that log in by `authenticate` that they are in',
  ])
  const query = shop({ login: { query: { success: 'IN' } } })
  expect(compare(query, shop())).toEqual([['A06', 'major', oldClients]])
  expect(words(query, shop())).toEqual([
    '/shop serverToClient IN no longer tells older clients that log in by the query that they are in',
  ])
})

test('A06: a login that is told otherwise breaks who waits for what it was', () => {
  const auth = { success: 'auth:in', failure: 'auth:out' }
  expect(compare(login(auth), login({ ...auth, success: 'auth:yes' }))).toEqual([
    ['A06', 'major', oldClients, newClients],
  ])
  expect(compare(login(auth), login({ success: 'auth:in' }))).toEqual([['A06', 'major', oldClients, newClients]])
  expect(compare(login({ success: 'auth:in' }), login(auth))).toEqual([['A06', 'minor']])
  expect(words(login(auth), login({ success: 'auth:yes', failure: 'auth:no' }))).toEqual([
    '/shop serverToClient auth:in told older clients that log in by `authenticate` that they are in, `auth:yes` does now',
    '/shop serverToClient auth:out told older clients that log in by `authenticate` that they are not, `auth:no` does now',
  ])
  expect(compare(login(auth), login({ ...auth, notes: 'Carries the user.' }))).toEqual([['T04', 'patch']])
})

test('A06: what servers of old want first breaks new clients there where it is no longer sent', () => {
  const opening = (join?: unknown): ContractJson => shop(join === undefined ? {} : { opening: { join } })
  expect(compare(opening('shop'), opening())).toEqual([['A06', 'minor', newClients]])
  expect(compare(opening('shop'), opening('store'))).toEqual([['A06', 'minor', newClients]])
  expect(compare(opening(), opening('shop'))).toEqual([['A06', 'minor']])
  expect(words(opening('shop'), opening())).toEqual([
    '/shop clientToServer join is no longer sent first to servers of old, which want it',
  ])
  // what travels stands in the file, and in no report
  expect(words(opening('shop'), opening('store'))).toEqual([
    '/shop clientToServer join is sent first to servers of old with another payload',
  ])
  expect(compare(opening({ a: 1, b: [2] }), opening({ b: [2], a: 1 }))).toEqual([])
})

import { expect, test } from 'vitest'
import { judge } from '../../src/spec/diff/report/verdict.js'
import {
  type AliasJson,
  type ContractJson,
  type DiffOptions,
  diff,
  type NamespaceJson,
  tombstonesAfter,
} from '../../src/spec/index.js'
import { aliasOf, carrying, contractOf, eventOf, namespaceOf, shopOf } from './contract-maker.js'
import {
  compare,
  down,
  fleet,
  id,
  newClients,
  none,
  oldClients,
  pairs,
  renamedDown,
  room,
  said,
  secret,
  total,
  up,
  withAlias,
} from './contract-pairs.js'

test.each(pairs)('$rule: $what', ({ one, other, there, back }) => {
  expect(compare(one, other)).toEqual(there)
  expect(compare(other, one)).toEqual(back)
})

test('E05, E06: a name that the old release knows as an old one is no stranger to its ends', () => {
  const takes = (name: string, alias: Partial<AliasJson>) =>
    shopOf({
      clientToServer: {
        [name]: eventOf({ direction: 'clientToServer', payload: id }),
      },
      aliases: { clientToServer: { [name === 'a' ? 'b' : 'a']: aliasOf(name, alias) } },
    })
  const plain = (name: string) =>
    shopOf({ clientToServer: { [name]: eventOf({ direction: 'clientToServer', payload: id }) } })
  expect(compare(takes('a', {}), takes('b', {}))).toEqual([['E05', 'minor']])
  expect(compare(plain('a'), takes('b', {}))).toEqual([['E05', 'minor', newClients]])
  expect(compare(takes('a', {}), plain('b'))).toEqual([['E06', 'major', oldClients]])
  const shaped: readonly Partial<AliasJson>[] = [
    { up: true },
    { reply: true },
    { rename: { nr: 'id' } },
    { heard: { nr: 'id' } },
    { bare: 'id' },
  ]
  for (const alias of shaped)
    expect(compare(takes('a', alias), plain('b')), JSON.stringify(alias)).toEqual([
      ['E06', 'major', oldClients, newClients],
    ])
})

test('E06: an event that goes back to an old name is compared with what it was', () => {
  const named = (name: string, event: object, alias?: string) =>
    shopOf({
      serverToClient: { [name]: eventOf(event) },
      aliases: { serverToClient: alias === undefined ? {} : { [alias]: aliasOf(name), OLD: aliasOf(name) } },
    })
  expect(compare(named('a', {}, 'b'), named('b', { payload: secret }))).toContainEqual(['S02', 'minor'])
  const back = diff(
    named('a', {}, 'b'),
    shopOf({ ...named('b', {}).namespaces['/shop'], aliases: { serverToClient: { OLD: aliasOf('b') } } }),
  )
  expect(back.findings.map(said)).toEqual([['E06', 'major', oldClients, newClients]])
  expect(back.findings[0]?.consequences).toMatchObject([{ rule: 'A05', breaks: [], forbidden: false }])
})

test('N01: a namespace that goes back to its legacy path is met there, unless it lacks an event', () => {
  const events = { serverToClient: { a: eventOf({ payload: id }), b: eventOf({ payload: id }) } }
  const moved = (without: string[]) =>
    contractOf({ '/new': namespaceOf({ legacyPath: { path: '/old', without }, ...events }) })
  const back = contractOf({ '/old': namespaceOf({ serverToClient: { a: eventOf({ payload: id }) } }) })
  expect(compare(moved([]), contractOf({ '/old': namespaceOf(events) }))).toEqual([['N01', 'major', oldClients]])
  expect(compare(moved(['a']), contractOf({ '/old': namespaceOf(events) }))).toEqual([
    ['N01', 'major', oldClients, newClients],
  ])
  expect(compare(moved([]), back)).toEqual([
    ['N01', 'major', oldClients],
    ['E03', 'major', oldClients],
  ])
})

test('N06: a version goes up and never down', () => {
  const at = (version: number) => shopOf({ version })
  const refused = (old: number, next: number) => diff(at(old), at(next)).findings.map(({ forbidden }) => forbidden)
  expect([refused(1, 2), refused(2, 1)]).toEqual([[false], [true]])
  expect(diff(at(1), at(2))).toMatchObject({ rollout: 'no-order', plan: { steps: [] }, required: 'major' })
  const lowered = diff(at(3), at(1))
  expect(lowered.findings[0]).toMatchObject({ words: 'went back to version 1, it was 3' })
  expect(lowered.findings[0]?.advice).toContain('keep 3, or take 4')
  expect(judge(lowered, 'major').passes).toBe(false)
})

test('B01: a package goes up and never down, where it is the same package', () => {
  const at = (version: string, name = 'shop-contract') => contractOf({}, { package: { name, version } })
  const found = (old: ContractJson, next: ContractJson) =>
    diff(old, next).findings.map(({ rule, forbidden }) => [rule, forbidden])
  expect(found(at('1.2.0'), at('1.2.1'))).toEqual([])
  expect(found(at('1.2.0'), at('1.2.0'))).toEqual([])
  expect(found(at('1.2.0'), at('1.1.9'))).toEqual([['B01', true]])
  expect(found(at('1.2.0'), at('1.1.9', 'other'))).toEqual([])
  expect(judge(diff(at('1.2.0'), at('1.1.9')), 'major').passes).toBe(false)
})

test('T01: a type that is called otherwise breaks code that names it, and no wire', () => {
  const report = diff(down({ types: { payload: 'OrderNew' } }), down({ types: { payload: 'OrderMade' } }))
  expect(report.findings).toMatchObject([
    { rule: 'T01', bump: 'major', breaks: ['compile-time'], rollout: 'any-order' },
  ])
})

test('T02: a new word from the server breaks an exhaustive switch; one from a client does not count', () => {
  const words = (list: string[]) => ({ type: 'object', properties: { a: { enum: list } }, required: ['a'] })
  const found = (direction: 'serverToClient' | 'clientToServer') =>
    diff(carrying(words(['x']), direction), carrying(words(['x', 'y']), direction)).findings[0]
  expect(found('serverToClient')?.related).toEqual(['T02'])
  expect(found('serverToClient')?.breaks).toContain('compile-time')
  expect(found('clientToServer')?.related).toEqual([])
})

test('T03: an event from the server is named for maps of handlers that have to be complete', () => {
  expect(diff(none, down()).findings[0]?.related).toEqual(['T03'])
})

test('K01, K03: without the bindings an acknowledgement nobody asked for fails', () => {
  const breaks = (old: ContractJson, next: ContractJson) => diff(old, next, { guarded: false }).findings.map(said)
  expect(breaks(up(), up({ reply: total }))).toEqual([['K01', 'major', oldClients, newClients]])
  expect(breaks(down(), down({ reply: total }))).toEqual([['K03', 'major', oldClients, newClients]])
})

test('R01: a room that clients name themselves breaks them where the old name is not read', () => {
  const named = (pattern: string, legacy: string[] = []) =>
    shopOf({
      rooms: { [pattern]: room(legacy) },
      clientToServer: {
        join: eventOf({
          direction: 'clientToServer',
          joins: [pattern],
          payload: { type: 'object', properties: { room: { type: 'string' } } },
        }),
      },
    })
  const roomFinding = (next: ContractJson) => diff(named('a:{id}'), next).findings.find(({ rule }) => rule === 'R01')
  expect(roomFinding(named('b:{id}'))).toMatchObject({ bump: 'major', related: ['R02'], dangerous: true })
  expect(compare(named('b:{id}', ['a:{id}']), named('a:{id}'))).toEqual([['R01', 'major', fleet, oldClients]])
  expect(compare(named('b:{id}', ['a:{id}']), named('a:{id}', ['b:{id}']))).toEqual([['R01', 'minor', fleet]])
  expect(roomFinding(named('b:{id}', ['a:{id}']))).toMatchObject({
    bump: 'minor',
    rollout: 'drain-or-dual-join',
    dangerous: false,
  })
  expect(roomFinding(named('b:{id}'))?.advice).toMatch(/^declare `b:\{id\}` beside it/)
  // who waits for the other end, and who must not meet an older node
  const both = /^release servers before clients, .*, and stop the old server nodes before a new one starts/
  expect(roomFinding(named('b:{id}', ['a:{id}']))?.advice).toMatch(both)
})

test('R03, R04: a wider audience for marked fields needs an approval', () => {
  const to = (rooms: string[]) => down({ payload: secret, to: rooms, everybody: false })
  expect(diff(to(['a:{id}']), to(['a:{id}', 'b:{id}'])).findings).toMatchObject([
    { rule: 'R03', needsApproval: true, related: ['S02'] },
  ])
  const heard = (event: object) => down({ payload: secret, everybody: false, ...event })
  const one = heard({ direct: true })
  for (const wide of [heard({ everybody: true }), heard({ to: ['a:{id}'] })]) {
    const approvals = (old: ContractJson, next: ContractJson) =>
      diff(old, next).findings.filter(({ needsApproval }) => needsApproval)
    expect(approvals(one, wide)).toMatchObject([{ rule: 'R03', related: ['S02'], dangerous: true }])
    expect(approvals(wide, one)).toEqual([])
  }
  expect(diff(heard({ everybody: true }), heard({ to: ['a:{id}'] })).findings).toMatchObject([
    { rule: 'R03', needsApproval: false, words: 'is no longer addressed to everybody, only to `a:{id}`' },
  ])
  const joining = (joins: string[]) =>
    shopOf({
      rooms: { 'a:{id}': room() },
      serverToClient: { x: eventOf({ payload: secret, to: ['a:{id}'], everybody: false }) },
      clientToServer: { join: eventOf({ direction: 'clientToServer', joins }) },
    })
  expect(diff(joining([]), joining(['a:{id}'])).findings).toMatchObject([
    { rule: 'R04', needsApproval: true, related: ['S02'] },
  ])
})

test('R04: a room that is removed breaks who hears events there, and code alone where none is sent', () => {
  const rooms = { 'a:{id}': room(), 'b:{id}': room() }
  const shop = (to: string[], joins: string[] = []) =>
    shopOf({
      rooms,
      serverToClient: { x: eventOf({ to, everybody: false }) },
      clientToServer: { join: eventOf({ direction: 'clientToServer', joins }) },
    })
  const without = (contract: ContractJson): ContractJson =>
    contractOf({ '/shop': { ...(contract.namespaces['/shop'] as NamespaceJson), rooms: { 'b:{id}': room() } } })
  const said = (old: ContractJson, next: ContractJson) =>
    diff(old, without(next)).findings.map(({ rule, breaks, rollout, words }) => [rule, rollout, words, ...breaks])
  const unused = 'was removed; no event was sent there, and none entered it'
  expect(said(shop(['b:{id}']), shop(['b:{id}']))).toEqual([['R04', 'any-order', unused, 'compile-time']])
  expect(said(shop(['a:{id}', 'b:{id}']), shop(['b:{id}']))).toEqual([
    ['R04', 'client-first', 'was removed', 'compile-time', oldClients],
  ])
  expect(said(shop(['b:{id}'], ['a:{id}']), shop(['b:{id}']))).toEqual([
    ['R04', 'client-first', 'was removed', 'compile-time', oldClients],
  ])
  // nodes of the old release send where nobody is on a node of the new one
  expect(said(shop(['a:{id}']), shop(['b:{id}']))).toEqual([
    ['R04', 'client-first', 'was removed', 'compile-time', fleet, oldClients],
    ['R03', 'any-order', 'may be addressed to `b:{id}` too'],
  ])
})

test('R04, E13, E14, E16: a stronger promise of the server is minor only where servers go first', () => {
  const ended = { endsAfter: { ms: 5000, by: { isTyping: false } } }
  const stronger: readonly (readonly [ContractJson, ContractJson])[] = [
    [up(), up({ joins: ['a:{id}'] })],
    [down({ volatile: true }), down()],
    [up({ limit: { count: 5, perMs: 1000 } }), up({ limit: { count: 9, perMs: 1000 } })],
    [down(), down(ended)],
  ]
  for (const [old, next] of stronger)
    for (const [rollout, bump] of [
      ['server-first', 'minor'],
      ['client-first', 'major'],
      ['full', 'major'],
    ] as const)
      expect(diff(old, next, { rollout }).findings).toMatchObject([{ bump, rollout: 'server-first' }])
})

test('E13: what clients may no longer lose is no promise of those that run', () => {
  const { findings } = diff(up({ volatile: true }), up())
  expect(findings).toMatchObject([{ rule: 'E13', breaks: [], dangerous: true }])
  expect(findings[0]?.advice).toContain('count on it once none is left')
})

test('A03: an alias may go with the release its table announced, and not before', () => {
  const rules = (nextVersion: string) =>
    diff(withAlias({}), withAlias(), { nextVersion }).findings.map(({ rule, forbidden }) => [rule, forbidden])
  expect(rules('2.9.0')).toEqual([['A02', true]])
  expect(rules('3.0.0')).toEqual([['A03', false]])
})

test('A02: an alias whose end was never announced has to get one first', () => {
  const { findings } = diff(withAlias({ removeIn: undefined }), withAlias())
  expect(findings).toMatchObject([{ rule: 'A02', words: 'was removed, and its end was never announced' }])
  expect(findings[0]?.advice).toContain('`removeIn`')
})

test('A04: an alias without an end, or with one too soon, is refused', () => {
  const { removeIn: _, ...endless } = aliasOf('order:new')
  const added = (alias: object) =>
    shopOf({
      serverToClient: { 'order:new': eventOf({ payload: id }) },
      aliases: { serverToClient: { x: alias as never } },
    })
  const lint = (alias: object) =>
    diff(withAlias(), added(alias), { nextVersion: '1.1.0' }).findings.filter(({ forbidden }) => forbidden)
  expect(lint(endless)).toMatchObject([{ forbidden: true, words: 'has no announced end' }])
  expect(lint(aliasOf('order:new', { since: '1.1.0', removeIn: '1.2.0' }))).toMatchObject([{ forbidden: true }])
  expect(lint(aliasOf('order:new', { since: '1.1.0', removeIn: '2.0.0' }))).toEqual([])
  expect(lint(aliasOf('order:new', { since: '0.1.0', removeIn: '0.2.0' }))).toEqual([])
})

test('A05: an alias that changes its meaning, clashes or chains is refused', () => {
  const events = { a: eventOf({ payload: id }), b: eventOf({ payload: total }) }
  const table = (aliases: object) => shopOf({ serverToClient: events, aliases: { serverToClient: aliases as never } })
  const problems = (next: ContractJson) =>
    diff(table({ x: aliasOf('a') }), next)
      .findings.filter(({ rule }) => rule === 'A05')
      .map(({ words, forbidden }) => [words, forbidden])
  expect(problems(table({ x: aliasOf('b') }))).toEqual([['stands for `b` now, it stood for `a`', true]])
  expect(problems(table({ x: aliasOf('a'), b: aliasOf('a') }))).toEqual([['is also the name of an event', true]])
  expect(problems(table({ x: aliasOf('a'), y: aliasOf('x') }))).toEqual([
    ['stands for `x`, which is an alias itself', true],
  ])
  expect(problems(table({ x: aliasOf('a'), y: aliasOf('z') }))).toEqual([
    ['stands for `z`, which is no event of `/shop`', true],
  ])
})

test('M02: what is sent under an old name by renamed fields is compared with what the old event carried', () => {
  const old = shopOf({
    serverToClient: {
      OLD: eventOf({ payload: { type: 'object', properties: { ident: { type: 'string' } }, required: ['ident'] } }),
    },
  })
  const next = (rename: Record<string, string>) =>
    shopOf({
      serverToClient: { 'order:new': eventOf({ payload: id }) },
      aliases: { serverToClient: { OLD: aliasOf('order:new', { rename }) } },
    })
  expect(compare(old, next({ ident: 'id' }))).toEqual([['E05', 'major', oldClients]])
  expect(compare(old, next({}))).toEqual([
    ['E05', 'major', oldClients],
    ['F12', 'major', oldClients, newClients],
  ])
  const shaped = shopOf({
    serverToClient: { 'order:new': eventOf({ payload: id }) },
    aliases: { serverToClient: { OLD: aliasOf('order:new', { down: true }) } },
  })
  expect(diff(old, shaped).findings).toMatchObject([
    { rule: 'E05', related: ['M02'], bump: 'major', unknown: [expect.stringContaining('`down`')] },
  ])
})

test('N01: paths with the same events look moved', () => {
  const at = (path: string) => contractOf({ [path]: namespaceOf({ serverToClient: { a: eventOf({ payload: id }) } }) })
  expect(diff(at('/old'), at('/new')).findings).toMatchObject([
    { rule: 'N01', bump: 'major', advice: expect.stringContaining("legacyPath: '/old'") },
  ])
})

test('E03: a removal that was announced says so', () => {
  expect(diff(down({ deprecated: { since: '0.9.0' } }), none).findings[0]?.words).toBe(
    'was removed; it was deprecated with 0.9.0',
  )
  expect(diff(down(), none).findings[0]?.words).toBe('was removed, and was never deprecated')
})

const words = (...list: string[]) => ({
  type: 'object',
  properties: { id: { type: 'string' }, a: { enum: list } },
  required: ['id'],
})
const bury = (old: ContractJson, next: ContractJson) => ({ ...next, tombstones: tombstonesAfter(old, next) })

test('tombstones are raised over removed events, fields and values, and kept', () => {
  const buried = bury(down({ payload: words('x', 'y') }), down({ payload: words('x') }))
  expect(buried.tombstones).toMatchObject([
    { kind: 'value', event: 'order:new', path: 'a', value: 'y', removedIn: '1.0.0' },
  ])
  const next = bury(buried, down())
  expect(next.tombstones.map(({ kind }) => kind)).toEqual(['field', 'value'])
  expect(bury(next, none).tombstones.map(({ kind }) => kind)).toEqual(['event', 'field', 'value'])
})

test('tombstones are not raised over an event whose name lives on as an alias', () => {
  expect(tombstonesAfter(down(), renamedDown({}))).toEqual([])
})

test('E08: a retired event is not used again', () => {
  const buried = bury(down(), none)
  expect(diff(buried, down({ payload: total })).findings).toMatchObject([
    { rule: 'E08', forbidden: true, consequences: [{ rule: 'E01' }] },
  ])
})

test('E08: a retirement is not forgotten', () => {
  const buried = bury(down(), none)
  expect(diff(buried, none).findings).toEqual([])
  expect(diff(buried, { ...none, tombstones: [] } as ContractJson).findings).toMatchObject([
    { rule: 'E08', forbidden: true },
  ])
})

test('F28: a retired field may return as what it was, and as nothing else', () => {
  const without = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] }
  const having = (type: string) => ({ ...without, properties: { ...without.properties, a: { type } } })
  const buried = bury(down({ payload: having('string') }), down({ payload: without }))
  expect(diff(buried, down({ payload: having('string') })).findings.map(({ rule }) => rule)).toEqual(['F01'])
  expect(diff(buried, down({ payload: having('number') })).findings).toMatchObject([
    { rule: 'F28', consequences: [{ rule: 'F01' }] },
  ])
})

test('F28: a retired value is not sent again', () => {
  const buried = bury(down({ payload: words('x', 'y') }), down({ payload: words('x') }))
  expect(diff(buried, down({ payload: words('x', 'y') })).findings).toMatchObject([
    { rule: 'F28', consequences: [{ rule: 'F14' }] },
  ])
})

const holding = (fields: object) => ({
  type: 'object',
  properties: { id: { type: 'string' }, ...fields },
  required: ['id'],
})
const leaks = (old: object, next: object) =>
  diff(carrying(old), carrying(next))
    .findings.filter(({ rule }) => rule === 'S02')
    .map(({ address, words, needsApproval }) => [address, words, needsApproval])

test('the leak gate names a marked field that newly reaches clients', () => {
  expect(leaks(holding({}), holding({ note: { type: 'string', 'x-sensitive': 'phi' } }))).toEqual([
    ['/shop serverToClient order:new payload.note', 'shows clients `note` (phi), which they did not get before', true],
  ])
})

test('the leak gate names all marked fields of an object that is nested into a payload, once', () => {
  const customer = holding({
    token: { type: 'object', properties: { access: { type: 'string', 'x-sensitive': 'secret' } } },
    email: { type: 'string' },
  })
  const [leak, ...others] = leaks(holding({}), holding({ rows: { type: 'array', items: holding({ customer }) } }))
  expect(others).toEqual([])
  expect(leak?.[0]).toBe('/shop serverToClient order:new payload.rows')
  expect(leak?.[1]).toContain('`rows[].customer.token.access` (secret)')
  expect(leak?.[1]).toContain('`rows[].customer.email` (not marked, looks like pii)')
})

test('S02: a marked field that is called otherwise, or stands elsewhere, is taken for what it was', () => {
  const phone = { type: 'string', maxLength: 20, 'x-sensitive': 'pii' }
  const email = { type: 'string' }
  const inner = (fields: object) => ({ contact: { type: 'object', properties: fields } })
  const listed = (fields: object) => ({ all: { type: 'array', items: { type: 'object', properties: fields } } })
  const same: readonly (readonly [what: string, one: object, other: object, words: string])[] = [
    ['renamed', { phone }, { mobile: phone }, '`phone` held (pii)'],
    ['moved', { phone }, inner({ phone }), '`phone` held (pii)'],
    ['moved and not marked', { email }, inner({ email }), '`email` held (not marked, looks like pii)'],
  ]
  for (const [what, one, other, words] of same) {
    expect(leaks(holding(one), holding(other)), what).toEqual([
      [expect.any(String), `holds what ${words}: clients get it as before`, false],
    ])
    expect(
      leaks(holding(other), holding(one)).map(([, , needs]) => needs),
      what,
    ).toEqual([false])
    expect(
      diff(carrying(holding(one)), carrying(holding(other))).findings.filter(({ rule }) => rule === 'S02'),
    ).toMatchObject([{ bump: 'patch', advice: expect.stringContaining('nobody has to approve') as string }])
  }
  const another: readonly (readonly [what: string, one: object, other: object])[] = [
    ['the old one stays', { phone }, { phone, mobile: phone }],
    ['another schema', { phone }, { mobile: { ...phone, maxLength: 30 } }],
    ['a stronger mark', { phone }, { mobile: { ...phone, 'x-sensitive': 'phi' } }],
    ['a weaker mark', { phone: { ...phone, 'x-sensitive': 'phi' } }, { mobile: phone }],
    ['many of them', { phone }, listed({ phone })],
    ['two of one', { phone }, { mobile: phone, private: phone }],
    ['another thing that is not marked', { email }, { phone: email }],
  ]
  for (const [what, one, other] of another)
    expect(
      leaks(holding(one), holding(other)).filter(([, , needs]) => needs),
      what,
    ).toHaveLength(1)
})

test('S02: a marked field that is called otherwise is no longer what it was where more hear it', () => {
  const phone = { type: 'string', 'x-sensitive': 'pii' }
  const heard = (field: string, event: object) =>
    down({ payload: holding({ [field]: phone }), everybody: false, ...event })
  const needs = (old: object, next: object) =>
    diff(heard('phone', old), heard('mobile', next)).findings.flatMap(({ rule, needsApproval }) =>
      needsApproval ? [rule] : [],
    )
  const [room, wide] = [{ to: ['a:{id}'] }, { to: ['a:{id}', 'b:{id}'] }]
  expect(needs(room, room)).toEqual([])
  expect(needs(wide, room)).toEqual([])
  expect(needs({ everybody: true }, room)).toEqual([])
  expect(needs(room, wide)).toEqual(['R03', 'S02'])
  expect(needs({ direct: true }, { everybody: true })).toEqual(['R03', 'S02'])
})

test('the leak gate does not look at what only the server hears', () => {
  const findings = diff(
    carrying(holding({}), 'clientToServer'),
    carrying(holding({ token: { type: 'string' } }), 'clientToServer'),
  ).findings
  expect(findings.map(({ rule }) => rule)).toEqual(['F01'])
})

test('the leak gate looks at an event that was moved to another namespace: other clients hear it there', () => {
  const phone = holding({ phone: { type: 'string', 'x-sensitive': 'pii' } })
  const events = (direction: 'serverToClient' | 'clientToServer') => {
    const part = direction === 'serverToClient' ? 'payload' : 'reply'
    return { [direction]: { x: eventOf({ direction, payload: phone, [part]: phone } as never) } }
  }
  for (const direction of ['serverToClient', 'clientToServer'] as const) {
    const [there, none] = [namespaceOf(events(direction)), namespaceOf()]
    const found = diff(contractOf({ '/a': there, '/b': none }), contractOf({ '/a': none, '/b': there })).findings
    expect(found).toMatchObject([
      { rule: 'S02', place: { namespace: '/b', name: 'x', path: 'phone' }, needsApproval: true },
      { rule: 'N03', place: { namespace: '/a', name: 'x' }, needsApproval: false },
    ])
  }
})

test('the leak gate looks at what a legacy path has besides, where other clients are', () => {
  const phone = { type: 'string', 'x-sensitive': 'pii' }
  const shop = (path?: string, without: string[] = []) =>
    namespaceOf({
      ...(path !== undefined && { legacyPath: { path, without } }),
      serverToClient: { x: eventOf({ payload: holding({ phone }) }), y: eventOf() },
      clientToServer: { ask: eventOf({ direction: 'clientToServer', reply: holding({ phone }) }) },
    })
  const shown = (old: Parameters<typeof shop>, next: Parameters<typeof shop>) => {
    const [was, is] = [old, next].map((args) => contractOf({ '/shop': shop(...args), '/ws': namespaceOf() }))
    return diff(was, is).findings.map(({ rule, related, needsApproval, words }) => [
      rule,
      ...related,
      needsApproval,
      words,
    ])
  }
  expect(shown(['/ws', ['x']], ['/ws'])).toEqual([
    [
      'N03',
      'S02',
      true,
      'has `x` at its legacy path `/ws` too, where clients did not get it before: `x` with `phone` (pii)',
    ],
  ])
  expect(shown(['/ws', ['y']], ['/ws'])).toEqual([['N03', false, 'has `y` at its legacy path `/ws` too']])
  const both = '`x` with `phone` (pii); `ask` with `phone` (pii)'
  const served = 'is served at the legacy path'
  expect(shown([], ['/ws'])).toEqual([
    ['N01', 'S02', true, `${served} \`/ws\` too, where clients did not get it before: ${both}`],
  ])
  // nobody of another contract connects there
  expect(shown([], ['/old'])).toEqual([['N01', false, `${served} \`/old\` too`]])
})

test('the leak gate looks at replies to clients and at errors', () => {
  const reply = diff(
    carrying(holding({}), 'clientToServer', 'reply'),
    carrying(holding({ token: { type: 'string' } }), 'clientToServer', 'reply'),
  )
  expect(reply.findings.map(({ rule }) => rule)).toEqual(['S02', 'F01'])
  const refusal = (schema: object) =>
    contractOf(
      {},
      { protocol: { ...contractOf({}).protocol, refusal: { summary: '', schema: schema as never, example: {} } } },
    )
  expect(
    diff(refusal(holding({})), refusal(holding({ email: { type: 'string' } }))).findings.map(({ rule }) => rule),
  ).toEqual(['S02', 'F01'])
})

test('S02: keys that nobody declared count once an object that clients receive keeps them', () => {
  const within = (how: string, direction: 'serverToClient' | 'clientToServer', part: 'payload' | 'reply') =>
    carrying(
      { type: 'object', properties: { rows: { type: 'array', items: { ...holding({}), 'x-unknown': how } } } },
      direction,
      part,
    )
  const opened = (old: string, direction: 'serverToClient' | 'clientToServer', part: 'payload' | 'reply') => {
    const { findings } = diff(within(old, direction, part), within('loose', direction, part))
    return findings.filter(({ needsApproval }) => needsApproval).map(({ rule, place }) => [rule, place.path])
  }
  for (const old of ['strip', 'strict']) {
    expect(opened(old, 'serverToClient', 'payload')).toEqual([['S02', 'rows[]']])
    expect(opened(old, 'clientToServer', 'reply')).toEqual([['S02', 'rows[]']])
    expect(opened(old, 'clientToServer', 'payload')).toEqual([])
    expect(opened(old, 'serverToClient', 'reply')).toEqual([])
  }
  const [before, after] = [within('strip', 'serverToClient', 'payload'), within('loose', 'serverToClient', 'payload')]
  const needs = (old: ContractJson, next: ContractJson, options: DiffOptions = {}) =>
    diff(old, next, options).findings.some(({ needsApproval }) => needsApproval)
  expect(needs(after, before)).toBe(false)
  // where all objects drop what they don't declare, it changes nothing
  expect(needs(before, after, { objects: 'strip' })).toBe(false)
  expect(needs(before, after, { ignore: [{ rule: 'wire', reason: 'not yet' }] })).toBe(true)
})

test('the leak gate weighs marks: a stronger one is a patch, a weaker one needs an approval', () => {
  const marked = (mark: string) => holding({ note: { type: 'string', 'x-sensitive': mark } })
  const rules = (old: string, next: string) =>
    diff(carrying(marked(old)), carrying(marked(next))).findings.map(({ rule, needsApproval }) => [rule, needsApproval])
  expect(rules('pii', 'secret')).toEqual([['S01', false]])
  expect(rules('secret', 'pii')).toEqual([['S02', true]])
})

test('the leak gate opens by an approval with a name, which no other change can use', () => {
  const leak = (field: string, approvals: readonly { fingerprint: string; by: string; reason: string }[] = []) => {
    const next = carrying(holding({ [field]: { type: 'string' } }))
    const report = diff(carrying(holding({})), next, { approvals })
    return { ...report, found: report.findings.find(({ rule }) => rule === 'S02') }
  }
  const approvals = [{ fingerprint: leak('token').found?.fingerprint ?? '', by: 'Ana', reason: 'a public token' }]
  expect(leak('token', approvals).found?.approval).toEqual({ by: 'Ana', reason: 'a public token' })
  expect(leak('secret', approvals).found?.approval).toBeUndefined()
  expect(leak('secret', approvals).unused).toEqual([approvals[0]?.fingerprint])
})

const waiving = (old: ContractJson, next: ContractJson) => {
  const report = diff(old, next)
  const waivers = report.findings.map(({ fingerprint }) => ({ fingerprint, reason: 'never deployed' }))
  return { report, waived: diff(old, next, { waivers }) }
}

test('a waiver keeps the change: the bump it needs is still demanded', () => {
  const { report, waived } = waiving(down(), none)
  expect([report.required, waived.required]).toEqual(['major', 'major'])
  expect(waived.findings).toMatchObject([{ rule: 'E03', bump: 'major', waiver: { reason: 'never deployed' } }])
  expect(waived.rollout).toBe('client-first')
  expect(judge(waived, 'minor')).toMatchObject({ passes: false, beyond: [{ rule: 'E03' }] })
  expect(judge(waived, 'major').passes).toBe(true)
  expect(judge(waived, undefined).passes).toBe(false)
})

test('a waiver lets what no version makes right go out, with its bump', () => {
  const { report, waived } = waiving(withAlias({}), withAlias())
  expect(judge(report, 'major')).toMatchObject({ passes: false, forbidden: [{ rule: 'A02' }] })
  expect(judge(waived, 'minor')).toMatchObject({ passes: false, forbidden: [], beyond: [{ rule: 'A02' }] })
  expect(judge(waived, 'major').passes).toBe(true)
})

test('a waiver answers what was unclear, and no more', () => {
  const mapped = waiving(withAlias({}), withAlias({ up: true }))
  expect([mapped.report.required, mapped.waived.required]).toEqual(['major', 'minor'])
  expect(mapped.waived.findings).toMatchObject([{ rule: 'M04', breaks: [], rollout: 'any-order' }])
  // whom the old name is not sent to is certain, whatever its function does
  const silent = waiving(down(), renamedDown({ emit: false, up: true }))
  expect(silent.report.findings[0]?.breaks).toEqual([oldClients, newClients])
  expect(silent.waived.findings).toMatchObject([{ rule: 'E05', breaks: [oldClients], bump: 'major' }])
  const checked = (schema: object) => down({ payload: { ...id, properties: { id: { type: 'string', ...schema } } } })
  const { report, waived } = waiving(checked({}), checked({ checkId: 'luhn', maxLength: 5 }))
  expect(report.findings.map(said)).toContainEqual(['F25', 'minor', newClients])
  expect(waived.findings.map(said)).toEqual([
    ['F15', 'minor', newClients],
    ['F25', 'minor'],
  ])
})

test('R06: who is heard from outside, or reads marked fields there, needs a second pair of eyes', () => {
  const marked = { type: 'object', properties: { text: { type: 'string', 'x-sensitive': 'phi' } } } as never
  const { findings } = diff(up({ reply: marked, within: ['a:{id}'] }), up({ reply: marked }))
  expect(findings).toMatchObject([{ rule: 'R06', dangerous: true, needsApproval: true, related: ['S02'] }])
  expect(diff(up({ reply: marked }), up({ reply: marked, within: ['a:{id}'] })).findings).toMatchObject([
    { rule: 'R06', dangerous: false, needsApproval: false },
  ])
})

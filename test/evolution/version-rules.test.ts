import { expect, test } from 'vitest'
import { past } from '../../src/index.js'
import {
  type ContractJson,
  type DiffOptions,
  diff,
  type EventJson,
  type Finding,
  type NamespaceJson,
  type PastJson,
} from '../../src/spec/index.js'
import { aliasOf, eventOf, namespaceOf, shopOf } from './contract-maker.js'

const oldClients = 'new-server-old-client'
const newClients = 'old-server-new-client'
const text = { type: 'string' }
const of = (properties: Record<string, object>, required = Object.keys(properties)): object => ({
  type: 'object',
  properties,
  required,
})
const rowOf = (row: Partial<PastJson> = {}): PastJson => ({
  rename: {},
  heard: {},
  up: false,
  down: false,
  reply: false,
  ...row,
})

type Rows = Readonly<Record<string, PastJson | false>>
type Events = Readonly<Record<string, Partial<EventJson>>>
const eventsOf = (direction: 'serverToClient' | 'clientToServer', events: Events = {}) =>
  Object.fromEntries(Object.entries(events).map(([name, event]) => [name, eventOf({ direction, ...event })]))

interface Shop {
  readonly version?: number
  readonly down?: Events
  readonly up?: Events
  readonly past?: { readonly [version: string]: { readonly down?: Rows; readonly up?: Rows } }
  readonly aliases?: Partial<NamespaceJson['aliases']>
}

const shop = ({ version = 1, down, up, past: table, aliases }: Shop): ContractJson =>
  shopOf({
    version,
    serverToClient: eventsOf('serverToClient', down),
    clientToServer: eventsOf('clientToServer', up),
    ...(aliases && { aliases }),
    ...(table && {
      past: Object.fromEntries(
        Object.entries(table).map(([each, rows]) => [
          each,
          { serverToClient: rows.down ?? {}, clientToServer: rows.up ?? {} },
        ]),
      ),
    }),
  })

const wire = ({ breaks }: Finding): string[] => breaks.filter((each) => each !== 'compile-time')
const found = (old: ContractJson, next: ContractJson, options: DiffOptions = {}) =>
  diff(old, next, options).findings.map((finding) => [finding.rule, ...wire(finding)])
const only = (rule: string, old: ContractJson, next: ContractJson, options: DiffOptions = {}) =>
  diff(old, next, options).findings.filter((finding) => finding.rule === rule)

const plain = { payload: of({ id: text }) as never }
const one = shop({ down: { 'order:new': plain }, up: { 'order:make': plain } })
const raised = (rest: Omit<Shop, 'version'>): ContractJson => shop({ version: 2, ...rest })

test('E05, N06: a rename that `past` has breaks nobody: an old server alone turns new clients away, who try again', () => {
  const next = raised({
    down: { 'order:placed': plain },
    up: { 'order:submit': plain },
    past: {
      1: {
        down: { 'order:placed': rowOf({ name: 'order:new' }) },
        up: { 'order:submit': rowOf({ name: 'order:make' }) },
      },
    },
  })
  expect(found(one, next)).toEqual([['N06', newClients], ['E05'], ['E05']])
  const report = diff(one, next)
  expect(report).toMatchObject({ required: 'minor', rollout: 'server-first' })
  expect(report.findings.map(({ words }) => words)).toContain(
    'is called `order:placed` now; clients of version 1 are served by their row in `past`',
  )
})

test('E05, E06: without `past` a rename breaks old clients, and are told the row that spares them', () => {
  const next = (aliases?: Shop['aliases']) =>
    shop({ down: { 'order:placed': plain }, up: { 'order:make': plain }, ...(aliases && { aliases }) })
  const row = {
    words: 'raise `version` to 2 and serve clients of version 1',
    code: "1: { serverToClient: { 'order:placed': { name: 'order:new' } } }",
  }
  expect(only('E06', one, next())[0]?.past).toEqual(row)
  const aliased = next({ serverToClient: { 'order:new': aliasOf('order:placed', { rename: { nr: 'id' } }) } })
  expect(only('E05', one, aliased)[0]?.past?.code).toBe(
    "1: { serverToClient: { 'order:placed': { name: 'order:new', rename: { nr: 'id' } } } }",
  )
  // a server hears the old name at every path
  const heard = shop({
    down: { 'order:new': plain },
    up: { 'order:submit': plain },
    aliases: { clientToServer: { 'order:make': aliasOf('order:submit') } },
  })
  expect(found(one, heard)).toEqual([['E05', newClients]])
})

test('N06: a version that is raised and not served breaks both ends, and is told with all rows that spare old clients', () => {
  const next = raised({
    down: { 'order:placed': plain },
    up: { 'order:make': { payload: of({ id: text, day: text }) as never } },
  })
  expect(only('N06', one, next)[0]).toMatchObject({
    breaks: [oldClients, newClients].sort(),
    rollout: 'no-order',
    past: {
      words: 'serve clients of version 1',
      code: "1: { serverToClient: { 'order:placed': { name: 'order:new' } }, clientToServer: { 'order:make': { up: (old) => ({ ...Object(old), day: /* what stands for it */ }) } } }",
    },
  })
  expect(only('F02', one, next)[0]?.past?.code).toMatch(/^1: \{ clientToServer:/)
  // what is served is not said to be
  expect(found(one, raised({ down: { 'order:new': plain }, up: { 'order:make': plain } }))).toEqual([
    ['N06', ...[oldClients, newClients].sort()],
  ])
})

test.each([
  ['F05', { down: {} }, "{ 'order:new': { down: (now) => ({ ...now, id: /* what it had there */ }) } }"],
  ['F12', { down: { nr: text } }, "{ 'order:new': { rename: { id: 'nr' } } }"],
  ['F12', { up: { nr: text } }, "{ 'order:make': { rename: { id: 'nr' } } }"],
  [
    'F02',
    { up: { id: text, day: text } },
    "{ 'order:make': { up: (old) => ({ ...Object(old), day: /* what stands for it */ }) } }",
  ],
] as const)('%s: a change of fields that breaks old clients has the row to add: %o', (rule, fields, row) => {
  const { down = { id: text }, up = { id: text } } = fields as {
    down?: Record<string, object>
    up?: Record<string, object>
  }
  const next = shop({
    down: { 'order:new': { payload: of(down) as never } },
    up: { 'order:make': { payload: of(up) as never } },
  })
  const [finding] = only(rule, one, next)
  expect(finding?.breaks).toContain(oldClients)
  expect(finding?.past).toEqual({
    words: 'raise `version` to 2 and serve clients of version 1',
    code: `1: { ${'up' in fields ? 'clientToServer' : 'serverToClient'}: ${row} }`,
  })
})

test('F01, F05: a field that an old end refuses is left out by the row that spares it', () => {
  const strict = (fields: Record<string, object>): never =>
    ({ ...of(fields), additionalProperties: false, 'x-unknown': 'strict' }) as never
  const [was, is] = [{ a: text }, { a: text, b: text }].map((fields) => strict(fields))
  const advice = (old: Shop, next: Shop) =>
    diff(shop(old), shop(next))
      .findings.map((finding) => finding.past?.code)
      .join()
  expect(advice({ down: { x: { payload: was as never } } }, { down: { x: { payload: is as never } } })).toContain(
    '{ x: { down: ({ b: left0, ...now }) => now } }',
  )
  expect(advice({ up: { x: { payload: is as never } } }, { up: { x: { payload: was as never } } })).toContain(
    '{ x: { up: ({ b: left0, ...old }: any) => old } }',
  )
})

const functions = (past as unknown as () => (table: object) => NonNullable<DiffOptions['past']>[string])()
const priced = (fields: Record<string, object> = {}) => ({ payload: of({ id: text, ...fields }) as never })

test('F05, F02: fields that came or went break nobody where the functions of their row are tried and fit', () => {
  const [was, is] = [priced({ price: { type: 'integer' } }), priced({ total: { type: 'integer' } })]
  const old = shop({ down: { 'order:new': was }, up: { 'order:make': was } })
  const next = raised({
    down: { 'order:new': is },
    up: { 'order:make': is },
    past: { 1: { down: { 'order:new': rowOf({ down: true }) }, up: { 'order:make': rowOf({ up: true }) } } },
  })
  const good = functions({
    1: {
      serverToClient: {
        'order:new': { down: ({ total, ...order }: { total: number }) => ({ ...order, price: total }) },
      },
      clientToServer: {
        'order:make': { up: ({ price, ...order }: { price: number }) => ({ ...order, total: price }) },
      },
    },
  })
  const findings = diff(old, next, { past: { '/shop': good } }).findings
  expect(findings.map((finding) => [finding.rule, ...wire(finding)])).toEqual([['N06', newClients], ['F12']])
  for (const { words, advice } of findings.slice(1)) {
    expect(words).toContain('clients of version 1 are served by their row in `past`')
    expect(advice).toContain('nothing on the wire')
  }
})

test('V02, V03: a row whose functions nobody finds is unclear, and counts as breaking until somebody answers for it', () => {
  const next = raised({
    down: { 'order:new': plain },
    up: { 'order:make': plain },
    past: { 1: { down: { 'order:new': rowOf({ down: true }) }, up: { 'order:make': rowOf({ up: true }) } } },
  })
  const findings = diff(one, next).findings.filter(({ rule }) => rule !== 'N06')
  expect(findings).toMatchObject([
    {
      rule: 'V03',
      breaks: [oldClients],
      forbidden: true,
      bump: 'none',
      unknown: [expect.stringContaining('no module')],
    },
    {
      rule: 'V02',
      breaks: [oldClients],
      forbidden: true,
      bump: 'none',
      unknown: [expect.stringContaining('no module')],
    },
  ])
  const waivers = findings.map(({ fingerprint }) => ({ fingerprint, reason: 'rows.test.ts' }))
  expect(diff(one, next, { waivers }).findings.filter(({ rule }) => rule !== 'N06')).toMatchObject([
    { breaks: [], waiver: { reason: 'rows.test.ts' } },
    { breaks: [], waiver: { reason: 'rows.test.ts' } },
  ])
})

const oldOrder = { payload: of({ id: text, price: { type: 'integer' } }) as never, example: { id: 'o1', price: 5 } }
const newOrder = { payload: of({ id: text, total: { type: 'integer' } }) as never, example: { id: 'o1', total: 5 } }

test('V02: a row whose `down` leaves out a required field of its version is not in any release, and says what it leaves out', () => {
  const old = shop({ down: { 'order:new': oldOrder } })
  const next = raised({
    down: { 'order:placed': newOrder },
    past: { 1: { down: { 'order:placed': rowOf({ name: 'order:new', down: true }) } } },
  })
  const table = functions({
    1: { serverToClient: { 'order:placed': { name: 'order:new', down: ({ id }: { id: string }) => ({ id }) } } },
  })
  const [finding, ...others] = only('V02', old, next, { past: { '/shop': table } })
  expect(others).toEqual([])
  expect(finding).toMatchObject({
    breaks: [oldClients],
    forbidden: true,
    place: { namespace: '/shop', direction: 'serverToClient', name: 'order:placed', part: 'payload' },
    words: "goes down to clients of version 1, who call it `order:new`, as they don't read it",
    witnesses: [
      { from: 'new server', to: 'old client', damage: { path: 'price', sent: 'no `price`', expected: 'requires it' } },
    ],
    past: {
      words: 'let its row make up for it',
      code: "1: { serverToClient: { 'order:placed': { name: 'order:new', down: (now) => ({ ...now, price: /* what it had there */ }) } } }",
    },
  })
  // what it is about breaks old clients still
  expect(only('F12', old, next, { past: { '/shop': table } })[0]?.breaks ?? []).toContain(oldClients)
})

test('V03: a row whose `up` does not fit is not in any release, nor is one that throws or makes nothing', () => {
  const old = shop({ up: { 'order:make': oldOrder } })
  const next = raised({ up: { 'order:make': newOrder }, past: { 1: { up: { 'order:make': rowOf({ up: true }) } } } })
  const judged = (up: (legacy: never) => unknown) =>
    only('V03', old, next, { past: { '/shop': functions({ 1: { clientToServer: { 'order:make': { up } } } }) } })
  expect(judged((legacy) => legacy)).toMatchObject([
    { forbidden: true, witnesses: [{ from: 'old client', to: 'new server', damage: { sent: 'no `total`' } }] },
  ])
  expect(judged(() => undefined)[0]?.words).toContain('throws, or answers nothing')
  const failing = judged(() => {
    throw new Error('no')
  })
  expect(failing[0]?.words).toContain('throws, or answers nothing')
  expect(judged(({ price, ...order }: { price: number }) => ({ ...order, total: price }))).toEqual([])
  // a function that fits most payloads is tried on those at the edge too
  const mostly = judged(({ price, ...order }: { price: number }) => ({
    ...order,
    ...(price === 0 ? {} : { total: price }),
  }))
  expect(mostly).toMatchObject([{ forbidden: true }])
})

test('V02, V03: rows that are data are proved, or refuted, by the schemas alone', () => {
  const was = { payload: of({ nr: text, kind: { enum: ['a', 'b'] } }) as never }
  const is = { payload: of({ id: text, kind: { enum: ['a', 'b'] } }) as never }
  const old = shop({ down: { x: was }, up: { y: was } })
  const next = (down: PastJson, up: PastJson) =>
    raised({ down: { x: is }, up: { y: is }, past: { 1: { down: { x: down }, up: { y: up } } } })
  const rename = rowOf({ rename: { nr: 'id' } })
  expect(found(old, next(rename, rename))).toEqual([['N06', newClients], ['F12']])
  const rules = (down: PastJson, up: PastJson) =>
    diff(old, next(down, up))
      .findings.filter(({ forbidden }) => forbidden)
      .map(({ rule }) => rule)
      .sort()
  expect(rules(rowOf(), rename)).toEqual(['V02'])
  // what is heard is not sent
  expect(rules(rowOf({ heard: { nr: 'id' } }), rowOf({ heard: { nr: 'id' } }))).toEqual(['V02'])
  expect(rules(rename, rowOf())).toEqual(['V03'])
  const wider = raised({
    down: { x: { payload: of({ id: text, kind: { enum: ['a', 'b', 'c'] } }) as never } },
    up: { y: is },
    past: { 1: { down: { x: rename }, up: { y: rename } } },
  })
  expect(only('V02', old, wider)).toMatchObject([
    { witnesses: [{ damage: { path: 'kind', sent: '`kind` "c"', expected: `knows only "a", "b"` } }] },
  ])
})

test('V02, V03: a payload that is the value of one field is judged as that', () => {
  const is = { payload: of({ id: text }) as never, example: { id: 'o1' } }
  const bare = { 1: { down: { x: rowOf({ bare: 'id' }) }, up: { y: rowOf({ bare: 'id' }) } } }
  const judged = (was: object) =>
    found(
      shop({ down: { x: { payload: was as never } }, up: { y: { payload: was as never } } }),
      raised({ down: { x: is }, up: { y: is }, past: bare }),
    ).map(([rule, ...breaks]) => [rule, breaks.length])
  expect(judged(text).filter(([rule]) => String(rule).startsWith('V'))).toEqual([])
  expect(judged({ type: 'integer' }).filter(([rule]) => String(rule).startsWith('V'))).toEqual([
    ['V03', 1],
    ['V02', 1],
  ])
})

test('V02, V03: replies are judged as payloads that go the other way', () => {
  const replying = (reply: object, replyExample: object) => ({ ...plain, reply: reply as never, replyExample })
  const [was, is] = [of({ ok: { type: 'boolean' } }), of({ done: { type: 'boolean' } })]
  const old = shop({
    up: { 'order:make': replying(was, { ok: true }) },
    down: { 'order:ask': replying(was, { ok: true }) },
  })
  const next = (row: Partial<PastJson>) =>
    raised({
      up: { 'order:make': replying(is, { done: true }) },
      down: { 'order:ask': replying(is, { done: true }) },
      past: { 1: { up: { 'order:make': rowOf(row) }, down: { 'order:ask': rowOf(row) } } },
    })
  const forbidden = (row: Partial<PastJson>, options: DiffOptions = {}) =>
    diff(old, next(row), options)
      .findings.flatMap(({ rule, place, forbidden: is, unknown }) =>
        is ? [[rule, place.name, place.part, unknown.length]] : [],
      )
      .sort()
  const misfits = [
    ['V02', 'order:make', 'reply', 0],
    ['V03', 'order:ask', 'reply', 0],
  ]
  expect(forbidden({})).toEqual(misfits)
  expect(forbidden({ reply: true, replyForm: { down: { ok: 'reply.done' }, up: { done: 'reply.ok' } } })).toEqual([])
  expect(forbidden({ reply: true, replyForm: { down: { ok: 'reply.gone' }, up: { done: 'reply.gone' } } })).toEqual(
    misfits,
  )
  expect(forbidden({ reply: true, replyForm: { down: true, up: true } })).toEqual(
    misfits.map(([...each]) => [...each.slice(0, 3), 1]),
  )
  const real = {
    '/shop': functions({
      1: {
        clientToServer: { 'order:make': { reply: { down: ({ done }: { done: boolean }) => ({ ok: done }) } } },
        serverToClient: { 'order:ask': { reply: { up: ({ ok }: { ok: boolean }) => ({ done: ok }) } } },
      },
    }),
  }
  expect(forbidden({ reply: true, replyForm: { down: true, up: true } }, { past: real })).toEqual([])
  // who waits for a reply that nobody gives
  const silent = raised({ up: { 'order:make': plain }, down: { 'order:ask': plain }, past: { 1: {} } })
  expect(only('V02', old, silent)).toMatchObject([{ words: expect.stringContaining('waits for a reply') }])
})

test('V02, V03: a check that no schema shows is unclear, unless both versions have it', () => {
  const checked = (name?: string) => ({
    payload: of({ id: { ...text, ...(name && { 'x-checks': [name] }) } }) as never,
  })
  const judged = (was?: string, is?: string) =>
    diff(
      shop({ up: { x: checked(was) } }),
      raised({ up: { x: checked(is) }, past: { 1: { up: { x: rowOf({ heard: { nr: 'id' } }) } } } }),
    ).findings.flatMap(({ rule, unknown }) => (rule === 'V03' ? unknown : []))
  expect(judged('luhn', 'luhn')).toEqual([])
  expect(judged('luhn')).toEqual([])
  expect(judged(undefined, 'luhn')).toEqual(['`x-checks` names a check that a JSON Schema does not hold'])
})

test('V04: an event of a served version that nobody speaks any more is not in any release', () => {
  const gone = (rows: Rows) =>
    raised({ down: { 'order:placed': plain }, up: { 'order:make': plain }, past: { 1: { down: rows } } })
  const [finding] = only('V04', one, gone({}))
  expect(finding).toMatchObject({
    forbidden: true,
    breaks: [oldClients],
    place: { namespace: '/shop', direction: 'serverToClient', name: 'order:new' },
    past: { code: "1: { serverToClient: { 'the:event': { name: 'order:new' } } }" },
  })
  expect(only('V04', one, gone({ 'order:placed': rowOf({ name: 'order:new' }) }))).toEqual([])
  // an event that version 1 is said not to have
  const hidden = raised({
    down: { 'order:new': plain },
    up: { 'order:make': plain },
    past: { 1: { down: { 'order:new': false } } },
  })
  expect(only('V04', one, hidden)).toHaveLength(1)
})

test('V01: a version that is served has to be recorded, by the last release or by a file of its own', () => {
  const three = shop({ version: 3, down: { 'order:new': plain }, up: { 'order:make': plain }, past: { 1: {}, 2: {} } })
  const two = shop({ version: 2, down: { 'order:new': plain }, up: { 'order:make': plain }, past: { 1: {} } })
  const missing = (versions?: DiffOptions['versions']) =>
    only('V01', two, three, versions ? { versions } : {}).map(({ words, forbidden, advice }) => [
      words,
      forbidden,
      advice.includes('--record-versions'),
    ])
  expect(missing({})).toEqual([
    ['serves clients of version 1, of which `contract.versions/1.json` says nothing', true, true],
  ])
  expect(missing({ 1: one })).toEqual([])
  // who compares two files has no folder to look into
  expect(missing()).toEqual([])
  // a file of version 1 that has another namespace
  expect(missing({ 1: { ...one, namespaces: { '/other': namespaceOf({}) } } })).toHaveLength(1)
})

test('V02: what was recorded of a version is judged, however many releases ago it was', () => {
  const three = shop({
    version: 3,
    down: { 'order:placed': { payload: of({ nr: text }) as never } },
    up: { 'order:make': plain },
    past: {
      1: { down: { 'order:placed': rowOf({ name: 'order:new', rename: { id: 'nr' } }) } },
      2: { down: { 'order:placed': rowOf({ rename: { id: 'nr' } }) } },
    },
  })
  const two = shop({
    version: 2,
    down: { 'order:placed': plain },
    up: { 'order:make': plain },
    past: { 1: { down: { 'order:placed': rowOf({ name: 'order:new' }) } } },
  })
  const judged = (versions: DiffOptions['versions']) =>
    diff(two, three, { versions: versions ?? {} }).findings.filter(({ rule }) => /^V0[1-4]/.test(rule))
  expect(judged({ 1: one })).toEqual([])
  const other = shop({
    down: { 'order:new': { payload: of({ id: { type: 'integer' } }) as never } },
    up: { 'order:make': plain },
  })
  expect(judged({ 1: other })).toMatchObject([{ rule: 'V02', place: { name: 'order:placed' } }])
})

test('V05: a version that is served no longer breaks its clients, and one that is served anew nobody', () => {
  const at = (table: NonNullable<Shop['past']>) => shop({ version: 3, down: { x: plain }, past: table })
  expect(found(at({ 1: {}, 2: {} }), at({ 2: {} }))).toEqual([['V05', oldClients]])
  expect(found(at({ 2: {} }), at({ 1: {}, 2: {} }))).toEqual([['V05']])
  expect(diff(at({ 1: {}, 2: {} }), at({ 2: {} }))).toMatchObject({ required: 'major' })
})

test('V06: a row that changed breaks nobody by itself, and needs a release', () => {
  const at = (row: Partial<PastJson>) =>
    shop({ version: 2, down: { x: plain }, past: { 1: { down: { x: rowOf(row) } } } })
  const report = diff(at({}), at({ heard: { nr: 'id' } }))
  expect(report.findings).toMatchObject([{ rule: 'V06', breaks: [], bump: 'patch' }])
  expect(report.required).toBe('patch')
  expect(found(at({}), at({ notes: 'In other words.' }))).toEqual([])
})

test('K01: clients of an earlier version are served although they ask for no answer, unless that is all there is to do', () => {
  const answered = (more: Partial<EventJson>, past?: Shop['past']) =>
    shop({
      version: past ? 2 : 1,
      down: { 'order:new': plain },
      up: { 'order:make': { ...plain, reply: of({ ok: text }) as never, ...more } },
      ...(past && { past }),
    })
  expect(found(one, answered({}))).toEqual([['K01', ...[oldClients, newClients].sort()]])
  expect(only('K01', one, answered({}))[0]?.past?.code).toBe("1: { clientToServer: { 'order:make': {} } }")
  expect(found(one, answered({}, { 1: {} }))).toEqual([['N06', newClients], ['K01']])
  expect(only('V03', one, answered({ query: true }, { 1: {} }))).toMatchObject([
    { forbidden: true, words: expect.stringContaining('without an acknowledgement') as string },
  ])
})

test('E05: an old name is heard only where servers can be told to hear it', () => {
  const table = (emit: boolean) => ({
    clientToServer: { 'order:make': aliasOf('order:submit') },
    serverToClient: { ORDER: aliasOf('order:new', { emit }) },
  })
  const renamedAt = (emit: boolean, legacyPath?: string) => {
    const contract = shop({ down: { 'order:new': plain }, up: { 'order:submit': plain }, aliases: table(emit) })
    const namespace = {
      ...(contract.namespaces['/shop'] as NamespaceJson),
      ...(legacyPath && { legacyPath: { path: legacyPath, without: [] } }),
    }
    return found(one, { ...contract, namespaces: { '/shop': namespace } }).filter(([rule]) => rule === 'E05')
  }
  expect(renamedAt(false)).toEqual([['E05', newClients]])
  expect(renamedAt(true, '/shop')).toEqual([['E05', newClients]])
  // a server that sends old names refuses to be served with `legacy` then
  expect(renamedAt(true)).toEqual([['E05', ...[oldClients, newClients].sort()]])
})

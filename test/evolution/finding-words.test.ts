import { expect, test } from 'vitest'
import { type AliasJson, type ContractJson, diff, type EventJson, type Finding } from '../../src/spec/index.js'
import { aliasOf, carrying, contractOf, eventOf, shopOf } from './contract-maker.js'

const oldClients = 'new-server-old-client'
const newClients = 'old-server-new-client'
const text = { type: 'string' }
const number = { type: 'number' }

const compare = (old: ContractJson, next: ContractJson): readonly Finding[] => diff(old, next).findings
const wordsFor = (old: ContractJson, next: ContractJson): string[] =>
  compare(old, next).map(({ rule, place, words }) => `${rule} ${place.path ?? ''}: ${words}`)
const sentBy = (finding: Finding | undefined): unknown[] => (finding?.witnesses ?? []).map(({ value }) => value)
const ofEvent = (event: Partial<EventJson>): ContractJson => shopOf({ serverToClient: { bell: eventOf(event) } })

const tuple = (...places: object[]): ContractJson =>
  carrying({ type: 'array', prefixItems: places, minItems: places.length, maxItems: places.length })
const list = carrying({ type: 'array', items: text })

test('a list of fixed places is compared place by place', () => {
  const [finding, ...others] = compare(tuple(text, text), tuple(text, number))
  expect(others).toEqual([])
  expect(finding).toMatchObject({
    rule: 'F13',
    place: { path: '[1]' },
    breaks: ['compile-time', oldClients, newClients],
  })
  expect(sentBy(finding)).toEqual([
    [expect.any(String), expect.any(String)],
    [expect.any(String), expect.any(Number)],
  ])
})

test('a list of fixed places breaks both ends with another number of places', () => {
  const [finding, ...others] = compare(tuple(text), tuple(text, number))
  expect(others).toEqual([])
  expect(finding).toMatchObject({ rule: 'F21', words: 'has another number of places', bump: 'major' })
  expect(sentBy(finding)).toEqual([[expect.any(String)], [expect.any(String), expect.any(Number)]])
})

test('a list of fixed places takes less than any list, and more once it is one', () => {
  expect(compare(list, tuple(text))).toMatchObject([
    { rule: 'F21', words: 'has fixed places now', bump: 'minor', breaks: ['compile-time', newClients] },
  ])
  expect(compare(tuple(text), list)).toMatchObject([
    { rule: 'F21', words: 'has no fixed places now', bump: 'major', breaks: ['compile-time', oldClients] },
  ])
})

test('a list breaks old clients, and code that uses its types, once its items may be anything', () => {
  const list = carrying({ type: 'array', items: text })
  const [finding, ...others] = compare(list, carrying({ type: 'array' }))
  expect(others).toEqual([])
  expect(finding).toMatchObject({
    rule: 'F14',
    bump: 'major',
    breaks: ['compile-time', oldClients],
    witnesses: [{ to: 'old client' }],
  })
  expect(sentBy(finding)).toEqual([[expect.not.stringMatching('')]])
})

const id = { type: 'object', properties: { id: text }, required: ['id'] }
const nr = { type: 'object', properties: { nr: text }, required: ['nr'] }
const renamed = (
  direction: 'serverToClient' | 'clientToServer',
  alias: Partial<AliasJson>,
  old: object | undefined,
  next: object | undefined,
): readonly Finding[] => {
  const event = (payload: object | undefined): EventJson =>
    eventOf({ direction, ...(payload && { payload: payload as never }) })
  return compare(
    shopOf({ [direction]: { 'order:new': event(old) } }),
    shopOf({
      [direction]: { 'order:made': event(next) },
      aliases: { [direction]: { 'order:new': aliasOf('order:made', alias) } },
    }),
  )
}

test.each([
  ['down', 'serverToClient', { down: true }, [oldClients], 'the function `down` shapes what goes by the old name'],
  ['up', 'serverToClient', { up: true }, [oldClients, newClients], 'the function `up` shapes what old servers send'],
  ['when', 'serverToClient', { when: true }, [oldClients], '`when` sends the old name for some payloads only'],
  [
    'up',
    'clientToServer',
    { up: true },
    [oldClients, newClients],
    'the function `up` shapes what goes by the old name',
  ],
] as const)(
  'a renamed event is not judged where a function `%s` shapes it, %s',
  (_, direction, alias, breaks, reason) => {
    expect(renamed(direction, alias, id, nr)).toEqual([
      expect.objectContaining({
        rule: 'E05',
        related: ['M02'],
        breaks,
        unknown: [expect.stringContaining(reason)],
      }),
    ])
  },
)

test.each(['down', 'when'])(
  'a renamed event from a client is judged though the alias says `%s`, which only a server reads',
  (key) => {
    expect(renamed('clientToServer', { [key]: true }, id, nr)).toMatchObject([
      { rule: 'F12', place: { name: 'order:made', path: 'id' }, breaks: ['compile-time', oldClients, newClients] },
      { rule: 'E05', breaks: [newClients], unknown: [] },
    ])
  },
)

test.each([
  ['a field', { rename: { id: 'nr' } }, id, nr],
  ['an optional field', { rename: { id: 'nr' } }, { ...id, required: undefined }, { ...nr, required: undefined }],
  ['the one value it carries', { bare: 'id' }, text, id],
  ['nothing, where it carries nothing', { rename: { id: 'nr' } }, undefined, undefined],
])('a renamed event is the same fact where the alias spells %s', (_, alias, old, next) => {
  const plain = (part: object | undefined) => part && (JSON.parse(JSON.stringify(part)) as object)
  expect(renamed('serverToClient', alias, plain(old), plain(next))).toMatchObject([
    { rule: 'E05', breaks: [oldClients] },
  ])
  expect(renamed('clientToServer', alias, plain(old), plain(next))).toMatchObject([
    { rule: 'E05', breaks: [newClients] },
  ])
})

test.each([
  ['one value', {}, text, id, ''],
  ['a list', { rename: { id: 'nr' } }, { type: 'array', items: text }, { type: 'array', items: number }, '[]'],
])('a renamed event is compared as it stands where the alias has no words for %s', (_, alias, old, next, path) => {
  const [finding, ...others] = renamed('serverToClient', alias, old, next)
  expect(finding).toMatchObject({ rule: 'F13', bump: 'major', place: { name: 'order:made' } })
  expect(finding?.place.path ?? '').toBe(path)
  expect(others).toMatchObject([{ rule: 'E05', breaks: [oldClients] }])
})

const deprecated = { since: '1.0.0' }
const described = (before: string): ContractJson =>
  ofEvent({
    payload: {
      type: 'object',
      properties: Object.fromEntries([...'abcd'].map((key) => [key, { ...text, description: before + key }])),
    } as never,
  })

test('words about an event say what becomes of it', () => {
  expect(wordsFor(ofEvent({}), ofEvent({ deprecated }))).toEqual(['T04 : is deprecated now'])
  expect(wordsFor(ofEvent({ deprecated }), ofEvent({}))).toEqual(['T04 : is no longer deprecated'])
  expect(
    wordsFor(ofEvent({}), ofEvent({ deprecated: { ...deprecated, replacedBy: 'gong', removeIn: '2.0.0' } })),
  ).toEqual(['T04 : is deprecated now and goes with 2.0.0, in favour of `gong`'])
  expect(wordsFor(ofEvent({ since: '1.0.0' }), ofEvent({ since: '1.1.0' }))).toEqual([
    'T04 : the release it is there since changed',
  ])
})

test('words about an event name three of the fields of which other things are said', () => {
  expect(wordsFor(described('x'), described('y'))).toEqual([
    'T04 : the description of `a`, `b`, `c` and others changed',
  ])
})

test('words about an event tell the payload as a whole from its parts', () => {
  const said = (title: string, inner: string): ContractJson =>
    ofEvent({
      payload: {
        title,
        anyOf: [{ type: 'array', items: { ...text, title: inner } }, { type: 'null' }],
      } as never,
    })
  expect(wordsFor(said('a', 'b'), said('c', 'b'))).toEqual(['T04 : the description of the payload changed'])
  expect(wordsFor(said('a', 'b'), said('a', 'c'))).toEqual(['T04 : the description of `[]` changed'])
})

test('words about an event spell the way to a value of a record alike, whatever changed in it', () => {
  const nameOf = (name: object, within: (record: object) => object): ContractJson => {
    const entry = { type: 'object', properties: { name: { ...text, ...name } }, required: ['name'] }
    return carrying(within({ type: 'object', additionalProperties: entry }))
  }
  const alone = (record: object): object => record
  const inField = (record: object): object => ({ type: 'object', properties: { a: record } })
  for (const [within, path] of [
    [alone, '*.name'],
    [inField, 'a.*.name'],
  ] as const) {
    const changed = (old: object, next: object): string[] => wordsFor(nameOf(old, within), nameOf(next, within))
    expect(changed({ title: 'a' }, { title: 'b' })).toEqual([`T04 : the description of \`${path}\` changed`])
    expect(changed({}, { 'x-sensitive': 'pii' })).toEqual([`S01 ${path}: is marked pii now, it was not marked`])
    expect(changed({}, { maxLength: 5 })).toEqual([`F15 ${path}: \`maxLength\` is 5 now, there was none`])
  }
})

test('words about an event name the types that are called otherwise or not at all', () => {
  expect(
    wordsFor(ofEvent({ types: { payload: 'Bell', reply: 'Answer' } }), ofEvent({ types: { payload: 'Gong' } })),
  ).toEqual(['T01 : has the type name `Gong` now, it was `Bell`', 'T01 : has no type name now, it was `Answer`'])
})

test('words about an identity speak of duplicates', () => {
  const by = (...paths: string[]): ContractJson => {
    const payload = { type: 'object', properties: { a: text, b: text }, required: ['a', 'b'] } as never
    return ofEvent({ payload, ...(paths.length && { identity: { paths } }) })
  }
  const told = (old: ContractJson, next: ContractJson): string[] =>
    compare(old, next).map(({ words, advice }) => `${words}; ${advice}`)
  expect(told(by(), by('a'))).toEqual([
    'duplicates are recognised by `a` now, they were not; release servers before clients: a new client drops as a duplicate what an old server sends as something new',
  ])
  expect(told(by('a'), by())).toEqual([
    'duplicates are no longer recognised, they were by `a`; an old client drops as a duplicate what a new server sends as something new: keep the fields until no old client is left, or send it as an event of another name',
  ])
  expect(told(by('a'), by('b'))).toEqual([
    'duplicates are recognised by `b` now, they were by `a`; each end drops as a duplicate what the other sends as something new: keep the fields, or send it as an event of another name',
  ])
})

const none = contractOf({})
const having = (direction: 'serverToClient' | 'clientToServer'): ContractJson =>
  contractOf({}, { protocol: { ...none.protocol, [direction]: { ping: eventOf({ direction }) } } })

test.each([
  ['serverToClient', 'E01', [], 'E03'],
  ['clientToServer', 'E02', [newClients], 'E04'],
] as const)('the protocol gains and loses an event, %s', (direction, added, breaks, removed) => {
  const place = { namespace: 'protocol', name: 'ping' }
  expect(compare(none, having(direction))).toMatchObject([{ rule: added, place, bump: 'minor', breaks }])
  expect(compare(having(direction), none)).toMatchObject([
    { rule: removed, place, bump: 'major', breaks: ['compile-time', oldClients] },
  ])
})

test('the protocol shows clients no secret by a new event, or by one that went the other way, without an approval', () => {
  const carried = (direction: 'serverToClient' | 'clientToServer'): ContractJson => {
    const payload = { type: 'object', properties: { key: { ...text, 'x-sensitive': 'secret' } } }
    const ping = eventOf({ direction, payload: payload as never })
    return contractOf({}, { protocol: { ...none.protocol, [direction]: { ping } } })
  }
  const leak = { rule: 'S02', place: { namespace: 'protocol', path: 'key' }, needsApproval: true }
  expect(compare(none, carried('serverToClient'))).toMatchObject([leak, { rule: 'E01', related: ['T03'] }])
  expect(compare(carried('clientToServer'), carried('serverToClient'))).toMatchObject([leak, { rule: 'E07' }])
})

const words = (old: object, next: object): string[] =>
  wordsFor(carrying({ ...text, ...old }), carrying({ ...text, ...next }))
const [one, other] = [{ pattern: '^a+$' }, { pattern: '^b+$' }]

test('words about a text show the old pattern and the new one', () => {
  expect(words(one, other)).toEqual(['F19 : has to fit the pattern `"^b+$"` now, it had to fit the pattern `"^a+$"`'])
  expect(words({}, one)).toEqual(['F15 : has to fit the pattern `"^a+$"` now, before it had to fit none'])
  expect(words(one, {})).toEqual(['F14 : no longer has to fit the pattern `"^a+$"`'])
})

test('words about a text show a format by its name, and its patterns where only these differ', () => {
  expect(words({ format: 'date', ...one }, { format: 'time', ...other })).toEqual([
    'F19 : has to fit the format `time` now, it had to fit the format `date`',
  ])
  expect(words({ format: 'date', ...one }, { format: 'date', ...other })).toEqual([
    'F27 : keeps the format `date`, and is checked by the pattern `"^b+$"` now, it was by the pattern `"^a+$"`',
  ])
})

test('words about a text keep a long one to a line', () => {
  const [found] = words({}, { pattern: `^${'x'.repeat(500)}$` })
  expect(found?.length).toBeLessThan(200)
  expect(found).toContain('x ...`')
})

const chain = (name: string, leaf: object): ContractJson =>
  carrying({
    $ref: `#/$defs/${name}`,
    $defs: {
      [name]: { type: 'object', properties: { leaf, next: { $ref: `#/$defs/${name}` } }, required: ['leaf'] },
    },
  })

test('a payload that refers to itself is compared once, whatever its parts are called', () => {
  expect(compare(chain('a', text), chain('b', text))).toEqual([])
  expect(wordsFor(chain('a', text), chain('b', number))).toEqual(['F13 leaf: is a number now, it was text'])
})

test('a payload that refers to itself no more is compared part by part', () => {
  const flat = carrying({ type: 'object', properties: { leaf: number }, required: ['leaf'] })
  expect(wordsFor(chain('a', text), flat)).toEqual([
    'F13 leaf: is a number now, it was text',
    'F04 next: was removed; it was optional',
  ])
})

test('a payload that refers to itself keeps the witnesses of two changes apart', () => {
  const node = (leaf: object, other: object): ContractJson =>
    carrying({ type: 'object', properties: { leaf, other, next: { $ref: '#' } }, required: ['leaf'] })
  const findings = compare(node(text, text), node({ ...text, maxLength: 3 }, { ...text, minLength: 2 }))
  expect(findings.map(({ rule, place, breaks }) => [rule, place.path, ...breaks])).toEqual([
    ['F15', 'leaf', newClients],
    ['F15', 'other', newClients],
  ])
  const [[long], [short]] = findings.map(sentBy) as [[{ leaf: string }], [{ other: string }]]
  expect(long.leaf.length).toBeGreaterThan(3)
  expect(short.other.length).toBeLessThan(2)
})

test('a payload that refers to another document is not judged', () => {
  const there = (name: string): ContractJson =>
    carrying({ type: 'object', properties: { a: { $ref: `https://shop.test/${name}` } } })
  expect(compare(there('a'), there('b'))).toMatchObject([
    {
      rule: 'F22',
      bump: 'major',
      place: { path: 'a' },
      unknown: [expect.stringContaining('the reference does not resolve') as string],
      witnesses: [],
    },
  ])
})

test('another default breaks nobody and is dangerous', () => {
  const given = (value: string): ContractJson =>
    carrying({ type: 'object', properties: { a: { ...text, default: value } } })
  expect(compare(given('x'), given('x'))).toEqual([])
  expect(compare(given('x'), given('y'))).toMatchObject([
    {
      rule: 'F24',
      place: { path: 'a' },
      words: 'has the default `"y"` now, it was `"x"`',
      breaks: [],
      dangerous: true,
    },
  ])
})

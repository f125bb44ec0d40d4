import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { globalRegistry, object, optional, type ZodMiniType } from 'zod/mini'
import { nextStatesOf } from '../contract/next-states.js'
import { jsonSchemaOf } from '../guards/json-schema.js'
import { loadZod } from '../guards/zod.js'
import { isId, isObject, isShort, isText } from './check.js'
import {
  date,
  deprecated,
  digits,
  epochMs,
  freeform,
  id,
  integer,
  nextStates,
  openEnum,
  sensitive,
  text,
  time,
  timestamp,
  url,
} from './index.js'
import { ownValue } from './own-value.js'
import { idPattern, instantPattern, shortIdPattern, shortInstantPattern } from './pattern.js'
import { recordWithin } from './record-limit.js'

await loadZod()

const accepts = (field: ZodMiniType, value: unknown): boolean => field.safeParse(value).success

test.each<[string, ZodMiniType, readonly unknown[], readonly unknown[]]>([
  ['id', id, ['a', 'ä-1', 'x'.repeat(128)], ['', ' ', 'a b', 'a\n', 'x'.repeat(129), 7, null]],
  ['text', text(3), ['', 'abc', '😀😀😀'], ['abcd', '😀😀😀😀', 7]],
  [
    'timestamp',
    timestamp,
    ['2024-12-20T10:30:00Z', '2024-02-29T23:59:59.123+05:30'],
    [
      '2024-12-20',
      '2024-12-20T10:30:00',
      '2023-02-29T10:30:00Z',
      '2024-12-20T24:00:00Z',
      '2024-04-31T10:00:00Z',
      '2024-12-20 10:30:00Z',
      7,
    ],
  ],
  ['date', date, ['2024-02-29', '2000-02-29', '1999-12-31'], ['1900-02-29', '2024-13-01', '2024-1-1', '2024-06-31']],
  ['time', time, ['00:00:00', '23:59:59'], ['24:00:00', '9:00:00', '09:00']],
  ['epochMs', epochMs, [0, 1_734_690_600_000], [-1, 1.5, '1', Number.NaN]],
  [
    'url',
    url,
    ['https://...', 'http://x.test/a?b=c#d'],
    ['ftp://x', 'https://', 'https://a b', 'javascript:alert(1)', `https://${'x'.repeat(2048)}`],
  ],
  ['digits', digits(3), ['0', '7', '999'], ['', '1000', '01', '-1', '+1', '1.0', '1e2', ' 1', '1\n', '１', 7]],
  [
    'signed digits',
    digits(2, { signed: true }),
    ['0', '-1', '-99', '99'],
    ['-0', '100', '-100', '--1', '-', '-01', -1],
  ],
  ['integer', integer(1, 9), [1, 9], [0, 10, 1.5, Number.POSITIVE_INFINITY, '3']],
  ['openEnum', openEnum(['a', 'b']), ['a', 'other'], ['x'.repeat(65), 7]],
  [
    'freeform',
    freeform,
    [{}, { a: 1, b: 'x', c: null, d: false }],
    [
      { a: {} },
      { a: [] },
      { '': 1 },
      [],
      'x',
      { a: 'x'.repeat(8200) },
      Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`k${at}`, 1])),
    ],
  ],
])('%s accepts what it says and nothing else', (_, field, good, bad) => {
  for (const value of good) expect(accepts(field, value), JSON.stringify(value)).toBe(true)
  for (const value of bad) expect(accepts(field, value), JSON.stringify(value)).toBe(false)
})

test.each<[string, ZodMiniType, number, (text: string) => unknown]>([
  ['text', text(8), 8, (said) => said],
  ['id', id, 128, (said) => said],
  ['openEnum', openEnum(['a']), 64, (said) => said],
  ['a value of freeform', freeform, 8191, (said) => ({ a: said })],
  ['a key of freeform', freeform, 128, (said) => ({ [said]: 1 })],
])('%s counts characters, not the halves of them, as its JSON Schema does', (_, field, most, made) => {
  const { $schema: _dialect, ...described } = jsonSchemaOf(field) as object & { $schema?: string }
  const isValid = new Ajv2020({ strict: false, logger: false, validateFormats: false }).compile(described)
  for (const sign of ['x', 'é', '😀'])
    for (const [count, isAccepted] of [
      [most, true],
      [most + 1, false],
    ] as const) {
      const value = made(sign.repeat(count))
      expect(accepts(field, value), `${count} of ${sign}`).toBe(isAccepted)
      // no keyword counts the characters of a whole record
      if (isAccepted || most !== 8191) expect(isValid(value), `${count} of ${sign} by JSON Schema`).toBe(isAccepted)
    }
})

test('a mark stands on a copy, beside what was registered before', () => {
  const marked = sensitive('pii', url)
  expect(globalRegistry.get(marked)).toMatchObject({ 'x-sensitive': 'pii', 'x-format': 'uri' })
  expect(globalRegistry.get(url)).not.toHaveProperty('x-sensitive')
  expect(accepts(marked, 'ftp://x')).toBe(false)
})

test('a deprecation stands on a copy in the words of an event, beside other marks, and takes what it took', () => {
  const old = deprecated({ since: '1.3.0', replacedBy: 'site', removeIn: '2.0.0' }, sensitive('pii', url))
  const said = { deprecated: true, 'x-since': '1.3.0', 'x-replacedBy': 'site', 'x-removeIn': '2.0.0' }
  expect(globalRegistry.get(old)).toMatchObject({ ...said, 'x-sensitive': 'pii', 'x-format': 'uri' })
  expect(globalRegistry.get(url)).not.toHaveProperty('deprecated')
  expect([accepts(old, 'https://a.example'), accepts(old, 'ftp://x')]).toEqual([true, false])
  expect(jsonSchemaOf(object({ old: optional(old) }))).toMatchObject({ properties: { old: said } })
  expect(globalRegistry.get(deprecated({ since: '1.3.0' }, url))).toEqual({
    'x-format': 'uri',
    deprecated: true,
    'x-since': '1.3.0',
  })
})

test('next states stand on a copy, beside what was registered before, and neither on the wire nor in what is accepted', () => {
  const food = openEnum(['wet', 'dry'])
  const moving = nextStates({ wet: ['dry'], dry: [] }, sensitive('pii', food))
  expect(nextStatesOf(moving._zod.def)).toEqual({ wet: ['dry'], dry: [] })
  expect(nextStatesOf(sensitive('phi', moving)._zod.def)).toEqual({ wet: ['dry'], dry: [] })
  expect(nextStatesOf(food._zod.def)).toBeUndefined()
  expect(jsonSchemaOf(moving)).toEqual({ ...jsonSchemaOf(food), 'x-sensitive': 'pii' })
  expect([accepts(moving, 'other'), accepts(moving, 7)]).toEqual([true, false])
})

test('isObject is true of objects with fields', () => {
  expect([{}, Object.create(null), new Date(0)].every(isObject)).toBe(true)
  expect([null, undefined, [], 'x', 7].some(isObject)).toBe(false)
})
test('isText is true of text of the form', () => {
  expect([isText('a', /^a$/), isText('b', /^a$/), isText(7, /7/)]).toEqual([true, false, false])
})
test('an id is the same in fewer bytes', () => {
  let differing = 0
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code)
    if (idPattern.test(character) !== shortIdPattern.test(character)) differing++
  }
  expect(differing).toBe(0)
  expect(['', 'x'.repeat(129), '😀'.repeat(128)].map((text) => shortIdPattern.test(text))).toEqual([false, false, true])
})
test('the short pattern of instants matches the same days of all years, and the same times', () => {
  const two = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => String(from + at).padStart(2, '0'))
  const years = two(0, 100).flatMap((century) => two(0, 100).map((year) => century + year))
  const leaps = years.flatMap((year) => ['02-28', '02-29', '02-30'].map((day) => `${year}-${day}T00:00:00Z`))
  const days = ['1900', '2024', '2025'].flatMap((year) =>
    two(0, 14).flatMap((month) => two(0, 34).map((day) => `${year}-${month}-${day}T00:00:00Z`)),
  )
  const times = ['23:59:59', '24:00:00', '23:60:00', '23:59:60', '00:00', '00:00:00.', '00:00:00.123456789']
  const zones = ['', 'Z', 'z', '+23:59', '-00:00', '+24:00', '+00:60', '+0000', 'Z\n', '0Z']
  const instants = times.flatMap((time) => zones.map((zone) => `2024-12-20T${time}${zone}`))
  const all = [...leaps, ...days, ...instants, '02024-01-01T00:00:00Z', '24-02-29T00:00:00Z', '٢٠٢٤-01-01T00:00:00Z']
  expect(all.filter((each) => instantPattern.test(each) !== shortInstantPattern.test(each))).toEqual([])
  expect(all.filter((each) => shortInstantPattern.test(each)).length).toBeGreaterThan(12_000)
})
test('isId is true of what the pattern of ids matches, and of nothing else', () => {
  const texts = ['', 'a', '~!', 'a b', 'a\n', ' a', '\u007f', 'é', 'a\u00a0', '\ufeff', '😀', 'é\u2028']
  const long = ['x'.repeat(128), 'x'.repeat(129), 'x'.repeat(257), '😀'.repeat(128), '😀'.repeat(129), 'é'.repeat(129)]
  for (const text of [...texts, ...long])
    expect(isId(text), JSON.stringify(text.slice(0, 5))).toBe(idPattern.test(text))
  expect([7, undefined, null, ['a'], { length: 1 }].some(isId)).toBe(false)
})
test('ownValue keeps what the wire would carry', () => {
  class Order {
    id = 'o1'
    get status() {
      return 'LOST'
    }
  }
  const bare = Object.assign(Object.create(null), { id: 'o1' })
  expect(ownValue(new Order())).toEqual({ id: 'o1' })
  expect(ownValue(bare)).toBe(bare)
  expect([ownValue(JSON.parse('{"__proto__":{}}')), ownValue(new Uint8Array(2))]).toEqual([undefined, undefined])
  expect([ownValue('text'), ownValue(null), ownValue([1])]).toEqual(['text', null, [1]])
})
test('isShort counts characters, and looks at no more of a text than it must', () => {
  expect([isShort('abc', 3), isShort('abcd', 3), isShort('😀😀😀', 3), isShort('😀😀😀a', 3), isShort(7, 3)]).toEqual([
    true,
    false,
    true,
    false,
    false,
  ])
  expect(isShort('x'.repeat(50_000_000), 10)).toBe(false)
})
test('recordWithin counts entries, and characters where it is told to', () => {
  expect([
    recordWithin(1)({ a: 'long' }),
    recordWithin(1)({ a: 1, b: 2 }),
    recordWithin(2, 3)({ a: 12 }),
    recordWithin(2, 3)({ a: 123 }),
    recordWithin(2, 3)({ '😀': '😀😀' }),
    recordWithin(2, 3)({ '😀': '😀😀a' }),
    recordWithin(2, 3)({ '😀': '😀😀😀' }),
    recordWithin(2, 3)({ a: 'x'.repeat(50_000_000) }),
  ]).toEqual([true, false, true, false, true, false, false, false])
})

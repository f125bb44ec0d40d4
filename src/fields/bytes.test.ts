import { runInNewContext } from 'node:vm'
import { describe, expect, expectTypeOf, test } from 'vitest'
import type * as z from 'zod/mini'
import { array, clone, globalRegistry, object, optional, refine, type ZodMiniType } from 'zod/mini'
import { issuesIn } from '../guards/fit.js'
import { jsonSchemaOf } from '../guards/json-schema.js'
import { compiledParser } from '../guards/print/compiled.js'
import { printedPlain } from '../guards/print/plain.js'
import { helperOf, Scope } from '../guards/print/scope.js'
import { redact } from '../guards/redact.js'
import * as vocabulary from '../plain/vocabulary.js'
import { printedType } from '../spec/type/printed-type.js'
import { seeded } from '../testing/random.js'
import { schemaValue } from '../testing/schema-value.js'
import { bytes, deprecated, sensitive } from './index.js'

const read = (schema: ZodMiniType, value: unknown): unknown => {
  const result = schema.safeParse(value)
  return result.success ? result.data : undefined
}

function plainOf(schema: ZodMiniType): ZodMiniType {
  const scope = new Scope()
  const text = printedPlain(schema, scope)
  expect(scope.unprintable).toEqual([])
  return new Function('z', ...scope.helpers.keys(), `return ${text}`)(
    vocabulary,
    ...[...scope.helpers.keys()].map(helperOf),
  )
}

const schema = object({ file: bytes(4) })
const plain = plainOf(schema)
const compiled = compiledParser(schema)
const readers: [string, (value: unknown) => unknown][] = [
  ['zod', (value) => read(schema, value)],
  ['a printed parser', compiled],
  [
    'a plain schema',
    (value) => {
      const result = plain['~standard'].validate(value)
      return 'value' in result ? result.value : undefined
    },
  ],
]

const whole = Uint8Array.of(9, 1, 2, 3, 9)
const given: [string, object][] = [
  ['a Uint8Array', Uint8Array.of(1, 2, 3)],
  ['a view over a part', whole.subarray(1, 4)],
  ['a Buffer', Buffer.from([1, 2, 3])],
  ['a Buffer of the pool', Buffer.from('AQID', 'base64')],
  ['an ArrayBuffer', Uint8Array.of(1, 2, 3).buffer],
  ['bytes of another realm', runInNewContext('Uint8Array.of(1, 2, 3)') as object],
  ['a buffer of another realm', runInNewContext('Uint8Array.of(1, 2, 3).buffer') as object],
]

describe.each(readers)('bytes as %s reads them', (_, parse) => {
  test.each(given)('%s comes out as a plain Uint8Array that has nothing else in its buffer', (_, value) => {
    const { file } = parse({ file: value }) as { file: Uint8Array }
    expect(Object.getPrototypeOf(file)).toBe(Uint8Array.prototype)
    expect([...file]).toEqual([1, 2, 3])
    expect(file.buffer.byteLength).toBe(3)
    expect(file.buffer).not.toBe((value as Uint8Array).buffer ?? value)
  })
  test.each([
    ['too many', Uint8Array.of(1, 2, 3, 4, 5)],
    ['too many in a buffer', new ArrayBuffer(5)],
    ['text', 'AQID'],
    ['a list', [1, 2, 3]],
    ['another kind of view', new Uint16Array(1)],
    ['clamped bytes', new Uint8ClampedArray(1)],
    ['a view by any other name', new DataView(new ArrayBuffer(1))],
    ['what JSON makes of bytes', { 0: 1, 1: 2 }],
    ['what a Buffer makes of itself', { type: 'Buffer', data: [1] }],
    ['what only says that it is', { [Symbol.toStringTag]: 'Uint8Array', length: 1 }],
    ['what only says that it is a buffer', { [Symbol.toStringTag]: 'ArrayBuffer', byteLength: 1 }],
    ['nothing', null],
    ['what is missing', undefined],
  ])('%s is refused', (_, value) => {
    expect(attempt(() => parse({ file: value }))).toBeUndefined()
  })
})

/** Reads what throws as what does not fit, as the guards do. */
function attempt(parse: () => unknown): unknown {
  try {
    return parse()
  } catch {
    return undefined
  }
}

test('why bytes do not fit is told without one of them, and alike by zod and by a plain schema', () => {
  for (const each of [schema, plain]) {
    const issuesOf = (file: unknown): unknown => issuesIn(each, { file })
    expect(issuesOf(new Uint8Array(5))).toEqual([{ path: ['file'], expected: 'at most 4 bytes' }])
    expect(issuesOf(new ArrayBuffer(5))).toEqual([{ path: ['file'], expected: 'at most 4 bytes' }])
    expect(issuesOf('secret')).toEqual([{ path: ['file'], expected: 'bytes' }])
  }
})

test('bytes are marked, deprecated, copied, left out and asked more of like other fields', () => {
  const marked = sensitive('phi', bytes(4))
  expect(globalRegistry.get(marked)).toMatchObject({ 'x-sensitive': 'phi' })
  const old = deprecated({ since: '1.0.0' }, marked)
  for (const each of [marked, old, clone(old)]) {
    expect(read(each, Uint8Array.of(1))).toEqual(Uint8Array.of(1))
    expect(read(each, new Uint8Array(5))).toBeUndefined()
  }
  const held = object({ list: array(bytes(2)), none: optional(bytes(2)) })
  expect(compiledParser(held)({ list: [Buffer.from([1])] })).toEqual({ list: [Uint8Array.of(1)] })
  const even = bytes(4).check(refine((all) => all.length % 2 === 0))
  for (const parse of [(value: unknown) => read(even, value), compiledParser(even)])
    expect([parse(Uint8Array.of(1, 2)), parse(Uint8Array.of(1))]).toEqual([Uint8Array.of(1, 2), undefined])
})

test('a log shows how many bytes there are, and of marked ones nothing', () => {
  const payload = object({ file: bytes(4), scan: sensitive('phi', bytes(4)), list: array(bytes(4)) })
  const name = { name: 'put', payload } as never
  const value = { file: Buffer.from([7, 7]), scan: Uint8Array.of(7), list: [new ArrayBuffer(3), new ArrayBuffer(5)] }
  const shown = { file: '[2 bytes]', scan: '[phi]', list: ['[3 bytes]', '[unfit]'] }
  expect(redact(name, value)).toEqual(shown)
  expect(redact({ name: 'put', payload: plainOf(payload) } as never, value)).toEqual(shown)
})

test('bytes are described as zod describes files, and their type is a Uint8Array', () => {
  expect(jsonSchemaOf(bytes(9))).toMatchObject({ type: 'string', format: 'binary', maxLength: 9 })
  expect(printedType(object({ file: optional(bytes(9)) }))).toBe('{\n    file?: Uint8Array | undefined;\n}')
  expectTypeOf<z.infer<typeof schema>>().toEqualTypeOf<{ file: Uint8Array }>()
})

test('values of bytes are drawn within their bound', () => {
  const random = seeded(3)
  const lengths = Array.from({ length: 40 }, () => (schemaValue(bytes(5), random) as Uint8Array).length)
  expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([0, 5])
})

const givenAway = (): ArrayBuffer => {
  const buffer = new ArrayBuffer(2)
  structuredClone(buffer, { transfer: [buffer] })
  return buffer
}
const viewGivenAway = (): Uint8Array => {
  const view = new Uint8Array(2)
  structuredClone(view.buffer, { transfer: [view.buffer] })
  return view
}
const throwing = {
  get [Symbol.toStringTag](): string {
    throw new Error('no tag')
  },
}
test.each<[string, () => unknown]>([
  ['an ArrayBuffer whose bytes were given away', givenAway],
  ['a view whose bytes were given away', viewGivenAway],
  ['what only says that it is an ArrayBuffer', () => ({ [Symbol.toStringTag]: 'ArrayBuffer' })],
  ['what only says that it is bytes', () => ({ [Symbol.toStringTag]: 'Uint8Array' })],
  [
    'numbers that say they are bytes',
    () => Object.defineProperty(new Uint16Array(1), Symbol.toStringTag, { value: 'Uint8Array' }),
  ],
  ['what throws when it is asked what it is', () => throwing],
  [
    'bytes whose buffer can not be read',
    () => Object.defineProperty(new Uint8Array(1), 'buffer', { get: () => String(throwing) }),
  ],
])('%s is refused and throws nothing', (_, made) => {
  for (const [name, reader] of readers) expect(reader({ file: made() }), name).toBeUndefined()
})

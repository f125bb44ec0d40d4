import { type } from 'arktype'
import * as v from 'valibot'
import { expect, test, vi } from 'vitest'
import { z as classic } from 'zod'
import * as z from 'zod/mini'
import { defineNamespace } from '../contract/namespace.js'
import type { Schema } from '../contract/schema.js'
import { integer, sensitive, text } from '../fields/index.js'
import { event } from '../index.js'
import type { PlainSchema } from '../plain/schema.js'
import * as plain from '../plain/vocabulary.js'
import { redact, safeParsePayload } from './index.js'
import { revealed } from './reveal.js'

function plainSensitive(kind: string, schema: PlainSchema): PlainSchema {
  return plain.qualified(schema, [], { 'x-sensitive': kind })
}

const canary = 'canary-4711'
const secret = sensitive('phi', text(100))
const open = text(100)
const person = z.object({ name: open, note: secret })
const marked = sensitive('phi', z.object({ note: open, more: open }))
const classicMarked = (): classic.ZodString => sensitive('phi', classic.string() as never) as never
const classicPerson = classic.object({ name: classic.string(), note: classicMarked() })
const held = { name: 'Ada', note: canary }
const both = { note: canary, more: canary }
interface Tree {
  note: string
  below: Tree[]
}
const tree: z.ZodMiniType<Tree> = z.object({
  note: secret,
  get below() {
    return z.array(tree)
  },
})

/** Lists spellings of a schema beside a value whose canary nobody may see. */
const spellings: readonly [string, unknown, unknown][] = [
  ['plainly', z.object({ f: secret }), { f: canary }],
  ['optional', z.object({ f: z.optional(secret) }), { f: canary }],
  ['marked around optional', z.object({ f: sensitive('phi', z.optional(open)) }), { f: canary }],
  ['nullable', z.object({ f: z.nullable(secret) }), { f: canary }],
  ['nullish', z.object({ f: z.nullish(secret) }), { f: canary }],
  ['default', z.object({ f: z._default(secret, 'x') }), { f: canary }],
  ['prefault', z.object({ f: z.prefault(secret, 'x') }), { f: canary }],
  ['catch', z.object({ f: z.catch(secret, 'x') }), { f: canary }],
  ['readonly', z.object({ f: z.readonly(secret) }), { f: canary }],
  ['nonoptional', z.object({ f: z.nonoptional(z.optional(secret)) }), { f: canary }],
  ['exactOptional', z.object({ f: z.exactOptional(secret) }), { f: canary }],
  ['brand', z.object({ f: secret.brand('note') }), { f: canary }],
  ['lazy', z.object({ f: z.lazy(() => secret) }), { f: canary }],
  ['lazy object', z.object({ f: z.lazy(() => person) }), { f: held }],
  ['recursive', tree, { note: canary, below: [{ note: canary, below: [] }] }],
  ['pipe', z.object({ f: z.pipe(secret, text(50)) }), { f: canary }],
  ['pipe into it', z.object({ f: z.pipe(open, sensitive('phi', z.string())) }), { f: canary }],
  [
    'transform',
    z.object({
      f: z.pipe(
        secret,
        z.transform((said: string) => said),
      ),
    }),
    { f: canary },
  ],
  ['codec', z.object({ f: z.codec(secret, z.string(), { decode: (a) => a, encode: (a) => a }) }), { f: canary }],
  ['check after the mark', z.object({ f: secret.check(z.minLength(1)) }), { f: canary }],
  ['refine after the mark', z.object({ f: secret.check(z.refine(() => true)) }), { f: canary }],
  ['overwrite after the mark', z.object({ f: secret.check(z.trim()) }), { f: canary }],
  ['clone', z.object({ f: z.clone(secret) }), { f: canary }],
  [
    'register after the mark',
    z.object({ f: sensitive('phi', text(100)).register(z.globalRegistry, { description: 'What was said.' }) }),
    { f: canary },
  ],
  [
    'register on an object after the mark',
    sensitive('phi', z.object({ f: open })).register(z.globalRegistry, { title: 'It' }),
    { f: canary },
  ],
  ['extend', z.extend(person, { more: open }), { ...held, more: 'x' }],
  ['extend of a marked object', z.object({ f: z.extend(marked, { x: open }) }), { f: { ...both, x: 'x' } }],
  ['safeExtend of a marked object', z.object({ f: z.safeExtend(marked, { x: open }) }), { f: { ...both, x: 'x' } }],
  ['pick of a marked object', z.object({ f: z.pick(marked, { note: true }) }), { f: { note: canary } }],
  ['omit of a marked object', z.object({ f: z.omit(marked, { note: true }) }), { f: { more: canary } }],
  ['partial of a marked object', z.object({ f: z.partial(marked) }), { f: both }],
  ['required of a marked object', z.object({ f: z.required(z.partial(marked)) }), { f: both }],
  ['partial', z.partial(person), held],
  ['required', z.required(z.partial(person)), held],
  ['pick', z.pick(person, { note: true }), { note: canary }],
  ['omit', z.omit(person, { name: true }), { note: canary }],
  ['merge', z.merge(z.object({ x: open }), person), { x: 'x', ...held }],
  ['merge into a marked object', z.merge(marked, z.object({ x: open })), { ...both, x: 'x' }],
  ['merge of a marked object', z.merge(z.object({ x: open }), marked), { ...both, x: 'x' }],
  ['shape of a marked object', z.object({ ...marked.shape }), both],
  ['extend by the shape of a marked object', z.extend(z.object({ x: open }), marked.shape), { ...both, x: 'x' }],
  ['strict object', z.strictObject({ f: secret }), { f: canary }],
  ['loose object', z.looseObject({ f: secret }), { f: canary, undeclared: canary }],
  ['catchall', z.catchall(z.object({ f: open }), secret), { f: 'x', other: canary }],
  ['open catchall', z.catchall(z.object({ f: secret }), z.string()), { f: canary, other: canary }],
  ['array', z.object({ f: z.array(secret) }), { f: [canary] }],
  ['array of objects', z.array(person), [held]],
  ['tuple', z.tuple([open, secret]), ['x', canary]],
  ['tuple with rest', z.tuple([open], secret), ['x', canary, canary]],
  ['tuple longer than it says', z.tuple([open]), ['x', canary]],
  ['record value', z.record(open, secret), { a: canary }],
  ['record key', z.record(secret, open), { [canary]: 'x' }],
  ['record key, wrapped', z.record(z.union([z.literal('a'), secret]), open), { [canary]: 'x' }],
  ['partial record', z.partialRecord(z.enum(['a', 'b']), secret), { a: canary }],
  ['loose record', z.looseRecord(text(3), secret), { a: canary, long: canary }],
  ['map', z.map(open, secret), new Map([['a', canary]])],
  ['map key', z.map(secret, open), new Map([[canary, 'a']])],
  ['set', z.set(secret), new Set([canary])],
  ['union, marked option first', z.union([secret, integer(0)]), canary],
  ['union, marked option last', z.union([integer(0), secret]), canary],
  ['union of texts, unmarked option first', z.union([open, secret]), canary],
  ['union of objects, unmarked option first', z.union([z.object({ note: open }), z.object({ note: secret })]), both],
  [
    'union of objects that differ deeply',
    z.union([z.object({ a: z.object({ note: open }) }), z.object({ a: z.object({ note: secret }) })]),
    { a: { note: canary } },
  ],
  ['union of lists', z.union([z.array(open), z.array(secret)]), [canary]],
  ['union of a record and an object', z.union([z.record(open, open), z.object({ note: secret })]), { note: canary }],
  ['union of unions', z.union([z.union([integer(0), open]), z.union([z.boolean(), secret])]), canary],
  ['union of lazies', z.union([z.lazy(() => z.object({ note: open })), z.lazy(() => person)]), held],
  ['union with a marked object', z.union([z.object({ note: open }), marked]), both],
  ['union whose marked option misfits a little', z.union([z.object({ note: open }), person]), { ...held, name: 'A' }],
  ['union with what may be anything', z.union([z.object({ note: open }), z.unknown()]), { note: 'x', x: canary }],
  ['xor', z.xor([z.object({ a: open, note: secret }), z.object({ b: open, note: open })]), { a: 'x', note: canary }],
  [
    'discriminated union',
    z.discriminatedUnion('k', [z.object({ k: z.literal('a'), note: secret }), z.object({ k: z.literal('b') })]),
    { k: 'a', note: canary },
  ],
  [
    'discriminated union with a marked option',
    z.discriminatedUnion('k', [
      sensitive('phi', z.object({ k: z.literal('a'), f: open })),
      z.object({ k: z.literal('b') }),
    ]),
    { k: 'a', f: canary },
  ],
  ['intersection, mark left', z.intersection(person, z.object({ more: open })), { ...held, more: 'x' }],
  ['intersection, mark right', z.intersection(z.object({ name: open, note: open }), person), held],
  ['intersection of texts', z.object({ f: z.intersection(open, secret) }), { f: canary }],
  ['intersection with a marked record', z.intersection(z.object({ a: open }), z.record(open, secret)), { a: canary }],
  ['template literal', z.object({ f: z.templateLiteral(['a-', secret]) }), { f: `a-${canary}` }],
  ['promise', z.object({ f: z.promise(secret) }), { f: Promise.resolve(canary) }],
  ['file', z.object({ f: sensitive('phi', z.file()) }), { f: new File([canary], canary) }],
  ['custom', z.object({ f: sensitive('phi', z.custom<string>()) }), { f: canary }],
  ['unmarked custom', z.object({ f: z.custom<unknown>() }), { f: canary }],
  ['unknown', z.object({ f: z.unknown() }), { f: { token: canary } }],
  ['any', z.any(), { token: canary }],
  ['enum', z.object({ f: sensitive('phi', z.enum([canary, 'x'])) }), { f: canary }],
  ['literal', z.object({ f: sensitive('phi', z.literal(canary)) }), { f: canary }],
  ['stringbool', z.object({ f: classic.stringbool({ truthy: [canary] }) }), { f: canary }],
  ['date', z.object({ f: sensitive('phi', z.date()) }), { f: new Date() }],
  ['success', z.object({ f: z.success(secret) }), { f: canary }],
  ['instance', z.object({ f: z.instanceof(URL) }), { f: new URL(`http://x.test/${canary}`) }],
  ['classic', classicPerson, held],
  ['classic meta after the mark', classic.object({ f: classicMarked().meta({ title: 'T' }) }), { f: canary }],
  ['classic describe after the mark', classic.object({ f: classicMarked().describe('T') }), { f: canary }],
  ['classic optional, nullable, default', classic.object({ f: classicMarked().nullish().default('x') }), { f: canary }],
  ['classic trim after the mark', classic.object({ f: classicMarked().trim() }), { f: canary }],
  ['classic and', classicPerson.and(classic.object({ more: classic.string() })), { ...held, more: 'x' }],
  ['classic or', classic.object({ note: classic.string() }).or(classicPerson), held],
  ['classic pipe', classic.object({ f: classicMarked().pipe(classic.string()) }), { f: canary }],
  ['classic transform', classic.object({ f: classicMarked().transform((said) => said) }), { f: canary }],
  [
    'classic array, tuple, record',
    classic.tuple([classic.record(classic.string(), classicMarked().array())]),
    [{ a: [canary] }],
  ],
  ['classic readonly, brand', classic.object({ f: classicMarked().readonly().brand('x') }), { f: canary }],
  ['classic extend, pick, partial', classicPerson.extend({ a: classic.string() }).pick({ note: true }).partial(), held],
  [
    'classic deep register',
    classic.object({ f: classicMarked().register(classic.globalRegistry, { id: 'redacted' }) }),
    { f: canary },
  ],
  ['classic passthrough', classicPerson.loose(), { ...held, token: canary }],
  ['valibot', v.object({ note: v.pipe(v.string(), v.metadata({ 'x-sensitive': 'phi' })) }), { note: canary }],
  ['valibot that strips', v.object({ name: v.string() }), { name: canary, token: canary }],
  ['arktype', type({ note: 'string' }), { note: canary, token: canary }],
  ['plain', plain.object({ f: plainSensitive('phi', plain.string()) }), { f: canary }],
  ['plain optional', plain.object({ f: plain.optional(plainSensitive('phi', plain.string())) }), { f: canary }],
  [
    'plain check after the mark',
    plain.object({ f: plain.qualified(plainSensitive('phi', plain.string()), [plain.maxLength(20)]) }),
    { f: canary },
  ],
  [
    'plain register after the mark',
    plain.object({ f: plain.qualified(plainSensitive('phi', plain.string()), [], { description: 'x' }) }),
    { f: canary },
  ],
  ['plain clone', plain.object({ f: plain.clone(plainSensitive('phi', plain.string())) }), { f: canary }],
  [
    'plain extend',
    plain.extend(plainSensitive('phi', plain.object({ f: plain.string() })), { g: plain.string() }),
    { f: canary, g: canary },
  ],
  [
    'plain array and record',
    plain.array(plain.record(plain.string(), plainSensitive('phi', plain.string()))),
    [{ a: canary }],
  ],
  ['plain record key', plain.record(plainSensitive('phi', plain.string()), plain.string()), { [canary]: 'x' }],
  ['plain union', plain.union([plain.string(), plainSensitive('phi', plain.string())]), canary],
  [
    'plain discriminated union',
    plain.discriminatedUnion('k', [
      plain.object({ k: plain.literal('a'), note: plainSensitive('phi', plain.string()) }),
    ]),
    { k: 'a', note: canary },
  ],
]

const declared = (payload: unknown) =>
  defineNamespace('/n', { serverToClient: { it: event({ payload: payload as Schema<unknown> }) }, clientToServer: {} })
    .serverToClient.it

test('at least 41 spellings are looked through', () => {
  expect(spellings.length).toBeGreaterThanOrEqual(41)
  const leaks = spellings.filter(([, schema, value]) =>
    (JSON.stringify(redact(declared(schema), value)) ?? '').includes(canary),
  )
  expect(leaks.map(([title]) => title)).toEqual([])
})

test.each(spellings)('redact shows nothing that is marked, undeclared or not understood: %s', (_, schema, value) => {
  const told = declared(schema)
  const shown = redact(told, value)
  expect(JSON.stringify(shown) ?? '').not.toContain(canary)
  expect(JSON.stringify(revealed(told, value, [])) ?? '').not.toContain(canary)
  expect(shown instanceof Map || shown instanceof Set || shown instanceof Promise).toBe(false)
})

// an enum and a literal are spelled by the contract, and an issue may list what would fit
test.each(spellings.filter(([title]) => !/^(enum|literal)$/.test(title)))(
  'redact shows nothing that is marked, undeclared or not understood: %s, where it does not fit',
  (_, schema, value) => {
    const told = declared(schema)
    for (const wrong of [
      [value],
      { wrong: value, [canary]: 1 },
      { f: { deeper: value } },
      canary,
      { f: 7, note: 7, [canary]: canary },
    ]) {
      const result = safeParsePayload(told, wrong)
      if (!result.ok) {
        const { message, issues, stack } = result.error
        expect(`${message} ${JSON.stringify(issues)} ${stack}`).not.toContain(canary)
      }
    }
  },
)

const told = (schema: unknown, value: unknown): unknown => redact(declared(schema), value)

test('redact shows what may be shown of tuples, lazies, records and unions', () => {
  expect(told(z.tuple([open, secret], integer(0)), ['a', 'b', 3])).toEqual(['a', '[phi]', 3])
  expect(told(tree, { note: 'x', below: [{ note: 'y', below: [] }] })).toEqual({
    note: '[phi]',
    below: [{ note: '[phi]', below: [] }],
  })
  expect(told(z.record(open, secret), { Ada: 'x' })).toEqual({ Ada: '[phi]' })
  expect(told(z.record(secret, open), { Ada: 'x' })).toBe('[phi]')
  expect(told(z.union([secret, integer(0)]), 7)).toBe(7)
  expect(told(z.union([z.object({ a: open }), z.object({ b: open })]), { b: 'x' })).toEqual({ b: 'x' })
})

test('redact shows what may be shown of the one option that a field tells apart', () => {
  const either = z.discriminatedUnion('k', [
    sensitive('phi', z.object({ k: z.literal('a'), f: open })),
    z.object({ k: z.literal('b'), f: open }),
  ])
  expect(told(either, { k: 'b', f: 'x' })).toEqual({ k: 'b', f: 'x' })
  expect(told(either, { k: 'a', f: 'x' })).toBe('[phi]')
  expect(told(either, { k: 'c', f: 'x' })).toBe('[unfit]')
})

test('a list where an object belongs, and the other way round, is unfit', () => {
  expect(told(person, [held])).toBe('[unfit]')
  expect(told(z.record(open, open), ['a'])).toBe('[unfit]')
  expect(told(z.array(open), { 0: 'a' })).toBe('[unfit]')
  expect(told(z.tuple([open]), ['a', 'b'])).toEqual(['a', '[unfit]'])
})

test('a payload of another library is unfit, for its marks are not read', () => {
  expect(told(v.object({ name: v.string() }), { name: 'a' })).toBe('[unfit]')
})

test('a field that bears a mark of its own keeps it where all of its object is marked', () => {
  const { shape } = sensitive('phi', z.object({ code: sensitive('secret', open), note: open }))
  expect(told(z.object(shape), { code: '1', note: 'x' })).toEqual({ code: '[secret]', note: '[phi]' })
})

test('a getter that throws costs its own field only', () => {
  const value = Object.defineProperty({ name: 'Ada' }, 'note', {
    enumerable: true,
    get: () => {
      throw new Error(canary)
    },
  })
  expect(told(z.object({ name: open, note: open }), value)).toEqual({ name: 'Ada', note: '[unfit]' })
})

const nested = (depth: number): unknown => JSON.parse(`${'{"below":['.repeat(depth)}${']}'.repeat(depth)}`)
interface Node {
  below: Node[]
}
const node: z.ZodMiniType<Node> = z.object({
  get below() {
    return z.array(node)
  },
})

test('redact takes no longer than its payload is large, and shows nothing of what is nested more than 500 deep', () => {
  for (const depth of [1000, 10_000, 100_000]) {
    const shown = JSON.stringify(redact(declared(node), nested(depth)))
    expect(shown).toContain('[unfit]')
    expect(shown.length).toBeLessThan(6000)
  }
})

test('redact takes no longer than its payload is large though every node of a tree may be one of twelve that a field tells apart', () => {
  interface Part {
    kind: string
    next?: Part | undefined
  }
  let visits = 0
  const counted = z.string().check(z.refine(() => !!++visits))
  const part: z.ZodMiniType<Part> = z.lazy(() => z.discriminatedUnion('kind', parts as never))
  const parts = Array.from({ length: 12 }, (_, at) =>
    z.object({ kind: z.literal(`k${at}`), note: counted, next: z.optional(part) }),
  )
  const chain = (length: number): object => ({ kind: 'k11', note: 'x', ...(length && { next: chain(length - 1) }) })
  const visitsFor = (length: number): number => {
    visits = 0
    expect(JSON.stringify(redact(declared(part), chain(length)))).not.toContain('unfit')
    return visits
  }
  const few = visitsFor(5)
  expect(visitsFor(20)).toBeLessThanOrEqual(4 * few)
})

test('redact takes no longer than its payload is large though a union whose options nothing tells apart is read as a whole: no more than twenty are, one in the other', () => {
  let visits = 0
  const counted = z.string().check(z.refine(() => !!++visits))
  const nest: z.ZodMiniType = z.lazy(() => z.union([counted, z.array(nest)]))
  const visitsFor = (depth: number): number => {
    visits = 0
    expect(JSON.stringify(redact(declared(nest), JSON.parse(`${'['.repeat(depth)}"x"${']'.repeat(depth)}`)))).toContain(
      depth > 20 ? 'unfit' : 'x',
    )
    return visits
  }
  expect(visitsFor(10)).toBeGreaterThan(5)
  expect(visitsFor(200)).toBeLessThan(50)
  expect(visitsFor(400)).toBe(visitsFor(200))
})

test('redact takes no longer than its payload is large, and says where something deep does not fit by the fields there are, not by all ways through them', () => {
  const steps: z.ZodMiniObject[] = Array.from({ length: 12 }, (_, at) =>
    z.object({
      kind: z.literal(`k${at}`),
      get next() {
        return z.optional(z.discriminatedUnion('kind', steps as never))
      },
    }),
  )
  const chain = (length: number): object => ({ kind: length ? 'k11' : 7, ...(length && { next: chain(length - 1) }) })
  const asked = vi.spyOn(Object, 'hasOwn')
  const result = safeParsePayload(declared(z.object({ step: z.discriminatedUnion('kind', steps as never) })), {
    step: chain(20),
  })
  const count = asked.mock.calls.length
  asked.mockRestore()
  expect(count).toBeLessThan(20 * 12 * 12)
  expect(result).toMatchObject({
    error: { issues: [{ path: ['step', ...Array(20).fill('next'), 'kind'] }] },
  })
})

test('redact takes no longer than its payload is large, and looks at no item of a list where a record belongs', () => {
  let reads = 0
  const list = new Proxy(
    Array.from({ length: 10_000 }, () => 'x'),
    {
      get: (target, key) => {
        reads++
        return Reflect.get(target, key)
      },
      ownKeys: (target) => {
        reads += target.length
        return Reflect.ownKeys(target)
      },
    },
  )
  expect(redact(declared(z.record(open, open)), list)).toBe('[unfit]')
  expect(reads).toBeLessThan(10)
})

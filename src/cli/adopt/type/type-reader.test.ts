import { expect, test } from 'vitest'
import { adopted, eventOf, inMap, schemaOf } from '../../../../test/adopt/adopted.js'

test.each([
  ['string', 'z.string()'],
  ['boolean', 'z.boolean()'],
  ["'a'", "z.literal('a')"],
  ["'a' | 'b' | 'a'", "z.enum(['a', 'b'])"],
  ['1 | 2 | -3', 'z.literal([1, 2, -3])'],
  ['true | false', 'z.boolean()'],
  ['string | null', 'z.nullable(z.string())'],
  ['string | number', 'z.union([z.string(), z.number()])'],
  ['readonly string[]', 'z.array(z.string())'],
  ['Array<number>', 'z.array(z.number())'],
  ['ReadonlyArray<boolean>', 'z.array(z.boolean())'],
  ['[string, n: number, ...boolean[]]', 'z.tuple([z.string(), z.number()], z.boolean())'],
  ['[string, number?]', 'z.tuple([z.string(), z.optional(z.number())])'],
  ['Record<string, number>', 'z.record(z.string(), z.number())'],
  ['{ [id: string]: boolean }', 'z.record(z.string(), z.boolean())'],
  ['Record<string, never>', 'z.object({})'],
  ['`on-$' + '{"a" | "b"}`', "z.enum(['on-a', 'on-b'])"],
  ['`order:$' + '{string}`', 'z.string().check(z.regex(/^order:[\\s\\S]*$/))'],
  ['`n.$' + '{number}`', 'z.string().check(z.regex(/^n\\.(?:-?\\d+(?:\\.\\d+)?)$/))'],
  ["Record<'a' | 'b', boolean>", 'z.object({ a: z.boolean(), b: z.boolean(), })'],
  ['{ a?: boolean; b: boolean | undefined }', 'z.object({ a: z.optional(z.boolean()), b: z.optional(z.boolean()), })'],
  ['{ [K in "a" | "b"]?: K }', "z.object({ a: z.optional(z.literal('a')), b: z.optional(z.literal('b')), })"],
  ['Readonly<{ a: true }>', 'z.object({ a: z.literal(true), })'],
  ['NonNullable<boolean | null | undefined>', 'z.boolean()'],
  ["Exclude<'a' | 'b' | 'c', 'b'>", "z.enum(['a', 'c'])"],
  ["Extract<{ k: 'a'; x: boolean } | { k: 'b' }, { k: 'b' }>", "z.object({ k: z.literal('b'), })"],
  ["{ a: { b: 'x' | 'y' } }['a']['b']", "z.enum(['x', 'y'])"],
  ['keyof { a: string; b: number }', "z.enum(['a', 'b'])"],
  ['string & { readonly __brand: "Id" }', 'z.string()'],
  ["import('./x').Missing | boolean", 'anything'],
])('%s is %s', (type, schema) => {
  expect(schemaOf(type)).toBe(schema)
})

test.each([
  ['Pick', 'Pick<Order, "id">', 'z.pick(order, { id: true })'],
  ['Omit', 'Omit<Order, "id">', 'z.omit(order, { id: true })'],
  ['Partial', 'Partial<Order>', 'z.partial(order)'],
  ['an intersection', 'Order & { a: true }', 'z.extend(order, { a: z.literal(true), })'],
  ['a lookup', 'Order["open"]', 'z.boolean()'],
  ['a list of a lookup', 'Order["id"][]', 'z.array(z.string())'],
])('%s of a named type refers to it', (_, type, schema) => {
  const source = eventOf(
    `x: (p: ${type}) => void\ny: (p: Order) => void`,
    'interface Order { id: string; open: boolean }',
  )
  expect(source).toContain(schema)
})

test('types made of constants are read from the constants', () => {
  const types = `
    enum Status { Open = 'open', Done = 'done' }
    enum Level { Low, High = 5, Top }
    const ROLES = ['admin', 'guest'] as const
    const Kind = { A: 'a', B: \`b-\${ROLES[0]}\` } as const
    type Kind = (typeof Kind)[keyof typeof Kind]`
  expect(schemaOf('Status', types)).toBe('status')
  expect(
    adopted(inMap('x: (s: Status, l: Level, r: (typeof ROLES)[number], k: Kind, d: Status.Done) => void', types)).text,
  ).toContain(`const status = z.enum(['open', 'done'])

/** Low is 0, High is 5, Top is 6. */
const level = z.literal([0, 5, 6])

const kind = z.enum(['a', 'b-admin'])
`)
})

test('choices of objects are told apart by a field, or read from the one that asks for most', () => {
  expect(schemaOf("{ ok: true; data: boolean } | { ok: false; error: 'x' }")).toContain(
    "z.discriminatedUnion('ok', [ z.object({ ok: z.literal(true), data: z.boolean(), })",
  )
  expect(schemaOf('{ done: boolean } | { done: boolean; data: true }')).toBe(
    'z.union([ z.object({ done: z.boolean(), data: z.literal(true), }), z.object({ done: z.boolean(), }), ])',
  )
})

test('types that hold themselves are asked for later, and those that nothing ends are given up', () => {
  const types = `
    interface Comment { id: boolean; replies: Comment[]; parent?: Comment | null; by: Author }
    interface Author { comments: Comment[] }
    type Tree = { kind: 'leaf' } | Branch
    interface Branch { kind: 'branch'; children: Tree[] }
    type Json = string | Json[]
    type Choice = { left: Choice } | { left: Choice; right: true }
    type Nest<T> = { deeper: Nest<T[]> }`
  const { text } = adopted(
    inMap('c: (c: Comment) => void\nt: (t: Tree) => void\nj: (j: Json) => void\nx: (x: Choice) => void', types),
  )
  expect(text).toContain(`  get parent(): z.ZodMiniOptional<z.ZodMiniNullable<typeof comment>> {
    return z.optional(z.nullable(comment))
  },`)
  expect(text).toContain('get children(): z.ZodMiniArray<typeof tree> {')
  expect(text.indexOf('const branch')).toBeLessThan(text.indexOf('const tree'))
  expect(text).toContain('const json = z.unknown() // TODO(type): Json holds itself where no object is in between')
  expect(text).toContain('a choice that holds itself in several options')
  expect(adopted(inMap('n: (n: Nest<string>) => void', types)).text).toContain('TODO(type): nests without an end')
})

test('a choice that no field decides is said, and Partial of one may have any field of all', () => {
  const { text, report } = adopted(
    inMap(
      'x: (a: { a?: boolean } | { a?: boolean; b?: true }) => void\ny: (a: Partial<{ k: 1; c: boolean } | { k: 2; d: true }>) => void',
    ),
  )
  expect(text).toContain('TODO(type): a choice that no field decides')
  expect(report.match(/a choice that no field decides/g)).toHaveLength(1)
  expect(text.replace(/\n\s*/g, ' ')).toContain(
    'z.object({ k: z.optional(z.literal([1, 2])), c: z.optional(z.boolean()), d: z.optional(z.literal(true)), })',
  )
})

test('what a generic type makes has a name where all that it is given has one', () => {
  const types = `
    interface Item { id: boolean }
    interface Page<T> { rows: T[] }
    type ValueOf<T> = T[keyof T]`
  const { text } = adopted(
    inMap('x: (a: Page<Item>, b: Page<{ c: true }>, d: ValueOf<{ e: "f"; g: "h" }>, i: Page<string>) => void', types),
  )
  expect([...text.matchAll(/^const (\w+) =/gm)].map(([, name]) => name)).toEqual([
    'item',
    'pageOfItem',
    'page',
    'pageOfText',
  ])
  expect(text).toContain("d: z.enum(['f', 'h']),")
})

test('lists of objects are read from those that ask for most', () => {
  expect(eventOf('x: (payload: { a: true }[] | { a: true; b: true }[]) => void')).toContain(
    'z.union([ z.array( z.object({ a: z.literal(true), b: z.literal(true), }), ), z.array(',
  )
})

test.each([
  ['`plain`', '', "x: event({ payload: z.literal('plain') }),"],
  ['`a-$' + '{boolean}`', '', "z.enum(['a-true', 'a-false'])"],
  ['`$' + '{string}`', '', 'z.string()'],
  ['Promise<true>', '', 'z.literal(true) }), // TODO(json): Promise: send what it resolves to'],
  ['ReadonlySet<boolean>', '', 'z.array(z.boolean()) }), // TODO(bound), TODO(json): Set: arrives as {}'],
  ['ReadonlyMap<string, boolean>', '', 'z.record(z.string(), z.boolean())'],
  ['Record<Ids, boolean>', 'type Ids = string', 'z.record(ids, z.boolean())'],
  ['Record<string, true | undefined>', '', 'z.record(z.string(), z.literal(true))'],
  ['Record<"a", true | undefined>', '', 'z.object({ a: z.optional(z.literal(true)), })'],
  ['Partial<boolean[]>', '', 'z.array(z.boolean())'],
  ['Required<{ k: 1; a?: true } | { k: 2 }>', '', 'a: z.literal(true),'],
  [
    'Omit<{ k: 1; a: true } | { k: 2; a: false }, "a">',
    '',
    "z.discriminatedUnion('k', [ z.object({ k: z.literal(1), })",
  ],
  ['Omit<{ a: true }, "b">', '', 'z.object({ a: z.literal(true), })'],
  ['Pick<{ a: true }, "b">', '', 'z.object({})'],
  ['Exclude<true | null, null>', '', 'x: event({ payload: z.literal(true) }),'],
  ['Parameters<(a: true, b?: false) => void>', '', 'z.tuple([z.literal(true), z.optional(z.literal(false))])'],
  ['(true | null | undefined)[]', '', 'z.array(z.nullable(z.literal(true)))'],
  ['void[]', '', 'z.array(z.null())'],
  ['keyof Record<string, boolean>', '', 'z.string()'],
  ['{ a?: true }["a"]', '', 'z.optional(z.literal(true))'],
  ['[true, "x"][0]', '', 'z.literal(true)'],
  ['["a", ...boolean[]][number]', '', "z.union([z.literal('a'), z.boolean()])"],
  ['boolean[][number]', '', 'z.boolean()'],
  ['Record<string, boolean>["x"]', '', 'z.boolean()'],
  ['{ [K in string]: boolean }', '', 'z.record(z.string(), z.boolean())'],
  ['{ -readonly [K in keyof A]-?: A[K] }', 'interface A { a?: true }', 'z.object({ a: z.literal(true), })'],
  ['{ [K in keyof A]: A[K] }', 'interface A { a?: true }', 'z.object({ a: z.optional(z.literal(true)), })'],
  ['{} & {}', '', 'z.object({})'],
  ['{ a: true } & {}', '', 'z.object({ a: z.literal(true), })'],
  ['({ k: 1 } | { k: 2 }) & { b: true }', '', 'z.object({ k: z.literal(1), b: z.literal(true), })'],
  ['undefined | null', '', 'z.null()'],
  ['("a" | null) | ("b" | undefined)', '', "z.optional(z.nullable(z.enum(['a', 'b'])))"],
  ["'a' | 1 | true | false", '', "z.union([z.literal(['a', 1]), z.boolean()])"],
  [
    'typeof ONE',
    'const ONE = { a: null, b: -1, c: [true] } as const',
    'z.object({ a: z.null(), b: z.literal(-1), c: z.tuple(',
  ],
  ['Page', 'interface Page<T = boolean> { rows: T }', 'x: event({ payload: page }),'],
  ['A', 'type A = B\ninterface B { b: true }', 'x: event({ payload: b }),'],
  ["{ 'odd key': true; 3: false }", '', "z.object({ 'odd key': z.literal(true), '3': z.literal(false), })"],
])('%s%s is read as it travels', (type, types, source) => {
  expect(eventOf(`x: (payload: ${type}) => void`, types).replace(/^.*\* \/ /, '')).toContain(source)
})

test.each([
  ['unknown', 'type', 'unknown'],
  ['object', 'type', 'object'],
  ['symbol', 'json', 'symbol: JSON has none'],
  ['10n', 'json', 'bigint: JSON has none, so send its digits as text, and declare digits(max)'],
  ['BigInt', 'json', 'bigint: JSON has none, so send its digits as text, and declare digits(max)'],
  ['-1n', 'json', '-1n: JSON has none'],
  ['Buffer', 'json', 'Buffer: bytes travel beside JSON, and the ends get different classes, so declare bytes(max)'],
  ['RegExp', 'json', 'RegExp: arrives as {}'],
  ['(() => void)[]', 'json', 'a function: JSON has none'],
  ['Array', 'type', 'unknown'],
  ['Readonly', 'type', 'Readonly: not read'],
  ['Partial<string>', 'type', 'partial of what is no known object'],
  ['Partial<Missing>', 'type', 'Missing: declared nowhere that was read'],
  ['Pick<{ a: true }, string>', 'type', 'pick of what is no known object'],
  ['Extract<string, number>', 'type', 'Extract: not read'],
  ['Exclude<string, number>', 'type', 'Exclude: not read'],
  ['Parameters<string>', 'type', 'Parameters of what is no known object'],
  ['keyof string', 'type', 'keyof string: its keys are not known'],
  ['{ a: true }["b"]', 'type', '{ a: true }["b"]: not read'],
  ['string["length"]', 'type', 'string["length"]: not read'],
  ['any["x"]', 'type', 'any'],
  ['{ [K in Missing]: true }', 'type', '{ [K in Missing]: true }: its keys are not known'],
  ['{ [K in "a" as `x$' + '{K}`]: true }', 'type', '{ [K in "a" as `x$' + '{K}`]: true }: not read'],
  ['{ a: true; [key: string]: boolean }', 'type', 'an index signature beside fields: what it would take is dropped'],
  ['{ [Symbol.iterator]: true }', 'type', "[Symbol.iterator]: a name that can't be read"],
  ['{ a; b: true }', 'type', 'a field without a type'],
  ['string[] & { a: true }', 'type', 'an intersection with what is no object'],
  ['Missing & { a: true }', 'type', 'Missing: declared nowhere that was read'],
  ['string extends string ? true : false', 'type', 'string extends string ? true : false: not read'],
  ['[...Missing]', 'type', 'Missing: declared nowhere that was read'],
  ["typeof import('./x')", 'type', "typeof import('./x'): not read"],
  ["import('./x')", 'type', "import('./x'): not found"],
  ['typeof missing', 'type', 'typeof missing: its value is not known'],
  ['typeof LIST', 'type', 'a value that is not known'],
  ['typeof MANY', 'type', "...gone: what it is can't be read"],
  ['Kind', 'type', 'Kind: its values are not known'],
  ['Kind.A', 'type', 'Kind.A: its value is not known'],
  ['None', 'type', 'None: its values are not known'],
  ['Page', 'type', 'T is not given'],
  ['Extended', 'type', 'extends Missing, which is not found: its fields are missing here'],
  ['Listed', 'type', 'it extends what is no object, of which nothing is here'],
  ['Function', 'type', 'Function: what it is called with is not known'],
  ['{ a: true; f?: () => void }', 'json', 'f is a function, which does not travel'],
])('%s is not guessed at: TODO(%s) says why', (type, topic, words) => {
  const types = `
    const LIST = ['a', f()] as const
    const MANY = { a: true, ...gone } as const
    enum Kind { A = f(), B }
    enum None {}
    interface Page<T> { rows: T }
    interface Extended extends Missing { b: true }
    interface Listed extends Array<string> {}`
  const { text, report } = adopted(inMap(`x: (payload: ${type}) => void`, types))
  expect(text).toContain(`TODO(${topic}): ${words}`)
  expect(report.replace(/\n\s*/g, ' ')).toContain(words)
})

test('classes and interfaces have the fields of what they extend, and only those that travel', () => {
  const { text } = adopted(
    inMap(
      'x: (a: Klass, b: Plain, c: Odd<{ c: true }>, d: Part, e: Own, f: Given) => void',
      `class Base<T> { a: T }
      class Klass extends Base<boolean> { b?: boolean; protected c: string; static d: string; #e: true; f: () => void; g = 1 }
      interface Plain extends Klass {}
      interface Odd<T> extends T { b: true }
      interface Part extends Partial<Row> { b: true }
      interface Row { a: true }
      class Own extends Gone.Thing { o: true }
      class Given { constructor(four: string, public one: true, private three: string, readonly two?: false) {} }`,
    ),
  )
  const flat = text.replace(/\n\s*/g, ' ')
  expect(flat).toContain(
    'const klass = z.extend(baseOfFlag, { b: z.optional(z.boolean()), g: z.unknown(), // TODO(type)',
  )
  expect(flat).toContain('const plain = klass')
  expect(flat).toContain('z.object({ c: z.literal(true), b: z.literal(true), })')
  expect(flat).toContain('const part = z.object({ a: z.optional(z.literal(true)), b: z.literal(true), })')
  expect(flat).toContain('extends Gone.Thing, which is not found')
  expect(flat).not.toMatch(/\be: z|\bd: z.string|f: z/)
  expect(flat).toContain('const given = z.object({ one: z.literal(true), two: z.optional(z.literal(false)), })')
  expect(flat).toContain(
    '// TODO(json): a class: its private fields travel too, and are not declared here const given =',
  )
})

test("a type of another file is asked for by `import('./file').Type`", () => {
  const files = {
    ...inMap("x: (payload: import('./row').Row<true>) => void"),
    'row.ts': 'export type Row<T> = { a: T }',
  }
  expect(adopted(files).text.replace(/\n\s*/g, ' ')).toContain('z.object({ a: z.literal(true), })')
})

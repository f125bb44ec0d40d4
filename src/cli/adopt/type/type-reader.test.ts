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

import { expect, test } from 'vitest'
import { adopted, inMap } from '../../../../test/adopt/adopted.js'

test.each([
  ['list: Node[]', 'z.ZodMiniArray<typeof node>'],
  ['first?: Node', 'z.ZodMiniOptional<typeof node>'],
  ['up: Node | null', 'z.ZodMiniNullable<typeof node>'],
  ['row: [Node, ...Node[]]', 'z.ZodMiniTuple<[typeof node], typeof node>'],
  ['pair: [Node, string]', 'z.ZodMiniTuple<[typeof node, z.ZodMiniString<string>], null>'],
  ['map: Record<string, Node>', 'z.ZodMiniRecord<z.ZodMiniString<string>, typeof node>'],
  ['one: Node | number', 'z.ZodMiniUnion<[typeof node, z.ZodMiniNumber<number>]>'],
  [
    'told: { k: 1; of: Node } | { k: 2 }',
    "z.ZodMiniDiscriminatedUnion<[z.ZodMiniObject<{ k: z.ZodMiniLiteral<1>; of: typeof node }>, z.ZodMiniObject<{ k: z.ZodMiniLiteral<2> }>], 'k'>",
  ],
  [
    'all: { n: Node; b: boolean; "a b": any }',
    "z.ZodMiniObject<{ n: typeof node; b: z.ZodMiniBoolean<boolean>; 'a b': z.ZodMiniUnknown }>",
  ],
  [
    'few: { n?: Node; z: null; p: "x" | undefined; at: Date }',
    "z.ZodMiniObject<{ n: z.ZodMiniOptional<typeof node>; z: z.ZodMiniNull; p: z.ZodMiniOptional<z.ZodMiniLiteral<'x'>>; at: z.ZodMiniString<string> }>",
  ],
])('a field that holds its own type, as %s, is asked for later and says its type', (field, type) => {
  const [, name = ''] = /^(\w+)/.exec(field) ?? []
  const { text } = adopted(inMap('x: (node: Node) => void', `interface Node { ${field} }`))
  expect(text).toContain(`  get ${name}(): ${type} {\n    return `)
})

test('a choice that is given up within a type that holds itself leaves the rest as it was', () => {
  const { text } = adopted(
    inMap(
      'x: (t: Tree) => void',
      'interface Tree { of: [Choice, ...Choice[]]; by: Record<string, Choice> }\ntype Choice = [Tree | Tree[], ...(Tree | Tree[])[]]',
    ),
  )
  expect(text).toContain('a choice that holds itself in several options: tell them apart by a field')
  expect(text).toContain('get of(): z.ZodMiniTuple<[typeof choice], typeof choice> {')
})

test('long sentences are wrapped, and names of types that no constant can have are made ones', () => {
  const sentence = 'a word '.repeat(40).trim()
  const { text } = adopted(
    inMap(
      `/** ${sentence} */\nx: (row: _1, ack: (reply: Sent) => void) => void`,
      'interface _1 { a: true }\ninterface Sent { b: true }',
    ),
  )
  expect(
    Math.max(
      ...text
        .split('\n')
        .filter((line) => line.includes('*'))
        .map(({ length }) => length),
    ),
  ).toBeLessThan(121)
  expect(text).toContain('const schema1 = z.object({')
  expect(text).toContain('import {\n  type ClientToServerEvents,\n')
  expect(text).toContain("export type Sent = ReplyOf<Shop, 'serverToClient', 'x'>")
})

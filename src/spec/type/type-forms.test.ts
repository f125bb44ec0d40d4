import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { event } from '../../contract/event/event.js'
import { defineNamespace } from '../../contract/namespace.js'
import { deprecated, id, integer, text, timestamp } from '../../fields/index.js'
import * as plain from '../../plain/vocabulary.js'
import { printedContractType } from './contract-type.js'
import { printedType } from './printed-type.js'
import { typeNameOf } from './type-name.js'
import { TypeScope } from './type-scope.js'

test('each field of a printed type has its sentence, which ends no comment', () => {
  const lines = z.array(z.object({ sku: id, count: z.optional(integer(1, 9)) }))
  const schema = z.object({
    lines,
    'sent-at': z.nullable(timestamp),
    by: z.record(z.string(), z.object({ name: text(9) })),
  })
  const sentences = {
    lines: 'What was ordered.',
    'lines.[].sku': 'The article, as `a*/b`.',
    'lines.[].count': 'How many.\nOne where it is absent.',
    'by.*.name': 'Who it was.',
  }
  expect(printedType(schema, { sentences, indent: '  ' })).toBe(
    `{
      /** What was ordered. */
      lines: {
          /** The article, as \`a*\\/b\`. */
          sku: string;
          /**
           * How many.
           * One where it is absent.
           */
          count?: number | undefined;
      }[];
      "sent-at": string | null;
      by: Record<string, {
          /** Who it was. */
          name: string;
      }>;
  }`,
  )
})

test('a deprecated field of a printed type is struck out in editors', () => {
  const total = deprecated({ since: '1.3.0', replacedBy: 'price', removeIn: '2.0.0' }, integer(0))
  expect(printedType(z.object({ total: z.optional(total) }), { sentences: { total: 'What it costs.' } })).toContain(
    '     * What it costs.\n     * @deprecated since 1.3.0, use `price`, gone in 2.0.0\n',
  )
})

test('a schema that holds itself has a named type', () => {
  const node = z.object({
    value: z.string(),
    get children() {
      return z.optional(z.array(node))
    },
  })
  const scope = new TypeScope()
  expect(printedType(z.object({ tree: node, other: node }), { scope, name: 'Forest' })).toBe(
    '{\n    tree: ForestTree;\n    other: ForestTree;\n}',
  )
  expect(scope.declarations).toEqual([
    {
      name: 'ForestTree',
      text: 'interface ForestTree {\n    value: string;\n    children?: ForestTree[] | undefined;\n}',
    },
  ])
  expect(scope.unprintable).toEqual([])
})

test('records and lists that hold themselves are types that TypeScript takes', () => {
  type Json = string | Json[] | { [key: string]: Json }
  const json: z.ZodMiniType<Json> = z.union([
    z.string(),
    z.array(z.lazy(() => json)),
    z.record(
      z.string(),
      z.lazy(() => json),
    ),
  ])
  const scope = new TypeScope()
  expect(printedType(json, { scope, name: 'Json' })).toBe('Json')
  expect(scope.declarations.map(({ text }) => text)).toEqual([
    'type Json = string | Json[] | {\n    [key: string]: Json;\n};',
  ])
})

test('what no type can be printed of is named with its place, and nothing wrong is printed', () => {
  const scope = new TypeScope()
  const schema = z.object({ file: z.custom<Uint8Array>(), list: z.array(z.date()), brand: z.string().brand<'sku'>() })
  expect(printedType(schema, { scope })).toBe('{\n    file: unknown;\n    list: unknown[];\n    brand: string;\n}')
  expect(scope.unprintable).toEqual([
    { path: ['file'], reason: 'the kind custom' },
    { path: ['list', '[]'], reason: 'the kind date' },
  ])
})

test('a schema that makes a new one whenever it is asked is named, and ends', () => {
  const deep = (): z.ZodMiniType => z.array(z.lazy(() => deep()))
  const flat = (): z.ZodMiniType => z.nullable(z.lazy(() => flat()))
  const scope = new TypeScope()
  expect(printedType(z.object({ deep: deep(), flat: flat() }), { scope })).toContain('flat: unknown;')
  const reason = 'a schema that has no end'
  expect(scope.unprintable).toEqual([
    { path: ['deep'], reason },
    { path: ['flat'], reason },
  ])
})

test('the type of a plain schema is that of the schema in whose place it stands', () => {
  const shape = { a: plain.optional(plain.string()), b: plain.record(plain.string(), plain.number()) }
  expect(printedType(plain.object(shape))).toBe('{\n    a?: string | undefined;\n    b: Record<string, number>;\n}')
})

test.each([
  ['serverToClient', 'chat:message', 'payload', 'ChatMessage'],
  ['serverToClient', 'board_update', 'payload', 'BoardUpdate'],
  ['clientToServer', 'chat:join', 'payload', 'ChatJoinInput'],
  ['clientToServer', 'chat:join', 'reply', 'ChatJoinReply'],
  ['serverToClient', 'error', 'payload', 'ShopError'],
  ['serverToClient', '2fa', 'payload', 'Shop2fa'],
  ['serverToClient', '+', 'payload', 'Shop'],
  ['clientToServer', 'orderPlaced', 'payload', 'OrderPlacedInput'],
] as const)('the types of %s %s are named after it: %s is %s', (direction, name, part, wanted) => {
  expect(typeNameOf({ direction, event: name, part }, 'Shop')).toBe(wanted)
})

test('types that would have one name, or one that is taken, are told apart', () => {
  const contract = defineNamespace('/shop', {
    serverToClient: { 'a:b': event({ payload: z.object({}) }), a_b: event({ payload: z.string() }) },
    clientToServer: {},
  })
  const scope = new TypeScope(undefined, ['AB'])
  const { carried, type } = printedContractType(contract, { scope })
  expect(carried.map(({ name, text }) => [name, text])).toEqual([
    ['AB2', 'type AB2 = Record<string, never>;'],
    ['AB3', 'type AB3 = string;'],
  ])
  expect(type).toContain('    "a:b": import("socket-canon").EventContract<AB2, never, never>;\n')
})

test('a payload that holds itself is called by the name of its type, in other events too', () => {
  const comment = z.object({
    text: text(100),
    get answers() {
      return z.optional(z.array(comment))
    },
  })
  const contract = defineNamespace('/shop', {
    serverToClient: { thread: event({ payload: z.object({ first: comment }) }), comment: event({ payload: comment }) },
    clientToServer: {},
  })
  expect(printedContractType(contract).carried.map(({ text: declared }) => declared)).toEqual([
    'interface Thread {\n    first: Comment;\n}',
    'interface Comment {\n    text: string;\n    answers?: Comment[] | undefined;\n}',
  ])
})

test('a payload of which nothing is known is named with its event', () => {
  const payload = { '~standard': { version: 1 as const, vendor: 'other', validate: (value: unknown) => ({ value }) } }
  const contract = defineNamespace('/shop', {
    serverToClient: { odd: event({ payload }), even: event({ payload: z.object({ at: z.custom() }) }) },
    clientToServer: {},
  })
  const scope = new TypeScope()
  printedContractType(contract, { scope })
  expect(scope.unprintable).toEqual([
    { path: ['odd', 'payload'], reason: 'a schema of other' },
    { path: ['even', 'payload', 'at'], reason: 'the kind custom' },
  ])
})

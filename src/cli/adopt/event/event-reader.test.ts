import { expect, test } from 'vitest'
import { adopted, eventOf, inMap, sectionOf } from '../../../../test/adopt/adopted.js'

test.each([
  ['no argument', 'x: () => void', 'x: event({}),'],
  ['void', 'x: (nothing: void) => void', 'x: event({}),'],
  ['a method', 'x(a: boolean): void', 'x: event({ payload: z.boolean() }),'],
  ['a reply alone', 'x: (ack: (ok: boolean) => void) => void', 'x: event({ reply: z.boolean() }),'],
  [
    'a reply that is optional',
    'x: (a: boolean, ack?: (ok: boolean) => void) => void',
    'x: event({ payload: z.boolean(), reply: z.boolean() }),',
  ],
  ['a payload and no function', 'x: { a: boolean }', 'x: event({ payload: z.object({ a: z.boolean(), }), }),'],
  ['a pattern', 'x: ({ a }: { a: boolean }) => void', 'x: event({ payload: z.object({ a: z.boolean(), }), }),'],
  [
    'Parameters',
    'y: (a: true) => void; x: (a: Parameters<Listener>[0]) => void',
    'x: event({ payload: z.boolean() }),',
  ],
  ['a listener with a name', 'x: Listener', 'x: event({ payload: z.boolean() }),'],
  ['a generic listener', 'x: Handler<boolean, true>', 'x: event({ payload: z.boolean(), reply: z.literal(true) }),'],
])('an event with %s', (_, member, source) => {
  const types =
    'type Listener = (a: boolean) => void\ntype Handler<T, R = void> = (a: T, ack: (reply: R) => void) => void\nexport const A = 1'
  expect(eventOf(`z: () => void\n${member}`, types)).toContain(source)
})

test.each([
  [
    'several arguments',
    'x: (id: boolean, by?: true) => void',
    'arguments',
    '2 arguments today (id, by): the payload has them as fields',
  ],
  ['an argument that may be left out', 'x: (id?: boolean) => void', 'arguments', 'the payload may be left out today'],
  [
    'any number of arguments',
    'x: (...all: any[]) => void',
    'arguments',
    'any number of arguments today (...all): the payload is a list of them',
  ],
  [
    'a function in between',
    'x: (f: () => void, a: boolean) => void',
    'arguments',
    'f is a function before the last argument',
  ],
  ['an empty acknowledgement', 'x: (ack: () => void) => void', 'reply', 'acknowledged with nothing today'],
  [
    'a reply of several values',
    'x: (ack: (e: string | null, ok?: true) => void) => void',
    'reply',
    '2 arguments today (e, ok): the reply has them as fields',
  ],
])('%s is said', (_, member, topic, words) => {
  const { text, report } = adopted(inMap(member))
  expect(text).toContain(`TODO(${topic}): ${words}`)
  expect(report.replace(/\n\s*/g, ' ')).toContain(`x: ${words}`)
})

test('arguments keep the names and types that tuples, patterns and lists give them', () => {
  for (const [member, source] of [
    ['x: (...all: boolean[]) => void', 'x: event({ payload: z.array(z.boolean()) }),'],
    [
      'x: (a: true, ...more: boolean[]) => void',
      'payload: z.object({ a: z.literal(true), more: z.array(z.boolean()), // TODO',
    ],
    ['x: (...all: [one: true, two?: false]) => void', 'one: z.literal(true), two: z.optional(z.literal(false)),'],
    ['x: (...all: [true, false]) => void', 'value1: z.literal(true), value2: z.literal(false),'],
    ['x: (...all: Pair) => void', 'x: event({ payload: z.literal(true) }),'],
    ['x: ([a, b]: [true, false]) => void', 'x: event({ payload: z.tuple([z.literal(true), z.literal(false)]) }),'],
    ['x: (this: Socket, a: true) => void', 'x: event({ payload: z.literal(true) }),'],
    ['x: (a?: true | undefined) => void', 'x: event({ payload: z.optional(z.literal(true)) }),'],
    ['x: (a) => void', 'x: event({ payload: anything }), // TODO(type): a parameter without a type'],
    ['x: (...a) => void', 'TODO(type): a parameter without a type x: event({ payload: anything }),'],
    ['x: [a: true, b?: false]', 'value1: z.literal(true), value2: z.optional(z.literal(false)),'],
    ['x: [true, ...false[]]', 'x: event({ payload: z.tuple([z.literal(true)], z.literal(false)) }),'],
    ['x: []', 'x: event({}),'],
    ['x: undefined', 'x: event({}),'],
  ] as const)
    expect(eventOf(member, 'type Pair = [a: true]'), member).toContain(source)
})

test('an event that is declared twice is taken once, and where the two differ that is said', () => {
  const twice = (of: string): string =>
    adopted({
      'a.ts': `export interface ServerToClientEvents { x: (a: true) => void }
        export interface OtherServerToClientEvents { x: (a: ${of}) => void }`,
    }).text
  expect(twice('true')).toContain('    x: event({ payload: z.literal(true) }),\n  },')
  expect(twice('false')).toContain(
    'x: event({ payload: z.literal(true) }), // TODO(type): declared twice, and not alike: the first was taken',
  )
})

test('names that Socket.IO or every contract keeps are left out, with the reason', () => {
  const { text, report } = adopted(
    inMap("a: () => void\ndisconnect: () => void\nconnection: () => void\n'contract:x': () => void"),
  )
  expect(text).not.toMatch(/disconnect|connection|contract:x/)
  expect(sectionOf(report, 'Left out (3)')).toContain('disconnect: Socket.IO keeps this name for itself')
})

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
    'any number of arguments today (...all): a payload is one value',
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

test('names that Socket.IO or every contract keeps are left out, with the reason', () => {
  const { text, report } = adopted(
    inMap("a: () => void\ndisconnect: () => void\nconnection: () => void\n'contract:x': () => void"),
  )
  expect(text).not.toMatch(/disconnect|connection|contract:x/)
  expect(sectionOf(report, 'Left out (3)')).toContain('disconnect: Socket.IO keeps this name for itself')
})

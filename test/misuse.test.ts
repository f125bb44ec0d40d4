import { expect, test } from 'vitest'
import { z as classic } from 'zod'
import * as z from 'zod/mini'
import { DeclarationError, event, namespace, room } from '../src/index.js'
import { fixture, replyFixture } from '../src/testing/index.js'

const declare = (down: object, rooms: readonly unknown[] = []) =>
  namespace('/shop', { rooms: rooms as never, serverToClient: { opened: event(down as never) }, clientToServer: {} })
const field = (schema: unknown) => () =>
  declare({ payload: z.object({ list: z.array(z.object({ a: schema as never })) }) })
const trims =
  '/shop opened, payload: its field list.a has a check that changes the value, such as trim() or toLowerCase(): values travel as they are, so change them before they are sent'

test.each<[string, () => unknown, string]>([
  ['a room without pattern', () => room(undefined as never), "a room needs a pattern, such as 'chat:{roomId}'"],
  ['an empty room', () => room(''), "a room needs a pattern, such as 'chat:{roomId}'"],
  [
    'an open brace',
    () => room('foo:{a'),
    `the room "foo:{a" has a brace that belongs to no parameter; write parameters as {roomId}, of letters, digits and '_'`,
  ],
  [
    'a dash in a parameter',
    () => room('foo:{a-b}'),
    `the room "foo:{a-b}" has a brace that belongs to no parameter; write parameters as {roomId}, of letters, digits and '_'`,
  ],
  [
    'a parameter that is a number',
    () => room('foo:{1}'),
    'the room "foo:{1}" has a parameter that begins with a digit; begin it with a letter',
  ],
  [
    'parameters side by side',
    () => room('foo:{a}{b}'),
    `the room "foo:{a}{b}" has two parameters side by side; put text between them, such as ':'`,
  ],
  [
    'a parameter twice',
    () => room('foo:{a}:{a}'),
    'the room "foo:{a}:{a}" has a parameter twice; give each a name of its own',
  ],
  [
    'white space in a room',
    () => room('foo {a}'),
    'the room "foo {a}" holds white space or a control character, which no room name may',
  ],
  [
    'a bad legacy name of a room',
    () => room('foo:{a}', { legacy: ['bar_{a'] }),
    `the room "bar_{a" has a brace that belongs to no parameter; write parameters as {roomId}, of letters, digits and '_'`,
  ],
  ['trim', field(z.string().check(z.trim())), trims],
  ['trim of classic zod', field(classic.string().trim()), trims],
  [
    'a default',
    field(z._default(z.string(), 'x')),
    '/shop opened, payload: its field list.a has a default: values travel as they are, so change them before they are sent',
  ],
  [
    'coercion',
    field(z.coerce.number()),
    '/shop opened, payload: its field list.a has coercion: write the type that travels',
  ],
  [
    'an async check',
    field(z.string().check(z.refine(async () => true))),
    '/shop opened, payload: its field list.a has an async check: the wire waits for none, so ask in the handler',
  ],
  [
    'an example that does not fit',
    () => declare({ payload: z.object({ id: z.string() }), example: { id: 7 } }),
    '/shop opened: its `example` does not fit its payload; look at id',
  ],
  [
    'an example of a reply that does not fit',
    () => declare({ reply: z.object({ id: z.string() }), replyExample: {} }),
    '/shop opened: its `replyExample` does not fit its reply; look at id',
  ],
])('%s is refused at declaration, in words that say where, what and what to do', (_, misuse, message) => {
  expect(misuse).toThrow(DeclarationError)
  expect(misuse).toThrow(new DeclarationError(message))
})

test.each<[string, () => unknown, string]>([
  [
    'no example',
    () => fixture(declare({ payload: z.object({ id: z.string() }) }).serverToClient.opened),
    '/shop opened has no example: give it a fitting `example`, for no value could be drawn',
  ],
  [
    'no example of a reply',
    () => replyFixture(declare({ reply: z.object({ id: z.string() }) }).serverToClient.opened as never),
    '/shop opened has no example: give it a fitting `replyExample`, for no value could be drawn',
  ],
  [
    'an example that does not fit',
    () =>
      fixture({
        ...declare({ payload: z.object({ id: z.string() }) }).serverToClient.opened,
        example: { id: 7 },
      } as never),
    '/shop opened has an example that does not fit in id: give it a fitting `example`, for no value could be drawn',
  ],
])('a fixture with %s names its event, and what to give it', (_, misuse, message) => {
  expect(misuse).toThrow(new TypeError(message))
})

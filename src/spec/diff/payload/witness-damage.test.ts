import { expect, test } from 'vitest'
import { damageIn } from './witness-damage.js'

const said = (schema: object, value: unknown): string | undefined => {
  const damage = damageIn(schema, value as never)
  return damage && `${damage.path}: ${damage.sent}; ${damage.expected}`
}
const fields = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more })
const status = { type: 'string', enum: ['open', 'done'] }

test.each<[what: string, schema: object, value: unknown, words: string]>([
  [
    'a text too long',
    fields({ content: { type: 'string', maxLength: 5000 } }),
    { content: 'x'.repeat(10_000) },
    'content: `content` of 10,000 characters; takes at most 5,000',
  ],
  ['a field left out', fields({ day: {} }, { required: ['day'] }), { id: 'a' }, 'day: no `day`; requires it'],
  ['a word nobody knows', fields({ status }), { status: 'lost' }, 'status: `status` "lost"; knows only "open", "done"'],
  ['another type', fields({ id: { type: 'string' } }), { id: null }, 'id: `id` null; takes a string'],
  [
    'an item of a list',
    fields({ services: { type: 'array', items: fields({ status }) } }),
    { services: [{ status: 'open' }, { status: 'lost' }] },
    'services[1].status: `services[1].status` "lost"; knows only "open", "done"',
  ],
  [
    'a value of a record',
    { type: 'object', additionalProperties: { type: 'integer', maximum: 9 } },
    { a: 3, b: 10 },
    'b: `b` 10; takes at most 9',
  ],
  ['an undeclared key', fields({}, { additionalProperties: false }), { a: 1 }, 'a: `a`; refuses undeclared keys'],
  [
    'a key that a strict object refuses',
    fields({}, { 'x-unknown': 'strict' }),
    { a: 1 },
    'a: `a`; refuses undeclared keys',
  ],
  ['too few items', { type: 'array', minItems: 2 }, [1], ': of 1 item; takes no less than 2'],
  ['what is referred to', { $ref: '#/$defs/id', $defs: { id: { type: 'string' } } }, 5, ': 5; takes a string'],
  ['a pattern', fields({ id: { pattern: '^a' } }), { id: 'b' }, 'id: `id` "b"; takes `^a`'],
  ['a format', fields({ id: { pattern: '^a', format: 'uuid' } }), { id: 'b' }, 'id: `id` "b"; takes the format uuid'],
  [
    'a format without a pattern',
    fields({ day: { format: 'date' } }),
    { day: 'b' },
    'day: `day` "b"; takes the format date',
  ],
  [
    'a pattern that is narrower than its format',
    fields({ day: { pattern: '^2', format: 'date' } }),
    { day: '1999-01-01' },
    'day: `day` "1999-01-01"; takes `^2`',
  ],
  ['a long pattern', { pattern: `^${'a'.repeat(200)}` }, 'b', `: "b"; takes \`^${'a'.repeat(79)} ...\``],
  ['a constant', { const: 'a' }, 'b', ': "b"; takes only "a"'],
  ['a step', { multipleOf: 5 }, 7, ': 7; takes multiples of 5'],
  [
    'the alternative that is meant',
    { anyOf: [{ type: 'null' }, fields({ id: { type: 'string' } })] },
    { id: 5 },
    'id: `id` 5; takes a string',
  ],
  [
    'the alternative whose word is there',
    {
      anyOf: [
        fields({ kind: { const: 'a' }, text: { maxLength: 1 } }),
        fields({ kind: { const: 'b' }, text: { maxLength: 2 } }),
      ],
    },
    { kind: 'b', text: 'long' },
    'text: `text` of 4 characters; takes at most 2',
  ],
  ['no alternative', { anyOf: [{ type: 'null' }, { type: 'string' }] }, 5, ': 5; takes none of that kind'],
  ['one of all parts', { allOf: [{ type: 'string' }, { maxLength: 1 }] }, 'ab', ': of 2 characters; takes at most 1'],
])('%s is found, and said in short', (_, schema, value, words) => {
  expect(said(schema, value)).toBe(words)
})

test('the place that is asked for is told of first, and another one where nothing is wrong there', () => {
  const schema = fields({ a: { type: 'string' }, list: { type: 'array', items: fields({ b: { type: 'string' } }) } })
  const value = { a: 1, list: [{ b: 2 }] }
  expect(damageIn(schema, value)?.path).toBe('a')
  expect(damageIn(schema, value, 'list[].b')?.path).toBe('list[0].b')
  expect(damageIn(schema, value, 'list[](kind=x).b')?.path).toBe('list[0].b')
  expect(damageIn(schema, value, 'c')?.path).toBe('a')
})

test('what fits, and what nothing known here refuses, has no damage', () => {
  expect(said(fields({ status }), { status: 'open' })).toBeUndefined()
  expect(said({ not: { type: 'string' } }, 'a')).toBeUndefined()
  expect(said({ pattern: '(?<=' }, 'a')).toBeUndefined()
  expect(said({ format: 'date' }, '2020-02-30')).toBeUndefined()
  expect(said({ format: 'tea-time' }, 'a')).toBeUndefined()
  expect(damageIn(undefined, 1)).toBeUndefined()
  expect(said({ $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } }, 1)).toBeUndefined()
})

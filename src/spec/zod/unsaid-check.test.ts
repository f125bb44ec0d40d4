import { expect, onTestFinished, test, vi } from 'vitest'
import { z } from 'zod'
import { boundedRecord } from '../../fields/bounded-record.js'
import { freeform } from '../../fields/freeform.js'
import { integer } from '../../fields/integer.js'
import { id, url } from '../../fields/text.js'
import { timestamp } from '../../fields/time.js'
import { contains, type Verdict } from '../containment/containment.js'
import { wireSchema } from '../wire-schema.js'

const described = (schema: z.ZodType): Record<string, unknown> => ({ ...wireSchema(schema, 'a schema') })
const proved: Verdict = { verdict: 'proved' }

test.each([
  [z.string().regex(/^a$/i), 'i'],
  [z.string().regex(/^.$/s), 's'],
  [z.string().regex(/^.$/su), 'su'],
  [z.string().regex(/^.$/), ''],
  [z.string().regex(/^a$/m), 'm'],
  [z.string().regex(/a/y), 'y'],
  [z.string().regex(/^[\w-.]+$/), ''],
  [z.string().includes('a', { position: 2 }), 's'],
])('the flags of a pattern are recorded where they make a difference: %#', (schema, flags) => {
  expect(described(schema)['x-flags']).toBe(flags)
})

test.each([
  [z.string().regex(/^a$/)],
  [z.string().regex(/^.$/u)],
  [z.string().regex(/^[0-9]+$/i)],
  [z.string().regex(/^a$/g)],
  [z.string().startsWith('https://files.example.org/')],
  [z.string().endsWith('.png')],
  [z.string().includes('@')],
  [z.email()],
  [z.iso.datetime()],
  [z.templateLiteral(['a', z.number()])],
  [id as unknown as z.ZodType],
  [url as unknown as z.ZodType],
  [timestamp as unknown as z.ZodType],
])('the flags of a pattern are not recorded where JSON Schema reads the pattern alike: %#', (schema) => {
  expect(described(schema)).not.toHaveProperty('x-flags')
})

test.each([
  [/^(?:[0-9]{2}[2468]0|[13579]{1,})-02-(?!30)\d\d(?:\.[0-9]{1,9})?(?:Z|[+-]0)$/, undefined],
  [/^[A-Za-z\d_'+\-.]*(?<=x)[$]\/\\(a|b)?$/, undefined],
  [/^[^a]{2}$/, ''],
  [/^.{2}$/, ''],
  [/^\S{2}$/, ''],
  [/^[\w-.]{3}$/, ''],
])('what is recorded of a pattern does not depend on the time that there is to search: %s', (pattern, flags) => {
  let now = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
    now += 60_000
    return now
  })
  onTestFinished(() => clock.mockRestore())
  // what is judged by a search is recorded where it gives up
  expect(described(z.string().regex(pattern))['x-flags']).toBe(flags)
})

test('the flags of a pattern stand at each of several patterns, and at the keys of a record', () => {
  const several = described(z.string().regex(/^a/i).regex(/b$/))
  expect(several['allOf']).toEqual([{ pattern: '^a', 'x-flags': 'i' }, { pattern: 'b$' }])
  const record = described(z.record(z.string().regex(/^a/i), z.number()))
  expect(record['propertyNames']).toMatchObject({ pattern: '^a', 'x-flags': 'i' })
})

test('the flags of a pattern decide whether one pattern lies within another', () => {
  const [both, small] = [described(z.string().regex(/^abc$/i)), described(z.string().regex(/^abc$/))]
  expect(contains(small, both)).toEqual(proved)
  const verdict = contains(both, small)
  expect(verdict.verdict).toBe('refuted')
  expect(/^abc$/i.test((verdict as { witness: string }).witness)).toBe(true)
  const [line, all] = [described(z.string().regex(/^.*$/)), described(z.string().regex(/^.*$/s))]
  expect(contains(line, all)).toEqual(proved)
  expect(contains(all, line)).toMatchObject({ verdict: 'refuted' })
})

test.each([
  [z.url({ protocol: /^https$/ }), ['protocol:/^https$/']],
  [z.url({ hostname: /example\.org$/i }), ['hostname:/example\\.org$/i']],
  [z.httpUrl(), [expect.stringMatching(/^hostname:/), expect.stringMatching(/^protocol:/)]],
  [z.jwt({ alg: 'HS256' }), ['alg:HS256']],
  [z.looseRecord(z.string().regex(/^a/i), z.number()), ['keys:/^a/i']],
  [z.string().refine((text) => text !== 'a'), [expect.stringMatching(/^refine:[0-9a-f]{8}$/)]],
  [
    z
      .number()
      .min(0)
      .refine((count) => count !== 3),
    [expect.stringMatching(/^refine:/)],
  ],
  [integer(1, 9).check(z.refine((count) => count !== 3)) as unknown as z.ZodType, [expect.stringMatching(/^refine:/)]],
  [id.check(z.refine((text) => text !== 'a')) as unknown as z.ZodType, [expect.stringMatching(/^refine:/)]],
  [z.stringFormat('odd', (text) => text.length % 2 === 1), [expect.stringMatching(/^format:[0-9a-f]{8}$/)]],
])('a check that JSON Schema has no keyword for is recorded by name: %#', (schema, names) => {
  expect(described(schema)['x-checks']).toEqual(names)
})

test.each([
  [z.url()],
  [z.jwt()],
  [
    z
      .string()
      .refine((text) => text !== 'a')
      .meta({ checkId: 'not-a' }),
  ],
  [integer(1, 3) as unknown as z.ZodType],
  [boundedRecord(z.string() as never, integer(1, 3), 5) as unknown as z.ZodType],
  [freeform as unknown as z.ZodType],
  [z.string().min(1).max(3)],
])(
  'a check that JSON Schema has no keyword for is not recorded where there is none, or it has a name: %#',
  (schema) => {
    expect(described(schema)).not.toHaveProperty('x-checks')
  },
)

test('a check that JSON Schema has no keyword for has another name when its function changed', () => {
  const name = (schema: z.ZodType): unknown => described(schema)['x-checks']
  expect(name(z.string().refine((text) => text !== 'a'))).not.toEqual(name(z.string().refine((text) => text !== 'b')))
})

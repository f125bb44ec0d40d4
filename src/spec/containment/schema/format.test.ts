import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { date, time, timestamp } from '../../../fields/time.js'
import { contains as judge, type Verdict } from '../containment.js'

// a busy machine answers late, and not otherwise
const contains = (sub: unknown, sup: unknown): Verdict => judge(sub, sup, { timeoutMs: 60_000 })

const proved: Verdict = { verdict: 'proved' }
const zods = {
  email: z.email(),
  uuid: z.uuid(),
  uuidv4: z.uuidv4(),
  guid: z.guid(),
  datetime: z.iso.datetime(),
  offset: z.iso.datetime({ offset: true, precision: 3 }),
  date: z.iso.date(),
  time: z.iso.time(),
  duration: z.iso.duration(),
  ipv4: z.ipv4(),
  ipv6: z.ipv6(),
  cidrv4: z.cidrv4(),
  cidrv6: z.cidrv6(),
  base64: z.base64(),
  base64url: z.base64url(),
  e164: z.e164(),
  nanoid: z.nanoid(),
  cuid: z.cuid(),
  cuid2: z.cuid2(),
  ulid: z.ulid(),
  xid: z.xid(),
  ksuid: z.ksuid(),
  emoji: z.emoji(),
  hostname: z.hostname(),
  mac: z.mac(),
  hex: z.hex(),
  hash: z.hash('sha256'),
  lowercase: z.string().lowercase(),
}
const described = Object.entries({ ...zods, timestamp, day: date, clock: time }).map(
  ([name, schema]) => [name, z.toJSONSchema(schema as z.ZodType)] as const,
)

test.each(described)('a format beside the pattern that zod or a field prints with it is a note: %s', (_, schema) => {
  const { format: __, ...bare } = schema
  expect(contains(schema, bare)).toEqual(proved)
  expect(contains(bare, schema)).toEqual(proved)
  expect(contains(schema, { ...schema, minLength: 1000 })).toMatchObject({ verdict: 'refuted' })
  expect(contains({ type: 'string' }, schema)).toMatchObject({ verdict: 'refuted' })
})

test('a format beside the pattern that zod or a field prints with it counts beside another pattern', () => {
  const email = { type: 'string', format: 'email' }
  expect(contains({ type: 'string', pattern: 'a' }, { ...email, pattern: 'a' }).verdict).not.toBe('proved')
})

describe.each(['jwt', 'partial-time', 'json-string', 'uri'])('the format %s without a pattern', (format) => {
  const schema = { type: 'string', format }

  test('a format without a pattern is the same on both sides, and more than text', () => {
    expect(contains(schema, schema)).toEqual(proved)
    expect(contains(schema, { type: 'string' })).toEqual(proved)
    const verdict = contains({ type: 'string' }, schema).verdict
    expect(verdict).toBe(format === 'json-string' ? 'unknown' : 'refuted')
    expect(contains(schema, { type: 'string', maxLength: 2 })).toMatchObject({ verdict: 'refuted' })
  })
})

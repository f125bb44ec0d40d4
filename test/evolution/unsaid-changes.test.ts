import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { type DiffOptions, diff, type Finding } from '../../src/spec/index.js'
import { wireSchema } from '../../src/spec/wire-schema.js'
import { contractOf, eventOf, namespaceOf } from './contract-maker.js'

const findings = (payload: unknown, next: unknown, options: DiffOptions = {}): readonly Finding[] => {
  const [before, after] = [payload, next].map((schema) =>
    contractOf({ '/a': namespaceOf({ serverToClient: { told: eventOf({ payload: schema as never }) } }) }),
  )
  return diff(before, after, options).findings
}

const described = (schema: z.ZodType): unknown => wireSchema(z.object({ a: schema }) as never, 'a schema')
const changes = (old: z.ZodType, next: z.ZodType, options?: DiffOptions): readonly Finding[] =>
  findings(described(old), described(next), options)
const text = z.string()

test('what no keyword of JSON Schema says is decided where it is a flag, in both directions', () => {
  const [plain, anyCase] = [text.regex(/^abc$/), text.regex(/^abc$/i)]
  const [widened] = changes(plain, anyCase)
  expect(widened).toMatchObject({ breaks: expect.arrayContaining(['new-server-old-client']) as unknown })
  expect(widened?.breaks).not.toContain('old-server-new-client')
  const [narrowed] = changes(anyCase, plain)
  expect(narrowed?.breaks).toContain('old-server-new-client')
  expect(narrowed?.breaks).not.toContain('new-server-old-client')
  expect(changes(anyCase, text.regex(/^abc$/i))).toEqual([])
})

test('what no keyword of JSON Schema says is unclear where it is a check, in the direction in which it may refuse', () => {
  const [bare, secure] = [z.url(), z.url({ protocol: /^https$/ })]
  const [added] = changes(bare, secure)
  expect(added).toMatchObject({ rule: 'F25', breaks: expect.arrayContaining(['old-server-new-client']) as unknown })
  expect(added?.breaks).not.toContain('new-server-old-client')
  const [removed] = changes(secure, bare)
  expect(removed).toMatchObject({ rule: 'F25', breaks: expect.arrayContaining(['new-server-old-client']) as unknown })
  expect(removed?.breaks).not.toContain('old-server-new-client')
  const [moved] = changes(secure, z.url({ protocol: /^http$/ }))
  expect(moved?.breaks).toEqual(expect.arrayContaining(['old-server-new-client', 'new-server-old-client']))
  expect(changes(secure, z.url({ protocol: /^https$/ }))).toEqual([])
})

test('what no keyword of JSON Schema says is told by name, and of a function that there is one', () => {
  const words = (old: z.ZodType, next: z.ZodType): string[] => changes(old, next).map((each) => each.words)
  const [even, odd] = [text.refine((each) => each.length % 2 === 0), text.refine((each) => each.length % 2 === 1)]
  expect(words(text, even)).toEqual(['is also checked by a function'])
  expect(words(even, text)).toEqual(['is no longer checked by a function'])
  expect(words(even, odd)).toEqual(['is checked by another function'])
  const [secure, plain] = [z.url({ protocol: /^https$/ }), z.url({ protocol: /^http$/ })]
  expect(words(secure, plain)).toEqual(['is checked by `protocol:/^http$/` in place of `protocol:/^https$/`'])
})

test('what no keyword of JSON Schema says clouds no other change where it stays', () => {
  const [secure] = changes(z.url({ protocol: /^https$/ }), z.url({ protocol: /^https$/ }).max(100))
  expect(secure?.unknown ?? []).toEqual([])
  const [weight] = changes(z.number().max(5).meta({ unit: 'kg' }), z.number().max(3).meta({ unit: 'kg' }))
  expect(weight?.unknown ?? []).toEqual([])
  expect(weight?.witnesses?.length).toBeGreaterThan(0)
})

test('what no keyword of JSON Schema says is no change where it is declared to be an annotation', () => {
  const [kg, lb] = [z.number().meta({ unit: 'kg' }), z.number().meta({ unit: 'lb' })]
  expect(changes(kg, lb)[0]?.unknown?.length).toBeGreaterThan(0)
  expect(changes(kg, lb, { annotations: ['unit'] }).map(({ bump }) => bump)).toEqual(['patch'])
})

test('what there was no time for is unknown at its path, and the rest is still compared', () => {
  const hard = (seed: number): z.ZodType =>
    z.union(
      Array.from({ length: 30 }, (_, at) =>
        z.object({ [`k${(at * seed) % 30}`]: text.regex(new RegExp(`^(?:a|b|ab){${at},}c`)) }),
      ),
    )
  const [old, next] = [
    { a: hard(7), b: z.string().max(5) },
    { a: hard(11), b: z.string().max(3) },
  ].map((shape) => wireSchema(z.object(shape) as never, 'a schema'))
  // a clock that counts how often it is asked, for a fast machine may answer within any time
  let asked = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => asked++)
  const found = findings(old, next, { timeoutMs: 40 })
  clock.mockRestore()
  expect(found.flatMap(({ unknown = [] }) => unknown)).toContain('gave up after 40 ms')
  expect(found.some(({ place }) => place.path === 'b')).toBe(true)
})

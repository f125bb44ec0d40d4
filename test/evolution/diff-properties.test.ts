import fc from 'fast-check'
import { expect, test } from 'vitest'
import type * as z from 'zod'
import { type ContractJson, diff, type Finding, type ObjectPolicy } from '../../src/spec/index.js'
import { wireSchema } from '../../src/spec/wire-schema.js'
import { carrying } from './contract-maker.js'
import { pairs, type Shape, sentBy, shapes, toZod } from './payload-shape.js'

// more runs: PROPERTY_RUNS=2000 npx vitest run test/evolution/diff-properties.test.ts
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 60), seed: Number(process.env['PROPERTY_SEED'] ?? 7) }
const sampled = 1000
const policies: fc.Arbitrary<ObjectPolicy> = fc.constantFrom('strict', 'strip', 'loose')

const contractOf = (type: z.ZodType, direction: 'serverToClient' | 'clientToServer' = 'serverToClient'): ContractJson =>
  carrying(wireSchema(type, 'payload'), direction)

const brokenBy = (findings: readonly Finding[]): string[] =>
  [...new Set(findings.flatMap(({ breaks }) => breaks))].filter((each) => each !== 'compile-time').sort()

const swapped = (breaks: readonly string[]): string[] =>
  breaks.map((each) => (each === 'new-server-old-client' ? 'old-server-new-client' : 'new-server-old-client')).sort()

const fits = (type: z.ZodType, value: unknown): boolean => type.safeParse(structuredClone(value)).success

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, each]): [string, unknown] => [
    key,
    ['anyOf', 'oneOf', 'required', 'enum'].includes(key) ? (shuffled(each) as unknown[]).toReversed() : shuffled(each),
  ])
  return Object.fromEntries(entries.reverse())
}

test('a comparison of payloads nobody wrote finds nothing where nothing changed', () => {
  fc.assert(
    fc.property(shapes, policies, (shape, policy) => {
      expect(diff(contractOf(toZod(shape, policy)), contractOf(toZod(shape, policy))).findings).toEqual([])
    }),
    runs,
  )
})

test('a comparison of payloads nobody wrote turns round with its contracts, and with the direction of the event', () => {
  fc.assert(
    fc.property(pairs, policies, ([old, next], policy) => {
      const types = [toZod(old, policy), toZod(next, policy)] as const
      const [one, other] = [contractOf(types[0]), contractOf(types[1])]
      const forth = brokenBy(diff(one, other).findings)
      expect(brokenBy(diff(other, one).findings)).toEqual(swapped(forth))
      const up = diff(contractOf(types[0], 'clientToServer'), contractOf(types[1], 'clientToServer'))
      expect(brokenBy(up.findings)).toEqual(swapped(forth))
    }),
    runs,
  )
})

test('a comparison of payloads nobody wrote is blind to the order of keys, alternatives and words', () => {
  fc.assert(
    fc.property(pairs, policies, ([old, next], policy) => {
      const [one, other] = [contractOf(toZod(old, policy)), contractOf(toZod(next, policy))]
      const read = (report: ReturnType<typeof diff>) =>
        report.findings.map(({ rule, address, breaks, bump }) => ({ rule, address, breaks, bump }))
      expect(read(diff(shuffled(one), shuffled(other)))).toEqual(read(diff(one, other)))
      expect(diff(one, shuffled(one)).findings).toEqual([])
    }),
    runs,
  )
})

test('a comparison of payloads nobody wrote gives witnesses that the real schema of the sender accepts and that of the receiver refuses', () => {
  let count = 0
  fc.assert(
    fc.property(pairs, policies, ([old, next], policy) => {
      const types = { old: toZod(old, policy), new: toZod(next, policy) }
      for (const { witnesses } of diff(contractOf(types.old), contractOf(types.new)).findings)
        for (const { from, to, value } of witnesses) {
          count += 1
          const of = (end: string): z.ZodType => types[end.startsWith('old') ? 'old' : 'new']
          expect([fits(of(from), value), fits(of(to), value)]).toEqual([true, false])
        }
    }),
    runs,
  )
  expect(count).toBeGreaterThan(runs.numRuns / 4)
})

test('a comparison of payloads nobody wrote calls nothing safe that a thousand values speak against', () => {
  const proofs = { forth: 0, back: 0 }
  fc.assert(
    fc.property(pairs, policies, ([old, next], policy) => {
      const broken = brokenBy(diff(contractOf(toZod(old, policy)), contractOf(toZod(next, policy))).findings)
      const survives = (from: Shape, to: Shape): void => {
        const type = toZod(to, policy)
        const values = fc.sample(sentBy(from, policy), { numRuns: sampled, seed: 1 })
        expect(values.find((value) => !fits(type, value))).toBeUndefined()
      }
      if (!broken.includes('old-server-new-client')) {
        proofs.forth += 1
        survives(old, next)
      }
      if (!broken.includes('new-server-old-client')) {
        proofs.back += 1
        survives(next, old)
      }
    }),
    runs,
  )
  expect(Math.min(proofs.forth, proofs.back)).toBeGreaterThan(runs.numRuns / 10)
})

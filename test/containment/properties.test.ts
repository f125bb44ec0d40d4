import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contains } from '../../src/spec/containment/containment.js'
import type { JsonValue } from '../../src/spec/containment/json.js'
import { gatherMaterial } from '../../src/spec/containment/search/material.js'
import { Random } from '../../src/spec/containment/search/random.js'
import { toOracle } from './ajv-oracle.js'
import { sample } from './sampler.js'
import { alterSchema, SchemaMaker } from './schema-maker.js'

const seeds = fc.integer({ min: 1, max: 2 ** 31 })
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 80), seed: 20_260_101 }

const makePair = (seed: number): [unknown, unknown, SchemaMaker] => {
  const random = new Random(seed)
  const maker = new SchemaMaker(random)
  const sub = maker.makeRoot()
  return [sub, random.chance(0.7) ? alterSchema(maker, sub) : maker.makeRoot(), maker]
}

const isList = (key: string): boolean => ['anyOf', 'oneOf', 'allOf', 'enum', 'required', 'type'].includes(key)

const shuffle = (schema: unknown, random: Random, key = ''): unknown => {
  const order = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item) => ({ item, at: random.next() }))
      .sort((left, right) => left.at - right.at)
      .map(({ item }) => item)
  if (Array.isArray(schema)) {
    const items = schema.map((item: unknown) => (key === 'enum' ? item : shuffle(item, random)))
    return isList(key) ? order(items) : items
  }
  if (typeof schema !== 'object' || schema === null || key === 'const') return schema
  return Object.fromEntries(order(Object.entries(schema)).map(([name, value]) => [name, shuffle(value, random, name)]))
}

const drawValues = (sub: unknown, sup: unknown, maker: SchemaMaker, seed: number): JsonValue[] => [
  ...gatherMaterial([sub, sup]).values,
  ...sample(sub, { seed, count: 200 }),
  ...Array.from({ length: 800 }, () => maker.value()),
]

test('containment over made-up schemas proves that a schema lies within itself', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const [sub] = makePair(seed)
      const verdict = contains(sub, structuredClone(sub))
      if (verdict.verdict !== 'unknown') expect(verdict).toEqual({ verdict: 'proved' })
      else expect(verdict.reason).toMatch(/refers to itself|too many cases/)
    }),
    runs,
  )
})

test('containment over made-up schemas gives the same answer whatever the order of keys and arms', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const [sub, sup] = makePair(seed)
      const random = new Random(seed)
      const [plain, shuffled] = [contains(sub, sup), contains(shuffle(sub, random), shuffle(sup, random))]
      expect(shuffled.verdict).toBe(plain.verdict)
    }),
    runs,
  )
})

test('containment over made-up schemas gives witnesses that another validator confirms', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const [sub, sup] = makePair(seed)
      const verdict = contains(sub, sup)
      if (verdict.verdict !== 'refuted') return
      expect(toOracle(sub)?.(verdict.witness)).not.toBe(false)
      expect(toOracle(sup)?.(verdict.witness)).not.toBe(true)
    }),
    runs,
  )
})

test('containment over made-up schemas proves nothing that a thousand values speak against', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const [sub, sup, maker] = makePair(seed)
      if (contains(sub, sup).verdict !== 'proved') return
      const [isSub, isSup] = [toOracle(sub), toOracle(sup)]
      const counter = drawValues(sub, sup, maker, seed).find(
        (value) => isSub?.(value) === true && isSup?.(value) === false,
      )
      expect(counter).toBeUndefined()
    }),
    runs,
  )
})

test('containment over made-up schemas draws samples that another validator confirms, the same ones for the same seed', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const [sub] = makePair(seed)
      const values = sample(sub, { seed, count: 20 })
      const isSub = toOracle(sub)
      expect(values.filter((value) => isSub?.(value) === false)).toEqual([])
      expect(sample(sub, { seed, count: 20 })).toEqual(values)
    }),
    runs,
  )
})

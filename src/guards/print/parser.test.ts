import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { drawnSchema } from '../../../test/print/random-schema.js'
import { seeded } from '../../../test/schema-value.js'
import { integer } from '../../fields/integer.js'
import { interpret } from '../interpreter.js'
import { compiledParser } from './compiled.js'
import { printedParser } from './parser.js'
import { Scope } from './scope.js'

/** Reads a value by zod. */
function read(schema: z.ZodMiniType, value: unknown): unknown {
  const { issues, value: copy } = interpret(schema, value)
  return issues ? undefined : copy
}

/** Returns what was read; what throws does not fit. */
function quiet(attempt: () => unknown): unknown {
  try {
    return attempt()
  } catch {
    return undefined
  }
}

test('a compiled parser accepts and copies as zod does', () => {
  const random = seeded(1)
  const tally = { accepted: 0, refused: 0 }
  for (let round = 0; round < 300; round++) {
    const { schema, draw } = drawnSchema(random, 3)
    const parse = compiledParser(schema)
    for (let turn = 0; turn < 10; turn++) {
      const value = draw(random)
      const wanted = quiet(() => read(schema, value))
      expect(
        quiet(() => parse(value)),
        `schema ${round}`,
      ).toEqual(wanted)
      tally[wanted === undefined ? 'refused' : 'accepted']++
    }
  }
  expect(tally.accepted).toBeGreaterThan(500)
  expect(tally.refused).toBeGreaterThan(500)
})

test('what is printed holds the text of an application in literals, whatever it is', () => {
  const words = ['it\'s "quoted"', '\u2028\u2029', '\\', '</script>', '\ud800', '*/', '\n']
  const shape = Object.fromEntries(words.map((word) => [word, z.enum(words)]))
  const source = printedParser(z.object(shape), new Scope())
  expect(source).not.toMatch(/[\u2028\u2029]/)
  const value = Object.fromEntries(words.map((word) => [word, word]))
  expect(compiledParser(z.object(shape))(value)).toEqual(value)
})

test('a payload is asked for what it has itself', () => {
  expect(printedParser(z.object({ id: z.string() }), new Scope(), { own: true })).toContain('ownValue(input)')
})

test('a function that happens to bear bounds is not taken for that of a field', () => {
  const schema = z.number().check(z.refine(Object.assign((value: number) => value === 7, { min: 1, max: 3 })))
  expect([2, 7].map(compiledParser(schema))).toEqual([undefined, 7])
  expect(compiledParser(z.object({ count: integer(1, 3) }))({ count: 2 })).toEqual({ count: 2 })
})

test('a check that waits refuses', () => {
  const schema = z.string().check(z.refine((() => Promise.resolve(true)) as never))
  expect(() => compiledParser(schema)('x')).toThrow()
})

test('a schema that holds itself is a function that calls itself', () => {
  const node: z.ZodMiniType = z.object({
    name: z.string(),
    get next() {
      return z.optional(node)
    },
  })
  const scope = new Scope()
  printedParser(node, scope)
  expect(scope.unprintable).toEqual([])
  const parse = compiledParser(node)
  expect(parse({ name: 'a', next: { name: 'b', more: 1 } })).toEqual({ name: 'a', next: { name: 'b' } })
  expect(parse({ name: 'a', next: { name: 1 } })).toBeUndefined()
})

test('a schema that makes a new one whenever it is asked is printed to some depth, and asked itself from there on', () => {
  const endless = (): z.ZodMiniType => z.object({ next: z.optional(z.lazy(() => endless())) })
  const scope = new Scope()
  printedParser(endless(), scope)
  expect(scope.unprintable.map(({ reason }) => reason)).toEqual(['a schema without an end'])
  expect(compiledParser(endless())({ next: { next: {} }, more: 1 })).toEqual({ next: { next: {} } })
})

// Compares what is printed of random schemas with zod's own reading, over values that fit them, nearly fit and don't.
//
//   node agreement.program.mjs <seed> <schemas> <file to print to>
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { inspect, isDeepStrictEqual } from 'node:util'
import type { ZodMiniType } from 'zod/mini'
import { ownValue } from '../../src/fields/own-value.js'
import { interpret, type Parser } from '../../src/guards/interpreter.js'
import { parserBlock } from '../../src/guards/print/block.js'
import { compiledParser } from '../../src/guards/print/compiled.js'
import { helperOf } from '../../src/guards/print/scope.js'
import { picked } from '../../src/testing/random.js'
import { changed, emptied, junk, placesIn, seeded } from '../schema-value.js'
import { drawnSchema } from './random-schema.js'

const [seed = 1, schemas = 100] = process.argv.slice(2).map(Number)
const file = process.argv[4] as string
const mayMakeCode = isMade(() => new Function())
const tally = { seed, mayMakeCode, schemas, printed: 0, compiled: 0, accepted: 0, refused: 0 }
const disagreements: string[] = []

const strange: readonly unknown[] = [
  ...junk,
  Object.create({ a: 'inherited', kind: 'one' }),
  Object.assign(Object.create(null), { a: 'x', kind: 'one' }),
  { constructor: 1 },
  { constructor: class {} },
  { [Symbol('key')]: 1 },
  Object.defineProperty({}, Symbol('hidden'), { value: 1 }),
  Object.defineProperty({}, 'a', { value: 'hidden' }),
  new Array(1),
  { length: 9 },
]

function isMade(make: () => unknown): boolean {
  try {
    make()
    return true
  } catch {
    return false
  }
}

/** Reads a value; what throws does not fit. */
function read(parse: Parser, value: unknown): unknown {
  try {
    return parse(value)
  } catch {
    return undefined
  }
}

function byZod(schema: ZodMiniType): Parser {
  return (value) => {
    const { issues, value: copy } = interpret(schema, value)
    return issues ? undefined : copy
  }
}

const random = seeded(seed)
const cases = Array.from({ length: schemas }, () => drawnSchema(random, 3))
const block = parserBlock(cases.map(({ schema }, index) => ({ target: `parsers[${index}]`, schema })))
const names = [...block.imports.values()].flat()
writeFileSync(file, `export const assign = ({ ${names.join(', ')} }, parsers) => {\n${block.text}}\n`)
const { assign } = (await import(pathToFileURL(file).href)) as { assign: (helpers: object, parsers: Parser[]) => void }
const printed: Parser[] = []
assign(Object.fromEntries(names.map((name) => [name, helperOf(name)])), printed)

for (const [index, { schema, draw }] of cases.entries()) {
  // one is enough to know
  if (disagreements.length) break
  const wanted = byZod(schema)
  const compiled = mayMakeCode ? compiledParser(schema) : undefined
  const own = printed[index]
  if (own) tally.printed++
  if (compiled) tally.compiled++
  const fit = Array.from({ length: 12 }, () => draw(random))
  const mutated = fit.flatMap((value) => {
    const place = picked(placesIn(value), random)
    return [
      value,
      changed(value, place, picked(strange, random)),
      changed(value, place, draw(random)),
      emptied(value, place),
    ]
  })
  for (const value of [...mutated, ...strange]) {
    const pairs = [
      ['compiled', compiled, value],
      ['printed', own, ownValue(value)],
    ] as const
    for (const [how, parse, given] of pairs) {
      if (!parse) continue
      const [found, copy] = [read(parse, value), read(wanted, given)]
      if (copy === undefined) tally.refused++
      else tally.accepted++
      // once more, for what a parser might remember
      const isSame = [found, read(parse, value)].every((each) => isDeepStrictEqual(each, copy))
      if (!isSame && disagreements.length < 3)
        disagreements.push(`schema ${index}, ${how}: ${inspect({ value, wanted: copy, found }, { depth: 9 })}`)
    }
  }
}
process.stdout.write(`${JSON.stringify({ ...tally, disagreements })}\n`)

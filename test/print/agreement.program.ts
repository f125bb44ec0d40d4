// Compares what is printed of random schemas with zod's own reading, over values that fit them, nearly fit and don't.
//
//   node agreement.program.mjs <seed> <schemas> <file to print to> <draws of each schema>
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { inspect, isDeepStrictEqual } from 'node:util'
import type { ZodMiniType } from 'zod/mini'
import { ownValue } from '../../src/fields/own-value.js'
import type { Parser } from '../../src/guards/interpreter.js'
import { compiledParser } from '../../src/guards/print/compiled.js'
import { printedParser } from '../../src/guards/print/parser.js'
import { printedPlain } from '../../src/guards/print/plain.js'
import { helperOf, Scope } from '../../src/guards/print/scope.js'
import * as vocabulary from '../../src/plain/vocabulary.js'
import { picked } from '../../src/testing/random.js'
import { changed, emptied, junk, placesIn, seeded } from '../schema-value.js'
import { complaintsOf, copyOf, holdsBytes, keysIn, shownBy } from './judgement.js'
import { drawnSchema } from './random-schema.js'

const [seed = 1, schemas = 100] = process.argv.slice(2).map(Number)
const file = process.argv[4] as string
const draws = Number(process.argv[5] ?? 12)
const mayMakeCode = isMade(() => new Function())
const tally = { seed, mayMakeCode, schemas, printed: 0, compiled: 0, plain: 0, values: 0, accepted: 0, refused: 0 }
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

const random = seeded(seed)
const cases = Array.from({ length: schemas }, () => drawnSchema(random, 3))
const parsers = assignments((schema, scope) => printedParser(schema, scope, { own: true }))
const plains = assignments(printedPlain)
const names = ['z', ...new Set([...parsers.helpers, ...plains.helpers])]
writeFileSync(
  file,
  `export const assign = ({ ${names.join(', ')} }, target) => {\n${parsers.text}}
export const assignPlain = ({ ${names.join(', ')} }, target) => {\n${plains.text}}\n`,
)
type Assign = (called: object, target: unknown[]) => void
const module = (await import(pathToFileURL(file).href)) as { assign: Assign; assignPlain: Assign }
const printed: Parser[] = []
const called = Object.fromEntries(names.map((name) => [name, name === 'z' ? vocabulary : helperOf(name)]))
module.assign(called, printed)
const plainSchemas: ZodMiniType[] = []
module.assignPlain(called, plainSchemas)

/** Prints each schema that can be written down whole, and the constants that they share. */
function assignments(print: (schema: ZodMiniType, scope: Scope) => string): { text: string; helpers: string[] } {
  const scope = new Scope()
  const lines = cases.flatMap(({ schema }, index) => {
    const tried = new Scope()
    print(schema, tried)
    return tried.unprintable.length ? [] : [`target[${index}] = ${print(schema, scope)}\n`]
  })
  const constants = [...scope.constants].map(([name, text]) => `const ${name} = ${text}\n`)
  return { text: [...constants, ...lines].join(''), helpers: [...scope.helpers.keys()] }
}

/** Keeps what differs. */
function compare(what: string, value: unknown, wanted: unknown, found: unknown): void {
  if (isDeepStrictEqual(found, wanted) || disagreements.length >= 3) return
  disagreements.push(`${what}: ${inspect({ value, wanted, found }, { depth: 9 })}`)
}

function compareParsers(index: number, schema: ZodMiniType, value: unknown, compiled: Parser | undefined): void {
  // zod reads all of an option before another is tried, and may throw where what is printed has seen that it does not fit
  if (complaintsOf(schema, value) === 'it throws') return
  const own = printed[index]
  const pairs = [
    ['compiled', compiled, value],
    ['printed', own, ownValue(value)],
  ] as const
  for (const [how, parse, given] of pairs) {
    if (!parse) continue
    const copy = copyOf(schema, given)
    // once more, for what a parser might remember
    for (const found of [read(parse, value), read(parse, value)]) compare(`schema ${index}, ${how}`, value, copy, found)
  }
}

function comparePlain(index: number, schema: ZodMiniType, value: unknown): void {
  const plain = plainSchemas[index]
  if (!plain) return
  const [wanted, found] = [copyOf(schema, value), copyOf(plain, value)]
  const what = `schema ${index}, plain`
  compare(what, value, wanted, found)
  compare(`${what}, the order of keys`, value, keysIn(wanted), keysIn(found))
  const complaints = complaintsOf(schema, value)
  // zod freezes also what it refuses, and throws over bytes, which can't be frozen
  if (complaints !== 'it throws') compare(`${what}, complaints`, value, complaints, complaintsOf(plain, value))
  if (mayMakeCode || !holdsBytes(value)) compare(`${what}, shown`, value, shownBy(schema, value), shownBy(plain, value))
}

for (const [index, { schema, draw }] of cases.entries()) {
  // one is enough to know
  if (disagreements.length) break
  const compiled = mayMakeCode ? compiledParser(schema) : undefined
  if (printed[index]) tally.printed++
  if (compiled) tally.compiled++
  if (plainSchemas[index]) tally.plain++
  const fit = Array.from({ length: draws }, () => draw(random))
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
    tally.values++
    tally[copyOf(schema, value) === undefined ? 'refused' : 'accepted']++
    compareParsers(index, schema, value, compiled)
    comparePlain(index, schema, value)
  }
}
process.stdout.write(`${JSON.stringify({ ...tally, disagreements })}\n`)

// Compares the parsers the build printed, and the plain schemas it put in place of zod's, with the schemas they were made
// from; run on the packed package, with and without eval.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { ZodMiniType } from 'zod/mini'
import type { EventContract } from '../../src/contract/event/event.js'
import { ownValue } from '../../src/fields/own-value.js'
import { safeParsePayload } from '../../src/guards/payload.js'
import { redact } from '../../src/guards/redact.js'
import { toJsonSchema } from '../../src/spec/to-json-schema.js'
import { changed, drawn, emptied, junk, placesIn, seeded } from '../schema-value.js'

type Parser = ((value: unknown) => unknown) | undefined
type Declared = Readonly<Record<string, unknown>>
type Contract = { readonly path?: string } & Record<(typeof directions)[number], Readonly<Record<string, Declared>>>

const directions = ['serverToClient', 'clientToServer'] as const
const rounds = Number(process.argv[2])
const require = createRequire(import.meta.url)
const manifest = require('socket-canon/package.json') as { exports: Record<string, unknown> }
const installed = dirname(require.resolve('socket-canon/package.json'))
const judgedEach = 101
const tally = { events: 0, accepted: 0, refused: 0, mutations: 0, emptied: 0, judged: 0 }
const disagreements: string[] = []

interface Pair {
  readonly where: string
  readonly parse: Parser
  readonly plain: ZodMiniType
  readonly zod: ZodMiniType
}

function compare({ where, parse, plain, zod }: Pair, value: unknown, how: string): void {
  const interpreted = zod['~standard'].validate(ownValue(value)) as { value?: unknown; issues?: unknown }
  const parsed = parse?.(value)
  if (interpreted.issues) tally.refused++
  else tally.accepted++
  const agree = interpreted.issues ? parsed === undefined : isDeepStrictEqual(parsed, interpreted.value)
  if (!agree) disagree(`${where} is parsed in another way: ${how}`)
  // telling what is wrong takes a hundred times as long
  if ((tally.accepted + tally.refused) % judgedEach) return
  tally.judged++
  if (!isDeepStrictEqual(judged(plain, value), judged(zod, value)))
    disagree(`${where} is judged in another way: ${how}`)
}

/** Leaves out what may follow each value of an enumeration: prose, which no bundle has. */
function withoutNext(described: unknown): unknown {
  return JSON.parse(JSON.stringify(described, (key, held) => (key === 'x-nextStates' ? undefined : held)))
}

/** Tells what the guards say of a value by the schema alone. */
function judged(schema: ZodMiniType, value: unknown): unknown {
  const event = { name: 'event', payload: schema } as unknown as EventContract
  const result = safeParsePayload(event, value)
  return [result.ok ? result.value : result.error.issues, redact(event, value)]
}

/** Draws the value with the most places of some tries, so that most optional fields are there. */
function drawnWhole(schema: ZodMiniType, random: () => number): unknown {
  const values = Array.from({ length: 40 }, () => drawn(schema, random))
  return values.reduce((most, value) => (placesIn(value).length > placesIn(most).length ? value : most))
}

function disagree(where: string): void {
  if (disagreements.length < 20) disagreements.push(where)
}

const installedSpec = (await import('socket-canon/spec' as string)) as { toJsonSchema: typeof toJsonSchema }

for (const path of Object.keys(manifest.exports)) {
  if (!existsSync(join(installed, 'dist/esm/events', `${path}.js`))) continue
  const module = (await import(`socket-canon${path.slice(1)}`)) as Record<string, Declared>
  const sources = (await import(`../../src/events/${path.slice(2)}.ts`)) as Record<string, Contract>
  for (const [name, contract] of Object.entries(module) as [string, Contract][])
    for (const direction of contract?.path ? directions : [])
      for (const event of Object.values(contract[direction])) {
        const { namespace, name: eventName } = event as unknown as EventContract
        const source = sources[name]?.[direction][eventName] as Declared
        const described = [installedSpec.toJsonSchema(event as never), toJsonSchema(source as never)].map(withoutNext)
        if (!isDeepStrictEqual(described[0], described[1])) disagree(`${namespace} ${eventName} is described otherwise`)
        for (const [part, parser, sample] of [
          ['payload', 'parse', 'example'],
          ['reply', 'parseReply', 'replyExample'],
        ] as const) {
          const plain = event[part] as ZodMiniType | undefined
          if (!plain) continue
          tally.events++
          const where = `${namespace} ${eventName} ${direction} ${part}`
          const parse = event[parser] as Parser
          const pair = { where, parse, plain, zod: source[part] as ZodMiniType }
          if (!parse) disagree(`${where} has no parser`)
          if ('_zod' in plain) disagree(`${where} is one of zod's still`)
          for (const place of placesIn(event[sample]))
            for (const other of junk) {
              tally.mutations++
              compare(pair, changed(event[sample], place, other), `example with another ${place.join('.')}`)
            }
          const filled = drawnWhole(plain, seeded(1))
          for (const place of placesIn(filled)) {
            tally.emptied++
            compare(pair, emptied(filled, place), `drawn value with undefined in ${place.join('.')}`)
          }
          const random = seeded(tally.events)
          for (let round = 0; round < rounds; round++) {
            const value = drawn(plain, random)
            const places = placesIn(value)
            const place = places[Math.floor(random() * places.length)] ?? []
            const mutated = round % 2 ? changed(value, place, junk[Math.floor(random() * junk.length)]) : value
            compare(pair, mutated, `drawn value ${round}`)
          }
        }
      }
}
process.stdout.write(`${JSON.stringify({ ...tally, disagreements })}\n`)

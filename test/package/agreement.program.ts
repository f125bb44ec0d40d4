// Compares the parsers the build printed with the schemas they were made from; run on the packed package, with and without eval.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { ZodMiniType } from 'zod/mini'
import { ownValue } from '../../src/fields/own-value.js'
import { changed, drawn, junk, placesIn, seeded } from '../schema-value.js'

type Parser = ((value: unknown) => unknown) | undefined
type Declared = Readonly<Record<string, unknown>>

const rounds = Number(process.argv[2])
const require = createRequire(import.meta.url)
const manifest = require('socket-canon/package.json') as { exports: Record<string, unknown> }
const installed = dirname(require.resolve('socket-canon/package.json'))
const tally = { events: 0, accepted: 0, refused: 0, mutations: 0 }
const disagreements: string[] = []

function compare(where: string, parse: Parser, schema: ZodMiniType, value: unknown): void {
  const interpreted = schema['~standard'].validate(ownValue(value)) as { value?: unknown; issues?: unknown }
  const parsed = parse?.(value)
  if (interpreted.issues) tally.refused++
  else tally.accepted++
  const agree = interpreted.issues ? parsed === undefined : isDeepStrictEqual(parsed, interpreted.value)
  if (!agree && disagreements.length < 20) disagreements.push(where)
}

for (const path of Object.keys(manifest.exports)) {
  if (!existsSync(join(installed, 'dist/esm/events', `${path}.js`))) continue
  const module = (await import(`socket-canon${path.slice(1)}`)) as Record<string, Declared>
  for (const contract of Object.values(module))
    for (const direction of ['serverToClient', 'clientToServer'])
      for (const event of Object.values((contract?.['path'] ? contract[direction] : undefined) ?? {}) as Declared[])
        for (const [part, parser, sample] of [
          ['payload', 'parse', 'example'],
          ['reply', 'parseReply', 'replyExample'],
        ] as const) {
          const schema = event[part] as ZodMiniType | undefined
          if (!schema) continue
          tally.events++
          const where = `${event['namespace']} ${event['name']} ${direction} ${part}`
          const parse = event[parser] as Parser
          if (!parse) disagreements.push(`${where} has no parser`)
          for (const place of placesIn(event[sample]))
            for (const other of junk) {
              tally.mutations++
              compare(
                `${where}, example with another ${place.join('.')}`,
                parse,
                schema,
                changed(event[sample], place, other),
              )
            }
          const random = seeded(tally.events)
          for (let round = 0; round < rounds; round++) {
            const value = drawn(schema, random)
            const places = placesIn(value)
            const place = places[Math.floor(random() * places.length)] ?? []
            const mutated = round % 2 ? changed(value, place, junk[Math.floor(random() * junk.length)]) : value
            compare(`${where}, drawn value ${round}`, parse, schema, mutated)
          }
        }
}
process.stdout.write(`${JSON.stringify({ ...tally, disagreements })}\n`)

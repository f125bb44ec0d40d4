import { inspect, isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { entries } from '../../../test/contracts.js'
import { drawnSchema } from '../../../test/print/random-schema.js'
import { changed, junk, placesIn, seeded } from '../../../test/schema-value.js'
import type { EventContract } from '../../contract/event/event.js'
import type { NamespaceContract } from '../../contract/namespace.js'
import * as vocabulary from '../../plain/vocabulary.js'
import { picked } from '../../testing/random.js'
import { jsonSchemaOf } from '../json-schema.js'
import { safeParsePayload } from '../payload.js'
import { redact } from '../redact.js'
import { loadZod } from '../zod.js'
import { printedPlain } from './plain.js'
import { helperOf, Scope } from './scope.js'

await loadZod()

/** Makes the plain schema that is printed of one of zod's, or nothing where plain schemas lack a word. */
function plainOf(schema: z.ZodMiniType): z.ZodMiniType | undefined {
  const scope = new Scope()
  const source = printedPlain(schema, scope)
  if (scope.unprintable.length) return undefined
  const constants = [...scope.constants].map(([name, text]) => `const ${name} = ${text}\n`)
  const names = [...scope.helpers.keys()]
  return new Function('z', ...names, `${constants.join('')}return ${source}`)(vocabulary, ...names.map(helperOf))
}

function judged(schema: z.ZodMiniType, value: unknown): unknown {
  const event = { name: 'event', payload: schema } as unknown as EventContract
  const result = safeParsePayload(event, value)
  return [result.ok ? result.value : result.error.issues, redact(event, value)]
}

/** Describes a schema as a document says it, whatever the order of its keywords. */
function documentOf(schema: z.ZodMiniType): string {
  return JSON.stringify(jsonSchemaOf(schema), (_, held: unknown) =>
    Object(held) === held && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held as object).sort(([one], [other]) => (one < other ? -1 : 1)))
      : held,
  )
}

function eventsOf({ serverToClient, clientToServer }: NamespaceContract): EventContract[] {
  return [...Object.values(serverToClient), ...Object.values(clientToServer)] as EventContract[]
}

test('a printed plain schema accepts, copies, complains, redacts and describes itself as that of zod', () => {
  const random = seeded(3)
  const tally = { printed: 0, accepted: 0, refused: 0 }
  for (let round = 0; round < 3000; round++) {
    const { schema, draw } = drawnSchema(random, 2)
    const plain = plainOf(schema)
    if (!plain) continue
    tally.printed++
    expect(documentOf(plain), `schema ${round}`).toBe(documentOf(schema))
    for (let turn = 0; turn < 8; turn++) {
      const fit = draw(random)
      for (const value of [
        fit,
        changed(fit, picked(placesIn(fit), random), picked(junk, random)),
        picked(junk, random),
      ]) {
        const wanted: unknown = judged(schema, value)
        const found: unknown = judged(plain, value)
        if (!isDeepStrictEqual(found, wanted))
          expect.fail(
            `schema ${round}: ${inspect({ value, wanted, found }, { depth: 9 })}\n${printedPlain(schema, new Scope())}`,
          )
        tally[safeParsePayload({ payload: schema } as never, value).ok ? 'accepted' : 'refused']++
      }
    }
  }
  console.info(JSON.stringify(tally))
  expect(tally.printed).toBeGreaterThan(300)
  expect(tally.accepted).toBeGreaterThan(500)
  expect(tally.refused).toBeGreaterThan(500)
})

test('plain schemas of all that the contracts of this package carry are printed', () => {
  let schemas = 0
  for (const { contract } of entries)
    for (const { payload, reply } of eventsOf(contract))
      for (const schema of [payload, reply] as (z.ZodMiniType | undefined)[]) {
        const plain = schema && plainOf(schema)
        if (!schema) continue
        schemas++
        expect(plain && documentOf(plain)).toBe(documentOf(schema))
      }
  expect(schemas).toBeGreaterThan(80)
})

test('what plain schemas have no word for is named with its place', () => {
  const scope = new Scope()
  printedPlain(z.object({ at: z.array(z.tuple([z.string()])), when: z.iso.date() }), scope)
  expect(scope.unprintable).toEqual([
    { path: ['at', '*'], reason: 'the kind tuple' },
    { path: ['when'], reason: 'the kind date' },
  ])
})

test('a field that may be undefined without being optional is named, for plain schemas take it for missing', () => {
  const scope = new Scope()
  printedPlain(z.object({ data: z.unknown() }), scope)
  expect(scope.unprintable.map(({ reason }) => reason)).toEqual([
    'the field data, which may be undefined otherwise than by optional()',
  ])
  expect(vocabulary.object({ data: vocabulary.unknown() })['~standard'].validate({}).issues).toBeUndefined()
})

test('a field that stands in several places is written once', () => {
  const scope = new Scope()
  const name = z.string().check(z.maxLength(7))
  expect(printedPlain(z.object({ first: name, last: name }), scope)).toBe('z.object({ "first": k0, "last": k0 })')
  expect([...scope.constants]).toEqual([['k0', 'z.string().check(z.maxLength(7))']])
})

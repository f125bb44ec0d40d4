import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { boundedRecord, id, integer, sensitive, text } from '../src/fields/index.js'
import { redact } from '../src/guards/index.js'
import { jsonSchemaOf } from '../src/guards/json-schema.js'
import { loadZod } from '../src/guards/zod.js'
import { event } from '../src/index.js'
import { picked, seeded } from '../src/testing/random.js'

await loadZod()

type Random = () => number
type Json = Readonly<Record<string, unknown>>

/** Is a schema that was made by chance, and draws values that fit it; what stands under a mark holds the canary. */
interface Made {
  readonly schema: z.ZodMiniType
  draw(random: Random, isMarked: boolean): unknown
}

const canary = 'canary'
const keys = ['a', 'b', 'c']

function make(random: Random, depth: number): Made {
  const inner = (): Made => make(random, depth - 1)
  const marked = (): Made => {
    const { schema, draw } = inner()
    return { schema: sensitive('phi', schema), draw: (next) => draw(next, true) }
  }
  const leaves: (() => Made)[] = [
    () => ({ schema: text(100), draw: (next, isMarked) => (isMarked ? canary : picked(['x', 'y'], next)) }),
    () => ({ schema: id, draw: (_, isMarked) => (isMarked ? canary : 'i1') }),
    () => ({ schema: integer(0, 9), draw: (next) => Math.floor(next() * 10) }),
  ]
  const wrap = (wrapped: (schema: z.ZodMiniType) => z.ZodMiniType) => (): Made => {
    const { schema, draw } = inner()
    return { schema: wrapped(schema), draw }
  }
  const compounds: (() => Made)[] = [
    marked,
    wrap((schema) => z.nullable(schema)),
    wrap((schema) => z.readonly(schema)),
    wrap((schema) => z.lazy(() => schema)),
    wrap((schema) => z.clone(schema)),
    wrap((schema) => schema.check(z.refine(() => true))),
    wrap((schema) => z.clone(schema).register(z.globalRegistry, { description: 'x' })),
    () => {
      const { schema, draw } = inner()
      const list = (next: Random, isMarked: boolean) => Array.from({ length: 2 }, () => draw(next, isMarked))
      return { schema: z.array(schema), draw: list }
    },
    () => {
      const parts = [inner(), inner()] as const
      return {
        schema: z.tuple([parts[0].schema, parts[1].schema]),
        draw: (next, isMarked) => parts.map(({ draw }) => draw(next, isMarked)),
      }
    },
    () => {
      const { schema, draw } = inner()
      return {
        schema: boundedRecord(text(9), schema, 9),
        draw: (next, isMarked) => ({ k1: draw(next, isMarked), k2: draw(next, isMarked) }),
      }
    },
    () => {
      const fields = keys.map((key) => [key, inner()] as const)
      const shape = Object.fromEntries(fields.map(([key, { schema }]) => [key, schema]))
      const changed = picked(
        [
          (made: z.ZodMiniObject) => made,
          (made: z.ZodMiniObject) => z.extend(made, {}),
          (made: z.ZodMiniObject) => z.partial(made),
          (made: z.ZodMiniObject) => z.object({ ...made.shape }),
          (made: z.ZodMiniObject) => z.pick(made, { a: true, b: true, c: true }),
        ],
        random,
      )
      const isMarked = random() < 0.3
      const made = z.object(shape)
      return {
        schema: changed(isMarked ? sensitive('phi', made) : made),
        draw: (next, isBelow) =>
          Object.fromEntries(fields.map(([key, { draw }]) => [key, draw(next, isBelow || isMarked)])),
      }
    },
    () => {
      const options = [inner(), inner()] as const
      return {
        schema: z.union([options[0].schema, options[1].schema]),
        draw: (next, isMarked) => picked(options, next).draw(next, isMarked),
      }
    },
  ]
  return picked(depth > 0 ? [...leaves.slice(0, 1), ...compounds] : leaves, random)()
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** Whether a place of a value, or what it lies in, bears a mark in some branch of its JSON Schema. */
function isMarkedAt(root: Json, node: Json, path: readonly string[]): boolean {
  if (node['x-sensitive']) return true
  const { $ref, anyOf = [], oneOf = [], allOf = [] } = node as { $ref?: string } & Record<string, Json[]>
  const target = typeof $ref === 'string' ? $ref.slice(2).split('/').filter(Boolean) : undefined
  const linked = target && (target.reduce<unknown>((at, step) => (at as Json)[step], root) as Json)
  if ([linked, ...anyOf, ...oneOf, ...allOf].some((each) => each && isMarkedAt(root, each, path))) return true
  const [step, ...rest] = path
  if (step === undefined) return false
  const { properties, additionalProperties, items, prefixItems } = node as Record<string, Json>
  return [properties?.[step], additionalProperties, items, prefixItems?.[step]].some(
    (each) => isObject(each) && isMarkedAt(root, each, rest),
  )
}

/** Lists the places of a value that hold no others. */
function leavesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  return isObject(value) ? Object.entries(value).flatMap(([key, each]) => leavesOf(each, [...path, key])) : [path]
}

/** Reads a place of a redaction, or what stands there for all that it lies in. */
const readAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce((held, step) => (isObject(held) ? held[step] : held), value)

test('what JSON Schema marks is hidden, and nothing else, whatever a payload is made of', () => {
  const tally = { hidden: 0, shown: 0 }
  for (let seed = 1; seed <= 3000; seed++) {
    const random = seeded(seed)
    const { schema, draw } = make(random, 4)
    const described = jsonSchemaOf(schema) as Json
    const value = draw(random, false)
    expect(z.safeParse(schema, value).success, `seed ${seed}`).toBe(true)
    const shown = redact(event({ payload: schema }), value)
    expect(JSON.stringify(shown), `seed ${seed}`).not.toContain(canary)
    for (const path of leavesOf(value)) {
      const isMarked = isMarkedAt(described, described, path)
      const where = `seed ${seed}, ${path.join('.')}`
      // where several options fit, the first one says what is declared, and all is hidden if one has a mark
      if (hasChoice(described)) continue
      tally[isMarked ? 'hidden' : 'shown']++
      expect(readAt(shown, path), where).toEqual(isMarked ? '[phi]' : readAt(value, path))
    }
  }
  expect(tally.hidden).toBeGreaterThan(1000)
  expect(tally.shown).toBeGreaterThan(500)
})

const hasChoice = (described: Json): boolean => /"(anyOf|oneOf)"/.test(JSON.stringify(described))

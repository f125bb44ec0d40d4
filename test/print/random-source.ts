// Draws schemas of zod's as source, so that both TypeScript and JavaScript can say what they are.
import { picked } from '../../src/testing/random.js'

type Random = () => number
type Inner = () => string

/** What the sources of schemas may name besides `z`. */
export const usedFields = [
  'boundedRecord',
  'date',
  'epochMs',
  'freeform',
  'id',
  'integer',
  'openEnum',
  'sensitive',
  'text',
  'timestamp',
  'url',
] as const

const scalars = [
  'z.string()',
  'z.string().check(z.maxLength(3), z.regex(/^a/i))',
  'z.number()',
  'z.int()',
  'z.boolean()',
  'z.null()',
  'z.undefined()',
  'z.unknown()',
  'z.any()',
  'z.never()',
  'z.void()',
  "z.enum(['a', 'it\\'s \"quoted\"', '\\u2028'])",
  "z.enum({ Red: 0, Blue: 'blue' } as const)",
  "z.literal('x')",
  'z.literal(-1.5)',
  'z.literal(1e300)',
  'z.literal(false)',
  'z.literal(null)',
  "z.literal([1, 'x', null])",
  'z.literal(undefined)',
  "z.templateLiteral(['a`${', z.number(), '-', z.enum(['b', 'c']), 7, true])",
  "z.templateLiteral([z.optional(z.literal('a')), undefined, 'b'])",
  'z.email()',
  'z.iso.date()',
  'z.uuid()',
  'id',
  'timestamp',
  'date',
  'epochMs',
  'url',
  'freeform',
  'text(20)',
  'integer(1, 9)',
  "openEnum(['a', 'b'])",
  'openEnum([])',
  "sensitive('phi', id)",
] as const

const keys = ['z.string()', 'z.number()', 'z.email()', "z.enum(['a', 'b'])", "z.templateLiteral(['a', z.string()])"]
const names = ['a', 'b', 'constructor', '"a-b"', '"1"', '"__proto__x"', 'new', '"quo\\"te"', 'readonly']

const compounds: readonly ((random: Random, inner: Inner) => string)[] = [
  (_, inner) => `z.array(${inner()})`,
  (random, inner) => {
    const items = Array.from({ length: Math.floor(random() * 4) }, inner)
    const ends = items.map((item, index) =>
      index >= items.length - 2 && random() < 0.4
        ? `z.${picked(['optional', 'exactOptional'], random)}(${item})`
        : item,
    )
    return `z.tuple([${ends.join(', ')}]${ends.length && random() < 0.4 ? `, ${inner()}` : ''})`
  },
  (random, inner) =>
    `z.${picked(['record', 'partialRecord', 'looseRecord'], random)}(${picked(keys, random)}, ${inner()})`,
  (_, inner) => `boundedRecord(z.string(), ${inner()}, 3)`,
  (_, inner) => `z.union([${inner()}, ${inner()}])`,
  (random, inner) => `z.${picked(['optional', 'exactOptional', 'nullable', 'nonoptional'], random)}(${inner()})`,
  (_, inner) => `z.readonly(${inner()})`,
  (_, inner) => `z.lazy(() => ${inner()})`,
  (_, inner) => `z.intersection(${inner()}, ${inner()})`,
  objectOf,
  objectOf,
  objectOf,
  (random, inner) =>
    `z.discriminatedUnion('kind', [z.object({ kind: z.literal('a'), more: ${inner()} }), z.extend(${objectOf(random, inner)}, { kind: z.literal('b') })])`,
]

function objectOf(random: Random, inner: Inner): string {
  const fields = names
    .filter(() => random() < 0.3)
    .map((name) => {
      const schema = inner()
      return `${name}: ${random() < 0.4 ? `z.${picked(['optional', 'optional', 'exactOptional'], random)}(${schema})` : schema}`
    })
  const shape = fields.length ? `{ ${fields.join(', ')} }` : '{}'
  const kind = picked(['object', 'object', 'strictObject', 'looseObject', 'catchall'], random)
  if (kind !== 'catchall') return `z.${kind}(${shape})`
  // of fields that may not be there zod's own types know two ways to speak, and its schemas one
  return `z.catchall(z.object(${shape}), ${inner().replace(/^z\.never\(\)$/, 'z.null()')})`
}

/** Draws the source of a schema. */
export function drawnSource(random: Random, depth: number): string {
  if (depth === 0 || random() < 0.25) return picked(scalars, random)
  return picked(compounds, random)(random, () => drawnSource(random, depth - 1))
}

// Draws schemas of zod's of the vocabulary that wire schemas use, each with a way to draw values that fit it or nearly do.
import * as zod from 'zod/mini'
import { boundedRecord, sensitive } from '../../src/fields/index.js'
import { picked } from '../../src/testing/random.js'
import { type DrawnSchema, keys, type Random, scalars } from './random-scalar.js'

export type { DrawnSchema }

type Inner = () => DrawnSchema

const compounds: readonly ((random: Random, inner: Inner) => DrawnSchema)[] = [
  (random, inner) => {
    const element = inner()
    const checks = [
      zod.maxLength(2),
      zod.minLength(1),
      zod.length(2),
      zod.refine((list) => (list as unknown[])[0] !== 'a'),
    ]
    return {
      schema: zod.array(element.schema).check(...(checks.filter(() => random() < 0.3) as never[])),
      draw: (one) => Array.from({ length: Math.floor(one() * 4) }, () => element.draw(one)),
    }
  },
  (random, inner) => {
    const items = Array.from({ length: Math.floor(random() * 4) }, inner)
    const rest = random() < 0.4 ? inner() : undefined
    return {
      schema: zod.tuple(items.map(({ schema }) => schema) as never, rest?.schema as never),
      draw: (one) => {
        const drawn = items.map((item) => item.draw(one)).slice(0, one() < 0.3 ? Math.floor(one() * 4) : 4)
        return one() < 0.4 ? [...drawn, ...drawn, (rest ?? items[0])?.draw(one)] : drawn
      },
    }
  },
  (random, inner) => recordOf(random, inner()),
  (random, inner) => {
    const value = inner()
    const words = ['a', 'constructor', 'b']
    const make = picked([zod.record, zod.partialRecord, zod.looseRecord], random)
    const key = picked(
      [
        zod.enum(words),
        zod.literal(['a', 'constructor', 'b']),
        zod.literal(['a', '__proto__']),
        zod.literal(['a', 1] as never),
        zod.union([zod.literal('a'), zod.enum(['b'])]),
        zod.readonly(zod.enum(words)),
        zod.enum(words).check(zod.refine((word) => word !== 'a')),
      ],
      random,
    )
    return {
      schema: make(key as never, value.schema),
      draw: (one) =>
        Object.fromEntries(
          [...words, 'more', '1', '__proto__'].filter(() => one() < 0.8).map((key) => [key, value.draw(one)]),
        ),
    }
  },
  (_, inner) => {
    const value = inner()
    return { schema: boundedRecord(zod.string(), value.schema, 2), draw: (one) => fieldsOf(one, () => value.draw(one)) }
  },
  (random, inner) => {
    const options = Array.from({ length: 1 + Math.floor(random() * 3) }, inner)
    const choice = picked([zod.union, zod.union, zod.union, zod.xor], random)
    const schema = choice(options.map(({ schema }) => schema))
    return {
      schema: random() < 0.1 ? schema.check(zod.maxLength(2) as never) : schema,
      draw: (one) => picked(options, one).draw(one),
    }
  },
  objectOf,
  objectOf,
  told,
  told,
  intersected,
  (_, inner) => {
    const { schema, draw } = inner()
    return { schema: zod.lazy(() => schema), draw }
  },
  (_, inner) => {
    const { schema, draw } = inner()
    return { schema: zod.readonly(schema), draw }
  },
  (_, inner) => {
    const { schema, draw } = inner()
    return { schema: zod.nullable(schema), draw: (one) => (one() < 0.3 ? null : draw(one)) }
  },
  (random, inner) => {
    const { schema, draw } = inner()
    const optional = picked([zod.optional, zod.exactOptional], random)(schema)
    const asked = random() < 0.2 ? optional.check(zod.maxLength(2) as never) : optional
    return { schema: asked, draw: (one) => (one() < 0.3 ? undefined : draw(one)) }
  },
  (random, inner) => {
    const { schema, draw } = inner()
    const make = picked([zod.nonoptional, zod.nullish], random)
    return { schema: make(schema as never), draw: (one) => (one() < 0.2 ? undefined : draw(one)) }
  },
  recursive,
  mutual,
]

function recordOf(random: Random, value: DrawnSchema): DrawnSchema {
  const key = picked(
    [
      zod.string(),
      zod.string().check(zod.maxLength(3)),
      zod.number(),
      zod.int(),
      zod.email(),
      sensitive('pii', zod.string()),
      zod.templateLiteral(['a', zod.string()]),
      zod.union([zod.number(), zod.string().check(zod.maxLength(1))]),
      zod.union([zod.literal(7), zod.templateLiteral(['c', zod.string()])]),
    ],
    random,
  )
  const make = picked([zod.record, zod.record, zod.looseRecord, zod.partialRecord], random)
  return { schema: make(key as never, value.schema), draw: (one) => fieldsOf(one, () => value.draw(one)) }
}

function fieldsOf(random: Random, draw: () => unknown): object {
  const given = [...keys, '7', '1.50', 'a@b.cd'].filter(() => random() < 0.2)
  return Object.fromEntries(given.map((key) => [key, draw()]))
}

function objectOf(random: Random, inner: Inner): DrawnSchema {
  const fields = keys.filter(() => random() < 0.35).map((key) => [key, inner(), random() < 0.4] as const)
  const shape = Object.fromEntries(
    fields.map(([key, { schema }, mayMiss]) => [
      key,
      mayMiss ? picked([zod.optional, zod.optional, zod.exactOptional], random)(schema) : schema,
    ]),
  )
  const more = inner()
  const kind = picked([zod.object, zod.object, zod.strictObject, zod.looseObject, undefined], random)
  const plain = kind ? kind(shape) : zod.catchall(zod.object(shape), more.schema)
  return {
    schema: random() < 0.05 ? plain.check(zod.refine((held) => !('b' in held))) : plain,
    draw: (one) => ({
      ...Object.fromEntries(
        fields.filter(([, , mayMiss]) => !mayMiss || one() < 0.6).map(([key, { draw }]) => [key, draw(one)]),
      ),
      ...(one() < 0.2 && { undeclared: more.draw(one) }),
    }),
  }
}

/** Draws objects that a field tells apart, in one of the ways in which zod lets it. */
function told(random: Random, inner: Inner): DrawnSchema {
  const options = [objectOf(random, inner), objectOf(random, inner)] as const
  const tagged = ({ schema }: DrawnSchema, kind: zod.ZodMiniType): zod.ZodMiniType =>
    zod.extend(zod.object({ ...(schema as zod.ZodMiniObject).shape }), { kind })
  const kinds = [
    zod.enum(['other', '__proto__']),
    zod.literal(2),
    zod.null(),
    zod.optional(zod.literal('x')),
    zod.exactOptional(zod.literal('x')),
    zod.literal([undefined, 'x']),
    zod.nullable(zod.literal('other')),
    zod.union([zod.literal('x'), zod.literal(2)]),
    zod.literal('x').check(zod.refine((word) => word === 'x')),
  ]
  const one = tagged(options[0], random() < 0.2 ? zod.optional(zod.literal('one')) : zod.literal('one'))
  const other = tagged(options[1], picked(kinds, random))
  const third = zod.object({ kind: zod.literal('third'), of: zod.literal(['a', 'b']) })
  const within = picked(
    [
      other,
      zod.readonly(other),
      zod.lazy(() => other),
      zod.discriminatedUnion('kind', [other as never, third]),
      zod.discriminatedUnion('of', [third, zod.object({ kind: zod.literal('fourth'), of: zod.literal('c') })]),
    ],
    random,
  )
  return {
    schema: zod.discriminatedUnion('kind', [one as never, within as never], {
      ...(random() < 0.2 && { unionFallback: true }),
    }),
    draw: (drawer) => ({
      ...(picked(options, drawer).draw(drawer) as object),
      ...(drawer() < 0.3 && { of: picked(['a', 'b', 'c', 1], drawer) }),
      ...(drawer() < 0.9 && {
        kind: picked(['one', 'other', '__proto__', 2, null, undefined, 'x', 'third', 'fourth'], drawer),
      }),
    }),
  }
}

/** Draws what is to fit two schemas, most often two objects. */
function intersected(random: Random, inner: Inner): DrawnSchema {
  // whose copies may differ, so that they can't be one
  if (random() < 0.15) {
    const schema = zod.intersection(picked([zod.url(), zod.unknown()], random), zod.unknown())
    return { schema, draw: (one) => picked(['https://a.b', ' https://a.b', Number.NaN, 'x'], one) }
  }
  const side = (): DrawnSchema =>
    picked([objectOf, objectOf, (one: Random) => recordOf(one, inner()), inner], random)(random, inner)
  const [one, other] = [side(), random() < 0.1 ? { schema: zod.unknown(), draw: () => ({}) } : side()]
  return {
    schema: zod.intersection(one.schema, other.schema),
    draw: (drawer) => {
      const [left, right] = [one.draw(drawer), other.draw(drawer)]
      const isBoth = [left, right].every((each) => Object(each) === each && !Array.isArray(each))
      return isBoth ? { ...(left as object), ...(right as object) } : picked([left, right], drawer)
    },
  }
}

function recursive(_: Random, inner: Inner): DrawnSchema {
  const value = inner()
  const node: zod.ZodMiniType = zod.object({
    value: value.schema,
    get children() {
      return zod.optional(zod.array(node))
    },
    next: zod.optional(zod.nullable(zod.lazy(() => node))),
  })
  const draw = (random: Random): unknown => ({
    value: value.draw(random),
    ...(random() < 0.4 && { children: Array.from({ length: Math.floor(random() * 3) }, () => draw(random)) }),
    ...(random() < 0.4 && { next: random() < 0.2 ? null : draw(random) }),
  })
  return { schema: node, draw }
}

/** Draws schemas that hold each other, by getters and in lists, with a part that stands in several places. */
function mutual(random: Random, inner: Inner): DrawnSchema {
  const value = inner()
  const pair: zod.ZodMiniType = picked(
    [zod.array(zod.lazy(() => leaf)), zod.tuple([zod.lazy(() => leaf)], zod.string()), zod.lazy(() => leaf)],
    random,
  )
  // stands in two places, and needs what holds it
  const more = zod.optional(random() < 0.5 ? pair : zod.lazy(() => pair))
  const leaf: zod.ZodMiniType = zod.looseObject({
    value: value.schema,
    get own() {
      return zod.optional(leaf)
    },
    get others() {
      return zod.optional(zod.record(zod.string(), pair))
    },
    left: more,
    right: more,
    twice: zod.optional(zod.array(value.schema)),
  })
  const draw = (one: Random): object => ({
    value: value.draw(one),
    ...(one() < 0.2 && { own: draw(one) }),
    ...(one() < 0.2 && { left: [draw(one)] }),
    ...(one() < 0.2 && { right: picked([draw, value.draw], one)(one) }),
    ...(one() < 0.2 && { others: { a: [draw(one)] } }),
    ...(one() < 0.2 && { twice: [value.draw(one)] }),
  })
  return random() < 0.5 ? { schema: leaf, draw } : { schema: pair, draw: (one) => [draw(one), 'text'] }
}

/** Draws a schema. */
export function drawnSchema(random: Random, depth: number): DrawnSchema {
  if (depth === 0 || random() < 0.3) return picked(scalars, random)(random)
  return picked(compounds, random)(random, () => drawnSchema(random, depth - 1))
}

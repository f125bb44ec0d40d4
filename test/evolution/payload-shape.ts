import fc from 'fast-check'
import * as z from 'zod'
import type { JsonValue, ObjectPolicy } from '../../src/spec/index.js'

type Presence = 'required' | 'optional' | 'defaulted'
interface Field {
  readonly presence: Presence
  readonly shape: Shape
}

/** Is a payload as somebody may declare it, before it is spelled in any library. */
export type Shape =
  | { readonly kind: 'text'; readonly min: number; readonly more: number; readonly pattern?: string }
  | { readonly kind: 'number'; readonly whole: boolean; readonly min: number; readonly more: number }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'nullable'; readonly of: Shape }
  | { readonly kind: 'list'; readonly of: Shape; readonly min: number; readonly more: number }
  | { readonly kind: 'record'; readonly of: Shape }
  | { readonly kind: 'choice'; readonly of: readonly Shape[] }
  | { readonly kind: 'tagged'; readonly of: { readonly [tag: string]: { readonly [name: string]: Field } } }
  | { readonly kind: 'object'; readonly fields: { readonly [name: string]: Field } }

const names = ['a', 'b', 'c', 'd'] as const
const patterns = ['^[ab]+$', '^a', 'b$', '^[a-z0-9]{1,4}$', '^(?:ab)*$']
const fieldsOf = (shape: fc.Arbitrary<Shape>): fc.Arbitrary<{ [name: string]: Field }> =>
  fc.dictionary(
    fc.constantFrom(...names),
    fc.record({ presence: fc.constantFrom<Presence>('required', 'required', 'optional', 'defaulted'), shape }),
    { maxKeys: 3, noNullPrototype: true },
  )

const { shape, object } = fc.letrec<{ shape: Shape; leaf: Shape; object: Shape }>((tie) => ({
  leaf: fc.oneof(
    fc.record({ kind: fc.constant('text' as const), min: fc.nat(2), more: fc.nat(3) }),
    fc.record({
      kind: fc.constant('text' as const),
      min: fc.constant(0),
      more: fc.constant(9),
      pattern: fc.constantFrom(...patterns),
    }),
    fc.record({
      kind: fc.constant('number' as const),
      whole: fc.boolean(),
      min: fc.integer({ min: -2, max: 2 }),
      more: fc.nat(3),
    }),
    fc.constant<Shape>({ kind: 'boolean' }),
    fc.record({
      kind: fc.constant('words' as const),
      words: fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { minLength: 1, maxLength: 3 }),
    }),
  ),
  shape: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    tie('leaf'),
    fc.record({ kind: fc.constant('nullable' as const), of: tie('shape') }),
    fc.record({ kind: fc.constant('list' as const), of: tie('shape'), min: fc.nat(1), more: fc.nat(2) }),
    fc.record({ kind: fc.constant('record' as const), of: tie('shape') }),
    fc.record({ kind: fc.constant('choice' as const), of: fc.array(tie('shape'), { minLength: 1, maxLength: 3 }) }),
    fc.record({
      kind: fc.constant('tagged' as const),
      of: fc.dictionary(fc.constantFrom('x', 'y', 'z'), fieldsOf(tie('leaf')), {
        minKeys: 1,
        maxKeys: 2,
        noNullPrototype: true,
      }),
    }),
    tie('object'),
  ),
  object: fc.record({ kind: fc.constant('object' as const), fields: fieldsOf(tie('shape')) }),
}))

interface Edit {
  readonly at: number
  readonly to: Shape
  readonly how: 'replace' | 'nullable' | 'choice' | 'drop' | 'add' | 'presence'
}

/** Draws two payloads of which the second mostly differs from the first in a few places. */
export const pairs: fc.Arbitrary<readonly [Shape, Shape]> = fc
  .record({
    old: object,
    edits: fc.array(
      fc.record({
        at: fc.nat(40),
        to: shape,
        how: fc.constantFrom<Edit['how']>('replace', 'nullable', 'choice', 'drop', 'add', 'presence'),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ old, edits }) => [old, edits.reduce(changed, old)] as const)

/** Draws one payload. */
export const shapes: fc.Arbitrary<Shape> = object

const changed = (root: Shape, { at, to, how }: Edit): Shape => {
  let count = 0
  const total = sizeOf(root)
  const visit = (part: Shape): Shape => {
    const here = count
    count += 1
    if (here === at % total && here > 0 && how !== 'add' && how !== 'drop' && how !== 'presence')
      return turned(part, to, how)
    if (here === at % total && part.kind === 'object') return { ...part, fields: refielded(part.fields, to, how) }
    if (part.kind === 'nullable' || part.kind === 'list' || part.kind === 'record')
      return { ...part, of: visit(part.of) }
    if (part.kind === 'choice') return { ...part, of: part.of.map(visit) }
    if (part.kind !== 'object') return part
    const fields = Object.entries(part.fields).map(([name, field]) => [name, { ...field, shape: visit(field.shape) }])
    return { ...part, fields: Object.fromEntries(fields) as { [name: string]: Field } }
  }
  return visit(root)
}

const sizeOf = (part: Shape): number => {
  if (part.kind === 'nullable' || part.kind === 'list' || part.kind === 'record') return 1 + sizeOf(part.of)
  if (part.kind === 'choice') return 1 + part.of.reduce((sum, each) => sum + sizeOf(each), 0)
  if (part.kind !== 'object') return 1
  return 1 + Object.values(part.fields).reduce((sum, field) => sum + sizeOf(field.shape), 0)
}

const turned = (part: Shape, to: Shape, how: 'replace' | 'nullable' | 'choice'): Shape => {
  if (how === 'nullable') return { kind: 'nullable', of: part }
  if (how === 'choice') return { kind: 'choice', of: [part, to] }
  if (part.kind === 'text' || part.kind === 'number') return { ...part, more: part.more + 1 }
  return part.kind === 'list' && to.kind !== 'list' ? { ...part, of: to } : to
}

const refielded = (
  fields: { readonly [name: string]: Field },
  to: Shape,
  how: Edit['how'],
): { [name: string]: Field } => {
  const [first] = Object.keys(fields)
  if (how === 'add' || first === undefined) return { ...fields, e: { presence: 'required', shape: to } }
  const { [first]: taken, ...rest } = fields
  if (how === 'drop' || !taken) return rest
  const presence = ({ required: 'optional', optional: 'defaulted', defaulted: 'required' } as const)[taken.presence]
  return { ...rest, [first]: { ...taken, presence } }
}

const makers: { readonly [Policy in ObjectPolicy]: (shape: z.core.$ZodShape) => z.ZodType } = {
  strict: z.strictObject,
  strip: z.object,
  loose: z.looseObject,
}

/** Declares a payload with zod. */
export const toZod = (part: Shape, policy: ObjectPolicy): z.ZodType => {
  const inner = (each: Shape): z.ZodType => toZod(each, policy)
  switch (part.kind) {
    case 'text': {
      const text = z
        .string()
        .min(part.min)
        .max(part.min + part.more)
      return part.pattern === undefined ? text : text.regex(new RegExp(part.pattern))
    }
    case 'number':
      return (part.whole ? z.int() : z.number()).min(part.min).max(part.min + part.more)
    case 'boolean':
      return z.boolean()
    case 'words':
      return z.enum(part.words)
    case 'nullable':
      return inner(part.of).nullable()
    case 'list':
      return z
        .array(inner(part.of))
        .min(part.min)
        .max(part.min + part.more)
    case 'record':
      return z.record(z.string(), inner(part.of))
    case 'choice':
      return z.union(part.of.map(inner))
    case 'tagged':
      return z.union(
        Object.entries(part.of).map(([tag, fields]) =>
          makers[policy]({ ...zodFields(fields, policy), kind: z.literal(tag) }),
        ),
      )
    case 'object':
      return makers[policy](zodFields(part.fields, policy))
  }
}

const zodFields = (fields: { readonly [name: string]: Field }, policy: ObjectPolicy): z.core.$ZodShape =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const type = toZod(field.shape, policy)
      if (field.presence === 'optional') return [name, type.optional()]
      return [name, field.presence === 'defaulted' ? type.default(firstOf(field.shape)) : type]
    }),
  )

/** Answers one value that fits. */
const firstOf = (part: Shape): JsonValue => {
  switch (part.kind) {
    case 'text':
      return part.pattern === undefined ? 'x'.repeat(part.min) : 'ab'
    case 'number':
      return part.min
    case 'boolean':
      return true
    case 'words':
      return part.words[0] as string
    case 'nullable':
      return null
    case 'list':
      return Array.from({ length: part.min }, () => firstOf(part.of))
    case 'record':
      return {}
    case 'choice':
      return firstOf(part.of[0] as Shape)
    case 'tagged': {
      const [tag, fields] = Object.entries(part.of)[0] as [string, { [name: string]: Field }]
      return { ...firstFields(fields), kind: tag }
    }
    case 'object':
      return firstFields(part.fields)
  }
}

const firstFields = (fields: { readonly [name: string]: Field }): { [name: string]: JsonValue } =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, firstOf(field.shape)]))

const junk: fc.Arbitrary<JsonValue> = fc.constantFrom<JsonValue>(null, 0, 'x', '', true, [], {}, { a: 1 }, ['x'])

/** Draws what a sender may put on the wire that parses with a payload first; a loose one adds keys of its own. */
export const sentBy = (part: Shape, policy: ObjectPolicy): fc.Arbitrary<JsonValue> => {
  const inner = (each: Shape): fc.Arbitrary<JsonValue> => sentBy(each, policy)
  switch (part.kind) {
    case 'text':
      return part.pattern === undefined
        ? fc.string({ minLength: part.min, maxLength: part.min + part.more, unit: fc.constantFrom('a', 'b', '1', 'é') })
        : fc.stringMatching(new RegExp(part.pattern)).map((text) => (text.length > 9 ? 'ab' : text))
    case 'number':
      return part.whole
        ? fc.integer({ min: part.min, max: part.min + part.more })
        : fc.double({ min: part.min, max: part.min + part.more, noNaN: true }).map((value) => value + 0)
    case 'boolean':
      return fc.boolean()
    case 'words':
      return fc.constantFrom(...part.words)
    case 'nullable':
      return fc.option(inner(part.of))
    case 'list':
      return fc.array(inner(part.of), { minLength: part.min, maxLength: part.min + part.more })
    case 'record':
      return fc.dictionary(fc.constantFrom(...names, 'kind', 'é'), inner(part.of), {
        maxKeys: 3,
        noNullPrototype: true,
      })
    case 'choice':
      return fc.oneof(...part.of.map(inner))
    case 'tagged':
      return fc.oneof(
        ...Object.entries(part.of).map(([tag, fields]) =>
          sentFields(fields, policy).map((sent) => ({ ...sent, kind: tag })),
        ),
      )
    case 'object':
      return sentFields(part.fields, policy)
  }
}

const sentFields = (
  fields: { readonly [name: string]: Field },
  policy: ObjectPolicy,
): fc.Arbitrary<{ [name: string]: JsonValue }> => {
  const all = Object.entries(fields)
  const declared = fc.record(Object.fromEntries(all.map(([name, field]) => [name, sentBy(field.shape, policy)])), {
    requiredKeys: all.filter(([, { presence }]) => presence !== 'optional').map(([name]) => name),
    noNullPrototype: true,
  }) as fc.Arbitrary<{ [name: string]: JsonValue }>
  if (policy !== 'loose') return declared
  const extra = fc.dictionary(fc.constantFrom(...names, 'e', 'kind', 'other'), junk, {
    maxKeys: 2,
    noNullPrototype: true,
  })
  return fc.tuple(extra, declared).map(([more, own]) => ({
    ...Object.fromEntries(Object.entries(more).filter(([name]) => !Object.hasOwn(fields, name))),
    ...own,
  }))
}

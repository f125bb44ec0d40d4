import { type } from 'arktype'
import * as v from 'valibot'
import { expectTypeOf, test } from 'vitest'
import { z as classic } from 'zod'
import * as z from 'zod/mini'
import type { Uncarried } from './carried.js'
import { type EventContract, event } from './event.js'

type Anything = ReturnType<typeof JSON.parse>

interface Tree {
  readonly name: string
  readonly leaves: readonly Tree[]
  readonly above?: Tree | null
}

test('a type that JSON carries is told of as nothing, whatever its form', () => {
  interface Whole {
    readonly text: string
    readonly brand: string & { readonly brand: 'id' }
    readonly known: 'a' | 'b' | (string & {})
    readonly maybe?: number | null
    readonly list: readonly { readonly at: string }[]
    readonly tuple: [string, number?]
    readonly record: Readonly<Record<string, boolean>>
    readonly bytes: Uint8Array
    readonly any: Anything
    readonly unknown: unknown
    readonly anything: unknown[]
    readonly tree: Tree
    readonly chosen: { readonly kind: 'a' } | { readonly kind: 'b'; readonly more: string }
    readonly empty: {}
  }
  expectTypeOf<Uncarried<Whole>>().toEqualTypeOf<never>()
  expectTypeOf<Uncarried<Anything>>().toEqualTypeOf<never>()
  expectTypeOf<Uncarried<unknown>>().toEqualTypeOf<never>()
  expectTypeOf<Uncarried<void>>().toEqualTypeOf<never>()
  expectTypeOf<Uncarried<never>>().toEqualTypeOf<never>()
  expectTypeOf<Uncarried<string[] | null>>().toEqualTypeOf<never>()
})

test('a type that JSON can not carry is told of with its place and what to use', () => {
  expectTypeOf<
    Uncarried<{ createdAt: Date }>
  >().toEqualTypeOf<"createdAt is a Date, which JSON can't carry: use timestamp">()
  expectTypeOf<
    Uncarried<{ order: { rows: { at?: Date | null }[] } }>
  >().toEqualTypeOf<"order.rows[].at is a Date, which JSON can't carry: use timestamp">()
  expectTypeOf<
    Uncarried<{ sum: bigint }>
  >().toEqualTypeOf<"sum is a bigint, which JSON can't carry: use integer(), or digits()">()
  expectTypeOf<
    Uncarried<Record<string, Map<string, number>>>
  >().toEqualTypeOf<"* is a Map, which JSON can't carry: use boundedRecord()">()
  expectTypeOf<Uncarried<{ of: Set<string> }>>().toEqualTypeOf<"of is a Set, which JSON can't carry: use z.array()">()
  expectTypeOf<
    Uncarried<{ raw: ArrayBuffer }>
  >().toEqualTypeOf<'raw is bytes of another kind than bytes() has: use that'>()
  expectTypeOf<
    Uncarried<{ money: { plus(other: string): string } }>
  >().toEqualTypeOf<"money.plus is a function, which JSON can't carry: send what it returns">()
  expectTypeOf<
    Uncarried<{ list: (string | undefined)[] }>
  >().toEqualTypeOf<"list is a list whose items may be undefined, which JSON can't carry: use null">()
  expectTypeOf<Uncarried<Date>>().toEqualTypeOf<"it is a Date, which JSON can't carry: use timestamp">()
  expectTypeOf<Uncarried<Uint8Array>>().toEqualTypeOf<'the payload is bytes: put them in a field'>()
})

test('an event takes no schema of what JSON can not carry, whichever library it is of', () => {
  // @ts-expect-error: createdAt is a Date
  event({ payload: z.object({ createdAt: z.date() }) })
  // @ts-expect-error: createdAt is a Date
  event({ payload: classic.object({ createdAt: classic.date() }) })
  // @ts-expect-error: a list of them
  event({ payload: v.object({ rows: v.array(v.object({ at: v.date() })) }) })
  // @ts-expect-error: count is a bigint
  event({ payload: type({ count: 'bigint' }) })
  // @ts-expect-error: of a reply too
  event({ reply: z.object({ createdAt: z.date() }) })
})

test('an event of what holds itself, or of unknown values, has its payload still', () => {
  const tree: z.ZodMiniType<Tree, Tree> = z.object({
    name: z.string(),
    get leaves() {
      return z.array(tree)
    },
  }) as never
  expectTypeOf(event({ payload: tree })).toEqualTypeOf<EventContract<Tree, never, never>>()
  expectTypeOf(event({ payload: z.object({ any: z.any(), unknown: z.unknown() }) })).toEqualTypeOf<
    EventContract<{ any: Anything; unknown: unknown }, never, never>
  >()
})

import { type DescribedSchema, definitionOf } from '../described-schema.js'

/** One check of a schema, as zod's or a plain schema says it. */
export interface PrintedCheck {
  readonly check: string
  readonly format?: string
  readonly pattern?: RegExp
  readonly maximum?: number
  readonly minimum?: number
  readonly length?: number
  readonly value?: unknown
  readonly inclusive?: boolean
  readonly abort?: boolean
  readonly prefix?: string
  readonly suffix?: string
  readonly includes?: string
  readonly position?: number
  readonly hostname?: RegExp
  readonly protocol?: RegExp
  readonly normalize?: boolean
  /** The algorithm that a token is to name. */
  readonly alg?: string
  readonly when?: unknown
  /** The function that is asked, as zod names it. */
  readonly fn?: unknown
  /** The function that is asked, as plain schemas name it. */
  readonly fits?: unknown
}

/** What a schema says of itself beyond what all of them say. */
interface Further {
  readonly coerce?: boolean
}

/** What is read of a schema here. */
export type Description = ReturnType<typeof definitionOf> & Further

/** Reads what a schema says of itself. */
export function describedBy(schema: DescribedSchema): Description {
  return definitionOf(schema) as Description
}

/** Lists the checks of a schema; a format that is a schema of its own is the first of them. */
export function checksIn(schema: DescribedSchema): readonly PrintedCheck[] {
  const described = describedBy(schema)
  const listed = (described.checks ?? []) as readonly (
    | PrintedCheck
    | { readonly _zod: { readonly def: PrintedCheck } }
  )[]
  const checks = listed.map((check) => ('_zod' in check ? check._zod.def : check))
  return described.check ? [described as unknown as PrintedCheck, ...checks] : checks
}

/** Returns the pattern that the parts of a template make. */
export function templatePattern(schema: DescribedSchema): RegExp {
  return ('_zod' in schema ? schema._zod.pattern : schema['~plain'].pattern) as RegExp
}

const inners = new WeakMap<object, DescribedSchema>()

/** Returns the schema that another one stands for when it is asked: the same one every time. */
export function lazyInner({ getter }: Description): DescribedSchema {
  const inner = inners.get(getter as object) ?? (getter as () => DescribedSchema)()
  inners.set(getter as object, inner)
  return inner
}

/** Lists the values of an enumeration; one of TypeScript's numeric ones maps its numbers back to names, which are none. */
export function enumValues({ entries, values }: Description): readonly unknown[] {
  if (!entries) return values ?? []
  const numbers = Object.values(entries).filter((value) => typeof value === 'number')
  return Object.entries(entries).flatMap(([key, value]) => (numbers.includes(Number(key) as never) ? [] : [value]))
}

/** Whether an optional field may be missing only, and not hold `undefined`. */
export function isExact(schema: DescribedSchema): boolean {
  return '_zod' in schema ? schema._zod.traits.has('$ZodExactOptional') : schema['~plain'].exact === true
}

/** Lists the schemas that a schema holds. */
export function partsOf(schema: DescribedSchema): readonly DescribedSchema[] {
  const described = describedBy(schema)
  const { shape, element, items, rest, keyType, valueType, innerType, options, catchall, getter, left, right } =
    described
  const parts = [...Object.values(shape ?? {}), ...(items ?? []), ...(options ?? [])]
  const others = [element, rest, keyType, valueType, innerType, catchall, left, right, getter && lazyInner(described)]
  return [...parts, ...others.filter((part) => part !== undefined && part !== null)]
}

/** Bounds the search: a schema that makes a new one whenever it is asked has no end. */
const most = 1000

/** Lists the schemas that hold themselves, one for each circle. */
export function circlesIn(schema: DescribedSchema): ReadonlySet<DescribedSchema> {
  const found = new Set<DescribedSchema>()
  const seen = new Set<DescribedSchema>()
  const above = new Set<DescribedSchema>()
  visit(schema)
  return found

  function visit(part: DescribedSchema): void {
    if (above.has(part)) found.add(part)
    if (seen.has(part) || seen.size > most) return
    seen.add(part)
    above.add(part)
    partsOf(part).forEach(visit)
    above.delete(part)
  }
}

/** What zod says of a schema, as far as one that holds itself is looked for. */
interface Definition {
  readonly type?: string
  readonly discriminator?: string
  readonly unionFallback?: boolean
  readonly options?: readonly unknown[]
  readonly left?: unknown
  readonly right?: unknown
  readonly innerType?: unknown
  readonly in?: unknown
  readonly shape?: Readonly<Record<string, unknown>>
  readonly catchall?: unknown
  readonly valueType?: unknown
  readonly getter?: () => unknown
}

/**
 * Whether a schema is a choice that holds itself at one place of several of its options: each level of a payload is read
 * once for each of them, so that thirty levels keep a process busy for ever.
 */
export function isRecursiveChoice(schema: object): boolean {
  const { type, options, left, right, discriminator, unionFallback } = definitionOf(schema)
  if (discriminator !== undefined && !unionFallback) return false
  const taken: string[] = []
  for (const part of type === 'intersection' ? [left, right] : (options ?? [])) {
    const steps = stepsBack(part, schema, new Set())
    if (steps.some((step) => taken.some((other) => meet(step, other)))) return true
    taken.push(...steps)
  }
  return false
}

/** Returns the schema that another one stands for when it is asked. */
export function inLazy({ getter }: { readonly getter?: unknown }): unknown {
  try {
    return typeof getter === 'function' ? getter() : undefined
  } catch {
    // its module is not through yet
    return undefined
  }
}

const anyKey = '{}'
const anyItem = '[]'

function meet(one: string, other: string): boolean {
  return one === other || ((one === anyKey || other === anyKey) && one !== anyItem && other !== anyItem)
}

/** Lists the places of an option at which a schema is met again. */
function stepsBack(part: unknown, target: object, seen: Set<unknown>): string[] {
  if (Object(part) !== part || seen.has(part)) return []
  seen.add(part)
  const definition = definitionOf(part as object)
  const { options, left, right, innerType, in: piped, shape, catchall, valueType } = definition
  const same = [...(options ?? []), left, right, innerType, piped, inLazy(definition)].flatMap((each) =>
    stepsBack(each, target, seen),
  )
  const fields = Object.entries(shape ?? {}).filter(([, field]) => reaches(field, target))
  const keys = [catchall, valueType].some((each) => reaches(each, target)) ? [anyKey] : []
  const isList = definition.type === 'array' || definition.type === 'tuple'
  return [...same, ...fields.map(([key]) => key), ...keys, ...(isList && reaches(definition, target) ? [anyItem] : [])]
}

function reaches(part: unknown, target: object, seen: Set<unknown> = new Set()): boolean {
  if (part === target) return true
  if (Object(part) !== part || typeof part === 'function' || seen.has(part)) return false
  seen.add(part)
  const definition = definitionOf(part as object)
  const held = Object.keys(definition).length ? definition : (part as Definition)
  return [...Object.values(held), inLazy(held)].some((each) => reaches(each, target, seen))
}

function definitionOf(schema: object): Definition {
  return (schema as { readonly _zod?: { readonly def?: Definition } })._zod?.def ?? {}
}

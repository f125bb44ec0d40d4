import type { JsonSchema } from '../../guards/json-schema.js'

// a schema may refer to itself from many places, and what refers twice, twice, grows without end
const mostParts = 3000

interface Walk {
  readonly root: JsonSchema
  /** Where each reference that is being followed was met first. */
  readonly followed: ReadonlyMap<string, string>
  readonly left: { parts: number }
}

/**
 * Puts what a schema refers to in the place of the reference. A reference to something that it stands in ends the walk: `x-again` has
 * the path of the field that is told there once more.
 */
export function unfolded(schema: JsonSchema): JsonSchema {
  return part(schema, '', { root: schema, followed: new Map([['#', '']]), left: { parts: mostParts } })
}

function part(node: JsonSchema, path: string, walk: Walk): JsonSchema {
  walk.left.parts -= 1
  const { $ref: reference, ...own } = node
  if (typeof reference !== 'string') return below(node, path, walk)
  const target = targetOf(reference, walk.root)
  if (target === undefined) return own
  const again = walk.followed.get(reference)
  if (again !== undefined || walk.left.parts <= 0) return { ...shallow(target), ...own, 'x-again': again ?? path }
  const followed = new Map(walk.followed).set(reference, path)
  return { ...part(target, path, { ...walk, followed }), ...own }
}

function below(node: JsonSchema, path: string, walk: Walk): JsonSchema {
  const { $defs: _, allOf, ...own } = node
  const result: Record<string, unknown> = { ...own }
  const inside = (held: unknown, place: string): unknown => {
    if (isSchema(held)) return part(held, place, walk)
    // `true` takes anything, and `false` nothing
    return held === false ? { type: 'nothing' } : {}
  }
  const { properties, items, additionalProperties, patternProperties, prefixItems } = node
  if (isSchema(properties))
    result['properties'] = mapped(properties, (held, name) => inside(held, path === '' ? name : `${path}.${name}`))
  const values = isSchema(additionalProperties) ? additionalProperties : firstOf(patternProperties)
  if (values !== undefined) result['additionalProperties'] = inside(values, path === '' ? '*' : `${path}.*`)
  if (items !== undefined && !Array.isArray(items)) result['items'] = inside(items, `${path}[]`)
  if (Array.isArray(prefixItems))
    result['prefixItems'] = prefixItems.map((held, index) => inside(held, `${path}[${index}]`))
  for (const branches of ['oneOf', 'anyOf'])
    if (Array.isArray(node[branches])) result[branches] = node[branches].map((held) => inside(held, path))
  if (!Array.isArray(allOf)) return result
  return [...allOf.map((held) => inside(held, path) as JsonSchema), result].reduce(joined)
}

/** Joins two schemas that both have to be met, as far as a table can tell it. */
function joined(one: JsonSchema, other: JsonSchema): JsonSchema {
  const has = (key: string): boolean => key in one || key in other
  const both = (key: string): object => ({ ...(one[key] as object), ...(other[key] as object) })
  const lists = (key: string): unknown[] => [one[key], other[key]].flatMap((list) => (Array.isArray(list) ? list : []))
  return {
    ...one,
    ...other,
    ...(has('properties') && { properties: both('properties') }),
    ...(has('required') && { required: [...new Set(lists('required'))] }),
    ...(has('x-order') && { 'x-order': [...new Set(lists('x-order'))] }),
  }
}

/** Leaves of a schema what tells it without what is below it. */
function shallow(node: JsonSchema): JsonSchema {
  return Object.fromEntries(
    ['type', 'description', 'x-sensitive'].flatMap((key) => (key in node ? [[key, node[key]]] : [])),
  )
}

function targetOf(reference: string, root: JsonSchema): JsonSchema | undefined {
  if (!reference.startsWith('#')) return undefined
  let found: unknown = root
  for (const step of decodeURIComponent(reference.slice(1)).split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined
    found = (found as JsonSchema)[key]
  }
  return isSchema(found) ? found : undefined
}

function firstOf(schemas: unknown): unknown {
  return isSchema(schemas) ? Object.values(schemas)[0] : undefined
}

function mapped(held: JsonSchema, change: (value: unknown, key: string) => unknown): JsonSchema {
  return Object.fromEntries(Object.entries(held).map(([key, value]) => [key, change(value, key)]))
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

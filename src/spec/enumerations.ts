import type { JsonSchema } from '../guards/json-schema.js'
import type { EnumerationJson, EventJson, NamespaceJson } from './contract-json.js'
import type { EnumerationProse } from './prose.js'

/** Gathers the enumerations of a namespace, in the order its schemas have them; one that bears no name goes by address and path. */
export function enumerationsOf(
  events: Pick<NamespaceJson, 'serverToClient' | 'clientToServer'>,
  named: { readonly [name: string]: EnumerationProse } = {},
): { readonly [name: string]: EnumerationJson } {
  const found = new Map<string, EnumerationJson>(Object.entries(named))
  for (const each of [...Object.values(events.serverToClient), ...Object.values(events.clientToServer)])
    for (const [part, schema] of partsOf(each))
      walk(schema, [each.address, part], (node, path) => {
        const enumeration = enumerationIn(node)
        if (!enumeration) return
        const name = nameOfEnumeration(found, enumeration) ?? path.join('.')
        found.set(name, { ...found.get(name), ...enumeration })
      })
  return Object.fromEntries(found)
}

/** Reads the enumeration that a part of a schema is, with what its values mean and what follows them; nothing where it is none. */
export function enumerationIn(node: JsonSchema): Omit<EnumerationJson, 'summary'> | undefined {
  const words = wordsIn(node)
  if (!words) return undefined
  const meanings = (node['x-enumDescriptions'] as EnumerationJson['meanings']) ?? describedArms(node)
  const next = node['x-nextStates'] as EnumerationJson['next']
  return { ...words, ...(meanings && { meanings }), ...(next && { next }) }
}

/** Reads the words that a part of a schema lists: as a list, or each as an alternative of its own. */
export function wordsIn(node: JsonSchema): Pick<EnumerationJson, 'values' | 'open'> | undefined {
  const listed = (node['enum'] ?? node['x-known']) as readonly unknown[] | undefined
  const arms = (node['anyOf'] ?? []) as readonly JsonSchema[]
  const values = listed ?? arms.map((arm) => arm['const'])
  return values.length && values.every((value) => typeof value === 'string')
    ? { values: values as readonly string[], open: node['enum'] === undefined && listed !== undefined }
    : undefined
}

function describedArms(node: JsonSchema): EnumerationJson['meanings'] {
  const arms = (node['anyOf'] ?? []) as readonly JsonSchema[]
  const said = arms.filter((arm) => typeof arm['description'] === 'string')
  return said.length ? Object.fromEntries(said.map((arm) => [arm['const'], arm['description']])) : undefined
}

/** Finds the enumeration that has the same words, and says the same of them where both say something. */
export function nameOfEnumeration(
  known: Iterable<readonly [name: string, EnumerationJson]>,
  wanted: EnumerationJson,
): string | undefined {
  const alike = [...known].filter(([, each]) => wordKey(each) === wordKey(wanted))
  const same = alike.find(([, each]) => detailKey(each) === detailKey(wanted))
  const [name] = same ?? alike.find(([, each]) => !(hasDetails(each) && hasDetails(wanted))) ?? []
  return name
}

function wordKey({ values, open }: EnumerationJson): string {
  return JSON.stringify([open, values.toSorted()])
}

function detailKey({ values, meanings, next }: EnumerationJson): string {
  return JSON.stringify(values.toSorted().map((value) => [meanings?.[value], next?.[value]?.toSorted()]))
}

function hasDetails({ meanings, next }: EnumerationJson): boolean {
  return meanings !== undefined || next !== undefined
}

function partsOf({ payload, reply }: EventJson): [part: string, schema: JsonSchema][] {
  return [
    ...(payload ? [['payload', payload] as [string, JsonSchema]] : []),
    ...(reply ? [['reply', reply] as [string, JsonSchema]] : []),
  ]
}

function walk(
  node: unknown,
  path: readonly string[],
  visit: (node: JsonSchema, path: readonly string[]) => void,
): void {
  if (typeof node !== 'object' || node === null) return
  const schema = node as JsonSchema
  visit(schema, path)
  for (const [key, field] of Object.entries((schema['properties'] ?? {}) as object)) walk(field, [...path, key], visit)
  walk(schema['items'], [...path, '[]'], visit)
  walk(schema['additionalProperties'], [...path, '*'], visit)
  for (const branches of ['anyOf', 'oneOf', 'allOf', 'prefixItems'])
    for (const each of (schema[branches] ?? []) as unknown[]) walk(each, path, visit)
}

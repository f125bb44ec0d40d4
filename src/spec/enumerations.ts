import type { JsonSchema } from '../guards/json-schema.js'
import type { EnumerationJson, EventJson, NamespaceJson } from './contract-json.js'
import type { EnumerationProse } from './prose.js'

/** Gathers the sets of words of a namespace, in the order its schemas have them; one that bears no name goes by address and path. */
export function enumerationsOf(
  events: Pick<NamespaceJson, 'serverToClient' | 'clientToServer'>,
  named: { readonly [name: string]: EnumerationProse } = {},
): { readonly [name: string]: EnumerationJson } {
  const found = new Map<string, EnumerationJson>(Object.entries(named))
  const names = new Map(Object.entries(named).map(([name, enumeration]) => [keyOf(enumeration), name]))
  const note = (place: string, enumeration: EnumerationJson) => {
    const name = names.get(keyOf(enumeration)) ?? place
    names.set(keyOf(enumeration), name)
    found.set(name, { ...found.get(name), ...enumeration })
  }
  for (const each of [...Object.values(events.serverToClient), ...Object.values(events.clientToServer)])
    for (const [part, schema] of partsOf(each))
      walk(schema, [each.address, part], (node, path) => {
        const values = (node['enum'] ?? node['x-known']) as readonly unknown[] | undefined
        if (values?.every((value) => typeof value === 'string'))
          note(path.join('.'), { values, open: node['enum'] === undefined })
      })
  return Object.fromEntries(found)
}

function keyOf({ values, open }: EnumerationJson): string {
  return JSON.stringify([open, values.toSorted()])
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

import { isJsonObject, type JsonObject } from '../../containment/json.js'
import { pathWith } from '../schema/field-path.js'

/** Lists the parts of a schema by the field they describe. */
export function fieldParts(schema: unknown): Map<string, JsonObject[]> {
  const found = new Map<string, JsonObject[]>()
  const visit = (part: unknown, path: string, depth: number): void => {
    if (!isJsonObject(part) || depth > 100) return
    found.set(path, [...(found.get(path) ?? []), part])
    if (isJsonObject(part['properties']))
      for (const [name, field] of Object.entries(part['properties'])) visit(field, pathWith(path, name), depth + 1)
    visit(part['items'], pathWith(path, '[]'), depth + 1)
    visit(part['additionalProperties'], pathWith(path, '*'), depth + 1)
    for (const key of ['anyOf', 'oneOf', 'allOf', 'prefixItems'])
      if (Array.isArray(part[key])) for (const arm of part[key]) visit(arm, path, depth + 1)
  }
  visit(schema, '', 0)
  return found
}

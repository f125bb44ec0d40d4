import { isJsonObject, type JsonObject } from '../../containment/json.js'
import { pathWith } from '../schema/field-path.js'
import { toSchemaTree } from '../schema/schema-tree.js'

/** Lists the declared fields of a schema by path, each with what it takes; what holds itself is entered once. */
export function describedFields(schema: unknown): ReadonlyMap<string, JsonObject> {
  const fields = new Map<string, JsonObject>()
  if (schema === undefined) return fields
  try {
    const { root, definitions } = toSchemaTree(schema, 'own')
    visit(root, '', fields)
    for (const part of Object.values(definitions)) visit(part, '', fields)
  } catch {
    // what is nested too deeply is reported where it is compared
  }
  return fields
}

function visit(part: JsonObject, path: string, fields: Map<string, JsonObject>): void {
  for (const [name, field] of Object.entries(isJsonObject(part['properties']) ? part['properties'] : {})) {
    const at = pathWith(path, name)
    if (!fields.has(at)) fields.set(at, field as JsonObject)
    visit(field as JsonObject, at, fields)
  }
  if (isJsonObject(part['items'])) visit(part['items'], pathWith(path, '[]'), fields)
  if (isJsonObject(part['additionalProperties'])) visit(part['additionalProperties'], pathWith(path, '*'), fields)
  for (const key of ['anyOf', 'oneOf', 'allOf'])
    for (const arm of Array.isArray(part[key]) ? part[key] : []) visit(arm as JsonObject, path, fields)
}

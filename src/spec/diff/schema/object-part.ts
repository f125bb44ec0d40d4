import type { JsonObject, JsonValue } from '../../containment/json.js'
import type { Spot } from './schema-change.js'
import type { TreeEdit } from './schema-tree.js'

type Fields = { readonly [name: string]: JsonObject }

/** Lists the declared fields of an object. */
export function declaredFieldsOf(part: JsonObject): Fields {
  return (part['properties'] ?? {}) as Fields
}

/** Returns whether a field has to be there. */
export function isRequired(part: JsonObject, name: string): boolean {
  return ((part['required'] ?? []) as JsonValue[]).includes(name)
}

/** Puts a field into a part, or takes it out, as it is in another part. */
export function placing(path: Spot['oldPath'], part: JsonObject, name: string, like: JsonObject): TreeEdit[] {
  const field = declaredFieldsOf(like)[name]
  const others = ((part['required'] ?? []) as string[]).filter((each) => each !== name)
  const required = isRequired(like, name) ? [...others, name].sort() : others
  return [
    ...(part['properties'] === undefined ? [{ path: [...path, 'properties'], value: {} }] : []),
    { path: [...path, 'properties', name], value: field },
    { path: [...path, 'required'], value: required.length ? required : undefined },
  ]
}

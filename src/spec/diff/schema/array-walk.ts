import { isJsonObject, type JsonObject } from '../../containment/json.js'
import { change, replacing, type Spot, spotWithin, type Walk } from './schema-change.js'

/** Compares two lists; returns the keywords it looked at. */
export function walkArray(walk: Walk, old: JsonObject, next: JsonObject, spot: Spot): readonly string[] {
  const [were, are] = [old['prefixItems'], next['prefixItems']]
  if (Array.isArray(were) && Array.isArray(are) && were.length === are.length) {
    for (const [index, part] of were.entries())
      walk.walk(part as JsonObject, are[index] as JsonObject, spotWithin(spot, ['prefixItems', index], `[${index}]`))
  } else if (were !== undefined || are !== undefined) {
    const words =
      were && are ? 'has another number of places' : are ? 'has fixed places now' : 'has no fixed places now'
    walk.add(change('F21', spot, words, replacing(spot, old, next, ['prefixItems', 'items', 'minItems', 'maxItems'])))
    return ['prefixItems', 'items', 'minItems', 'maxItems']
  }
  walk.walk(itemOf(old), itemOf(next), spotWithin(spot, ['items'], '[]'))
  return ['prefixItems', 'items']
}

/** Returns what an item has to be; where nothing is declared, it may be anything. */
function itemOf({ items }: JsonObject): JsonObject {
  return isJsonObject(items) ? items : {}
}

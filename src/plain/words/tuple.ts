import { made } from '../made.js'
import { type PlainSchema, type SchemaIssue, schemaIssue } from '../schema.js'
import { isOmittable } from './presence.js'

/** Accepts a list whose items differ, and further ones where there is a schema for the rest. */
export function tuple(items: readonly PlainSchema[], rest: PlainSchema | null = null): PlainSchema {
  let least: number | undefined
  return made({ type: 'tuple', items, rest }, Array.isArray, (value, issues) => {
    // those at the end that may be missing
    least ??= items.reduce((found, item, index) => (isOmittable(item) ? found : index + 1), 0)
    const held = value as readonly unknown[]
    const copy: unknown[] = []
    if (!rest && isOutside(held, least, items.length, issues)) return copy
    for (let at = items.length; rest && at < held.length; at++) copy[at] = rest.readAt(at, held, issues)
    for (const [at, item] of items.entries()) {
      if (at >= held.length && at >= least) break
      copy[at] = item.readAt(at, held, issues)
    }
    return copy
  })
}

/** Returns whether a list is too short to be read at all; adds what is wrong with its length. */
function isOutside(held: readonly unknown[], least: number, most: number, issues: SchemaIssue[]): boolean {
  if (held.length > most) issues.push(schemaIssue({ maximum: most }, [], undefined, held))
  const isShort = held.length < least
  if (isShort) issues.push(schemaIssue({ minimum: least }, [], undefined, held))
  return isShort
}

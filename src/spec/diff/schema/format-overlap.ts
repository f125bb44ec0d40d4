import { contains } from '../../containment/containment.js'
import type { JsonObject, JsonValue } from '../../containment/json.js'
import { formatBounds } from '../../containment/schema/format.js'
import type { Policy } from '../rules/policy.js'

/** Finds out whether some text fits both of two shapes, each a pattern or a format. */
export function overlapOf(one: JsonObject, other: JsonObject, policy: Policy): 'some' | 'none' | 'unknown' {
  const isEmpty = (...allOf: JsonValue[]): boolean | undefined => {
    const { verdict } = contains({ type: 'string', allOf }, { not: {} }, policy)
    return verdict === 'unknown' ? undefined : verdict === 'proved'
  }
  if (isEmpty(atMost(one), atMost(other))) return 'none'
  const isNone = isEmpty(one, other)
  return isNone === undefined ? 'unknown' : isNone ? 'none' : 'some'
}

/** Widens a shape to what every reading of it is within: the pattern beside a format, or the outer bound of the format. */
function atMost(part: JsonObject): JsonObject {
  const { format, ...rest } = part
  const outer = typeof format === 'string' ? formatBounds(format)?.outer : undefined
  return part['pattern'] === undefined && outer !== undefined ? { ...rest, pattern: outer } : rest
}

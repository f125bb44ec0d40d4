import type { JsonObject } from '../../containment/json.js'
import type { TreePath } from './schema-tree.js'

/** Returns whether a part is nothing but a choice. */
export function isUnion(part: JsonObject): boolean {
  const keys = Object.keys(part).filter((key) => key !== 'default' && key !== 'x-sensitive')
  return keys.length === 1 && (keys[0] === 'anyOf' || keys[0] === 'oneOf')
}

/** One alternative of a choice, and where in it. */
export interface Arm {
  readonly part: JsonObject
  readonly keys: TreePath
}

/** Lists the alternatives of a part; a part that is no choice is its only one. */
export function armsOf(part: JsonObject): Arm[] {
  if (!isUnion(part)) return [{ part, keys: [] }]
  const key = part['anyOf'] === undefined ? 'oneOf' : 'anyOf'
  return (part[key] as JsonObject[]).map((arm, index) => ({ part: arm, keys: [key, index] }))
}

/** Returns whether an alternative is null. */
export function isNull({ part }: Arm): boolean {
  return part['type'] === 'null'
}

/** Returns whether a part takes null beside other values. */
export function isNullable(part: JsonObject): boolean {
  const arms = armsOf(part)
  return arms.length > 1 && arms.some(isNull)
}

/** Makes a choice of alternatives, with what stands beside it. */
export function unionOf(arms: readonly JsonObject[], rest: JsonObject): JsonObject {
  return arms.length === 1 ? { ...arms[0], ...rest } : { ...rest, anyOf: [...arms] }
}

/** Lists what stands beside the alternatives. */
export function besides(part: JsonObject): JsonObject {
  if (!isUnion(part)) return {}
  const { anyOf: _, oneOf: __, ...rest } = part
  return rest
}

/** Returns a part without its null. */
export function withoutNull(part: JsonObject): JsonObject {
  return isNullable(part)
    ? unionOf(
        armsOf(part)
          .filter((arm) => !isNull(arm))
          .map((arm) => arm.part),
        besides(part),
      )
    : part
}

/** Returns a part with null. */
export function withNull(part: JsonObject): JsonObject {
  return unionOf([...armsOf(part).map((arm) => arm.part), { type: 'null' }], besides(part))
}

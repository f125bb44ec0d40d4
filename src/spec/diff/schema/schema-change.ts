import type { JsonObject, JsonValue } from '../../containment/json.js'
import type { RuleId } from '../rules/rule.js'
import { pathWith } from './field-path.js'
import type { TreeEdit, TreePath } from './schema-tree.js'

/** One difference between two schemas: its name, its place, and how to make it and undo it. */
export interface SchemaChange {
  readonly rule: RuleId
  readonly related: readonly RuleId[]
  /** Its place in words, such as `patient.phone`. */
  readonly path: string
  readonly words: string
  /** The keyword that changed, where there may be several at one place. */
  readonly keyword?: string
  /** The edits that make the change in the old schema. */
  readonly make: readonly TreeEdit[]
  /** The edits that take it back in the next one. */
  readonly undo: readonly TreeEdit[]
  /** Why no schema shows what the old producer's values meet at the new consumer. */
  readonly hiddenForth?: string
  /** The same of the new producer and the old consumer. */
  readonly hiddenBack?: string
  /** Whether the hidden reasons are certain: no value of one end serves the other. */
  readonly isCertain?: boolean
  /** Whether keys that nobody declared get through by it. */
  readonly letsThrough?: boolean
  readonly dangerous: boolean
  /** Whether code that names the values stops compiling. */
  readonly isVisibleInTypes: boolean
  readonly advice?: string
  readonly detail: unknown
}

/** Where a walk through two schemas stands. */
export interface Spot {
  readonly oldPath: TreePath
  readonly newPath: TreePath
  /** The way there in words. */
  readonly path: string
}

/** A walk through two schemas side by side. */
export interface Walk {
  /** Compares two parts that stand for each other. */
  walk(old: JsonObject, next: JsonObject, spot: Spot): void
  /** Notes a difference. */
  add(change: SchemaChange): void
}

/** Steps into a part. */
export function spotWithin({ oldPath, newPath, path }: Spot, keys: TreePath, word: string, newKeys = keys): Spot {
  return {
    oldPath: [...oldPath, ...keys],
    newPath: [...newPath, ...newKeys],
    path: pathWith(path, word),
  }
}

/** Replaces keywords at a spot: with the next schema's to make the change, with the old one's to take it back. */
export function replacing(
  spot: Spot,
  old: { readonly [key: string]: JsonValue },
  next: { readonly [key: string]: JsonValue },
  keys: readonly string[],
): Pick<SchemaChange, 'make' | 'undo'> {
  return {
    make: keys.map((key) => ({ path: [...spot.oldPath, key], value: next[key] })),
    undo: keys.map((key) => ({ path: [...spot.newPath, key], value: old[key] })),
  }
}

/** Replaces a whole part. */
export function replacingAll(spot: Spot, old: JsonValue, next: JsonValue): Pick<SchemaChange, 'make' | 'undo'> {
  return {
    make: [{ path: spot.oldPath, value: next }],
    undo: [{ path: spot.newPath, value: old }],
  }
}

/** Fills in what most changes have alike. */
export function change(
  rule: RuleId,
  spot: Spot,
  words: string,
  edits: Pick<SchemaChange, 'make' | 'undo'>,
  more: Partial<SchemaChange> = {},
): SchemaChange {
  return {
    rule,
    related: [],
    path: spot.path,
    words,
    dangerous: false,
    isVisibleInTypes: true,
    detail: null,
    ...edits,
    ...more,
  }
}

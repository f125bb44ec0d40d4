import { isJsonObject, type JsonObject } from '../../containment/json.js'
import { rules } from '../rules/rule.js'
import { walkField } from './field-walk.js'
import { walkRest } from './keyword-walk.js'
import { declaredFieldsOf, isRequired, placing } from './object-part.js'
import { change, replacing, type SchemaChange, type Spot, spotWithin, type Walk } from './schema-change.js'
import { isSame, type TreeEdit } from './schema-tree.js'

/** Compares two objects. */
export function walkObject(walk: Walk, old: JsonObject, next: JsonObject, spot: Spot): void {
  const [oldFields, newFields] = [declaredFieldsOf(old), declaredFieldsOf(next)]
  const removed = Object.keys(oldFields).filter((name) => !Object.hasOwn(newFields, name))
  const added = Object.keys(newFields).filter((name) => !Object.hasOwn(oldFields, name))
  const renames = renamesAmong(removed, added, old, next)
  for (const [from, to] of renames) walk.add(renamed(old, next, spot, from, to))
  const isRenamed = (name: string): boolean => renames.some((pair) => pair.includes(name))
  for (const name of removed) if (!isRenamed(name)) walk.add(fieldRemoved(old, next, spot, name))
  for (const name of added) if (!isRenamed(name)) walk.add(fieldAdded(old, next, spot, name))
  for (const name of Object.keys(oldFields)) if (Object.hasOwn(newFields, name)) walkField(walk, old, next, spot, name)
  walkOtherKeys(walk, old, next, spot)
  walkRest(walk, old, next, spot, ['type', 'properties', 'required', 'additionalProperties', 'default', 'x-sensitive'])
}

/** Pairs a removed field with an added one of the same shape, where only these two can be meant. */
function renamesAmong(
  removed: readonly string[],
  added: readonly string[],
  old: JsonObject,
  next: JsonObject,
): [from: string, to: string][] {
  const isAlike = (from: string, to: string): boolean =>
    isSame(declaredFieldsOf(old)[from], declaredFieldsOf(next)[to]) && isRequired(old, from) === isRequired(next, to)
  return removed.flatMap((from): [string, string][] => {
    const targets = added.filter((to) => isAlike(from, to))
    const sources = targets.length === 1 ? removed.filter((other) => isAlike(other, targets[0] as string)) : []
    return sources.length === 1 ? [[from, targets[0] as string]] : []
  })
}

function bothWays(
  old: JsonObject,
  next: JsonObject,
  spot: Spot,
  names: readonly string[],
): Pick<SchemaChange, 'make' | 'undo'> {
  const forth = names.reduce<[JsonObject, TreeEdit[]]>(
    (state, name) => placed(state, spot.oldPath, name, next),
    [old, []],
  )
  const back = names.reduce<[JsonObject, TreeEdit[]]>(
    (state, name) => placed(state, spot.newPath, name, old),
    [next, []],
  )
  return { make: forth[1], undo: back[1] }
}

function placed(
  [part, edits]: [JsonObject, TreeEdit[]],
  path: Spot['oldPath'],
  name: string,
  like: JsonObject,
): [JsonObject, TreeEdit[]] {
  const more = placing(path, part, name, like)
  const required = more.at(-1)?.value
  const { required: _, ...rest } = part
  return [
    { ...rest, properties: part['properties'] ?? {}, ...(required !== undefined && { required }) },
    [...edits, ...more],
  ]
}

function fieldAdded(old: JsonObject, next: JsonObject, spot: Spot, name: string): SchemaChange {
  const field = declaredFieldsOf(next)[name] as JsonObject
  const at = spotWithin(spot, [], name)
  const edits = bothWays(old, next, spot, [name])
  const detail = { field }
  // code that sends without it, and reads without it, compiles as before
  const optional = { isVisibleInTypes: false, detail }
  if (field['default'] !== undefined) return change('F03', at, 'was added, with a default', edits, optional)
  if (!isRequired(next, name)) return change('F01', at, 'was added, optional', edits, optional)
  return change('F02', at, 'was added and is required', edits, { detail })
}

function fieldRemoved(old: JsonObject, next: JsonObject, spot: Spot, name: string): SchemaChange {
  const field = declaredFieldsOf(old)[name] as JsonObject
  const at = spotWithin(spot, [], name)
  const edits = bothWays(old, next, spot, [name])
  const detail = { field }
  if (isRequired(old, name) && field['default'] === undefined)
    return change('F05', at, 'was removed; it was required', edits, { detail })
  const advice = rules.F04.advice
  const words = `was removed; it ${field['default'] === undefined ? 'was optional' : 'had a default'}`
  return change('F04', at, words, edits, { dangerous: true, advice, detail })
}

function renamed(old: JsonObject, next: JsonObject, spot: Spot, from: string, to: string): SchemaChange {
  return change(
    'F12',
    spotWithin(spot, [], from),
    `was removed while \`${to}\`, of the same shape, was added: it looks renamed`,
    bothWays(old, next, spot, [from, to]),
    { dangerous: !isRequired(old, from), detail: { to } },
  )
}

type OtherKeys = 'refused' | 'dropped' | 'kept' | 'described'

function otherKeysOf({ additionalProperties: says }: JsonObject): OtherKeys {
  if (says === undefined) return 'dropped'
  if (says === false) return 'refused'
  return isJsonObject(says) && Object.keys(says).length ? 'described' : 'kept'
}

function otherKeysAdvice(before: OtherKeys, after: OtherKeys): string {
  if (after === 'refused')
    return 'leave them dropped: where they are refused, every field that is added later breaks old ends (F01)'
  if (after === 'kept')
    return 'undeclared keys reach the code of readers from now on: make sure that it ignores them, or drop them'
  return before === 'kept'
    ? 'declare the keys that somebody reads: those that are not declared no longer arrive'
    : 'nothing: from now on a field can be added without breaking old ends'
}

function walkOtherKeys(walk: Walk, old: JsonObject, next: JsonObject, spot: Spot): void {
  const [before, after] = [otherKeysOf(old), otherKeysOf(next)]
  if (before === 'described' && after === 'described') {
    const entries = spotWithin(spot, ['additionalProperties'], '*')
    walk.walk(old['additionalProperties'] as JsonObject, next['additionalProperties'] as JsonObject, entries)
    return
  }
  if (before === after) return
  const edits = replacing(spot, old, next, ['additionalProperties'])
  if (before === 'described' || after === 'described')
    walk.add(change('F21', spot, `undeclared keys are ${after} now, they were ${before}`, edits))
  else
    walk.add(
      change('F20', spot, `undeclared keys are ${after} now, they were ${before}`, edits, {
        // types of what keeps them let any key be read
        isVisibleInTypes: before === 'kept',
        letsThrough: after === 'kept',
        // who sent more than is declared was served, or read more than is declared
        dangerous: after === 'refused' || before === 'kept',
        advice: otherKeysAdvice(before, after),
        detail: { before, after },
      }),
    )
}

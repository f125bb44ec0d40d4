import { type JsonObject, type JsonValue, toCanonicalText } from '../../containment/json.js'
import { walkArray } from './array-walk.js'
import { walkRest } from './keyword-walk.js'
import { change, replacing, replacingAll, type SchemaChange, type Spot, type Walk } from './schema-change.js'
import { quotedList, wordsFor } from './schema-word.js'
import { walkText } from './text-walk.js'

/** Returns whether a part takes every value. */
export function isAny(part: JsonObject): boolean {
  return Object.keys(part).every((key) => key === 'default' || key === 'x-sensitive')
}

/** Compares two parts that are no choice and not both plain objects. */
export function walkValue(walk: Walk, old: JsonObject, next: JsonObject, spot: Spot): void {
  const whole = replacingAll(spot, old, next)
  const [was, is] = [wordsFor(old), wordsFor(next)]
  if (Array.isArray(old['enum']) && Array.isArray(next['enum'])) {
    walk.add(listChanged(old, next, spot))
    walkRest(walk, old, next, spot, ['type', 'enum', 'default', 'x-sensitive'])
  } else if (isAny(next)) walk.add(change('F14', spot, `takes any value now, it took ${was}`, whole))
  else if (isAny(old)) walk.add(change('F15', spot, `takes ${is} now, it took any value`, whole))
  else if (Array.isArray(old['enum']) || Array.isArray(next['enum'])) walk.add(listOrType(old, next, spot, whole))
  else if (old['type'] === undefined || next['type'] === undefined)
    walk.add(change('F22', spot, 'is described in another way', whole, { detail: { old, next } }))
  else if (old['type'] !== next['type']) walkTypes(walk, old, next, spot, whole)
  else if (old['type'] === 'object')
    walk.add(change('F22', spot, 'is described in another way', whole, { detail: { old, next } }))
  else walkKeywords(walk, old, next, spot)
}

function walkKeywords(walk: Walk, old: JsonObject, next: JsonObject, spot: Spot): void {
  const done = ['type', 'default', 'x-sensitive']
  if (old['type'] === 'string') done.push(...walkText(walk, old, next, spot))
  if (old['type'] === 'array') done.push(...walkArray(walk, old, next, spot))
  walkRest(walk, old, next, spot, done)
}

function walkTypes(
  walk: Walk,
  old: JsonObject,
  next: JsonObject,
  spot: Spot,
  whole: Pick<SchemaChange, 'make' | 'undo'>,
): void {
  const words = `is ${wordsFor(next)} now, it was ${wordsFor(old)}`
  const pair = `${String(old['type'])} ${String(next['type'])}`
  if (pair !== 'integer number' && pair !== 'number integer') {
    walk.add(change('F13', spot, words, whole, { detail: { words } }))
    return
  }
  const edits = replacing(spot, old, next, ['type'])
  walk.add(change(pair === 'integer number' ? 'F14' : 'F15', spot, words, edits, { isVisibleInTypes: false }))
  walkRest(walk, old, next, spot, ['type', 'default', 'x-sensitive'])
}

function listChanged(old: JsonObject, next: JsonObject, spot: Spot): SchemaChange {
  const [before, after] = [old['enum'] as JsonValue[], next['enum'] as JsonValue[]]
  const has = (list: readonly JsonValue[], value: JsonValue): boolean =>
    list.some((each) => toCanonicalText(each) === toCanonicalText(value))
  const gone = before.filter((value) => !has(after, value))
  const come = after.filter((value) => !has(before, value))
  const edits = replacing(spot, old, next, ['enum'])
  const detail = { gone, come }
  if (!gone.length) {
    const advice =
      'teach every reader the word first, and send it once no old reader is left; to open the list (openEnum) breaks this once and never again'
    return change('F14', spot, `also takes ${quotedList(come)}`, edits, { related: ['T02'], advice, detail })
  }
  const advice = 'stop sending it for a release before it is refused; never use the word for anything else'
  if (!come.length) return change('F15', spot, `no longer takes ${quotedList(gone)}`, edits, { advice, detail })
  const words = `takes ${quotedList(come)} in place of ${quotedList(gone)}`
  return change('F18', spot, words, edits, { detail })
}

function listOrType(
  old: JsonObject,
  next: JsonObject,
  spot: Spot,
  whole: Pick<SchemaChange, 'make' | 'undo'>,
): SchemaChange {
  const isListNow = Array.isArray(next['enum'])
  const [list, type] = isListNow ? [next, old] : [old, next]
  const isOpen = type['x-known'] !== undefined
  const fits = (list['enum'] as JsonValue[]).every(
    (value) => typeof value === String(type['type']).replace('integer', 'number'),
  )
  if (!fits) return change('F13', spot, `takes ${wordsFor(next)} in place of ${wordsFor(old)}`, whole)
  if (isOpen)
    return change('F17', spot, isListNow ? 'takes its known values only now' : 'takes other values too now', whole, {
      advice: isListNow
        ? 'stop sending other words a release earlier'
        : 'this breaks once: teach every reader to take any word first; a word more breaks nobody then',
      detail: { isListNow },
    })
  const words = isListNow ? `takes ${wordsFor(next)} only` : `takes any ${wordsFor(next)} now`
  return change(isListNow ? 'F15' : 'F14', spot, words, whole, { detail: { words } })
}

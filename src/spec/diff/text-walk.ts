import type { JsonObject } from '../containment/json.js'
import type { RuleId } from './rule.js'
import { change, replacing, type Spot, type Walk } from './schema-change.js'
import { isSame } from './schema-tree.js'
import { quotedList } from './schema-word.js'

const shape = ['pattern', 'format'] as const
const bytes = ['contentEncoding', 'contentMediaType'] as const

/** Compares two texts; answers the keywords it looked at. */
export const walkText = (walk: Walk, old: JsonObject, next: JsonObject, spot: Spot): readonly string[] => {
  if (bytes.some((key) => !isSame(old[key], next[key]))) {
    const reason = 'bytes and JSON are different things on the wire'
    walk.add(
      change(
        'F26',
        spot,
        'carries bytes on one side of the change and text on the other',
        replacing(spot, old, next, [...bytes, ...shape]),
        {
          hiddenForth: reason,
          hiddenBack: reason,
          advice: 'add a second field',
        },
      ),
    )
  } else if (shape.some((key) => !isSame(old[key], next[key]))) {
    const { rule, words } = shapeChange(old, next)
    const detail = Object.fromEntries(shape.map((key) => [key, [old[key] ?? null, next[key] ?? null]]))
    walk.add(change(rule, spot, words, replacing(spot, old, next, shape), { isVisibleInTypes: false, detail }))
  }
  if (!isSame(old['x-known'], next['x-known'])) {
    const [known, now] = [(old['x-known'] ?? []) as string[], (next['x-known'] ?? []) as string[]]
    const [gone, come] = [known.filter((word) => !now.includes(word)), now.filter((word) => !known.includes(word))]
    const parts = [
      ...(come.length ? [`may be ${quotedList(come)} too`] : []),
      ...(gone.length ? [`no longer lists ${quotedList(gone)}`] : []),
    ]
    const edits = replacing(spot, old, next, ['x-known'])
    const advice = 'the list is open, so readers cope; say what the value means'
    walk.add(change('F16', spot, parts.join(', '), edits, { isVisibleInTypes: false, advice, detail: { come, gone } }))
  }
  return [...shape, ...bytes, 'x-known']
}

const shapeChange = (old: JsonObject, next: JsonObject): { rule: RuleId; words: string } => {
  const wasShaped = shape.some((key) => old[key] !== undefined)
  const isShaped = shape.some((key) => next[key] !== undefined)
  if (!wasShaped) return { rule: 'F15', words: 'has to fit a pattern or format now' }
  if (!isShaped) return { rule: 'F14', words: 'no longer has to fit a pattern or format' }
  if (old['format'] !== undefined && old['format'] === next['format'])
    return { rule: 'F27', words: 'has the same format and another pattern' }
  return { rule: 'F19', words: 'has to fit another pattern or format' }
}

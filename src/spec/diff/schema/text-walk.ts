import type { JsonObject } from '../../containment/json.js'
import type { RuleId } from '../rules/rule.js'
import { change, replacing, type Spot, type Walk } from './schema-change.js'
import { isSame } from './schema-tree.js'
import { inShort, quotedList } from './schema-word.js'

const shape = ['pattern', 'format', 'x-flags'] as const
const bytes = ['contentEncoding', 'contentMediaType'] as const

/** Compares two texts; returns the keywords it looked at. */
export function walkText(walk: Walk, old: JsonObject, next: JsonObject, spot: Spot): readonly string[] {
  if (bytes.some((key) => !isSame(old[key], next[key]))) {
    const isCertain = areBytes(old) !== areBytes(next) || isBeside(old) !== isBeside(next)
    const reason = isCertain ? 'bytes and JSON are different things on the wire' : 'no schema shows what bytes hold'
    walk.add(
      change('F26', spot, bytesWords(old, next), replacing(spot, old, next, [...bytes, ...shape]), {
        hiddenForth: reason,
        hiddenBack: reason,
        isCertain,
      }),
    )
  } else if (shape.some((key) => !isSame(old[key], next[key]))) {
    const { rule, words } = shapeChange(old, next)
    const detail = Object.fromEntries(shape.map((key) => [key, [old[key] ?? null, next[key] ?? null]]))
    const keyword = [old, next].some(({ format }) => format !== undefined) ? 'format' : 'pattern'
    walk.add(change(rule, spot, words, replacing(spot, old, next, shape), { keyword, isVisibleInTypes: false, detail }))
  }
  if (!isSame(old['x-known'], next['x-known'])) {
    const [known, now] = [(old['x-known'] ?? []) as string[], (next['x-known'] ?? []) as string[]]
    const [gone, come] = [known.filter((word) => !now.includes(word)), now.filter((word) => !known.includes(word))]
    const parts = [
      ...(come.length ? [`also lists ${quotedList(come)}`] : []),
      ...(gone.length ? [`no longer lists ${quotedList(gone)}`] : []),
    ]
    const edits = replacing(spot, old, next, ['x-known'])
    const advice = come.length
      ? 'the list is open, so readers take any word: say what the new one means'
      : 'the list is open, so readers go on taking it: say whether it is still sent, and give it no other meaning'
    walk.add(change('F16', spot, parts.join(', '), edits, { isVisibleInTypes: false, advice, detail: { come, gone } }))
  }
  return [...shape, ...bytes, 'x-known']
}

function areBytes(part: JsonObject): boolean {
  return bytes.some((key) => part[key] !== undefined)
}

/** Returns whether bytes travel beside JSON, and not as text in it. */
function isBeside({ contentEncoding }: JsonObject): boolean {
  return contentEncoding === 'binary'
}

function bytesWords(old: JsonObject, next: JsonObject): string {
  const [were, are] = [areBytes(old), areBytes(next)]
  if (were && are) return 'carries bytes in another encoding now'
  return are ? 'carries bytes now, it carried text' : 'carries text now, it carried bytes'
}

function shapeChange(old: JsonObject, next: JsonObject): { rule: RuleId; words: string } {
  const [was, is] = [shapeOf(old), shapeOf(next)]
  if (was === undefined) return { rule: 'F15', words: `has to fit ${is} now, before it had to fit none` }
  if (is === undefined) return { rule: 'F14', words: `no longer has to fit ${was}` }
  if (old['format'] === undefined || old['format'] !== next['format'])
    return { rule: 'F19', words: `has to fit ${is} now, it had to fit ${was}` }
  const [before, after] = [patternOf(old), patternOf(next)]
  return { rule: 'F27', words: `keeps ${is}, and is checked by ${after} now, it was by ${before}` }
}

function patternOf({ pattern }: JsonObject): string {
  return typeof pattern === 'string' ? `the pattern ${inShort(pattern)}` : 'no pattern'
}

/** Describes what a text has to look like; a format says more than the pattern that some library writes for it. */
function shapeOf({ format, pattern }: JsonObject): string | undefined {
  if (typeof format === 'string') return `the format \`${format}\``
  return pattern === undefined ? undefined : patternOf({ pattern })
}

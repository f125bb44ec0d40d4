import { type JsonObject, type JsonValue, toCanonicalText } from '../../containment/json.js'
import { change, replacingAll, type Spot, type Walk } from './schema-change.js'
import { tagsOf } from './schema-spelling.js'
import { isSame } from './schema-tree.js'
import { wordsFor } from './schema-word.js'
import { type Arm, armsOf, besides, isNull, isNullable, unionOf, withNull, withoutNull } from './union-part.js'

/** Compares two parts of which one at least is a choice. */
export function walkUnion(walk: Walk, old: JsonObject, next: JsonObject, spot: Spot): void {
  const [wasNullable, isNow] = [isNullable(old), isNullable(next)]
  if (!wasNullable && isNow)
    walk.add(change('F08', spot, 'may be null now', replacing(spot, old, next, withNull, withoutNull)))
  if (wasNullable && !isNow)
    walk.add(change('F09', spot, 'can no longer be null', replacing(spot, old, next, withoutNull, withNull)))
  const skipsNull = wasNullable || isNow
  const pick = (arms: Arm[]): Arm[] => (skipsNull && arms.length > 1 ? arms.filter((arm) => !isNull(arm)) : arms)
  walkArms(walk, pick(armsOf(old)), pick(armsOf(next)), { old, next, spot })
}

function replacing(
  spot: Spot,
  old: JsonObject,
  next: JsonObject,
  forth: (part: JsonObject) => JsonObject,
  back: (part: JsonObject) => JsonObject,
): ReturnType<typeof replacingAll> {
  return replacingAll(spot, back(next), forth(old))
}

interface Choice {
  readonly old: JsonObject
  readonly next: JsonObject
  readonly spot: Spot
}

function walkArms(walk: Walk, oldArms: Arm[], newArms: Arm[], { old, next, spot }: Choice): void {
  const gone = oldArms.filter(({ part }) => !newArms.some((other) => isSame(part, other.part)))
  const come = newArms.filter(({ part }) => !oldArms.some((other) => isSame(part, other.part)))
  const pairs = [...pairsBy(gone, come, tagText), ...pairsBy(gone, come, kindText)]
  if (oldArms.length === 1 && newArms.length === 1 && !pairs.length && gone.length)
    pairs.push([gone[0] as Arm, come[0] as Arm])
  const isPaired = (arm: Arm): boolean => pairs.some((pair) => pair.includes(arm))
  for (const [from, to] of pairs) {
    if (!gone.includes(from) || !come.includes(to)) continue
    const at = { oldPath: [...spot.oldPath, ...from.keys], newPath: [...spot.newPath, ...to.keys], path: spot.path }
    walk.walk(from.part, to.part, { ...at, path: armPath(spot.path, from.part) })
  }
  const lost = gone.filter((arm) => !isPaired(arm)).map(({ part }) => part)
  const won = come.filter((arm) => !isPaired(arm)).map(({ part }) => part)
  if (!lost.length && !won.length) return
  const kept = (all: JsonObject, arms: readonly JsonObject[]): JsonObject[] =>
    armsOf(all).flatMap(({ part }) => (arms.includes(part) ? [] : [part]))
  const edits = {
    make: [{ path: spot.oldPath, value: unionOf([...kept(old, lost), ...won], besides(old)) as JsonValue }],
    undo: [{ path: spot.newPath, value: unionOf([...kept(next, won), ...lost], besides(next)) as JsonValue }],
  }
  const detail = { lost: lost.map(wordsFor), won: won.map(wordsFor) }
  if (!won.length) walk.add(change('F15', spot, `no longer takes ${listed(lost)}`, edits, { detail }))
  else if (!lost.length) walk.add(change('F14', spot, `also takes ${listed(won)}`, edits, { detail, related: ['T02'] }))
  else {
    const isRetagged = lost.some((part) => tagsOf(part).length) && won.some((part) => tagsOf(part).length)
    const words = `takes ${listed(won)} in place of ${listed(lost)}`
    walk.add(change(isRetagged ? 'F18' : 'F13', spot, words, edits, { detail }))
  }
}

function listed(parts: readonly JsonObject[]): string {
  return parts.map(wordsFor).join(', ')
}

function armPath(path: string, part: JsonObject): string {
  const tag = tagsOf(part)[0]
  if (!tag) return path
  return `${path}(${tag[0]}=${String(tag[1][0])})`
}

function tagText({ part }: Arm): string | undefined {
  const tags = tagsOf(part).filter(([, values]) => values.length === 1)
  return tags.length ? toCanonicalText(tags.sort() as unknown as JsonValue) : undefined
}

function kindText({ part }: Arm): string | undefined {
  if (tagText({ part, keys: [] }) !== undefined) return undefined
  if (Array.isArray(part['enum'])) return typeof part['enum'][0]
  const { type } = part
  if (part['$ref'] !== undefined) return 'reference'
  return typeof type === 'string' ? type.replace('integer', 'number') : undefined
}

/** Pairs what bears the same text on both sides and on neither side twice. */
function pairsBy(gone: readonly Arm[], come: readonly Arm[], textOf: (arm: Arm) => string | undefined): [Arm, Arm][] {
  const single = (arms: readonly Arm[], text: string): Arm | undefined => {
    const found = arms.filter((arm) => textOf(arm) === text)
    return found.length === 1 ? found[0] : undefined
  }
  return gone.flatMap((arm): [Arm, Arm][] => {
    const text = textOf(arm)
    if (text === undefined || single(gone, text) === undefined) return []
    const other = single(come, text)
    return other ? [[arm, other]] : []
  })
}

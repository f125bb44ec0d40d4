import { isJsonObject, type JsonValue } from '../json.js'

const changedChars = 3

/** Lists values that differ a little from one that was found, given the one that was found before it. */
export function* neighboursOf(value: JsonValue, before: JsonValue | undefined): Iterable<JsonValue> {
  if (typeof value === 'number') yield* nearNumber(value, before)
  else if (typeof value === 'string') yield* nearText(value)
  else if (Array.isArray(value)) yield* nearList(value)
  else if (isJsonObject(value)) yield* nearObject(value)
}

function* nearNumber(value: number, before: JsonValue | undefined): Iterable<number> {
  if (typeof before === 'number') yield value + (value - before)
  yield value + 1
  yield value - 1
}

function* nearText(text: string): Iterable<string> {
  for (const char of 'a0') yield text + char
  const chars = [...text]
  for (let at = chars.length - 1; at >= Math.max(0, chars.length - changedChars); at -= 1) {
    const point = (chars[at] as string).codePointAt(0) as number
    for (const next of [point + 1, point - 1]) {
      if (next >= 0x20 && next < 0xd800) yield chars.toSpliced(at, 1, String.fromCodePoint(next)).join('')
    }
  }
}

function* nearList(items: readonly JsonValue[]): Iterable<JsonValue[]> {
  const last = items.at(-1)
  if (last === undefined) return
  yield [...items, last]
  for (const near of neighboursOf(last, undefined)) yield [...items.slice(0, -1), near]
}

function* nearObject(value: { readonly [key: string]: JsonValue }): Iterable<JsonValue> {
  for (const [key, part] of Object.entries(value).slice(0, changedChars))
    for (const near of neighboursOf(part, undefined)) yield { ...value, [key]: near }
}

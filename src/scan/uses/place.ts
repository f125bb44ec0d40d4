import type { Code, CodeModule } from '../code/code.js'
import type { Span } from '../code/span.js'
import type { CodePlace } from '../model/use.js'

const lines = new WeakMap<CodeModule, readonly number[]>()

/** Finds line and column of a place in a file. */
export function placeIn(module: CodeModule, { start, end }: Span): CodePlace {
  const starts = lines.get(module) ?? lineStarts(module.text)
  lines.set(module, starts)
  let [low, high] = [0, starts.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= start) low = middle
    else high = middle
  }
  return { file: module.file, line: low + 1, column: start - (starts[low] ?? 0) + 1, start, end }
}

/** Finds where code stands. */
export function placeOf(code: Code): CodePlace {
  return placeIn(code.module, code)
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

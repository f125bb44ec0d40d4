import { highlighted } from './highlight.js'
import { escaped } from './html.js'

/** A side of a comparison. */
export interface Side {
  /** What stands above it, in HTML. */
  readonly title: string
  readonly value: unknown
}

/** Shows two values as JSON beside each other, and marks the lines that only one of them has. */
export function compared(old: Side, today: Side, label: string): string {
  const [before, after] = [linesOf(old.value), linesOf(today.value)]
  const shared = sharedLines(before, after)
  return [
    `<div class="compared" role="group" aria-label="${escaped(label)}">`,
    side(old.title, before, new Set(shared.map(([at]) => at)), 'gone'),
    side(today.title, after, new Set(shared.map(([, at]) => at)), 'come'),
    '</div>',
  ].join('')
}

/** Returns how many lines a value has as JSON. */
export function lineCount(value: unknown): number {
  return linesOf(value).length
}

function side(title: string, lines: readonly string[], shared: ReadonlySet<number>, kind: 'gone' | 'come'): string {
  // whoever can't see colours is told by a sign, which is not copied with the code
  const rows = lines.map((line, at) => {
    const own = shared.has(at) ? '' : ` ${kind}`
    return `<span class="line${own}">${highlighted('json', line)}\n</span>`
  })
  return `<div><p class="shown-title">${title}</p><pre><code class="language-json lines">${rows.join('')}</code></pre></div>`
}

function linesOf(value: unknown): string[] {
  return (JSON.stringify(value, null, 2) ?? '').split('\n')
}

/** Pairs the lines that two texts share, in order, as many as there can be; a comma at the end of a line makes none another. */
function sharedLines(before: readonly string[], after: readonly string[]): [before: number, after: number][] {
  const [left, right] = [before.map(withoutComma), after.map(withoutComma)]
  // how many lines are shared from each pair of places to the end
  const counts = left.concat('').map(() => new Array<number>(right.length + 1).fill(0))
  const at = (one: number, other: number): number => counts[one]?.[other] ?? 0
  for (let one = left.length - 1; one >= 0; one--)
    for (let other = right.length - 1; other >= 0; other--)
      (counts[one] as number[])[other] =
        left[one] === right[other] ? at(one + 1, other + 1) + 1 : Math.max(at(one + 1, other), at(one, other + 1))
  const pairs: [number, number][] = []
  for (let one = 0, other = 0; one < left.length && other < right.length; ) {
    if (left[one] === right[other]) pairs.push([one++, other++])
    else if (at(one + 1, other) >= at(one, other + 1)) one++
    else other++
  }
  return pairs
}

function withoutComma(line: string): string {
  return line.replace(/,$/, '')
}

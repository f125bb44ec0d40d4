import type { Paint } from '../report/paint.js'
import type { Tapped } from './tapped-packet.js'

/** What passed of one event. */
export interface TapCount {
  readonly namespace: string
  readonly event: string
  up: number
  down: number
  /** How often it came under a legacy name. */
  legacy: number
  invalid: number
  duplicate: number
}

/** The counts of what passed, by event. */
export class TapSummary {
  readonly #counts = new Map<string, TapCount>()

  /** Takes note of something that passed. */
  add(tapped: Tapped): void {
    if (tapped.kind !== 'event' && tapped.kind !== 'reply') return
    const namespace = tapped.namespace ?? tapped.path
    const key = `${namespace} ${tapped.event}`
    const count = this.#counts.get(key) ?? {
      namespace,
      event: tapped.event,
      up: 0,
      down: 0,
      legacy: 0,
      invalid: 0,
      duplicate: 0,
    }
    this.#counts.set(key, count)
    if (tapped.issues) count.invalid++
    if (tapped.kind === 'reply') return
    count[tapped.way]++
    if (tapped.legacyName !== undefined) count.legacy++
    if (tapped.isDuplicate) count.duplicate++
  }

  /** The counts, the most frequent event first. */
  get counts(): readonly TapCount[] {
    return [...this.#counts.values()].sort((one, other) => other.up + other.down - one.up - one.down)
  }

  /** Whether all that passed fits its contract. */
  get isFit(): boolean {
    return this.counts.every(({ invalid }) => !invalid)
  }
}

const columns = ['received', 'sent', 'legacy', 'invalid', 'twice'] as const

/** Writes what passed as a table. */
export function summaryText(summary: TapSummary, paint: Paint): string {
  const { counts } = summary
  if (!counts.length) return 'Nothing passed.'
  const several = new Set(counts.map(({ namespace }) => namespace)).size > 1
  const named = (count: TapCount): string => (several ? `${count.namespace} ${count.event}` : count.event)
  const width = Math.min(48, Math.max(...counts.map((count) => named(count).length), 5))
  const row = (name: string, cells: readonly (string | number)[]): string =>
    `${name.padEnd(width)}${cells.map((cell) => String(cell === 0 ? '-' : cell).padStart(10)).join('')}`
  const total = counts.reduce((sum, { up, down }) => sum + up + down, 0)
  const legacy = counts.reduce((sum, each) => sum + each.legacy, 0)
  const lines = counts.map((count) => {
    const { up, down, legacy: old, invalid, duplicate } = count
    const line = row(named(count), [down, up, old, invalid, duplicate])
    return invalid ? paint.red(line) : line
  })
  const share = total ? Math.round((100 * legacy) / total) : 0
  return [paint.bold(row('', columns)), ...lines, '', `${total} events, ${share} % under legacy names`].join('\n')
}

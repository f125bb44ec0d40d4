import type { Outcome } from './history.js'
import { told } from './history.js'
import type { Entry } from './recorder.js'

/** What the histories of a run amount to. */
export interface Figures {
  histories: number
  steps: number
  cuts: number
  joins: number
  facts: number
  deliveries: number
  /** How often a client was told that it may have missed something. */
  toldLosses: number
  violations: Record<string, number>
}

/** Starts with nothing counted. */
export function noFigures(): Figures {
  return { histories: 0, steps: 0, cuts: 0, joins: 0, facts: 0, deliveries: 0, toldLosses: 0, violations: {} }
}

/** Adds a history to the figures. */
export function count(figures: Figures, { plan, log, violations }: Outcome): void {
  figures.histories++
  figures.steps += plan.steps.length
  const known = new Set<number>()
  for (const entry of log) {
    if (entry.kind === 'disconnect') figures.cuts++
    if (entry.kind === 'join') figures.joins++
    if (entry.kind === 'emitted') figures.facts++
    if (entry.kind === 'heard') figures.deliveries++
    if (entry.kind === 'told' && entry.connected) {
      if (known.has(entry.receiver) && !entry.recovered) figures.toldLosses++
      known.add(entry.receiver)
    }
  }
  for (const kind of new Set(violations.map((each) => each.kind)))
    figures.violations[kind] = (figures.violations[kind] ?? 0) + 1
}

/** Writes a history as a list of steps, with what it broke and, where asked, all that was seen. */
export function written({ plan, log, violations }: Outcome, isWhole = false): string {
  const { transport, recovery, adapter, nameless } = plan.setting
  const lines = [
    `seed ${plan.seed}: ${transport}, ${adapter}, recovery ${recovery ? 'on' : 'off'}${nameless ? ', users of c without id' : ''}`,
  ]
  plan.steps.forEach((step, at) => {
    lines.push(`  ${String(at + 1).padStart(2)}. ${told(step)}`)
  })
  for (const { kind, text, at } of violations) lines.push(`  => ${kind}: ${text} (log ${at})`)
  if (isWhole)
    log.forEach((entry, at) => {
      lines.push(`  ${String(at).padStart(4)} ${line(entry)}`)
    })
  return lines.join('\n')
}

function line({ ms, kind, ...rest }: Entry): string {
  const parts = Object.entries(rest).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [
          `${name}=${typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(1) : Array.isArray(value) ? value.join('+') : value}`,
        ],
  )
  return `${String(ms).padStart(5)} ms ${kind.padEnd(10)} ${parts.join(' ')}`
}

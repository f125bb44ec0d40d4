import type { HealthMetric, HealthReport, HealthVerdict, MigrationPhase } from 'socket-canon/migration'
import { adviceFor } from '../advice.js'
import { find, make } from './element.js'

/** What is known of the new applications since the last move. */
export interface Metrics {
  readonly phase: MigrationPhase
  readonly report: HealthReport
  readonly verdict: HealthVerdict
  readonly legacyHeard: ReadonlyMap<string, number>
}

/** Shows the metrics in their table, and beside it what follows from them. */
export function showMetrics({ phase, report, verdict, legacyHeard }: Metrics): void {
  const { connections, delivery, duplicates, cacheHits } = report
  const names = legacyHeard.size
  const copies = [...legacyHeard.values()].reduce((total, count) => total + count, 0)
  const judged = adviceFor(phase, verdict, names)
  find('#metrics').replaceChildren(
    row('Connections made', connections, percent),
    row('Delivery, p95', delivery, (ms) => `${Math.round(ms)} ms`),
    row('Facts that came twice', duplicates, String),
    row('Cache hits', cacheHits, percent),
    row('Legacy names heard', { ...judged.legacy, figure: names, samples: copies }, String),
  )
  find('#verdict').className = judged.verdict
  find('#verdict strong').textContent = judged.advice
  find('#verdict span').textContent = judged.reasons.join('; ')
}

function row(name: string, metric: HealthMetric, show: (figure: number) => string): HTMLElement {
  const { target, figure, samples, met } = metric
  const line = make('tr', { className: met === false ? 'missed' : '' })
  const judged = met === null ? '–' : met ? 'yes' : 'no'
  const cells = [target, figure === null ? '–' : show(figure), judged, String(samples)]
  line.append(make('th', { textContent: name, scope: 'row' }))
  line.append(...cells.map((textContent) => make('td', { textContent })))
  return line
}

const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`

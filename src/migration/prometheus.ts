import type { HealthReport } from './report.js'
import type { HealthVerdict } from './verdict.js'

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number | null]

/** Writes a report in the text format Prometheus reads; what has no sample is left out. */
export function toPrometheus(report: HealthReport, { verdict }: HealthVerdict): string {
  const { connections, versions, delivery, duplicates, cacheHits, legacyNames, legacyClients } = report
  const gauges: readonly (readonly [name: string, help: string, samples: readonly Sample[]])[] = [
    [
      'connections',
      'Connections within the window, by outcome.',
      [
        [{ outcome: 'made' }, connections.made],
        [{ outcome: 'failed' }, connections.failed],
        [{ outcome: 'lost' }, connections.lost],
      ],
    ],
    ['connection_success_ratio', 'Share of connection attempts that succeeded.', [[{}, connections.figure]]],
    [
      'open_connections',
      'Open connections, by contract and by the version both ends agreed on.',
      versions.map(({ namespace, version, open }) => [{ namespace, version: `${version ?? 'none'}` }, open]),
    ],
    [
      'delivery_milliseconds',
      'Time from the fact to its arrival.',
      [
        [{ quantile: '0.5' }, delivery.p50Ms],
        [{ quantile: '0.95' }, delivery.figure],
        [{ quantile: '0.99' }, delivery.p99Ms],
      ],
    ],
    ['duplicates', 'Facts that came twice under their canonical names.', [[{}, duplicates.figure]]],
    ['cache_hit_ratio', 'Share of reads that the cache answered.', [[{}, cacheHits.figure]]],
    [
      'legacy_events',
      'Events that came under a legacy name.',
      legacyNames.map(({ name, event, count }) => [{ name, event }, count]),
    ],
    ['legacy_clients', 'Clients that still bring or hear legacy names.', [[{}, legacyClients]]],
    ['critical_errors', 'Critical errors the application noted.', [[{}, report.criticalErrors]]],
    ['complaints', 'Complaints the application noted.', [[{}, report.complaints]]],
    [
      'verdict',
      'Whether to proceed, to watch or to roll back.',
      (['proceed', 'watch', 'roll-back'] as const).map((each) => [{ verdict: each }, Number(each === verdict)]),
    ],
  ]
  return gauges
    .flatMap(([name, help, samples]) => {
      const lines = samples.flatMap(([labels, value]) =>
        value === null ? [] : [`socket_canon_${name}${labelled(labels)} ${value}`],
      )
      if (!lines.length) return []
      return [`# HELP socket_canon_${name} ${help}`, `# TYPE socket_canon_${name} gauge`, ...lines]
    })
    .map((line) => `${line}\n`)
    .join('')
}

function labelled(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length ? `{${pairs.join(',')}}` : ''
}

function escaped(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')
}

import type { HealthMetric } from 'socket-canon/migration'
import { callsOf, namesInUse, type Phase, packetsOf } from './story.js'
import { table } from './table.js'

/** Writes down one phase: what each client got, the names in use, the health and the promises. */
export function printed(phase: Phase, index: number): string {
  const { title, flags, clients, refused, report, legacyNames, advice, facts, promises } = phase
  const { connections, delivery, duplicates, cacheHits } = report
  const given = refused.filter(({ got, expected }) => got === expected).length
  const health = (name: string, { target, figure, samples, met }: HealthMetric, show: (figure: number) => string) =>
    [name, target, figure === null ? '-' : show(figure), samples, met === null ? '-' : met ? 'yes' : 'NO'] as const
  const percent = (share: number) => `${Number((share * 100).toFixed(1))} %`
  return [
    `${index + 1}. ${title}`,
    ...Object.entries(flags).map(([flag, value]) => `  ${flag}=${value}`),
    '',
    table(
      `Delivered: ${facts[0]} facts at the pharmacy, ${facts[1]} at its neighbour`,
      ['client', 'path', 'packets', 'calls', 'lost', 'doubled', 'foreign', 'copies dropped', 'delivery p95 ms'],
      clients.map((each) => [
        each.client,
        each.path,
        packetsOf(each),
        callsOf(each),
        each.lost,
        each.doubled,
        each.foreign,
        each.tally.dropped,
        each.p95Ms,
      ]),
    ),
    table(
      'Names in use',
      ['name', 'stands for', 'packets', 'clients'],
      namesInUse(phase).map(([name, of, packets, count]) => [name, name === of ? '' : of, packets, count]),
    ),
    table(
      'Refused',
      ['asked for', 'expected', 'answered'],
      refused.map(({ what, expected, got }) => [what, expected, got]),
    ),
    table(
      'Health of the moving client',
      ['metric', 'target', 'figure', 'samples', 'met'],
      [
        health('connections', connections, percent),
        health('delivery p95', delivery, (ms) => `${Math.round(ms)} ms`),
        health('duplicates', duplicates, String),
        health('cache hits', cacheHits, percent),
      ],
    ),
    `  Legacy names it hears, once it has moved: ${legacyNames}; target: ${advice.legacy.target}`,
    `  Refusals: ${given} of ${refused.length} as expected`,
    `  Verdict: ${advice.verdict} (${advice.reasons.join('; ')}). ${advice.advice}.`,
    '',
    ...promises.map(({ promise, kept }) => `  ${kept ? 'kept  ' : 'BROKEN'} ${promise}`),
    '',
  ].join('\n')
}

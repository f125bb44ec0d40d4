import { type Paint, paintFor, wrapped } from '../../report/paint.js'
import type { Terminal } from '../../terminal.js'
import type { Finding, Verdict } from './check.js'
import type { Outcome, VerifyResult } from './outcome.js'

/** Writes the report for people: what failed first, what passed in a few lines. */
export const verifyReport = (result: VerifyResult, outcome: Outcome, terminal: Terminal): string => {
  const { path, url, ms, findings } = result
  const paint = paintFor(terminal.hasColour)
  const of = (verdict: Verdict): Finding[] => findings.filter((finding) => finding.verdict === verdict)
  const [failed, warned, untested, passed] = [of('fail'), of('warning'), of('not tested'), of('pass')]
  return [
    `${paint.bold(path)} at ${url}, ${findings.length} ${findings.length === 1 ? 'check' : 'checks'} in ${(ms / 1000).toFixed(1)} s`,
    '',
    ...passedLines(passed, paint, terminal.columns),
    ...untestedLines(untested, paint, terminal.columns),
    ...blocks('Warning', warned, paint.yellow, paint, terminal.columns),
    ...blocks('Failed', failed, paint.red, paint, terminal.columns),
    lastLine(outcome, paint),
  ].join('\n')
}

const passedLines = (findings: readonly Finding[], paint: Paint, columns: number): string[] => {
  const byKind = new Map<string, Finding[]>()
  for (const finding of findings) byKind.set(finding.kind, [...(byKind.get(finding.kind) ?? []), finding])
  return findings.length
    ? [
        paint.green(paint.bold(`Passed (${findings.length})`)),
        ...[...byKind].flatMap(([kind, all]) => {
          const subjects = all.map(({ id }) => id.slice(kind.length + 1, -1)).filter((subject) => subject)
          const seen = all.length === 1 && all[0]?.seen ? ` (${all[0].seen})` : ''
          return hanging(`  ${paint.green('ok')} ${kind.padEnd(23)}`, `${subjects.join(', ')}${seen}`, columns, 29)
        }),
        '',
      ]
    : []
}

const untestedLines = (findings: readonly Finding[], paint: Paint, columns: number): string[] => {
  const byReason = new Map<string, Finding[]>()
  for (const finding of findings) {
    const reason = finding.seen as string
    byReason.set(reason, [...(byReason.get(reason) ?? []), finding])
  }
  return findings.length
    ? [
        paint.bold(
          `Not tested (${findings.length}, ${findings.filter(({ level }) => level === 'required').length} of them required)`,
        ),
        ...[...byReason].flatMap(([reason, all]) => [
          ...hanging('  -  ', all.map(({ id }) => id).join(', '), columns, 5),
          ...wrapped(reason, columns - 7).map((line) => `       ${paint.dim(line)}`),
        ]),
        '',
      ]
    : []
}

const blocks = (
  title: string,
  findings: readonly Finding[],
  tone: (text: string) => string,
  paint: Paint,
  columns: number,
): string[] =>
  findings.length
    ? [
        tone(paint.bold(`${title} (${findings.length})`)),
        '',
        ...findings.flatMap(({ id, means, seen, change, reproduction }) => [
          `  ${tone(paint.bold(id))}`,
          ...hanging('    should  ', means, columns, 12),
          ...hanging('    but     ', seen ?? 'it does not', columns, 12),
          ...hanging('    change  ', change ?? '', columns, 12),
          ...(reproduction ?? []).map((line, index) => `    ${index ? '       ' : 'try    '} ${paint.dim(line)}`),
          '',
        ]),
      ]
    : []

const hanging = (head: string, text: string, columns: number, indent: number): string[] =>
  wrapped(text, columns - indent).map((line, index) => `${index ? ' '.repeat(indent) : head}${line}`.trimEnd())

const lastLine = ({ passes, counts, untested, allowsUntested }: Outcome, paint: Paint): string => {
  const sums = `${counts.pass} passed, ${counts.fail} failed, ${counts.warning} warned, ${counts['not tested']} not tested`
  if (passes && untested.length && allowsUntested)
    return paint.yellow(`OK as far as it was tested: ${sums}; required checks were left out with --allow-untested.`)
  if (passes) return paint.green(paint.bold(`OK: ${sums}.`))
  if (counts.fail) return paint.red(paint.bold(`Failed: ${sums}.`))
  return paint.red(
    paint.bold(`Not enough was tested: ${sums}. Give what the required ones need, or say --allow-untested.`),
  )
}

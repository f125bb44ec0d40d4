import { type Paint, paintFor, wrapped } from '../../report/paint.js'
import type { Terminal } from '../../terminal.js'
import type { CheckResult, CheckVerdict } from './check.js'
import type { VerifyOutcome, VerifyResult } from './outcome.js'

/** Writes the report for people: what failed first, what passed in a few lines. */
export function verifyReport(result: VerifyResult, outcome: VerifyOutcome, terminal: Terminal): string {
  const { path, url, ms, checks } = result
  const paint = paintFor(terminal.hasColour)
  const of = (verdict: CheckVerdict): CheckResult[] => checks.filter((check) => check.verdict === verdict)
  const [failed, warned, untested, passed] = [of('fail'), of('warning'), of('not tested'), of('pass')]
  return [
    `${paint.bold(path)} at ${url}, ${checks.length} ${checks.length === 1 ? 'check' : 'checks'} in ${(ms / 1000).toFixed(1)} s`,
    '',
    ...passedLines(passed, paint, terminal.columns),
    ...untestedLines(untested, paint, terminal.columns),
    ...blocks('Warning', warned, paint.yellow, paint, terminal.columns),
    ...blocks('Failed', failed, paint.red, paint, terminal.columns),
    lastLine(outcome, paint),
  ].join('\n')
}

function passedLines(checks: readonly CheckResult[], paint: Paint, columns: number): string[] {
  const byKind = new Map<string, CheckResult[]>()
  for (const check of checks) byKind.set(check.kind, [...(byKind.get(check.kind) ?? []), check])
  return checks.length
    ? [
        paint.green(paint.bold(`Passed (${checks.length})`)),
        ...[...byKind].flatMap(([kind, all]) => {
          const subjects = all.map(({ id }) => id.slice(kind.length + 1, -1)).filter((subject) => subject)
          const seen = all.length === 1 && all[0]?.seen ? ` (${all[0].seen})` : ''
          return hanging(`  ${paint.green('ok')} ${kind.padEnd(23)}`, `${subjects.join(', ')}${seen}`, columns, 29)
        }),
        '',
      ]
    : []
}

function untestedLines(checks: readonly CheckResult[], paint: Paint, columns: number): string[] {
  const byReason = new Map<string, CheckResult[]>()
  for (const check of checks) {
    const reason = check.seen as string
    byReason.set(reason, [...(byReason.get(reason) ?? []), check])
  }
  return checks.length
    ? [
        paint.bold(
          `Not tested (${checks.length}, ${checks.filter(({ level }) => level === 'required').length} of them required)`,
        ),
        ...[...byReason].flatMap(([reason, all]) => [
          ...hanging('  -  ', all.map(({ id }) => id).join(', '), columns, 5),
          ...wrapped(reason, columns - 7).map((line) => `       ${paint.dim(line)}`),
        ]),
        '',
      ]
    : []
}

function blocks(
  title: string,
  checks: readonly CheckResult[],
  tone: (text: string) => string,
  paint: Paint,
  columns: number,
): string[] {
  return checks.length
    ? [
        tone(paint.bold(`${title} (${checks.length})`)),
        '',
        ...checks.flatMap(({ id, means, seen, change, reproduction }) => [
          `  ${tone(paint.bold(id))}`,
          ...hanging('    should  ', means, columns, 12),
          ...hanging('    but     ', seen ?? 'it does not', columns, 12),
          ...hanging('    change  ', change ?? '', columns, 12),
          ...(reproduction ?? []).map((line, index) => `    ${index ? '       ' : 'try    '} ${paint.dim(line)}`),
          '',
        ]),
      ]
    : []
}

function hanging(head: string, text: string, columns: number, indent: number): string[] {
  return wrapped(text, columns - indent).map((line, index) => `${index ? ' '.repeat(indent) : head}${line}`.trimEnd())
}

function lastLine({ passes, counts, untested, allowsUntested }: VerifyOutcome, paint: Paint): string {
  const sums = `${counts.pass} passed, ${counts.fail} failed, ${counts.warning} warned, ${counts['not tested']} not tested`
  if (passes && untested.length && allowsUntested)
    return paint.yellow(`OK as far as it was tested: ${sums}; required checks were left out with --allow-untested.`)
  if (passes) return paint.green(paint.bold(`OK: ${sums}.`))
  if (counts.fail) return paint.red(paint.bold(`Failed: ${sums}.`))
  return paint.red(
    paint.bold(`Not enough was tested: ${sums}. Give what the required ones need, or say --allow-untested.`),
  )
}

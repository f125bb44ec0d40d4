import type { ScanReport } from '../../scan/report/scan-report.js'
import { findingsByRule, shareText } from '../../scan/report/words.js'
import type { ScanFinding } from '../../scan/rules/rule.js'
import { type Paint, paintFor, wrapped } from '../report/paint.js'
import type { Terminal } from '../terminal.js'

const mostPlaces = 8
const mostDynamic = 5

/** Writes a report that a person reads in a minute: each rule with what it found, the same names together. */
export function textScanReport(report: ScanReport, { hasColour, columns }: Terminal, isFull: boolean): string {
  const paint = paintFor(hasColour)
  const { findings, known, skipped, dynamic } = report
  const sections = findingsByRule(findings).flatMap(([rule, found]) => section(rule, found, paint, columns, isFull))
  const count = findings.length
  return [
    ...sections,
    ...(skipped.length
      ? [paint.bold('Not read'), ...skipped.map(({ file, reason }) => `  ${file} ${reason}`), '']
      : []),
    ...(dynamic.length
      ? [paint.bold('Names that are only known when they run'), ...dynamicLines(report, isFull), '']
      : []),
    ...wrapped(shareText(report), columns),
    count === 0
      ? paint.green(known ? `Nothing new; ${known} known to the baseline.` : 'Nothing parts from the contract.')
      : paint.red(
          `${count} ${count === 1 ? 'finding' : 'findings'}${known ? `, and ${known} known to the baseline` : ''}${fixable(findings)}.`,
        ),
  ].join('\n')
}

function fixable(findings: readonly ScanFinding[]): string {
  const count = findings.filter(({ fix }) => fix).length
  return count ? `; --fix mends ${count} of them, and --diff shows how` : ''
}

function dynamicLines({ dynamic }: ScanReport, isFull: boolean): string[] {
  const shown = isFull ? dynamic : dynamic.slice(0, mostDynamic)
  const left = dynamic.length - shown.length
  return [
    ...shown.map(({ kind, file, line }) => `  ${kind.padEnd(5)} ${file}:${line}`),
    ...(left ? [`  and ${left} more`] : []),
  ]
}

function section(
  rule: string,
  found: readonly ScanFinding[],
  paint: Paint,
  columns: number,
  isFull: boolean,
): string[] {
  const [first] = found
  const advice =
    new Set(found.map((each) => each.advice)).size === 1
      ? wrapped(first?.advice ?? '', columns - 2).map((line) => paint.dim(`  ${line}`))
      : []
  const messages = new Map<string, ScanFinding[]>()
  for (const each of found) messages.set(each.message, [...(messages.get(each.message) ?? []), each])
  const groups = [...messages].sort(([, one], [, other]) => other.length - one.length)
  return [
    `${paint.bold(rule)} ${paint.dim(`(${found.length})`)}`,
    ...advice,
    ...groups.flatMap(([message, each]) => group(message, each, paint, columns, isFull)),
    '',
  ]
}

function group(
  message: string,
  found: readonly ScanFinding[],
  paint: Paint,
  columns: number,
  isFull: boolean,
): string[] {
  const shown = isFull ? found : found.slice(0, mostPlaces)
  const left = found.length - shown.length
  const places = placesByFile(shown).map((place) => paint.dim(`      ${place}`))
  return [
    ...wrapped(message, columns - 4).map((line, at) => `  ${at ? '  ' : ''}${line}`),
    ...places,
    ...(left ? [paint.dim(`      and ${left} more`)] : []),
  ]
}

/** Lists the lines of each file together. */
function placesByFile(found: readonly ScanFinding[]): string[] {
  const files = new Map<string, number[]>()
  for (const { place } of found) files.set(place.file, [...(files.get(place.file) ?? []), place.line])
  return [...files].map(([file, lines]) => `${file}:${[...new Set(lines)].join(', ')}`)
}

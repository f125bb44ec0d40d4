import type { Finding } from '../../spec/diff/report/finding.js'
import type { DiffReport } from '../../spec/diff/report/report.js'
import { notKnownWords } from '../gate/freshness.js'
import type { JudgedRelease } from '../gate/judged-release.js'
import { obstaclesOf } from '../gate/obstacle.js'
import type { Terminal } from '../terminal.js'
import { consequenceLines } from './consequence-text.js'
import {
  counted,
  directionWords,
  isTakenBack,
  orderWords,
  sufferersWords,
  whereWords,
  witnessWords,
} from './finding-text.js'
import { type Paint, paintFor, wrapped } from './paint.js'
import { planText } from './plan-text.js'
import { releaseLines } from './release-text.js'
import { isShown, type Section, sectionsOf } from './report-section.js'
import { verdictWords } from './verdict-text.js'

/** Writes a report that a person reads in a minute. */
export function textReport(judged: JudgedRelease, terminal: Terminal): string {
  const { report, comparisons, asked } = judged
  const paint = paintFor(terminal.hasColour)
  const sections = sectionsOf(report)
  const lines = [...headOf(report, sections, paint), '']
  for (const section of sections) {
    lines.push(toned(section, paint)(paint.bold(`${section.title} (${section.findings.length})`)), '')
    for (const finding of section.findings) lines.push(...blockOf(finding, section, paint, terminal.columns))
    if (section.isBrief) lines.push('')
  }
  const hidden = hiddenWords(report)
  if (hidden) lines.push(paint.dim(hidden))
  for (const fingerprint of report.unused)
    lines.push(paint.yellow(`No change bears the fingerprint ${fingerprint} any more: delete that line.`))
  if (report.old.zod !== report.next.zod)
    lines.push(paint.dim(`zod ${report.old.zod} wrote the old schemas, ${report.next.zod} the new ones.`))
  return [
    ...lines,
    ...planLines(report, paint, terminal.columns),
    ...gaveUpLines(report, paint, terminal.columns),
    ...releaseLines(comparisons, paint, terminal.columns),
    ...(asked ? noteLines(notKnownWords(asked), terminal.columns) : []),
    verdictWords(report, obstaclesOf(judged), paint, terminal.columns),
  ].join('\n')
}

function toned({ tone }: Section, paint: Paint): (text: string) => string {
  return tone === 'bad' ? paint.red : tone === 'care' ? paint.yellow : paint.green
}

function headOf({ old, next, findings }: DiffReport, sections: readonly Section[], paint: Paint): string[] {
  const name = next.package || old.package || 'contract'
  const versions =
    old.version === next.version ? old.version || 'unversioned' : `${old.version || '?'} -> ${next.version || '?'}`
  const head = `${paint.bold(`${name} ${versions}`)}: ${findings.length ? counted(findings.length, 'change') : 'no change'}`
  if (sections.length < 2) return [head]
  const tallies = sections.map((section) => toned(section, paint)(`${section.findings.length} ${section.tally}`))
  return [head, tallies.join(', ')]
}

const indent = '     '

function blockOf(finding: Finding, section: Section, paint: Paint, columns: number): string[] {
  const { rule, words, witnesses, unknown, advice, past, breaks } = finding
  const direction = directionWords(finding)
  const code = section.tone === 'fine' ? rule : toned(section, paint)(rule)
  const head = `${code}  ${paint.bold(whereWords(finding))}${direction && paint.dim(`  ${direction}`)}`
  const text = (label: string, said: string): string[] =>
    wrapped(said, columns - indent.length - label.length).map(
      (line, index) => `${indent}${index ? ' '.repeat(label.length) : label && paint.dim(label)}${line}`,
    )
  const excuse = finding.waiver ?? finding.approval
  const excused = finding.waiver ? 'waived  ' : 'approved '
  const consequences = consequenceLines(finding).flatMap((line) =>
    text(line.isSame ? 'also in ' : 'so      ', line.text),
  )
  if (section.isBrief)
    return [head, ...text('', `${words}${excuse ? `. ${excuseWords(excuse)}` : ''}`), ...consequences]
  return [
    head,
    ...text('', words),
    ...(breaks.length ? text('breaks  ', sufferersWords(finding)) : []),
    ...witnesses.slice(0, 1).flatMap((witness) => text('because ', witnessWords(witness))),
    ...unknown.slice(0, 1).flatMap((reason) => text('unclear ', `${reason}; what is unclear counts as breaking`)),
    ...consequences,
    ...(excuse ? text(excused, excuseWords(excuse)) : []),
    ...(advice ? text('do      ', advice) : []),
    // the row stands in one line, to be copied
    ...(past ? [...text('past    ', `${past.words}:`), `${indent}        ${past.code}`] : []),
    `${indent}${paint.dim(tailOf(finding))}`,
    '',
  ]
}

function tailOf(finding: Finding): string {
  const { bump, breaks, related, fingerprint } = finding
  // no bump and no order makes right what is to be taken back
  const release = isTakenBack(finding) ? [] : [bump, ...(breaks.length ? [orderWords(finding)] : [])]
  return [...release, ...related.map((each) => `also ${each}`), fingerprint].join(', ')
}

function excuseWords({ reason, by }: NonNullable<Finding['waiver']>): string {
  return by === undefined ? reason : `By ${by}: ${reason}`
}

function planLines(report: DiffReport, paint: Paint, columns: number): string[] {
  const { releases, steps } = planText(report)
  if (!steps.length) return []
  const listed = (mark: string, said: string): string[] =>
    wrapped(said, columns - mark.length).map((line, index) => `${index ? ' '.repeat(mark.length) : mark}${line}`)
  return [
    paint.bold('Release plan'),
    '',
    ...releases.flatMap((release) => listed('  - ', release)),
    ...(releases.length ? [''] : []),
    ...steps.flatMap((step, index) => listed(`  ${index + 1}. `, step)),
    '',
  ]
}

function noteLines(note: string, columns: number): string[] {
  return note ? [...wrapped(note, columns), ''] : []
}

function gaveUpLines(report: DiffReport, paint: Paint, columns: number): string[] {
  const said = gaveUpWords(report)
  return said ? [...wrapped(said, columns).map((line) => paint.yellow(line)), ''] : []
}

/** Lists which questions were given up, and so count as breaking. */
export function gaveUpWords({ findings }: DiffReport): string {
  const unclear = findings.filter(({ unknown, waiver }) => unknown.length && !waiver)
  if (!unclear.length) return ''
  const names = unclear.slice(0, 3).map((finding) => `${finding.rule} ${whereWords(finding)}`)
  const more = unclear.length > names.length ? ` and ${unclear.length - names.length} more` : ''
  return `Gave up on ${counted(unclear.length, 'question')}, which ${unclear.length > 1 ? 'count' : 'counts'} as breaking: ${names.join(', ')}${more}.`
}

/** Counts the findings whose rules are off. */
export function hiddenWords({ findings }: DiffReport): string {
  const hidden = findings.filter((finding) => !isShown(finding))
  const names = [...new Set(hidden.map(({ rule }) => rule))].sort()
  return hidden.length
    ? `Not shown, for its rule is off: ${counted(hidden.length, 'change')} (${names.join(', ')}).`
    : ''
}

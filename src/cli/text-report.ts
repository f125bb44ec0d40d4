import type { Finding } from '../spec/diff/finding.js'
import type { DiffReport } from '../spec/diff/report.js'
import type { ReleaseVerdict } from '../spec/diff/verdict.js'
import { counted, directionWords, orderWords, sufferersWords, whereWords, witnessWords } from './finding-text.js'
import { type Paint, paintFor, wrapped } from './paint.js'
import type { Terminal } from './terminal.js'

/** Is a part of a report: findings of one gravity. */
export interface Section {
  readonly title: string
  readonly tone: 'bad' | 'care' | 'fine'
  readonly isBrief: boolean
  readonly findings: readonly Finding[]
}

/** Sorts findings into the sections of a report, each into the first that fits. */
export const sectionsOf = ({ findings }: DiffReport): Section[] => {
  const rest = new Set(findings)
  const take = (fits: (finding: Finding) => boolean): Finding[] => {
    const taken = [...rest].filter(fits)
    for (const finding of taken) rest.delete(finding)
    return taken
  }
  const waived = take(({ waiver }) => waiver !== undefined)
  const sections: Section[] = [
    { title: 'Not in any release', tone: 'bad', isBrief: false, findings: take(({ forbidden }) => forbidden) },
    {
      title: 'Shows more to more people: somebody has to approve it',
      tone: 'bad',
      isBrief: false,
      findings: take(({ needsApproval, approval }) => needsApproval && !approval),
    },
    { title: 'Breaks', tone: 'bad', isBrief: false, findings: take(({ bump }) => bump === 'major') },
    {
      title: 'Breaks nobody if released in order',
      tone: 'care',
      isBrief: false,
      findings: take(({ breaks }) => breaks.length > 0),
    },
    {
      title: 'Breaks nobody, worth a second look',
      tone: 'care',
      isBrief: false,
      findings: take(({ dangerous, needsApproval }) => dangerous || needsApproval),
    },
    { title: 'Breaks nobody', tone: 'fine', isBrief: true, findings: take(() => true) },
    { title: 'Waived', tone: 'fine', isBrief: true, findings: waived },
  ]
  return sections.filter((section) => section.findings.length)
}

/** Writes a report that a person reads in a minute. */
export const textReport = (report: DiffReport, verdict: ReleaseVerdict, terminal: Terminal): string => {
  const paint = paintFor(terminal.hasColour)
  const lines = [headOf(report, paint), '']
  for (const section of sectionsOf(report)) {
    const tone = section.tone === 'bad' ? paint.red : section.tone === 'care' ? paint.yellow : paint.green
    lines.push(tone(paint.bold(`${section.title} (${section.findings.length})`)), '')
    for (const finding of section.findings) lines.push(...blockOf(finding, section, paint, terminal.columns))
    if (section.isBrief) lines.push('')
  }
  for (const fingerprint of report.unused)
    lines.push(paint.yellow(`No change bears the fingerprint ${fingerprint} any more: delete that line.`))
  if (report.old.zod !== report.next.zod)
    lines.push(paint.dim(`zod ${report.old.zod} wrote the old schemas, ${report.next.zod} the new ones.`))
  return [...lines, verdictLine(report, verdict, paint)].join('\n')
}

const headOf = ({ old, next, findings }: DiffReport, paint: Paint): string => {
  const name = next.package || old.package || 'contract'
  const versions =
    old.version === next.version ? old.version || 'unversioned' : `${old.version || '?'} -> ${next.version || '?'}`
  return `${paint.bold(`${name} ${versions}`)}: ${findings.length ? counted(findings.length, 'change') : 'no change'}`
}

const blockOf = (finding: Finding, { isBrief }: Section, paint: Paint, columns: number): string[] => {
  const { rule, related, words, witnesses, unknown, advice, fingerprint, bump, rollout, breaks } = finding
  const direction = directionWords(finding)
  const head = `${rule}  ${paint.bold(whereWords(finding))}${direction && paint.dim(`  ${direction}`)}`
  const indent = '     '
  const text = (label: string, said: string): string[] =>
    wrapped(said, columns - indent.length - label.length).map(
      (line, index) => `${indent}${index ? ' '.repeat(label.length) : label && paint.dim(label)}${line}`,
    )
  const excuse = finding.waiver ?? finding.approval
  if (isBrief) return [head, ...text('', `${words}${excuse ? `. ${excuseWords(excuse)}` : ''}`)]
  return [
    head,
    ...text('', words),
    ...(breaks.length ? text('breaks  ', sufferersWords(finding)) : []),
    ...witnesses.slice(0, 1).flatMap((witness) => text('because ', witnessWords(witness))),
    ...unknown.slice(0, 1).flatMap((reason) => text('unclear ', `${reason}; what is unclear counts as breaking`)),
    ...(excuse ? text('approved ', excuseWords(excuse)) : []),
    ...(advice ? text('do      ', advice) : []),
    `${indent}${paint.dim([bump, orderWords(rollout), ...related.map((each) => `also ${each}`), fingerprint].join(', '))}`,
    '',
  ]
}

const excuseWords = ({ reason, by }: NonNullable<Finding['waiver']>): string =>
  by === undefined ? reason : `By ${by}: ${reason}`

/** Says whether the release may go out. */
export const verdictLine = (report: DiffReport, verdict: ReleaseVerdict, paint: Paint): string => {
  const { forbidden, unapproved, beyond, declared } = verdict
  const needs =
    report.required === 'none'
      ? 'Nothing to release.'
      : `Needs a ${report.required} release; release order: ${orderWords(report.rollout)}.`
  if (verdict.passes) return paint.green(`OK. ${needs}`)
  const against = [
    ...(forbidden.length ? [`${counted(forbidden.length, 'change')} that no version makes right`] : []),
    ...(unapproved.length ? [`${counted(unapproved.length, 'approval')} missing`] : []),
    ...(beyond.length
      ? [
          declared === undefined
            ? `${counted(beyond.length, 'breaking change')}, and the version stayed`
            : `${counted(beyond.length, 'change')} beyond the declared bump (${declared})`,
        ]
      : []),
  ]
  return `${paint.red(paint.bold(`Not yet: ${against.join('; ')}.`))}\n${needs}`
}

import type { Finding } from '../../spec/diff/report/finding.js'
import type { DiffReport } from '../../spec/diff/report/report.js'
import { notKnownWords } from '../gate/freshness.js'
import type { JudgedRelease } from '../gate/judged-release.js'
import { obstaclesOf } from '../gate/obstacle.js'
import { consequenceLines } from './consequence-text.js'
import { directionWords, sufferersWords, whereWords, witnessWords } from './finding-text.js'
import { paintFor } from './paint.js'
import { planText } from './plan-text.js'
import { releaseLines } from './release-text.js'
import { sectionsOf } from './report-section.js'
import { gaveUpWords, hiddenWords } from './text-report.js'
import { verdictWords } from './verdict-text.js'

/** Writes the headline of a report for a pull request. */
export function headline(passes: boolean): string {
  return `## ${passes ? '✅' : '❌'} Changes of the contract`
}

/** Writes a report for a pull request. */
export function markdownReport(judged: JudgedRelease): string {
  const { report, comparisons, asked } = judged
  const obstacles = obstaclesOf(judged)
  const plain = paintFor(false)
  const lines = [headline(!obstacles.length), '', verdictWords(report, obstacles, plain), '']
  const sections = sectionsOf(report)
  if (sections.length > 1)
    lines.push(`${sections.map((each) => `${each.findings.length} ${each.tally}`).join(', ')}.`, '')
  for (const { title, findings, isBrief } of sections) {
    lines.push(`### ${title} (${findings.length})`, '')
    if (isBrief) lines.push('<details>', '<summary>Show</summary>', '')
    lines.push('| Rule | Where | What | Breaks | Bump |', '| --- | --- | --- | --- | --- |')
    for (const finding of findings) lines.push(rowOf(finding))
    lines.push('', ...(isBrief ? ['</details>', ''] : notesOf(findings)))
  }
  lines.push(...planLines(report))
  const gaveUp = gaveUpWords(report)
  if (gaveUp) lines.push(gaveUp, '')
  const hidden = hiddenWords(report)
  if (hidden) lines.push(hidden, '')
  for (const fingerprint of report.unused)
    lines.push(`No change bears the fingerprint \`${fingerprint}\` any more.`, '')
  if (comparisons.length) lines.push('```text', releaseLines(comparisons, plain).join('\n').trimEnd(), '```', '')
  if (asked) lines.push(notKnownWords(asked))
  return lines.join('\n').trimEnd()
}

function planLines(report: DiffReport): string[] {
  const { releases, steps } = planText(report)
  if (!steps.length) return []
  return [
    '### Release plan',
    '',
    ...releases.map((release) => `- ${release}`),
    ...(releases.length ? [''] : []),
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    '',
  ]
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

function rowOf(finding: Finding): string {
  const direction = directionWords(finding)
  const where = `\`${whereWords(finding)}\`${direction ? `, ${direction}` : ''}`
  const breaks = finding.breaks.length ? sufferersWords(finding) : 'nobody'
  const more = consequenceLines(finding).map(({ isSame, text }) => `<br>${isSame ? 'Also in' : 'So'} ${text}`)
  const words = cell([finding.words, ...more].join(''))
  const bump = finding.forbidden ? 'none will do' : finding.bump
  return `| ${[finding.rule, ...finding.related].join(', ')} | ${cell(where)} | ${words} | ${breaks} | ${bump} |`
}

/** Folds the reasons away: the table is what is read first. */
function notesOf(findings: readonly Finding[]): string[] {
  return ['<details>', '<summary>Why, and what to do</summary>', '', ...findings.map(noteOf), '', '</details>', '']
}

function noteOf(finding: Finding): string {
  const [witness] = finding.witnesses
  const parts = [
    ...(witness ? [`${capital(witnessWords(witness))}.`] : []),
    ...finding.unknown.slice(0, 1).map((reason) => `Unclear: ${reason}.`),
    ...(finding.advice ? [`To do: ${finding.advice}.`] : []),
    ...(finding.past ? [`By \`past\`, ${finding.past.words}: \`${finding.past.code}\`.`] : []),
  ]
  return `- **${finding.rule}** \`${whereWords(finding)}\` (\`${finding.fingerprint}\`): ${parts.join(' ')}`
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}

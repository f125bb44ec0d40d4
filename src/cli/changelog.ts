import type { Finding } from '../spec/diff/report/finding.js'
import type { DiffReport } from '../spec/diff/report/report.js'
import type { RuleId } from '../spec/diff/rules/rule.js'
import { consequenceLines } from './report/consequence-text.js'
import { directionWords, sufferersWords, whereWords } from './report/finding-text.js'
import { planText } from './report/plan-text.js'

type Chapter = 'New' | 'Changed' | 'Deprecated' | 'Removed' | 'Security'

const chapters: readonly Chapter[] = ['Security', 'Removed', 'Deprecated', 'Changed', 'New']

const added: readonly RuleId[] = ['E01', 'E02', 'F01', 'F02', 'F03', 'K01', 'K03', 'A01']
const removed: readonly RuleId[] = ['E03', 'E04', 'F04', 'F05', 'K02', 'K04', 'A02', 'A03']

function chapterOf({ rule, words, needsApproval, categories }: Finding): Chapter | undefined {
  if (needsApproval || rule.startsWith('S')) return 'Security'
  if (/\bdeprecated\b/.test(words) && rule === 'T04') return 'Deprecated'
  if (added.includes(rule) || words === 'was added') return 'New'
  if (removed.includes(rule) || words === 'was removed') return 'Removed'
  // sentences and examples are no news to users
  return categories.every((category) => category === 'words') ? undefined : 'Changed'
}

/** Writes what changed between two releases for those who use them, in Markdown. */
export function changelogText(report: DiffReport): string {
  const { old, next, findings } = report
  const lines = [
    `## ${next.version || 'Next release'}`,
    '',
    `Changes since ${old.version || 'the release before'}.`,
    '',
  ]
  const byChapter = new Map<Chapter, Finding[]>()
  for (const finding of findings) {
    const chapter = chapterOf(finding)
    if (chapter) byChapter.set(chapter, [...(byChapter.get(chapter) ?? []), finding])
  }
  for (const chapter of chapters) {
    const own = byChapter.get(chapter)
    if (own) lines.push(`### ${chapter}`, '', ...own.map(entryOf), '')
  }
  if (!byChapter.size) lines.push('Nothing that a user sees.', '')
  const { releases, steps } = planText(report)
  if (steps.length) {
    lines.push(
      '### Order of release',
      '',
      ...releases.map((release) => `- ${release}`),
      ...(releases.length ? [''] : []),
    )
    lines.push(...steps.map((step, index) => `${index + 1}. ${step}`))
  }
  return lines.join('\n').trimEnd()
}

function entryOf(finding: Finding): string {
  const direction = directionWords(finding)
  const also = consequenceLines(finding).map(({ isSame, text }) => `${isSame ? 'also in' : 'so'} ${text}`)
  const told = `\`${whereWords(finding)}\`${direction && ` (${direction})`} ${[finding.words, ...also].join('; ')}.`
  const breaks = finding.breaks.length ? ` **Breaks ${sufferersWords(finding)}.**` : ''
  const advice = finding.breaks.length && finding.advice ? ` To do: ${finding.advice}.` : ''
  return `- ${told}${breaks}${advice}`
}

import type { ScanFinding } from '../rules/rule.js'
import type { ScanReport } from './scan-report.js'
import { findingsByRule, shareText } from './words.js'

const mostRows = 200

/** Writes findings for a pull request. */
export function scanMarkdown(report: ScanReport): string {
  const { findings, known, skipped } = report
  const head = findings.length
    ? `## ${findings.length} ${findings.length === 1 ? 'place parts' : 'places part'} from the contract`
    : '## Nothing parts from the contract'
  const shown = findings.slice(0, mostRows)
  const sections = findingsByRule(shown).flatMap(([rule, found]) => [
    '',
    `### ${rule} (${found.length})`,
    '',
    found[0]?.advice ?? '',
    '',
    '| Where | What |',
    '| --- | --- |',
    ...found.map(row),
  ])
  return [
    head,
    '',
    shareText(report),
    ...(known ? ['', `${known} more are in the baseline.`] : []),
    ...sections,
    ...(findings.length > mostRows ? ['', `${findings.length - mostRows} more are not shown.`] : []),
    ...(skipped.length
      ? [
          '',
          '<details><summary>Not read</summary>',
          '',
          ...skipped.map(({ file, reason }) => `- \`${file}\` ${escaped(reason)}`),
          '',
          '</details>',
        ]
      : []),
  ].join('\n')
}

function row({ place, message }: ScanFinding): string {
  return `| \`${place.file}:${place.line}\` | ${escaped(message)} |`
}

function escaped(text: string): string {
  return text.replace(/[|<>`]/g, '\\$&')
}

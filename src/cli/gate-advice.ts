import type { Finding } from '../spec/diff/finding.js'
import type { DiffReport } from '../spec/diff/report.js'
import type { ReleaseVerdict } from '../spec/diff/verdict.js'
import { sufferersWords, whereWords } from './finding-text.js'

const listed = 12

/** Tells the author what to add so that the gate opens: a changeset, approvals, waivers. */
export const gateAdvice = (
  report: DiffReport,
  verdict: ReleaseVerdict,
  packageName: string,
  folder: string,
  files: readonly string[],
): string => {
  const parts: string[] = []
  if (verdict.forbidden.length)
    parts.push(
      `Take back what stands under "Not in any release", or waive it with a reason in contract.gate.json:\n\n${linesOf('waivers', verdict.forbidden)}`,
    )
  if (verdict.unapproved.length)
    parts.push(
      `If it may be seen, have somebody put a name under it in contract.gate.json:\n\n${linesOf('approvals', verdict.unapproved)}`,
    )
  if (verdict.beyond.length) parts.push(changesetText(report, verdict, packageName, folder, files))
  return parts.length ? `\n${parts.join('\n\n')}` : ''
}

const linesOf = (list: 'waivers' | 'approvals', findings: readonly Finding[]): string =>
  JSON.stringify(
    {
      [list]: findings.map(({ fingerprint }) => ({
        fingerprint,
        ...(list === 'approvals' && { by: 'NAME' }),
        reason: 'WHY',
      })),
    },
    null,
    2,
  )

const changesetText = (
  report: DiffReport,
  { beyond }: ReleaseVerdict,
  packageName: string,
  folder: string,
  files: readonly string[],
): string => {
  const [file] = files
  const intro =
    file === undefined
      ? `Add a changeset, as ${folder}/change-the-wire.md, and put it into words of your users:`
      : `${files.join(', ')} ${files.length > 1 ? 'declare' : 'declares'} less than a ${report.required} release. Raise one, and say:`
  const sentences = beyond.slice(0, listed).map(sentenceOf)
  const rest = beyond.length > listed ? [`- and ${beyond.length - listed} more`] : []
  return [intro, '', '---', `"${packageName}": ${report.required}`, '---', '', ...sentences, ...rest].join('\n')
}

const sentenceOf = (finding: Finding): string => {
  const hurt = finding.breaks.length ? ` This breaks ${sufferersWords(finding)}.` : ''
  return `- \`${whereWords(finding)}\` ${finding.words}.${hurt}`
}

import type { Finding } from '../../spec/diff/report/finding.js'
import type { DiffReport } from '../../spec/diff/report/report.js'
import type { ReleaseVerdict } from '../../spec/diff/report/verdict.js'
import { sufferersWords, whereWords } from '../report/finding-text.js'
import { wrapped } from '../report/paint.js'
import { isStale } from './freshness.js'
import type { JudgedRelease } from './judged-release.js'

const listed = 12

/** Lists for the author what opens the gate: a fresh contract, waivers, approvals, a changeset. */
export function gateAdvice(
  { report, verdict, asked }: JudgedRelease,
  packageName: string,
  {
    changesets: folder,
    config = 'contract.gate.json',
  }: { readonly changesets: string; readonly config: string | undefined },
  files: readonly string[],
  columns = Number.POSITIVE_INFINITY,
): string {
  const said = (words: string): string => wrapped(words, columns).join('\n')
  const parts: string[] = []
  if (asked && isStale(asked)) parts.push(`Write ${asked.file} anew from the contracts in code.`)
  if (verdict.forbidden.length)
    parts.push(
      `${said(`Take back what stands under "Not in any release", or waive it with a reason in ${config}:`)}\n\n${linesOf('waivers', verdict.forbidden)}`,
    )
  if (verdict.unapproved.length)
    parts.push(
      `${said(`If it may be seen, have somebody put a name under it in ${config}:`)}\n\n${linesOf('approvals', verdict.unapproved.flatMap(shownApart))}`,
    )
  const changeset = changesetFor(report, verdict, packageName)
  if (changeset !== undefined) parts.push(`${said(introOf(report, folder, files))}\n\n${changeset}`)
  return parts.length ? `\n${parts.join('\n\n')}` : ''
}

/**
 * Lists what shows more by itself: of a room, the events and those who enter. A line for each of them fits in every
 * release of a plan, so that nobody is asked twice.
 */
function shownApart(finding: Finding): readonly Finding[] {
  const { place, consequences } = finding
  const shown = consequences.filter(({ needsApproval }) => needsApproval)
  return place.name !== undefined && place.direction === undefined && shown.length ? shown : [finding]
}

function linesOf(list: 'waivers' | 'approvals', findings: readonly Finding[]): string {
  return JSON.stringify(
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
}

function introOf({ required }: DiffReport, folder: string, files: readonly string[]): string {
  return files.length
    ? `${files.join(', ')} ${files.length > 1 ? 'declare' : 'declares'} less than a ${required} release. Raise one, and say:`
    : `Add a changeset (\`--write\` does), as ${folder}/change-the-wire.md, and put it into words of your users:`
}

/** Writes the changeset that is missing; nothing where none is. */
export function changesetFor(report: DiffReport, { beyond }: ReleaseVerdict, packageName: string): string | undefined {
  if (!beyond.length) return undefined
  // users read what they can do or must change; prose speaks for itself
  const told = beyond.filter(({ bump }) => bump !== 'patch' || report.required === 'patch')
  const sentences = told.slice(0, listed).map(sentenceOf)
  const rest = told.length > listed ? [`- and ${told.length - listed} more`] : []
  return ['---', `"${packageName}": ${report.required}`, '---', '', ...sentences, ...rest].join('\n')
}

function sentenceOf(finding: Finding): string {
  const hurt = finding.breaks.length ? ` This breaks ${sufferersWords(finding)}.` : ''
  return `- \`${whereWords(finding)}\` ${finding.words}.${hurt}`
}

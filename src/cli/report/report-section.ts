import { lacksApproval } from '../../spec/diff/report/approval.js'
import type { Finding } from '../../spec/diff/report/finding.js'
import type { DiffReport } from '../../spec/diff/report/report.js'
import { isTakenBack } from './finding-text.js'

/** A part of a report: findings of one gravity. */
export interface Section {
  readonly title: string
  /** What the head of the report counts them as. */
  readonly tally: string
  readonly tone: 'bad' | 'care' | 'fine'
  readonly isBrief: boolean
  readonly findings: readonly Finding[]
}

interface Kind extends Omit<Section, 'findings'> {
  readonly fits: (finding: Finding) => boolean
}

const kinds: readonly Kind[] = [
  {
    title: 'Waived',
    tally: 'waived',
    tone: 'fine',
    isBrief: true,
    fits: (finding) => finding.waiver !== undefined && !lacksApproval(finding),
  },
  {
    title: 'Not in any release',
    tally: 'not in any release',
    tone: 'bad',
    isBrief: false,
    fits: isTakenBack,
  },
  {
    title: 'Shows more to more people: somebody has to approve it',
    tally: 'to approve',
    tone: 'bad',
    isBrief: false,
    fits: lacksApproval,
  },
  { title: 'Breaks', tally: 'breaking', tone: 'bad', isBrief: false, fits: ({ bump }) => bump === 'major' },
  {
    title: 'Breaks nobody if released in order',
    tally: 'in order',
    tone: 'care',
    isBrief: false,
    fits: ({ breaks }) => breaks.some((each) => each !== 'compile-time'),
  },
  {
    title: 'Breaks code that uses its types, and nobody on the wire',
    tally: 'in code',
    tone: 'care',
    isBrief: false,
    fits: ({ breaks }) => breaks.length > 0,
  },
  {
    title: 'Breaks nobody, worth a second look',
    tally: 'to look at',
    tone: 'care',
    isBrief: false,
    fits: ({ dangerous, needsApproval }) => dangerous || needsApproval,
  },
  { title: 'Breaks nobody', tally: 'harmless', tone: 'fine', isBrief: true, fits: () => true },
]

/** Whether a finding is told of: one whose rule is off is counted only. */
export function isShown({ severity }: Finding): boolean {
  return severity !== 'off'
}

/** Sorts findings into the sections of a report, each into the first that fits; what was waived comes last. */
export function sectionsOf({ findings }: DiffReport): Section[] {
  const rest = new Set(findings.filter(isShown))
  const sections = kinds.map(({ fits, ...kind }) => {
    const taken = [...rest].filter(fits)
    for (const finding of taken) rest.delete(finding)
    return { ...kind, findings: taken }
  })
  return [...sections.slice(1), ...sections.slice(0, 1)].filter((section) => section.findings.length)
}

import type { ReleasedContract } from '../../spec/diff/comparison.js'
import { type DiffOptions, diff } from '../../spec/diff/diff.js'
import type { DiffReport } from '../../spec/diff/report/report.js'
import { judge } from '../../spec/diff/report/verdict.js'
import { greatestBump } from '../../spec/diff/rules/bump.js'
import { bumpBetween, raised, toVersion } from '../../spec/diff/rules/version.js'
import type { OwnPackage } from '../own-package.js'
import { jsonReport } from '../report/json-report.js'
import { markdownReport } from '../report/markdown-report.js'
import { textReport } from '../report/text-report.js'
import type { Terminal } from '../terminal.js'
import { type DeclaredBump, declaredFor, writeChangeset } from './changeset.js'
import type { FreshnessOfFile } from './freshness.js'
import { changesetFor, gateAdvice } from './gate-advice.js'
import { optionsOf, readGateFile } from './gate-file.js'
import type { GateFiles } from './gate-files.js'
import type { JudgedRelease } from './judged-release.js'
import { obstaclesOf } from './obstacle.js'
import { compareWithRelease, type ReleaseComparison } from './release-comparison.js'
import { hasReleaseFolder, type SupportedRelease, supportedReleases } from './release-folder.js'
import { recordedVersions } from './version-folder.js'

/** How a report is written, and whether the changeset that is missing is. */
export interface GateManner {
  readonly format: 'text' | 'json' | 'markdown'
  readonly writes: boolean
  readonly timeoutMs: number | undefined
  /** Whether the contract says what the code says. */
  readonly asked: FreshnessOfFile
  /** The tables of earlier versions that code declares, by path. */
  readonly past: NonNullable<DiffOptions['past']>
}

/** Compares a contract with the releases before it, the newest of which says what has to be declared. */
export function compareWithReleases(
  releases: readonly [SupportedRelease, ...SupportedRelease[]],
  contract: ReleasedContract,
  own: OwnPackage,
  files: GateFiles,
  manner: GateManner,
  terminal: Terminal,
): number {
  const { cwd, out } = terminal
  const agreed = readGateFile(cwd, files.config ?? 'contract.gate.json', files.config !== undefined)
  const options = {
    ...optionsOf(agreed, historyOf(releases, cwd)),
    ...(manner.timeoutMs !== undefined && { timeoutMs: manner.timeoutMs }),
    past: manner.past,
  }
  const versions = recordedVersions(cwd)
  const [newest, ...older] = releases
  const judgedWith = (declared: DeclaredBump): JudgedRelease => {
    const [before, now] = [toVersion(newest.contract.package?.version), toVersion(own.version)]
    const bump = greatestBump([declared.bump, before && now ? bumpBetween(before, now) : 'none'])
    const planned = before && raised(before, bump).join('.')
    const all = { ...options, ...(planned !== undefined && { nextVersion: planned }) }
    // the recorded versions are judged once
    const comparisons = older.map((release) => compareWithRelease(release, contract, all))
    const report = withoutUsed(diff(newest.contract, contract, { ...all, versions }), comparisons)
    return { report, comparisons, verdict: judge(report, bump), asked: manner.asked }
  }
  const pending = declaredFor(own.name, cwd, files.changesets)
  const first = judgedWith(pending)
  const text = manner.writes ? changesetFor(first.report, first.verdict, own.name) : undefined
  const written = text === undefined ? undefined : writeChangeset(cwd, files.changesets, text)
  const declared = written === undefined ? pending : declaredFor(own.name, cwd, files.changesets)
  const judged = written === undefined ? first : judgedWith(declared)
  const columns = manner.format === 'text' ? terminal.columns : undefined
  tell(judged, gateAdvice(judged, own.name, files, declared.files, columns), manner.format, terminal)
  if (written !== undefined && manner.format !== 'json') out(`\nWrote ${written}: put it into words of your users.`)
  return obstaclesOf(judged).length ? 1 : 0
}

/** Returns the releases there were, for how long a name was deprecated. */
function historyOf(releases: readonly SupportedRelease[], cwd: string): ReleasedContract[] {
  return (hasReleaseFolder(cwd) ? supportedReleases(cwd) : releases).map((release) => release.contract)
}

/** Keeps of the lines that fit no change those that fit none against any release. */
function withoutUsed(report: DiffReport, comparisons: readonly ReleaseComparison[]): DiffReport {
  return {
    ...report,
    unused: report.unused.filter((line) => comparisons.every((each) => each.report.unused.includes(line))),
  }
}

function tell(judged: JudgedRelease, advice: string, format: GateManner['format'], terminal: Terminal): void {
  const { out } = terminal
  if (format === 'json') {
    out(jsonReport(judged))
    return
  }
  if (format === 'markdown') {
    out(markdownReport(judged))
    if (advice) out(`\n<details>\n<summary>What to do</summary>\n\n\`\`\`\`\n${advice.trim()}\n\`\`\`\`\n\n</details>`)
    return
  }
  out(textReport(judged, terminal))
  if (advice) out(advice)
}

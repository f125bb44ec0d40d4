import { greatestBump } from '../spec/diff/bump.js'
import type { ReleasedContract } from '../spec/diff/comparison.js'
import { diff } from '../spec/diff/diff.js'
import type { DiffReport } from '../spec/diff/report.js'
import { judge, type ReleaseVerdict } from '../spec/diff/verdict.js'
import { bumpBetween, raised, toVersion } from '../spec/diff/version.js'
import { type Declared, declaredFor, writeChangeset } from './changeset.js'
import { type Freshness, freshnessWords } from './freshness.js'
import { changesetFor, gateAdvice } from './gate-advice.js'
import { optionsOf, readGateFile } from './gate-file.js'
import type { GateFiles } from './gate-files.js'
import { jsonReport } from './json-report.js'
import { markdownReport } from './markdown-report.js'
import type { OwnPackage } from './own-package.js'
import { paintFor } from './paint.js'
import { compareWithRelease, type ReleaseComparison } from './release-comparison.js'
import { hasReleaseFolder, type SupportedRelease, supportedReleases } from './release-folder.js'
import { brokenReleaseWords, releaseLines } from './release-text.js'
import type { Terminal } from './terminal.js'
import { textReport } from './text-report.js'

/** How a report is written, and whether the changeset that is missing is. */
export interface GateManner {
  readonly format: 'text' | 'json' | 'markdown'
  readonly writes: boolean
  readonly timeoutMs: number | undefined
  /** Whether the contract says what the code says. */
  readonly freshness: Freshness
}

/** Compares a contract with the releases before it, the newest of which says what has to be declared. */
export const compareWithReleases = (
  releases: readonly [SupportedRelease, ...SupportedRelease[]],
  contract: ReleasedContract,
  own: OwnPackage,
  files: GateFiles,
  manner: GateManner,
  terminal: Terminal,
): number => {
  const { cwd, out } = terminal
  const agreed = readGateFile(cwd, files.config ?? 'contract.gate.json', files.config !== undefined)
  const options = {
    ...optionsOf(agreed, historyOf(releases, cwd)),
    ...(manner.timeoutMs !== undefined && { timeoutMs: manner.timeoutMs }),
  }
  const [newest, ...older] = releases
  const judged = (declared: Declared): Outcome => {
    const [before, now] = [toVersion(newest.contract.package?.version), toVersion(own.version)]
    const bump = greatestBump([declared.bump, before && now ? bumpBetween(before, now) : 'none'])
    const planned = before && raised(before, bump).join('.')
    const all = { ...options, ...(planned !== undefined && { nextVersion: planned }) }
    const comparisons = older.map((release) => compareWithRelease(release, contract, all))
    const report = withoutUsed(diff(newest.contract, contract, all), comparisons)
    return { report, comparisons, verdict: judge(report, bump), declared }
  }
  const first = judged(declaredFor(own.name, cwd, files.changesets))
  const text = manner.writes ? changesetFor(first.report, first.verdict, own.name) : undefined
  const written = text === undefined ? undefined : writeChangeset(cwd, files.changesets, text)
  const outcome = written === undefined ? first : judged(declaredFor(own.name, cwd, files.changesets))
  tell(outcome, own, files, manner, terminal)
  if (written !== undefined && manner.format !== 'json') out(`\nWrote ${written}: put it into words of your users.`)
  return manner.freshness.state !== 'stale' &&
    outcome.verdict.passes &&
    outcome.comparisons.every(({ passes }) => passes)
    ? 0
    : 1
}

/** Returns the releases there were, for how long a name was deprecated. */
const historyOf = (releases: readonly SupportedRelease[], cwd: string): ReleasedContract[] =>
  (hasReleaseFolder(cwd) ? supportedReleases(cwd) : releases).map((release) => release.contract)

interface Outcome {
  readonly report: DiffReport
  readonly comparisons: readonly ReleaseComparison[]
  readonly verdict: ReleaseVerdict
  readonly declared: Declared
}

/** Keeps of the lines that fit no change those that fit none against any release. */
const withoutUsed = (report: DiffReport, comparisons: readonly ReleaseComparison[]): DiffReport => ({
  ...report,
  unused: report.unused.filter((line) => comparisons.every((each) => each.report.unused.includes(line))),
})

const tell = (
  { report, comparisons, verdict, declared }: Outcome,
  own: OwnPackage,
  files: GateFiles,
  { format, freshness }: GateManner,
  terminal: Terminal,
): void => {
  const { out } = terminal
  if (format === 'json') {
    out(jsonReport(report, verdict, comparisons, freshness))
    return
  }
  const note = freshnessWords(freshness, files.contract)
  const broken = brokenReleaseWords(comparisons)
  const paint = paintFor(format === 'text' && terminal.hasColour)
  const advice = gateAdvice(report, verdict, own.name, files, declared.files)
  if (format === 'markdown') {
    out(markdownReport(report, verdict))
    if (comparisons.length) out(`\n\`\`\`text\n${releaseLines(comparisons, paint).join('\n').trimEnd()}\n\`\`\``)
    if (broken) out(`\nNot yet: ${broken}.`)
    if (note) out(`\n${note}`)
    if (advice) out(`\n<details>\n<summary>What to add</summary>\n\n\`\`\`\`\n${advice.trim()}\n\`\`\`\`\n\n</details>`)
    return
  }
  out(textReport(report, verdict, terminal))
  if (comparisons.length) out(`\n${releaseLines(comparisons, paint, terminal.columns).join('\n').trimEnd()}`)
  if (broken) out(`\n${paint.red(paint.bold(`Not yet: ${broken}.`))}`)
  if (note) out(`\n${note}`)
  if (advice) out(advice)
}

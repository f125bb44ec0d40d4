import type { PastTable } from '../../contract/past/past.js'
import type { Comparison } from './comparison.js'
import { diffNamespaces } from './contract/namespace-diff.js'
import { diffProtocol } from './contract/protocol-diff.js'
import { checkTombstones } from './contract/tombstone.js'
import { readContract } from './contract-reader.js'
import { withRowAdvice } from './past/past-advice.js'
import { withPast } from './past/past-cover.js'
import { PastJudge } from './past/past-judge.js'
import type { RecordedVersions } from './past/recorded-versions.js'
import { diffVersions } from './past/version-diff.js'
import type { Excuse, FindingDraft } from './report/finding.js'
import { checkRelease } from './report/release-check.js'
import { type DiffReport, toReport } from './report/report.js'
import type { Grace } from './rules/grace.js'
import type { Ignored } from './rules/ignored.js'
import { defaultPolicy, type Policy } from './rules/policy.js'
import type { Severities } from './rules/severity.js'
import { toVersion } from './rules/version.js'

/** An agreement that a finding may go out, by its fingerprint. */
export interface Waiver extends Excuse {
  readonly fingerprint: string
}

/** What a comparison goes by. */
export interface DiffOptions extends Partial<Policy> {
  /** Findings that were looked at, each with a reason: they may go out, with the bump they need. */
  readonly waivers?: readonly Waiver[]
  /** Findings of the leak gate that somebody put a name under. */
  readonly approvals?: readonly (Waiver & { readonly by: string })[]
  /** Parts of the contract, and rules, whose findings may go out, each with a reason. */
  readonly ignore?: readonly Ignored[]
  /** What single rules, or categories of them, count; the bump a change needs stays. */
  readonly rules?: Severities
  /** How long events and fields have to be deprecated before they may go; without it, not at all. */
  readonly grace?: Grace
  /**
   * The release the next contract goes out with.
   * @default the one that the contract says itself
   */
  readonly nextVersion?: string
  /**
   * What earlier versions of the contract were, by their number, as `contract.versions/N.json` holds them: what the next
   * contract says of those it serves is judged by them. Without it, it is judged by the old contract alone.
   */
  readonly versions?: { readonly [version: number]: unknown }
  /** The tables of earlier versions that code declares, by path: their functions are tried on drawn payloads. */
  readonly past?: { readonly [path: string]: PastTable }
}

/**
 * Compares two releases of a contract: one finding a change, with who breaks, the bump it needs and the order of release.
 * @throws ContractFileError where one of the two is no contract this release can read
 * @example
 * const report = diff(oldContract, newContract)
 * report.findings.filter(({ bump }) => bump === 'major')
 */
export function diff(old: unknown, next: unknown, options: DiffOptions = {}): DiffReport {
  const {
    waivers = [],
    approvals = [],
    ignore = [],
    rules = {},
    grace,
    nextVersion,
    versions,
    past,
    ...policy
  } = options
  const [before, after] = [readContract(old, 'the old contract'), readContract(next, 'the new contract')]
  const drafts: FindingDraft[] = []
  const comparison: Comparison = {
    old: before,
    next: after,
    policy: { ...defaultPolicy, ...policy },
    nextVersion: toVersion(nextVersion ?? after.package?.version),
    past: { versions: versions && readVersions(versions), tables: past ?? {} },
    add: (...found) => {
      drafts.push(...found)
    },
  }
  diffNamespaces(comparison)
  diffProtocol(comparison)
  checkTombstones(comparison)
  checkRelease(comparison)
  const judge = new PastJudge(comparison)
  const changes = withRowAdvice(withPast(drafts.splice(0), comparison, judge), comparison)
  diffVersions(comparison, judge)
  return toReport(
    [...changes, ...drafts],
    { policy: comparison.policy, releases: { old: before, next: after }, rules, grace },
    { waivers, approvals, ignore },
  )
}

function readVersions(versions: NonNullable<DiffOptions['versions']>): RecordedVersions {
  return Object.fromEntries(
    Object.entries(versions).map(([version, held]) => [
      version,
      readContract(held, `version ${version} of the contract`),
    ]),
  )
}

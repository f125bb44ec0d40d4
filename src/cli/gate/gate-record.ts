import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ReleasedContract } from '../../spec/diff/comparison.js'
import { tombstonesAfter } from '../../spec/diff/contract/tombstone.js'
import { readContract } from '../../spec/diff/contract-reader.js'
import { jsonOf, textOf } from '../json-file.js'
import { counted } from '../report/finding-text.js'
import type { Terminal } from '../terminal.js'
import { hasReleaseFolder, keepRelease, type SupportedRelease } from './release-folder.js'
import { keepVersions } from './version-folder.js'

/**
 * Writes the contract of a release, with the names it retires; among the supported ones too, where these are kept. What the
 * release before has at a version that was raised since is kept as well.
 */
export function recordRelease(
  contract: ReleasedContract,
  released: string,
  keeps: boolean,
  { cwd, out }: Terminal,
): number {
  const before = textOf(cwd, released) === undefined ? undefined : readContract(jsonOf(cwd, released), released)
  const tombstones = before ? tombstonesAfter(before, contract) : (contract.tombstones ?? [])
  const text = `${JSON.stringify({ ...contract, ...(tombstones.length && { tombstones }) }, null, 2)}\n`
  const kept = keeps || hasReleaseFolder(cwd) ? [keepRelease(cwd, contract, text)] : []
  const versions = before ? keepVersions(cwd, before, contract) : []
  writeFileSync(resolve(cwd, released), text)
  const files = [released, ...kept, ...versions].join(' and ')
  out(`Wrote ${files}${tombstones.length ? `, with ${counted(tombstones.length, 'retired name')}` : ''}.`)
  return 0
}

/** Keeps what releases have at versions that were raised since, before the next one goes out. */
export function recordVersions(
  releases: readonly SupportedRelease[],
  contract: ReleasedContract,
  { cwd, out }: Terminal,
): number {
  // the oldest first, so that of a version what stood there last is kept
  const files = new Set([...releases].reverse().flatMap((release) => keepVersions(cwd, release.contract, contract)))
  const names = releases.map(({ name }) => name).join(', ')
  out(files.size ? `Wrote ${[...files].join(' and ')}.` : `Nothing to record: no version was raised since ${names}.`)
  return 0
}

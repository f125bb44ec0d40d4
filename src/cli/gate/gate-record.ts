import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ReleasedContract } from '../../spec/diff/comparison.js'
import { tombstonesAfter } from '../../spec/diff/contract/tombstone.js'
import { readContract } from '../../spec/diff/contract-reader.js'
import { jsonOf, textOf } from '../json-file.js'
import { counted } from '../report/finding-text.js'
import type { Terminal } from '../terminal.js'
import { hasReleaseFolder, keepRelease } from './release-folder.js'

/** Writes the contract of a release, with the names it retires; among the supported ones too, where these are kept. */
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
  writeFileSync(resolve(cwd, released), text)
  const files = [released, ...kept].join(' and ')
  out(`Wrote ${files}${tombstones.length ? `, with ${counted(tombstones.length, 'retired name')}` : ''}.`)
  return 0
}

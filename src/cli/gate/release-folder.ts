import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { ReleasedContract } from '../../spec/diff/comparison.js'
import { readContract } from '../../spec/diff/contract-reader.js'
import { compareVersions, toVersion, type Version } from '../../spec/diff/rules/version.js'
import { CommandError } from '../command.js'
import { jsonOf } from '../json-file.js'

/** The folder that holds the contract of every supported release, as `1.2.0.json`. */
export const releaseFolder = 'contract.releases'

/** A release that something is compared with. */
export interface SupportedRelease {
  /** What it is called in a report: its version, or what was asked for. */
  readonly name: string
  readonly contract: ReleasedContract
}

/** Whether every supported release is kept. */
export function hasReleaseFolder(cwd: string): boolean {
  return existsSync(resolve(cwd, releaseFolder))
}

/**
 * Reads all supported releases, the newest first.
 * @throws CommandError where there are none, or a file is not called by a version
 */
export function supportedReleases(cwd: string): SupportedRelease[] {
  const files = hasReleaseFolder(cwd)
    ? readdirSync(resolve(cwd, releaseFolder)).filter((file) => file.endsWith('.json'))
    : []
  if (!files.length)
    throw new CommandError(
      `there is no release in ${releaseFolder}/: \`socket-canon gate --record --releases\` begins it with today's contract`,
    )
  return files
    .map((file) => ({ file, version: versionOf(file) }))
    .sort((one, other) => compareVersions(other.version, one.version))
    .map(({ file }) => {
      const path = join(releaseFolder, file)
      return { name: file.slice(0, -'.json'.length), contract: readContract(jsonOf(cwd, path), path) }
    })
}

function versionOf(file: string): Version {
  const version = toVersion(file.slice(0, -'.json'.length))
  if (!version) throw new CommandError(`${join(releaseFolder, file)} is not called by a version, such as 1.2.0.json`)
  return version
}

/** Keeps a release among the supported ones; returns the path of its file. */
export function keepRelease(cwd: string, contract: ReleasedContract, text: string): string {
  const version = contract.package?.version
  if (!toVersion(version))
    throw new CommandError(`the contract says no version of its package, which names its file in ${releaseFolder}/`)
  mkdirSync(resolve(cwd, releaseFolder), { recursive: true })
  const path = join(releaseFolder, `${version}.json`)
  writeFileSync(resolve(cwd, path), text)
  return path
}

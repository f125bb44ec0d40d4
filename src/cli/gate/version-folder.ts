import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { NamespaceJson } from '../../spec/contract-json.js'
import type { ReleasedContract } from '../../spec/diff/comparison.js'
import { readContract } from '../../spec/diff/contract-reader.js'
import { entryOf } from '../../spec/diff/record-entry.js'
import { CommandError } from '../command.js'
import { jsonOf } from '../json-file.js'

/** The folder that holds what contracts were at the versions before, as `1.json`. */
export const versionFolder = 'contract.versions'

/** Returns whether versions are recorded. */
export function hasVersionFolder(cwd: string): boolean {
  return existsSync(resolve(cwd, versionFolder))
}

/**
 * Reads what contracts were at earlier versions, by their number.
 * @throws CommandError where a file is not called by a version, or holds a contract of another one
 */
export function recordedVersions(cwd: string): { readonly [version: number]: ReleasedContract } {
  if (!hasVersionFolder(cwd)) return {}
  const files = readdirSync(resolve(cwd, versionFolder)).filter((file) => file.endsWith('.json'))
  return Object.fromEntries(
    files.map((file) => {
      const path = join(versionFolder, file)
      if (!/^[1-9]\d{0,8}\.json$/.test(file))
        throw new CommandError(`${path} is not called by the version of a contract, such as 1.json`)
      const version = Number.parseInt(file, 10)
      const contract = readContract(jsonOf(cwd, path), path)
      for (const [name, { version: other }] of Object.entries(contract.namespaces))
        if (other !== version)
          throw new CommandError(`${path} has ${name} at version ${other}: it holds those at ${version}`)
      return [version, contract]
    }),
  )
}

/**
 * Keeps what a release has at a version that was raised since, each version in its file, beside what that holds already;
 * returns the paths of the files.
 */
export function keepVersions(cwd: string, release: ReleasedContract, contract: ReleasedContract): string[] {
  const kept = new Map<number, Record<string, NamespaceJson>>()
  for (const [path, namespace] of Object.entries(release.namespaces)) {
    const now = entryOf(contract.namespaces, path)
    if (now && namespace.version < now.version)
      kept.set(namespace.version, { ...kept.get(namespace.version), [path]: namespace })
  }
  return [...kept]
    .sort(([one], [other]) => one - other)
    .map(([version, added]) => keepVersion(cwd, version, added, release))
}

function keepVersion(
  cwd: string,
  version: number,
  added: Readonly<Record<string, NamespaceJson>>,
  { format, zod, protocol }: ReleasedContract,
): string {
  const path = join(versionFolder, `${version}.json`)
  const before = existsSync(resolve(cwd, path)) ? readContract(jsonOf(cwd, path), path).namespaces : {}
  const namespaces = Object.fromEntries(
    Object.entries({ ...before, ...added }).sort(([one], [other]) => (one < other ? -1 : 1)),
  )
  mkdirSync(resolve(cwd, versionFolder), { recursive: true })
  // several releases may add to it, so it names none
  writeFileSync(resolve(cwd, path), `${JSON.stringify({ format, namespaces, protocol, systems: {}, zod }, null, 2)}\n`)
  return path
}

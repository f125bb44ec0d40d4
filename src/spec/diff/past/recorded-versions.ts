import type { PastTable } from '../../../contract/past/past.js'
import type { ContractJson, NamespaceJson } from '../../contract-json.js'
import { entryOf } from '../record-entry.js'

/** What earlier versions of contracts were, by their number: each as `contract.versions/N.json` holds it. */
export interface RecordedVersions {
  readonly [version: number]: Pick<ContractJson, 'namespaces'>
}

/** What is known of the earlier versions that a contract serves, besides what it says of them itself. */
export interface KnownPast {
  /** The contracts that were recorded; without them no version is missed. */
  readonly versions: RecordedVersions | undefined
  /** The tables that code declares, by path: what their functions do is tried on drawn payloads. */
  readonly tables: { readonly [path: string]: PastTable }
}

/** Finds what a namespace was at an earlier version: the last release, where it stood there, or what was recorded. */
export function recordedAt(
  path: string,
  version: number,
  old: Pick<ContractJson, 'namespaces'>,
  { versions = {} }: KnownPast,
): NamespaceJson | undefined {
  const released = entryOf(old.namespaces, path)
  if (released?.version === version) return released
  const recorded = entryOf(versions[version]?.namespaces ?? {}, path)
  return recorded?.version === version ? recorded : undefined
}

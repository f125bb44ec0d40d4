import type { ReleasedContract } from '../spec/diff/comparison.js'
import { CommandError } from './command.js'
import { jsonOf, textOf } from './json-file.js'

/** The package whose contract is judged. */
export interface OwnPackage {
  readonly name: string
  readonly version: string
}

/** Reads name and version from `package.json`, or from the contract where that does not say them. */
export function ownPackage(cwd: string, contract: ReleasedContract): OwnPackage {
  const text = textOf(cwd, 'package.json')
  const found = (text === undefined ? {} : jsonOf(cwd, 'package.json')) as Partial<OwnPackage>
  const name = found.name ?? contract.package?.name
  if (name === undefined) throw new CommandError('package.json has no `name`, so no changeset can be about it')
  return { name, version: found.version ?? contract.package?.version ?? '0.0.0' }
}

import { raised, toVersion } from '../../spec/diff/rules/version.js'
import { CommandError } from '../command.js'
import { declaredFor } from '../gate/changeset.js'
import { jsonOf } from '../json-file.js'

/**
 * Finds the release that code is read for: `next` is the one that pending changesets make of the package.
 * @throws CommandError where `package.json` does not say which package it is
 */
export function readRelease(cwd: string, wanted: string | undefined): string | undefined {
  if (wanted !== 'next') return wanted
  const { name, version } = jsonOf(cwd, 'package.json') as { readonly name?: unknown; readonly version?: unknown }
  const current = typeof version === 'string' ? toVersion(version) : undefined
  if (typeof name !== 'string' || !current)
    throw new CommandError('--release next: package.json needs a `name` and a `version`')
  return raised(current, declaredFor(name, cwd, '.changeset').bump).join('.')
}

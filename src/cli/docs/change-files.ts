import { existsSync, readdirSync } from 'node:fs'
import { posix, resolve } from 'node:path'
import type { ChangeFiles } from '../../reference/changes/changelog.js'
import { textOf } from '../json-file.js'

/** Reads what tells of changes beside a `contract.json`: its `CHANGELOG.md`, and the changesets that no release has yet. */
export function changeFiles(cwd: string, contract: string): ChangeFiles {
  const folder = posix.dirname(contract.replaceAll('\\', '/'))
  const changelog = textOf(cwd, posix.join(folder, 'CHANGELOG.md'))
  const pending = posix.join(folder, '.changeset')
  const names = existsSync(resolve(cwd, pending)) ? readdirSync(resolve(cwd, pending)).sort() : []
  const changesets = names
    .filter((name) => /\.md$/i.test(name) && !/^readme\.md$/i.test(name))
    .map((name) => textOf(cwd, posix.join(pending, name)) ?? '')
  return { ...(changelog !== undefined && { changelog }), changesets }
}

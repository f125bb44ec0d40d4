import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { CommandError } from '../command.js'

/** What differs between what is built and what lies on the disk. */
export interface FileChanges {
  /** What is not there yet. */
  readonly missing: readonly string[]
  /** What says something else. */
  readonly changed: readonly string[]
  /** What an earlier build wrote, and nothing makes any more. */
  readonly gone: readonly string[]
}

/**
 * Compares what is built with what lies on the disk.
 * @throws CommandError where something that is no file is in the way
 */
export function fileChanges(
  cwd: string,
  files: ReadonlyMap<string, string>,
  earlier: ReadonlySet<string>,
): FileChanges {
  const missing: string[] = []
  const changed: string[] = []
  for (const [path, text] of files) {
    const full = resolve(cwd, path)
    if (!existsSync(full)) missing.push(path)
    else if (!statSync(full).isFile()) throw new CommandError(`${path} is no file, and one has to be written there`)
    else if (readFileSync(full, 'utf8') !== text) changed.push(path)
  }
  const gone = [...earlier].filter((path) => !files.has(path) && existsSync(resolve(cwd, path)))
  return { missing: missing.sort(), changed: changed.sort(), gone: gone.sort() }
}

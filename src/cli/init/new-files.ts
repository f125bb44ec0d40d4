import { lstatSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { CommandError } from '../command.js'

/**
 * Checks that a folder is none yet or really one, and that none of some files is there.
 * @throws CommandError that names those that are
 */
export function checkNew(folder: string, shown: string, paths: readonly string[]): void {
  if (!isFolderOrFree(folder)) throw new CommandError(`${shown} is no folder`)
  const there = paths.filter((path) => isThere(resolve(folder, path)))
  if (!there.length) return
  const them = there.length === 1 ? 'it' : 'them'
  throw new CommandError(
    `${shown} has ${there.join(', ')} already, and nothing was written: move ${them} away, or name another folder`,
  )
}

function isFolderOrFree(folder: string): boolean {
  try {
    return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? true
  } catch {
    // a file stands in the way to it
    return false
  }
}

/** Returns whether something has this path, be it a link that leads nowhere. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    // a file stands where a folder would have to: writing says so
    return false
  }
}

/**
 * Writes files that are not there yet, all of them or none.
 * @throws CommandError that says which can't be written
 */
export function writeNew(folder: string, files: readonly { readonly path: string; readonly text: string }[]): void {
  const made: string[] = []
  for (const { path, text } of files) {
    const file = resolve(folder, path)
    try {
      const first = mkdirSync(dirname(file), { recursive: true })
      if (first !== undefined) made.push(first)
      // never over a file that came in between
      writeFileSync(file, text, { flag: 'wx' })
      made.push(file)
    } catch (error) {
      for (const each of made.reverse()) rmSync(each, { recursive: true, force: true })
      const { code = 'unknown reason' } = error as NodeJS.ErrnoException
      throw new CommandError(`${path} can't be written (${code}), and nothing was`, { cause: error })
    }
  }
}

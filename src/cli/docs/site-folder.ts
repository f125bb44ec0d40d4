import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { CommandError } from '../command.js'

/** The file by which a folder is known as a site of this command; it lists what was written. */
export const siteMarker = '.socket-canon-site.json'

/**
 * Checks that a folder may be written to: it is not there yet, empty, or a site that this command wrote.
 * @throws CommandError where it holds something else
 */
export function checkSiteFolder(cwd: string, folder: string): void {
  const full = resolve(cwd, folder)
  if (!existsSync(full)) return
  if (!statSync(full).isDirectory()) throw new CommandError(`${folder} is no folder`)
  if (readdirSync(full).length > 0 && !existsSync(join(full, siteMarker)))
    throw new CommandError(`${folder} holds what this command did not write: name another folder, or empty it`)
}

/**
 * Writes a site in the place of an earlier one, all at once: whoever reads it meanwhile finds the one or the other. What somebody
 * else put beside an earlier site stays.
 */
export function replaceSite(
  cwd: string,
  folder: string,
  files: ReadonlyMap<string, string>,
  copied: readonly string[],
): void {
  const given = resolve(cwd, folder)
  const full = existsSync(given) ? realpathSync(given) : given
  const [next, last] = [`${full}.${process.pid}.new`, `${full}.${process.pid}.old`]
  try {
    for (const [path, text] of files) write(join(next, path), (file) => writeFileSync(file, text))
    for (const path of copied) write(join(next, 'media', path), (file) => cpSync(resolve(cwd, path), file))
    if (existsSync(full)) keepOthers(full, next)
    const written = [...files.keys(), ...copied.map((path) => `media/${path}`)].sort()
    writeFileSync(join(next, siteMarker), `${JSON.stringify({ written }, null, 2)}\n`)
    if (existsSync(full)) renameSync(full, last)
    try {
      renameSync(next, full)
    } catch (error) {
      if (existsSync(last)) renameSync(last, full)
      throw error
    }
  } catch (error) {
    throw new CommandError(`${folder} could not be written: ${reasonOf(error)}`, { cause: error })
  } finally {
    rmSync(next, { recursive: true, force: true })
    rmSync(last, { recursive: true, force: true })
  }
}

function write(file: string, put: (file: string) => void): void {
  mkdirSync(dirname(file), { recursive: true })
  put(file)
}

/** Copies what an earlier site did not write, such as the pages of another tool. */
function keepOthers(from: string, to: string): void {
  const marker = join(from, siteMarker)
  const { written = [] } = existsSync(marker)
    ? (JSON.parse(readFileSync(marker, 'utf8')) as { written?: readonly string[] })
    : {}
  const own = new Set([...written, siteMarker])
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const name = relative(from, path).replaceAll(sep, '/')
    if (entry.isFile() && !own.has(name) && !existsSync(join(to, name)))
      write(join(to, name), (file) => cpSync(path, file))
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return code ?? message
}

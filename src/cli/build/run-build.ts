import { spawnSync } from 'node:child_process'
import { posix } from 'node:path'
import { BuildError } from '../../build/build-error.js'
import { CommandError } from '../command.js'
import type { BuildOutcome } from './build-report.js'
import type { BuildSettings } from './build-settings.js'
import { type BuildContext, builtPackage } from './built-package.js'
import { earlierFiles, writtenList } from './earlier-build.js'
import { fileChanges } from './file-changes.js'
import { replaceFiles } from './replace-files.js'

/** Builds a package, and replaces what is on the disk. */
export async function build(settings: BuildSettings, onRead?: BuildContext['onRead']): Promise<BuildOutcome> {
  const outcome = await compared(settings, onRead)
  const { changes, built } = outcome
  const touched = [...changes.missing, ...changes.changed]
  const files = new Map(touched.map((path) => [path, built.files.get(path) as string]))
  replaceFiles(settings.cwd, { files, gone: changes.gone })
  return outcome
}

/** What a check found. */
export interface CheckOutcome extends BuildOutcome {
  /** Whether the output was not looked at: it was not built here, and git ignores it, as in a fresh clone. */
  readonly isOutputLeftOut: boolean
}

/** Builds a package in memory, and compares it with what is on the disk. */
export async function check(settings: BuildSettings): Promise<CheckOutcome> {
  const outcome = await compared(settings)
  const { cwd, out } = settings
  const { missing } = outcome.changes
  const list = posix.join(out, writtenList)
  const isOutputLeftOut = out !== '.' && missing.includes(list) && isIgnored(cwd, list)
  if (!isOutputLeftOut) return { ...outcome, isOutputLeftOut }
  const others = missing.filter((path) => !path.startsWith(`${out}/`))
  return { ...outcome, isOutputLeftOut, changes: { ...outcome.changes, missing: others } }
}

async function compared(settings: BuildSettings, onRead?: BuildContext['onRead']): Promise<BuildOutcome> {
  const start = performance.now()
  const { cwd, out } = settings
  const earlier = earlierFiles(cwd, out)
  const built = await builtPackage(settings, { earlier, ...(onRead && { onRead }) }).catch((error: unknown) => {
    if (error instanceof BuildError) throw new CommandError(error.message, { cause: error })
    throw error
  })
  const changes = fileChanges(cwd, built.files, earlier)
  checkOurs(settings, changes.changed, earlier)
  return { settings, built, changes, ms: performance.now() - start }
}

/** Checks that an earlier build wrote what is to be replaced. */
function checkOurs({ out }: BuildSettings, changed: readonly string[], earlier: ReadonlySet<string>): void {
  const path = changed.find((each) => !earlier.has(each))
  if (path === undefined) return
  const elsewhere = path.startsWith(`${out}/`) ? ', or choose another folder with --out' : ''
  throw new CommandError(`${path} is there, and no build wrote it: move or remove it${elsewhere}`)
}

function isIgnored(cwd: string, path: string): boolean {
  return spawnSync('git', ['check-ignore', '-q', path], { cwd, stdio: 'ignore' }).status === 0
}

import { copyFileSync, existsSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { CommandError } from '../command.js'

/** What is to be on the disk instead of what is there. */
export interface Replacement {
  /** The text of each file that is new or changed. */
  readonly files: ReadonlyMap<string, string>
  /** The files that go. */
  readonly gone: readonly string[]
}

/**
 * Replaces files, all or none: each is written beside its place first, and what is replaced is kept until the last one is there.
 * @throws CommandError that says why nothing was changed
 */
export function replaceFiles(cwd: string, { files, gone }: Replacement): void {
  const undo: (() => void)[] = []
  const kept: string[] = []
  const drafts = new Map<string, string>()
  try {
    for (const [path, text] of files) {
      const full = resolve(cwd, path)
      const draft = `${full}.${process.pid}.tmp`
      makeFolder(dirname(full), undo)
      drafts.set(full, draft)
      writeFileSync(draft, text)
    }
    for (const [full, draft] of drafts) {
      const old = `${full}.${process.pid}.old`
      if (existsSync(full)) {
        kept.push(old)
        copyFileSync(full, old)
        undo.push(() => renameSync(old, full))
      } else undo.push(() => rmSync(full, { force: true }))
      renameSync(draft, full)
    }
    for (const path of gone) {
      const full = resolve(cwd, path)
      const old = `${full}.${process.pid}.old`
      kept.push(old)
      renameSync(full, old)
      undo.push(() => renameSync(old, full))
    }
  } catch (error) {
    for (const draft of drafts.values()) rmSync(draft, { force: true })
    for (const step of undo.reverse()) step()
    throw new CommandError(`nothing is changed, for ${reasonOf(cwd, error)}`, { cause: error })
  }
  for (const old of kept) rmSync(old, { force: true })
  for (const path of gone) dropEmpty(cwd, dirname(resolve(cwd, path)))
}

/** Makes a folder, with those above it that are missing; the topmost of them goes again where all is undone. */
function makeFolder(folder: string, undo: (() => void)[]): void {
  const first = mkdirSync(folder, { recursive: true })
  if (first !== undefined) undo.push(() => rmSync(first, { recursive: true, force: true }))
}

/** Removes a folder that holds nothing any more, and those above it. */
function dropEmpty(cwd: string, folder: string): void {
  for (let each = folder; relative(cwd, each) !== ''; each = dirname(each)) {
    try {
      rmdirSync(each)
    } catch {
      return
    }
  }
}

function reasonOf(cwd: string, error: unknown): string {
  const { code, path } = error as NodeJS.ErrnoException
  const where = path === undefined ? 'a file' : relative(cwd, path).replace(/\.\d+\.(?:tmp|old)$/, '')
  return `${where} can't be written: ${code ?? 'unknown reason'}`
}

import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { CommandError } from '../command.js'
import { type IgnoreRules, ignoreRules } from './ignore-rules.js'

/** A file that is not read, and why. */
export interface SkippedFile {
  readonly file: string
  readonly reason: string
}

/** The files below some paths. */
export interface FoundFiles {
  readonly files: string[]
  readonly skipped: SkippedFile[]
}

const read = /\.(?:[cm]?[jt]sx?|vue|svelte|py|mdx?|markdown)$/

/** Returns whether a file is of a kind that is read. */
export function isSourceFile(file: string): boolean {
  return read.test(file)
}
const closed = new Set([
  'node_modules',
  'bower_components',
  'dist',
  'build',
  'out',
  'coverage',
  '.git',
  '.next',
  '.nuxt',
  '.svelte-kit',
  '.output',
  '.turbo',
  '.cache',
  'vendor',
  'venv',
  '.venv',
  'site-packages',
  '__pycache__',
  '.tox',
])

interface Walk extends FoundFiles {
  readonly seen: Set<string>
}

/**
 * Lists the files to read below some paths. What git ignores is left out, and so are folders that hold what others wrote.
 * @throws CommandError where a path leads nowhere
 */
export function sourceFilesIn(cwd: string, paths: readonly string[]): FoundFiles {
  const walk: Walk = { files: [], skipped: [], seen: new Set() }
  for (const path of paths) {
    const full = resolve(cwd, path)
    const found = statSync(full, { throwIfNoEntry: false })
    if (!found) throw new CommandError(`there is no file or folder ${path}`)
    if (found.isDirectory()) walkFolder(walk, full, ignoredAbove(full))
    else keepFile(walk, full)
  }
  return walk
}

interface FolderRules {
  readonly folder: string
  readonly rules: IgnoreRules
}

/** Reads the `.gitignore` of every folder above one, as far as the repository goes. */
function ignoredAbove(folder: string): FolderRules[] {
  const found: FolderRules[] = []
  for (let at = folder; ; at = resolve(at, '..')) {
    if (at !== folder) found.unshift(...rulesIn(at))
    if (isThere(join(at, '.git')) || at === resolve(at, '..')) return isThere(join(at, '.git')) ? found : []
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

function rulesIn(folder: string): FolderRules[] {
  const file = join(folder, '.gitignore')
  return isThere(file) ? [{ folder, rules: ignoreRules(readFileSync(file, 'utf8')) }] : []
}

function walkFolder(walk: Walk, folder: string, above: readonly FolderRules[]): void {
  const real = realpathSync(folder)
  // a link may lead back to a folder around it
  if (walk.seen.has(real)) return
  walk.seen.add(real)
  const rules = [...above, ...rulesIn(folder)]
  const entries = readdirSync(folder, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    const target = entry.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : entry
    if (!target) walk.skipped.push({ file: path, reason: 'is a link that leads nowhere' })
    else if (target.isDirectory()) {
      if (!closed.has(entry.name) && !isIgnored(rules, path, true)) walkFolder(walk, path, rules)
    } else if (isSourceFile(entry.name) && !isIgnored(rules, path, false)) keepFile(walk, path)
  }
}

function keepFile(walk: Walk, path: string): void {
  const real = realpathSync(path)
  if (walk.seen.has(real)) return
  walk.seen.add(real)
  walk.files.push(path)
}

function isIgnored(rules: readonly FolderRules[], path: string, isFolder: boolean): boolean {
  const told = rules.map((each) => each.rules.ignores(relative(each.folder, path).replaceAll('\\', '/'), isFolder))
  return told.findLast((each) => each !== undefined) ?? false
}

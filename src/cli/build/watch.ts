import { realpathSync } from 'node:fs'
import { firstLineOf } from '../../build/build-error.js'
import { textOf } from '../json-file.js'
import type { Terminal } from '../terminal.js'
import { type BuildOutcome, buildReport, rebuildLine } from './build-report.js'
import type { BuildSettings } from './build-settings.js'
import { build } from './run-build.js'
import { WatchedFolders } from './watched-folders.js'

// an editor that saves tells of it several times
const quietMs = 20

/** Builds, and builds anew whenever a file that was read says something else, until it is told to end. */
export async function watch(settings: () => BuildSettings, terminal: Terminal, end = interrupted()): Promise<number> {
  const watching = new Watching(settings, terminal)
  await watching.build()
  await end
  await watching.end()
  return 0
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

/** A package that is built whenever it changes. */
class Watching {
  readonly #settings: () => BuildSettings
  readonly #terminal: Terminal
  readonly #cwd: string
  readonly #folders: WatchedFolders
  /** What the files that matter held when they were read last. */
  readonly #texts = new Map<string, string | undefined>()
  #hasBuilt = false
  // then any change may mend it
  #hasFailed = false
  #quiet: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined

  constructor(settings: () => BuildSettings, terminal: Terminal) {
    this.#settings = settings
    this.#terminal = terminal
    this.#cwd = realpathSync(terminal.cwd)
    this.#folders = new WatchedFolders(this.#cwd, (path) => this.#changed(path))
  }

  async build(): Promise<void> {
    this.#running = this.#once()
    await this.#running
    this.#running = undefined
  }

  async end(): Promise<void> {
    clearTimeout(this.#quiet)
    this.#folders.close()
    await this.#running
  }

  async #once(): Promise<void> {
    this.#texts.set('package.json', this.#textOf('package.json'))
    try {
      const settings = this.#settings()
      for (const entry of settings.entries) if (!this.#texts.has(entry)) this.#texts.set(entry, undefined)
      const outcome = await build(settings, (path, text) => this.#texts.set(path, text))
      this.#keep(['package.json', ...outcome.built.sources])
      this.#tell(outcome)
    } catch (error) {
      // whatever it was, the next change may mend it
      this.#hasFailed = true
      this.#terminal.err(`socket-canon build: ${firstLineOf(error)}`)
    }
    this.#folders.follow(this.#texts.keys())
  }

  #tell(outcome: BuildOutcome): void {
    const { terminal, hasBuilt } = { terminal: this.#terminal, hasBuilt: this.#hasBuilt }
    terminal.out(hasBuilt ? rebuildLine(outcome) : buildReport(outcome, terminal))
    if (!hasBuilt) terminal.out(`\nWatching ${outcome.built.sources.join(', ')}`)
    this.#hasBuilt = true
    this.#hasFailed = false
  }

  /** Forgets files that are not read any more, and reads those that are no modules. */
  #keep(sources: readonly string[]): void {
    const known = new Set(sources)
    for (const path of this.#texts.keys()) if (!known.has(path)) this.#texts.delete(path)
    for (const path of sources) if (!this.#texts.has(path)) this.#texts.set(path, this.#textOf(path))
  }

  #changed(path: string | undefined): void {
    const matters = path === undefined || this.#isRead(path) || (this.#hasFailed && isSource.test(path))
    if (!matters) return
    clearTimeout(this.#quiet)
    this.#quiet = setTimeout(() => this.#look(), quietMs)
  }

  /** Returns whether a path is of a file that was read, or of a folder that holds one. */
  #isRead(path: string): boolean {
    return [...this.#texts.keys()].some((each) => each === path || each.startsWith(`${path}/`))
  }

  /** Builds where a file says something else than when it was read, after a build that runs. */
  #look(): void {
    // a folder may have been made anew
    this.#folders.follow(this.#texts.keys())
    if (this.#running) void this.#running.then(() => this.#look())
    else if (this.#hasFailed || [...this.#texts].some(([path, text]) => this.#textOf(path) !== text)) void this.build()
  }

  /** Reads a file, which may be away for the moment in which an editor replaces it. */
  #textOf(path: string): string | undefined {
    try {
      return textOf(this.#cwd, path)
    } catch {
      return undefined
    }
  }
}

const isSource = /\.(?:[cm]?[jt]sx?|json)$/

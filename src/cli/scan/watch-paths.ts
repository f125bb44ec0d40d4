import { type FSWatcher, statSync, watch } from 'node:fs'
import { resolve } from 'node:path'
import type { Terminal } from '../terminal.js'
import { isSourceFile } from './source-files.js'

// an editor that saves tells of it several times
const quietMs = 100
const others = /(?:^|[\\/])(?:node_modules|\.git|dist|build|coverage)[\\/]/

/** Does something again whenever a file below some paths changes, until it is told to end. */
export async function watchPaths(
  cwd: string,
  paths: readonly string[],
  again: () => Promise<number>,
  terminal: Terminal,
): Promise<void> {
  const watching = new WatchedPaths(again, terminal)
  for (const path of paths) watching.add(resolve(cwd, path))
  terminal.out(`\nWatching ${paths.join(', ')}`)
  await terminal.stopped?.()
  await watching.close()
}

/** Paths that are watched, and what is done when one changes: once at a time, and once more where something changed meanwhile. */
class WatchedPaths {
  readonly #again: () => Promise<number>
  readonly #terminal: Terminal
  readonly #watchers: FSWatcher[] = []
  #quiet: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()

  constructor(again: () => Promise<number>, terminal: Terminal) {
    this.#again = again
    this.#terminal = terminal
  }

  add(path: string): void {
    const recursive = statSync(path).isDirectory()
    this.#watchers.push(watch(path, { recursive }, (_, file) => this.#changed(file ?? path)))
  }

  async close(): Promise<void> {
    clearTimeout(this.#quiet)
    for (const each of this.#watchers) each.close()
    await this.#running
  }

  #changed(file: string): void {
    if (others.test(file) || !(isSourceFile(file) || file.endsWith('.json'))) return
    clearTimeout(this.#quiet)
    this.#quiet = setTimeout(() => {
      this.#running = this.#running.then(() => this.#once())
    }, quietMs)
  }

  async #once(): Promise<void> {
    try {
      this.#terminal.out('')
      await this.#again()
    } catch (error) {
      this.#terminal.err(`socket-canon scan: ${error instanceof Error ? error.message : 'failed'}`)
    }
  }
}

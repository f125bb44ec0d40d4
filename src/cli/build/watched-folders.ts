import { type FSWatcher, watch as watchFolder } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

/** The watchers of the folders of some files: editors replace a file as a whole, which nobody sees who watches the file alone. */
export class WatchedFolders {
  readonly #cwd: string
  readonly #onChange: (path: string | undefined) => void
  readonly #watchers = new Map<string, FSWatcher>()

  constructor(cwd: string, onChange: (path: string | undefined) => void) {
    this.#cwd = cwd
    this.#onChange = onChange
  }

  /** Watches the folders of these files, and no others. */
  follow(files: Iterable<string>): void {
    const wanted = new Set([...files].map((file) => dirname(resolve(this.#cwd, file))))
    for (const [folder, watcher] of this.#watchers)
      if (!wanted.has(folder)) {
        watcher.close()
        this.#watchers.delete(folder)
      }
    for (const folder of wanted) if (!this.#watchers.has(folder)) this.#open(folder)
  }

  close(): void {
    this.follow([])
  }

  #open(folder: string): void {
    const watcher = watchFolder(folder, (_, name) => {
      // some platforms don't say which file it was
      this.#onChange(name === null ? undefined : relative(this.#cwd, join(folder, name)).replaceAll('\\', '/'))
    })
    // a folder that goes away takes its files with it
    watcher.on('error', () => {
      watcher.close()
      this.#watchers.delete(folder)
      this.#onChange(undefined)
    })
    this.#watchers.set(folder, watcher)
  }
}

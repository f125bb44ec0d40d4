import { type FSWatcher, statSync, type WatchListener, watch as watchFolder } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

/** The watchers of the folders of some files: editors replace a file as a whole, which nobody sees who watches the file alone. */
export class WatchedFolders {
  readonly #cwd: string
  readonly #onChange: (path: string | undefined) => void
  readonly #watchers = new Map<string, { readonly watcher: FSWatcher; readonly made: string }>()

  constructor(cwd: string, onChange: (path: string | undefined) => void) {
    this.#cwd = cwd
    this.#onChange = onChange
  }

  /** Watches the folders of these files, or the nearest above them that are there, and no others. */
  follow(files: Iterable<string>): void {
    const wanted = new Map([...files].map((file) => nearest(dirname(resolve(this.#cwd, file)))))
    for (const [folder, { watcher, made }] of this.#watchers)
      if (wanted.get(folder) !== made) {
        watcher.close()
        this.#watchers.delete(folder)
      }
    for (const [folder, made] of wanted) if (!this.#watchers.has(folder)) this.#open(folder, made)
  }

  close(): void {
    this.follow([])
  }

  #open(folder: string, made: string): void {
    const watcher = opened(folder, (_, name) => {
      // some platforms don't say which file it was
      this.#onChange(name === null ? undefined : relative(this.#cwd, join(folder, name)).replaceAll('\\', '/'))
    })
    if (!watcher) return
    // a folder that goes away takes its files with it
    watcher.on('error', () => {
      watcher.close()
      this.#watchers.delete(folder)
      this.#onChange(undefined)
    })
    this.#watchers.set(folder, { watcher, made })
  }
}

/** Finds the nearest folder that is there, and what tells it from one that is made in its place later. */
function nearest(folder: string): [folder: string, made: string] {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (found?.isDirectory() || dirname(folder) === folder) return [folder, `${found?.ino} ${found?.birthtimeMs}`]
  return nearest(dirname(folder))
}

/** Watches a folder, which may have gone since it was found. */
function opened(folder: string, hear: WatchListener<string>): FSWatcher | undefined {
  try {
    return watchFolder(folder, hear)
  } catch {
    return undefined
  }
}

import { existsSync } from 'node:fs'
import { dirname, join, resolve as joined } from 'node:path'
import type { ResolveImport } from './module-resolver.js'

/** What imports are written like, with where they lead. */
export const importWords = /(?:\bfrom|\brequire\(|\bimport\(|\bimport)\s*['"]([^'"\n]+)['"]/g

/**
 * Finds of which part of the code a file is: packages that import each other are one. What nothing links is followed on its
 * own, so that a name in one code base is not taken for the same name in another.
 */
export function sourceParts(texts: ReadonlyMap<string, string>, resolve: ResolveImport): (file: string) => string {
  const links = new PackageLinks()
  const asked = new Set<string>()
  for (const [file, text] of texts)
    for (const [, specifier = ''] of text.matchAll(importWords)) {
      const target = specifier.startsWith('.') ? joined(dirname(file), specifier) : packageTarget(file, specifier)
      if (target !== undefined) links.link(file, target)
    }
  return (file) => links.partOf(file)

  /** Finds where a name of a package leads, once for each package that names it. */
  function packageTarget(file: string, specifier: string): string | undefined {
    const key = `${links.folderOf(file)}\0${specifier}`
    if (asked.has(key)) return undefined
    asked.add(key)
    return resolve(file, specifier)
  }
}

/** The folders of packages, and which belong together. */
class PackageLinks {
  readonly #folders = new Map<string, string>()
  readonly #above = new Map<string, string>()

  /** Finds the folder of the package that a file is of; none where no folder above has a `package.json`. */
  folderOf(file: string): string {
    const folder = dirname(file)
    const known = this.#folders.get(folder)
    if (known !== undefined) return known
    const isPackage = existsSync(join(folder, 'package.json'))
    const found = isPackage ? folder : folder === dirname(folder) ? '' : this.folderOf(folder)
    this.#folders.set(folder, found)
    return found
  }

  partOf(file: string): string {
    let at = this.folderOf(file)
    for (let next = this.#above.get(at); next !== undefined; next = this.#above.get(at)) at = next
    return at
  }

  link(file: string, other: string): void {
    const [one, two] = [this.partOf(file), this.partOf(other)]
    if (one !== two) this.#above.set(one, two)
  }
}

import { dirname, join } from 'node:path'
import { pythonDialect } from '../../scan/follow/libraries/python-ends.js'

/**
 * Finds the file that an import of Python leads to, among those that are there. What is absolute is looked for in each folder
 * around the file, the nearest first: which of them Python is started in, no file says.
 */
export function pythonModuleFile(
  isThere: (file: string) => boolean,
  from: string,
  specifier: string,
): string | undefined {
  const [, dots = '', path = ''] = /^(\.*)(.*)$/.exec(specifier) ?? []
  // a folder may be called as the package is, and is not meant
  if (!dots && pythonDialect(specifier)) return undefined
  const below = path.split('.').filter(Boolean)
  let folder = dirname(from)
  if (dots) {
    for (const _ of dots.slice(1)) folder = dirname(folder)
    return moduleAt(isThere, folder, below)
  }
  for (; ; folder = dirname(folder)) {
    const found = moduleAt(isThere, folder, below)
    if (found !== undefined) return found
    if (folder === dirname(folder)) return undefined
  }
}

function moduleAt(isThere: (file: string) => boolean, folder: string, below: readonly string[]): string | undefined {
  const path = join(folder, ...below)
  return [...(below.length ? [`${path}.py`] : []), join(path, '__init__.py')].find(isThere)
}

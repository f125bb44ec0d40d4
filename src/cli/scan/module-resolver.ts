import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type ReadFile, resolveSpecifier } from '../adopt/source/specifier.js'

/** Finds the file that an import leads to. */
export type ResolveImport = (from: string, specifier: string) => string | undefined

/** Makes a resolver for files of which the texts of some are known; each question is worked out once a folder. */
export function importResolver(texts: ReadonlyMap<string, string>): ResolveImport {
  const others = new Map<string, string | undefined>()
  const read: ReadFile = (path) => {
    const known = texts.get(path)
    if (known !== undefined) return known
    if (!others.has(path)) others.set(path, textAt(path))
    return others.get(path)
  }
  const answers = new Map<string, string | undefined>()
  const packages = workspacePackages(texts)
  return (from, specifier) => {
    const key = `${dirname(from)}\0${specifier}`
    if (!answers.has(key)) answers.set(key, resolveAny(read, packages, from, specifier))
    return answers.get(key)
  }
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // there is none, or a folder
    return undefined
  }
}

const assets = /\.(?:css|s[ac]ss|less|styl|svg|png|jpe?g|gif|webp|ico|woff2?|ttf|mp3|wav|json|md|html)(?:\?.*)?$/
const components = /\.(?:vue|svelte)$/

function resolveAny(
  read: ReadFile,
  packages: ReadonlyMap<string, string>,
  from: string,
  specifier: string,
): string | undefined {
  if (assets.test(specifier)) return undefined
  if (specifier.startsWith('.') && components.test(specifier)) {
    const file = resolve(dirname(from), specifier)
    return read(file) === undefined ? undefined : file
  }
  const found = resolveSpecifier(read, from, specifier)
  if (found !== undefined || specifier.startsWith('.')) return found
  return aliased(read, from, specifier) ?? inWorkspace(read, packages, from, specifier)
}

/** Finds what bundlers call `@/x` and `~/x`: a file below the package's `src`, or beside its `package.json`. */
function aliased(read: ReadFile, from: string, specifier: string): string | undefined {
  const [, rest] = /^(?:@|~|~~|src)\/(.*)$/.exec(specifier) ?? []
  if (rest === undefined) return undefined
  for (let folder = dirname(from); folder !== dirname(folder); folder = dirname(folder)) {
    if (read(join(folder, 'package.json')) === undefined) continue
    for (const base of [join(folder, 'src'), folder]) {
      const found =
        resolveSpecifier(read, join(base, 'index.ts'), `./${rest}`) ??
        (read(join(base, rest)) === undefined ? undefined : join(base, rest))
      if (found !== undefined) return found
    }
    return undefined
  }
  return undefined
}

/** Lists the packages around the files that are read, by name. */
function workspacePackages(texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const seen = new Set<string>()
  for (const file of texts.keys())
    for (let folder = dirname(file); !seen.has(folder) && folder !== dirname(folder); folder = dirname(folder)) {
      seen.add(folder)
      const manifest = join(folder, 'package.json')
      const name = existsSync(manifest) ? nameIn(readFileSync(manifest, 'utf8')) : undefined
      if (name !== undefined && !found.has(name)) found.set(name, folder)
    }
  return found
}

function nameIn(text: string): string | undefined {
  try {
    const { name } = JSON.parse(text) as { readonly name?: unknown }
    return typeof name === 'string' ? name : undefined
  } catch {
    return undefined
  }
}

function inWorkspace(
  read: ReadFile,
  packages: ReadonlyMap<string, string>,
  from: string,
  specifier: string,
): string | undefined {
  const [name = '', rest = ''] = [
    /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0],
    specifier.replace(/^(?:@[^/]+\/)?[^/]+\/?/, ''),
  ]
  const folder = packages.get(name)
  if (folder === undefined || from.startsWith(`${folder}/node_modules`)) return undefined
  for (const base of [join(folder, 'src'), folder, join(folder, 'lib')]) {
    const found = resolveSpecifier(read, join(base, 'x.ts'), rest === '' ? './index' : `./${rest}`)
    if (found !== undefined) return found
  }
  return undefined
}

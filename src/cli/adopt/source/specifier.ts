import { dirname, join, resolve } from 'node:path'

/** Reads source files; nothing where there is none. */
export type ReadFile = (path: string) => string | undefined

const endings = ['.ts', '.tsx', '.mts', '.cts', '.d.ts', '.js', '.jsx', '.mjs', '.cjs']

/** Finds the file that an import names; nothing for packages. */
export function resolveSpecifier(read: ReadFile, from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return fileAt(read, resolve(dirname(from), specifier))
  for (const path of mappedPaths(read, from, specifier)) {
    const found = fileAt(read, path)
    if (found) return found
  }
  return undefined
}

function fileAt(read: ReadFile, path: string): string | undefined {
  const bare = path.replace(/\.([mc]?)jsx?$/, '')
  const tried = [
    ...(endings.some((ending) => path.endsWith(ending)) ? [path] : []),
    ...(bare === path ? [] : endings.map((ending) => bare + ending)),
    ...endings.map((ending) => path + ending),
    ...endings.map((ending) => join(path, `index${ending}`)),
  ]
  return tried.find((each) => read(each) !== undefined)
}

interface Config {
  readonly extends?: unknown
  readonly compilerOptions?: { readonly baseUrl?: string; readonly paths?: Readonly<Record<string, readonly string[]>> }
}

/** Lists where `paths` of the nearest tsconfig.json lead. */
function mappedPaths(read: ReadFile, from: string, specifier: string): string[] {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const found = configAt(read, join(folder, 'tsconfig.json'), 0)
    if (found) {
      const { paths, base, hasBase } = found
      const mapped = Object.entries(paths).flatMap(([pattern, targets]) => {
        const star = starOf(pattern, specifier)
        return star === undefined ? [] : targets.map((target) => resolve(base, target.replace('*', star)))
      })
      return [...mapped, ...(hasBase ? [resolve(base, specifier)] : [])]
    }
    if (folder === dirname(folder)) return []
  }
}

function configAt(
  read: ReadFile,
  file: string,
  depth: number,
): { paths: Readonly<Record<string, readonly string[]>>; base: string; hasBase: boolean } | undefined {
  const text = read(file)
  if (text === undefined) return undefined
  const { compilerOptions: { baseUrl, paths } = {}, extends: parent } = jsonOf(text)
  if (paths || baseUrl !== undefined)
    return { paths: paths ?? {}, base: resolve(dirname(file), baseUrl ?? '.'), hasBase: baseUrl !== undefined }
  const above =
    typeof parent === 'string' && parent.startsWith('.') && depth < 5
      ? configAt(read, resolve(dirname(file), parent.endsWith('.json') ? parent : `${parent}.json`), depth + 1)
      : undefined
  return above ?? { paths: {}, base: dirname(file), hasBase: false }
}

/** Reads JSON with comments and commas at ends; nothing of what can't be read. */
function jsonOf(text: string): Config {
  const bare = text
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, quoted?: string) => quoted ?? '')
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, quoted?: string) => quoted ?? '')
  try {
    return JSON.parse(bare.replace(/^\uFEFF/, '')) as Config
  } catch {
    return {}
  }
}

function starOf(pattern: string, specifier: string): string | undefined {
  const [before = '', after] = pattern.split('*')
  if (after === undefined) return pattern === specifier ? '' : undefined
  const fits =
    specifier.startsWith(before) && specifier.endsWith(after) && specifier.length >= before.length + after.length
  return fits ? specifier.slice(before.length, specifier.length - after.length) : undefined
}

import { existsSync, readFileSync } from 'node:fs'
import { posix, resolve } from 'node:path'
import type { ContractWithAliases } from '../../spec/contract-source.js'
import type { Prose } from '../../spec/prose.js'
import { TypeScope } from '../../spec/type/type-scope.js'
import { BuildError } from '../build-error.js'
import type { LoadedModule, LoadedPackage } from '../load.js'
import { eventOfType, namedTypes } from '../prose/type-names.js'
import { lineAt, sourceModule, topConstants } from '../source-module.js'
import { tool } from '../tool.js'
import { declarationExtensions, importPath, type Layout, type OutputFormat, stemOf } from './layout.js'
import { putTypes } from './module-types.js'
import { withImports } from './printed-module.js'
import { untypedSource } from './untyped-source.js'

/** What declarations are printed for. */
export interface DeclarationsOptions {
  readonly cwd: string
  readonly contracts: readonly ContractWithAliases[]
  readonly prose: Prose
  readonly entries: readonly string[]
  readonly formats: readonly OutputFormat[]
  readonly layout: Layout
  /** Returns the module from which a file of the output imports a type of this package. */
  typeHome(file: string, name: string): string
  /** Returns whether a module is written; by default all are that an entry needs. */
  readonly isWritten?: ((path: string) => boolean) | undefined
}

/**
 * Prints the declarations of the modules that entries need: the types of contracts as they are, with every sentence, and the
 * others as they are annotated.
 * @throws BuildError that names a constant or function whose type nobody can tell
 */
export async function printedDeclarations(
  loaded: LoadedPackage,
  options: DeclarationsOptions,
): Promise<ReadonlyMap<string, string>> {
  const { cwd, entries, formats, layout, isWritten = () => true } = options
  const modules = new Map(loaded.modules)
  const texts = new Map<string, string>()
  const open = entries.filter(isWritten)
  const ways = new Map<string, Map<string, string>>()
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (texts.has(path)) continue
    const module = modules.get(path) as LoadedModule
    const text = await printedDeclaration(module, {
      ...options,
      modules,
      sentenceOf: loaded.sentenceOf,
      meaningsOf: loaded.meaningsOf,
    })
    texts.set(path, text)
    const way = new Map<string, string>()
    ways.set(path, way)
    for (const specifier of await importsOf(text)) {
      const other = module.imports.get(specifier) ?? found(cwd, path, specifier)
      if (other === undefined || !isWritten(other)) continue
      if (!modules.has(other)) modules.set(other, await unrun(cwd, other))
      way.set(specifier, other)
      open.push(other)
    }
  }
  const files = new Map<string, string>()
  for (const { folder, extension } of formats)
    for (const [path, text] of texts) {
      const file = `${stemOf(layout, path)}${declarationExtensions[extension]}`
      const named = await withImports('declarations.d.ts', text, (specifier) => {
        const other = ways.get(path)?.get(specifier)
        return other === undefined ? undefined : importPath(file, `${stemOf(layout, other)}${extension}`)
      })
      files.set(`${folder}/${file}`, named)
    }
  return files
}

async function printedDeclaration(
  module: LoadedModule,
  options: DeclarationsOptions & Pick<LoadedPackage, 'modules' | 'sentenceOf' | 'meaningsOf'>,
): Promise<string> {
  const { default: MagicString } = await tool('magic-string')
  const { isolatedDeclarationSync } = await tool('oxc-transform')
  const { path, text: source } = module.source
  const file = `${stemOf(options.layout, path)}.d.ts`
  const imported = new Map<string, string>()
  // an interface can extend a name only, and no `import()`
  const refer = (name: string): string => {
    const local = imported.get(name) ?? freeType(source, name)
    imported.set(name, local)
    return local
  }
  const carried = new Set(namedTypes(module).flatMap(({ name, type }) => (eventOfType(type, module) ? [name] : [])))
  const names = [...namedTypes(module), ...topConstants(module.source)].map(({ name }) => name)
  const scope = new TypeScope(
    refer,
    names.filter((name) => !carried.has(name)),
  )
  const text = new MagicString(source)
  if (/\.[cm]?jsx?$/.test(path)) untypedSource(text, module)
  putTypes(text, module, { ...options, scope, refer })
  const [unsaid] = scope.unprintable
  if (unsaid) {
    const [event, ...place] = unsaid.path
    const where = `${path}: ${event}${place.length ? `, ${place.join('.')}` : ''}`
    throw new BuildError(`${where}: no type can be printed of ${unsaid.reason}; write it with zod, from data alone`)
  }
  text.prepend(typeImports(imported, (name) => options.typeHome(file, name)))
  const edited = text.toString()
  const { code, errors } = isolatedDeclarationSync(path.replace(/\.[cm]?jsx?$/, '.ts'), edited, { stripInternal: true })
  const [error] = errors
  if (error) {
    const line = edited.split('\n')[lineAt(edited, error.labels[0]?.start ?? 0) - 1]?.trim() ?? ''
    const words = error.message.replace(/^TS\d+: /, '').replace(/ with --isolatedDeclarations\b/, '')
    throw new BuildError(`${path}: \`${line.slice(0, 60)}\` needs a type annotation: ${words}`)
  }
  return code
}

/** Imports types under the names that a module has for them, once from each module that has some. */
function typeImports(imported: ReadonlyMap<string, string>, homeOf: (name: string) => string): string {
  const homes = new Map<string, string[]>()
  for (const [name, local] of [...imported].sort()) {
    const named = name === local ? name : `${name} as ${local}`
    homes.set(homeOf(name), [...(homes.get(homeOf(name)) ?? []), named])
  }
  return [...homes]
    .map(([home, names]) => `import type { ${names.join(', ')} } from ${JSON.stringify(home)};\n`)
    .join('')
}

/** Finds a name for an imported type that a module does not use. */
function freeType(source: string, name: string): string {
  let local = name
  while (new RegExp(`\\b${local.replaceAll('$', '\\$')}(?![\\w$])`).test(source)) local += '$'
  return local
}

async function importsOf(text: string): Promise<string[]> {
  const found: string[] = []
  await withImports('declarations.d.ts', text, (specifier) => {
    found.push(specifier)
    return undefined
  })
  return found
}

/** Finds the module that one imports only types of, which no run has read. */
function found(cwd: string, path: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  const target = posix.join(posix.dirname(path), specifier)
  const bare = target.replace(/\.[cm]?jsx?$/, '')
  const candidates = [`${bare}.ts`, `${bare}.tsx`, `${bare}.mts`, `${target}.ts`, target, `${target}/index.ts`]
  return candidates.find((each) => existsSync(resolve(cwd, each)) && /\.[cm]?[jt]sx?$/.test(each))
}

async function unrun(cwd: string, path: string): Promise<LoadedModule> {
  const source = await sourceModule(path, readFileSync(resolve(cwd, path), 'utf8'))
  return { source, places: [], names: {}, imports: new Map(), valuesAt: () => [] }
}

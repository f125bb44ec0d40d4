import { relative } from 'node:path'
import type { SourceParser } from '../parser.js'
import { readModule } from './module-reader.js'
import type { DeclaredType, DeclaredValue, DeclaringModule } from './source-module.js'
import { type ReadFile, resolveSpecifier } from './specifier.js'

/** Source files, as far as they were asked for. */
export interface ModuleGraph {
  readonly parser: SourceParser
  readonly cwd: string
  readonly read: ReadFile
  readonly modules: Map<string, DeclaringModule | undefined>
  /** Imports that lead to no file, with the names that were wanted of them. */
  readonly missing: Map<string, Set<string>>
}

/** Where a name is declared. */
export interface Located<Declared> {
  readonly module: DeclaringModule
  readonly declared: Declared
}

/** Makes a graph without files. */
export function moduleGraph(parser: SourceParser, cwd: string, read: ReadFile): ModuleGraph {
  return { parser, cwd, read, modules: new Map(), missing: new Map() }
}

/** Names a file as somebody in the folder would. */
export function shownPath({ cwd }: Pick<ModuleGraph, 'cwd'>, file: string): string {
  return relative(cwd, file).replaceAll('\\', '/') || file
}

/**
 * Reads a file, once.
 * @throws CommandError that says which line can't be read
 */
export function moduleAt(graph: ModuleGraph, file: string): DeclaringModule | undefined {
  if (graph.modules.has(file)) return graph.modules.get(file)
  const text = graph.read(file)
  const module = text === undefined ? undefined : readModule(graph.parser, file, text, shownPath(graph, file))
  graph.modules.set(file, module)
  return module
}

/** Finds the module that an import names, and notes where there is none. */
export function importedModule(
  graph: ModuleGraph,
  from: DeclaringModule,
  specifier: string,
  wanted: string,
): DeclaringModule | undefined {
  const file = resolveSpecifier(graph.read, from.file, specifier)
  const module = file === undefined ? undefined : moduleAt(graph, file)
  if (module) return module
  const key = `${shownPath(graph, from.file)}\n${specifier}`
  graph.missing.set(key, (graph.missing.get(key) ?? new Set()).add(wanted))
  return undefined
}

/** Finds a type by its name in a module, in what it imports or in what it exports from elsewhere. */
export function findType(graph: ModuleGraph, module: DeclaringModule, name: string): Located<DeclaredType> | undefined {
  return find(graph, module, name, ({ types }) => types, new Set())
}

/** Finds a constant by its name, as a type is found. */
export function findValue(
  graph: ModuleGraph,
  module: DeclaringModule,
  name: string,
): Located<DeclaredValue> | undefined {
  return find(graph, module, name, ({ values }) => values, new Set())
}

type Kind<Declared> = (module: DeclaringModule) => ReadonlyMap<string, Declared>

function find<Declared>(
  graph: ModuleGraph,
  module: DeclaringModule,
  name: string,
  kind: Kind<Declared>,
  seen: Set<string>,
): Located<Declared> | undefined {
  const key = `${module.file}\n${name}`
  if (seen.has(key)) return undefined
  seen.add(key)
  const declared = kind(module).get(name)
  if (declared) return { module, declared }
  const [head = '', ...rest] = name.split('.')
  const link =
    module.exports.get(name) ?? module.imports.get(name) ?? module.imports.get(head) ?? module.exports.get(head)
  if (link) {
    const isWhole = module.exports.has(name) || module.imports.has(name)
    const others = isWhole ? [] : rest
    const wanted = [...(link.name === '*' ? [] : [link.name]), ...others].join('.')
    const target =
      link.specifier === undefined ? module : importedModule(graph, module, link.specifier, wanted || link.name)
    if (!target) return undefined
    return wanted === '' ? undefined : find(graph, target, wanted, kind, seen)
  }
  for (const star of module.stars) {
    const target = importedModule(graph, module, star, '*')
    const found = target && find(graph, target, name, kind, seen)
    if (found) return found
  }
  return undefined
}

/** Lists a module and those of which it exports everything. */
export function exportedModules(
  graph: ModuleGraph,
  module: DeclaringModule,
  seen: Set<string> = new Set(),
): DeclaringModule[] {
  if (seen.has(module.file)) return []
  seen.add(module.file)
  const links = [...module.exports.values()].flatMap(({ specifier }) => (specifier === undefined ? [] : [specifier]))
  const others = [...new Set([...module.stars, ...links])].flatMap((specifier) => {
    const target = importedModule(graph, module, specifier, '*')
    return target ? exportedModules(graph, target, seen) : []
  })
  return [module, ...others]
}

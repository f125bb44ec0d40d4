import { statSync } from 'node:fs'
import * as parser from 'oxc-parser'
import { importResolver, type ResolveImport } from '../cli/scan/module-resolver.js'
import { sourceScript } from '../cli/scan/source-modules.js'
import { sourceText } from '../cli/scan/source-text.js'
import type { CodeModule } from '../scan/code/code.js'
import { readScript } from '../scan/javascript/read-module.js'
import type { Use } from '../scan/model/use.js'
import { readUses } from '../scan/uses/read-uses.js'
import type { LintContext, LintSource } from './lint-context.js'

const known = new WeakMap<LintSource, readonly Use[]>()

/** Lists what a file uses of connections, once for all rules. What it imports is read as far as a socket or a name comes from there. */
export function usesInFile({ sourceCode, filename }: LintContext): readonly Use[] {
  const found = known.get(sourceCode) ?? usesIn(filename, sourceCode.text)
  known.set(sourceCode, found)
  return found
}

function usesIn(filename: string, text: string): readonly Use[] {
  const own = moduleOf(filename, text)
  if (!own) return []
  const modules = new Map([[filename, own]])
  const find = resolver()
  const resolve: ResolveImport = (from, specifier) => {
    const file = find(from, specifier)
    const module = file === undefined || modules.has(file) ? undefined : importedModule(file)
    if (module) modules.set(module.file, module)
    return file
  }
  return readUses({ modules, resolve }, { isAsked: (file) => file === filename })
}

/** Reads a script; what can't be read is told by the linter. */
function moduleOf(file: string, text: string): CodeModule | undefined {
  const script = sourceScript(file, text)
  const outcome = readScript(parser, file, script.text, script.named)
  return 'module' in outcome ? outcome.module : undefined
}

interface ReadModule {
  readonly changed: number
  readonly module: CodeModule | undefined
}

const imported = new Map<string, ReadModule>()

/** Reads a file that another one imports, anew where it changed. */
function importedModule(file: string): CodeModule | undefined {
  const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  if (changed === undefined) return undefined
  const read = imported.get(file)
  if (read?.changed === changed) return read.module
  const source = sourceText(file)
  const module = 'text' in source ? moduleOf(file, source.text) : undefined
  imported.set(file, { changed, module })
  return module
}

const freshMs = 2000
let resolving: { readonly since: number; readonly resolve: ResolveImport } | undefined

/** Returns a resolver, a new one now and then: in an editor files come and go. */
function resolver(): ResolveImport {
  const now = performance.now()
  if (!resolving || now - resolving.since > freshMs) resolving = { since: now, resolve: importResolver(new Map()) }
  return resolving.resolve
}

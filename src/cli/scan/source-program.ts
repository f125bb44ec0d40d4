import { extname } from 'node:path'
import type { CodeModule } from '../../scan/code/code.js'
import type { Program } from '../../scan/follow/program.js'
import { importResolver } from './module-resolver.js'
import { pythonModuleFile } from './python-resolver.js'
import { relevantFiles, type SearchedWords } from './relevance.js'
import type { SkippedFile } from './source-files.js'
import {
  missingParser,
  type SourceFault,
  type SourceParsers,
  type SourceScript,
  sourceFault,
  sourceModules,
  sourceScript,
} from './source-modules.js'
import { sourceParts } from './source-parts.js'
import { sourceText } from './source-text.js'

/** Files that were read as one program, and those that could not be. */
export interface SourceProgram {
  readonly program: Program
  /** How many files were read. */
  readonly files: number
  readonly skipped: readonly SkippedFile[]
}

/** Reads files as one program: those that may use a connection at once, others where something leads to them. */
export function sourceProgram(parsers: SourceParsers, files: readonly string[], words: SearchedWords): SourceProgram {
  const { scripts, texts, skipped } = readScripts(files)
  const modules = new Map<string, CodeModule>()
  const unread = new UnreadFiles()
  const relevant = relevantFiles(texts, words)
  for (const [file, script] of scripts) {
    const missing = relevant.has(file) ? missingParser(parsers, script) : undefined
    if (missing !== undefined) unread.add(file, missing)
    const outcome = relevant.has(file) ? sourceModules(parsers, file, script) : sourceFault(parsers, script)
    if (outcome) keep(file, outcome)
  }
  const resolve = importResolver(texts)
  return {
    program: {
      modules,
      resolve: (from, specifier) => readToo(resolved(from, specifier)),
      partOf: sourceParts(texts, resolve),
    },
    files: scripts.size - unread.count,
    skipped: [...skipped, ...unread.told()],
  }

  function keep(file: string, outcome: CodeModule[] | SourceFault): void {
    if (Array.isArray(outcome)) {
      // a page has a module for each block, which nothing imports
      outcome.forEach((each, at) => {
        modules.set(at ? `${file}#${at}` : file, each)
      })
    } else {
      skipped.push({ file, reason: `can't be read: line ${outcome.line}, ${outcome.reason}` })
      scripts.delete(file)
    }
  }

  function resolved(from: string, specifier: string): string | undefined {
    return extname(from) === '.py'
      ? pythonModuleFile((file) => scripts.has(file), from, specifier)
      : resolve(from, specifier)
  }

  /** Reads a file that something leads to, if it was not read yet. */
  function readToo(file: string | undefined): string | undefined {
    const script = file === undefined || modules.has(file) ? undefined : scripts.get(file)
    const outcome = script && sourceModules(parsers, file as string, script)
    if (Array.isArray(outcome)) keep(file as string, outcome)
    return file
  }
}

interface ReadScripts {
  readonly scripts: Map<string, SourceScript>
  /** What each of them holds. */
  readonly texts: ReadonlyMap<string, string>
  readonly skipped: SkippedFile[]
}

function readScripts(files: readonly string[]): ReadScripts {
  const scripts = new Map<string, SourceScript>()
  const texts = new Map<string, string>()
  const skipped: SkippedFile[] = []
  for (const file of files) {
    const source = sourceText(file)
    if ('reason' in source) {
      skipped.push({ file, reason: source.reason })
      continue
    }
    const script = sourceScript(file, source.text)
    scripts.set(file, script)
    texts.set(file, script.text)
  }
  return { scripts, texts, skipped }
}

/** Files whose parser is not installed, told together. */
class UnreadFiles {
  readonly #files = new Map<string, string[]>()
  count = 0

  add(file: string, missing: string): void {
    this.#files.set(missing, [...(this.#files.get(missing) ?? []), file])
    this.count++
  }

  told(): SkippedFile[] {
    return [...this.#files].map(([missing, [first = '', ...others]]) => ({
      file: first,
      reason: `${others.length ? `and ${others.length} more need` : 'needs'} ${missing}: npm install --save-dev ${missing}`,
    }))
  }
}

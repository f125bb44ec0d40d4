import { extname } from 'node:path'
import type { CodeModule } from '../../scan/code/code.js'
import type { Program } from '../../scan/follow/program.js'
import { componentScript } from '../../scan/javascript/component-script.js'
import { readScript, type ScriptParser, scriptFault } from '../../scan/javascript/read-module.js'
import { importResolver } from './module-resolver.js'
import { relevantFiles } from './relevance.js'
import type { SkippedFile } from './source-files.js'
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
export function sourceProgram(parser: ScriptParser, files: readonly string[], words: readonly string[]): SourceProgram {
  const scripts = new Map<string, SourceScript>()
  const texts = new Map<string, string>()
  const skipped: SkippedFile[] = []
  for (const file of files) {
    const source = sourceText(file)
    if ('reason' in source) {
      skipped.push({ file, reason: source.reason })
      continue
    }
    const script = scriptOf(file, source.text)
    scripts.set(file, script)
    texts.set(file, script.text)
  }
  const modules = new Map<string, CodeModule>()
  const relevant = relevantFiles(texts, words)
  for (const [file, { text, named }] of scripts) {
    const outcome = relevant.has(file) ? readScript(parser, file, text, named) : scriptFault(parser, text, named)
    if (!outcome) continue
    if ('module' in outcome) modules.set(file, outcome.module)
    else {
      skipped.push({ file, reason: `can't be read: line ${outcome.line}, ${outcome.reason}` })
      scripts.delete(file)
    }
  }
  const resolve = importResolver(texts)
  return {
    program: {
      modules,
      resolve: (from, specifier) => readToo(resolve(from, specifier)),
      partOf: sourceParts(texts, resolve),
    },
    files: scripts.size,
    skipped,
  }

  /** Reads a file that something leads to, if it was not read yet. */
  function readToo(file: string | undefined): string | undefined {
    const script = file === undefined || modules.has(file) ? undefined : scripts.get(file)
    const outcome = script && readScript(parser, file as string, script.text, script.named)
    if (outcome && 'module' in outcome) modules.set(file as string, outcome.module)
    return file
  }
}

/** A script, and a name by which the parser knows its language. */
export interface SourceScript {
  readonly text: string
  readonly named: string
}

/** Returns the script of a file. */
export function scriptOf(file: string, text: string): SourceScript {
  const ending = extname(file)
  if (ending === '.vue' || ending === '.svelte') {
    const script = componentScript(text)
    return { text: script.text, named: `script${script.ending}` }
  }
  // markup in a file of plain JavaScript is no error where a bundler reads it
  return { text, named: ending === '.js' || ending === '.mjs' ? 'script.jsx' : file }
}

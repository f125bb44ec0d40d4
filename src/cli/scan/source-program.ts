import { extname } from 'node:path'
import type { CodeModule } from '../../scan/code/code.js'
import type { Program } from '../../scan/follow/program.js'
import { componentScript } from '../../scan/javascript/component-script.js'
import { readScript, type ScriptParser } from '../../scan/javascript/read-module.js'
import { importResolver } from './module-resolver.js'
import type { SkippedFile } from './source-files.js'
import { sourceText } from './source-text.js'

/** Files that were read as one program, and those that could not be. */
export interface SourceProgram {
  readonly program: Program
  readonly skipped: readonly SkippedFile[]
}

/** Reads files as one program. */
export function sourceProgram(parser: ScriptParser, files: readonly string[]): SourceProgram {
  const modules = new Map<string, CodeModule>()
  const texts = new Map<string, string>()
  const skipped: SkippedFile[] = []
  for (const file of files) {
    const source = sourceText(file)
    if ('reason' in source) {
      skipped.push({ file, reason: source.reason })
      continue
    }
    const { text, named } = scriptOf(file, source.text)
    const outcome = readScript(parser, file, text, named)
    if ('module' in outcome) {
      modules.set(file, outcome.module)
      texts.set(file, text)
    } else skipped.push({ file, reason: `can't be read: line ${outcome.line}, ${outcome.reason}` })
  }
  return { program: { modules, resolve: importResolver(texts) }, skipped }
}

/** Returns the script of a file, and a name by which the parser knows its language. */
function scriptOf(file: string, text: string): { readonly text: string; readonly named: string } {
  const ending = extname(file)
  if (ending === '.vue' || ending === '.svelte') {
    const script = componentScript(text)
    return { text: script.text, named: `script${script.ending}` }
  }
  // markup in a file of plain JavaScript is no error where a bundler reads it
  return { text, named: ending === '.js' || ending === '.mjs' ? 'script.jsx' : file }
}

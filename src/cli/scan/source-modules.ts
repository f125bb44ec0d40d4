import { extname } from 'node:path'
import type { CodeModule } from '../../scan/code/code.js'
import { componentScript } from '../../scan/javascript/component-script.js'
import { readScript, type ScriptParser, scriptFault } from '../../scan/javascript/read-module.js'
import { readPage } from '../../scan/markdown/read-page.js'
import { readPython } from '../../scan/python/read-python.js'
import type { OtherParsers } from './other-parsers.js'

/** All parsers that a scan has. */
export interface SourceParsers extends OtherParsers {
  readonly script: ScriptParser
}

/** The text of a file that is read, its language, and a name by which the parser knows that. */
export interface SourceScript {
  readonly language: 'script' | 'python' | 'markdown'
  readonly text: string
  readonly named: string
}

/** Why a file can't be read. */
export interface SourceFault {
  readonly line: number
  readonly reason: string
}

const pages = new Set(['.md', '.mdx', '.markdown'])

/** Returns whether a file is a page of Markdown. */
export function isPage(file: string): boolean {
  return pages.has(extname(file))
}

/** Returns what is read of a file. */
export function sourceScript(file: string, text: string): SourceScript {
  const ending = extname(file)
  if (ending === '.py') return { language: 'python', text, named: file }
  if (isPage(file)) return { language: 'markdown', text, named: file }
  if (ending === '.vue' || ending === '.svelte') {
    const script = componentScript(text)
    return { language: 'script', text: script.text, named: `script${script.ending}` }
  }
  // markup in a file of plain JavaScript is no error where a bundler reads it
  return { language: 'script', text, named: ending === '.js' || ending === '.mjs' ? 'script.jsx' : file }
}

/** Reads a file into modules: one, or for a page of Markdown itself and each block of code. */
export function sourceModules(
  parsers: SourceParsers,
  file: string,
  { language, text, named }: SourceScript,
): CodeModule[] | SourceFault {
  const { script, python, markdown } = parsers
  if (language === 'markdown') return markdown ? readPage({ script, python, markdown }, file, text) : []
  const outcome =
    language === 'script' ? readScript(script, file, text, named) : python && readPython(python, file, text)
  if (!outcome) return []
  return 'module' in outcome ? [outcome.module] : outcome
}

/** Returns why a script can't be read that nothing leads to; others are not even tried. */
export function sourceFault(
  { script }: SourceParsers,
  { language, text, named }: SourceScript,
): SourceFault | undefined {
  return language === 'script' ? scriptFault(script, text, named) : undefined
}

const needed = { python: '@lezer/python', markdown: 'mdast-util-from-markdown' }

/** Returns what has to be installed for a file; nothing where all is. */
export function missingParser(parsers: SourceParsers, { language }: SourceScript): string | undefined {
  return language === 'script' || parsers[language] ? undefined : needed[language]
}

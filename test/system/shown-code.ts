import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { unescaped } from '../../src/reference/pages/page.js'
import { diagnosticsOf } from '../types/program.js'

const root = join(import.meta.dirname, '../..')

/** Is code as a page shows it, with where it stands. */
export interface Shown {
  readonly place: string
  readonly language: string
  readonly code: string
}

/** Lists the fenced code of a document; what is marked as `shared` stands in front of all other code of its language. */
export function codeIn(place: string, document: string): Shown[] {
  const found = document.matchAll(/^( *)(`{3,})(\w+)([^\n]*)\n(.*?)^\1\2 *$/gms)
  const blocks = [...found].map(([, indent = '', , language = '', info = '', text = ''], index) => ({
    place: `${place}, block ${index + 1}`,
    language,
    isShared: /\bshared\b/.test(info),
    // a file of a project, which a test of its own builds
    isFile: info.includes('/'),
    code: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }))
  const standing = blocks.filter(({ isFile }) => !isFile)
  return standing.map(({ isShared, isFile: _isFile, ...block }) => {
    const shared = blocks.filter((other) => !isShared && other.isShared && other.language === block.language)
    return { ...block, code: [...shared.map(({ code }) => code), block.code].join('\n') }
  })
}

/** Lists the code that a page shows. */
export function codeOnPage(place: string, body: string): Shown[] {
  // what is folded stands in front of what is shown, as it is copied
  const whole = body.replace(
    /<div class="example"><details><summary>.*?<\/summary>(<pre><code class="language-\w+">.*?)<\/code><\/pre><\/details><pre><code class="language-\w+">/gs,
    '$1\n\n',
  )
  const found = whole.matchAll(/<pre><code class="language-(\w+)">(.*?)<\/code><\/pre>/gs)
  return [...found].map(([, language = '', html = ''], index) => ({
    place: `${place}, block ${index + 1}`,
    language,
    code: unescaped(html.replace(/<[^>]+>/g, '')),
  }))
}

/** Reads the documents of a folder, by name. */
export function documentsIn(folder: string): [name: string, text: string][] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.md'))
  return names.sort().map((name) => [`${folder}/${name}`, readFileSync(join(root, folder, name), 'utf8')])
}

/** Compiles each piece of code as a module of its own that imports this package by its name; answers what is wrong. */
export function findingsIn(shown: readonly Shown[]): string[] {
  const sources = new Map(
    shown.map(({ language, code }, index) => [
      join(root, `test/system/shown-${index}.${language}`),
      `${code}\nexport {}`,
    ]),
  )
  return diagnosticsOf(sources, { jsx: ts.JsxEmit.ReactJSX }).flatMap((diagnostics, index) =>
    diagnostics.map(({ messageText, file, start = 0 }) => {
      const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1
      return `${shown[index]?.place}, line ${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
    }),
  )
}

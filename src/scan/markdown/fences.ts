import { blankText } from '../code/blank-text.js'
import { type MarkdownNode, nodeSpan } from './markdown-tree.js'

/** A block of code in a page. */
export interface CodeFence {
  readonly language: 'script' | 'component' | 'python' | 'json'
  /** The page up to the end of the block, with all but its code made blank: what is found stands where it stands in the page. */
  readonly text: string
  /** A name by which a parser knows the language. */
  readonly named: string
}

const languages: Readonly<Record<string, Pick<CodeFence, 'language' | 'named'>>> = {
  ...named('script', 'script.ts', 'ts', 'typescript', 'mts', 'cts'),
  ...named('script', 'script.tsx', 'tsx'),
  ...named('script', 'script.jsx', 'js', 'javascript', 'mjs', 'cjs', 'jsx', 'node'),
  ...named('component', 'script.vue', 'vue', 'svelte', 'html'),
  ...named('python', 'script.py', 'py', 'python', 'python3'),
  ...named('json', 'script.json', 'json', 'jsonc', 'json5'),
}

const opening = new RegExp(
  // in a quotation or a list as well
  `^[ \\t>]*(?:(?:[-*+]|\\d+[.)]) +)*(?:\`{3,}|~{3,})[ \\t]*(?:${Object.keys(languages).join('|')})\\b`,
  'im',
)

/** Returns whether a page may hold code in a language that is read, as can be said without parsing it. */
export function mayHoldCode(page: string): boolean {
  return opening.test(page)
}

function named(language: CodeFence['language'], name: string, ...words: readonly string[]) {
  return Object.fromEntries(words.map((word) => [word, { language, named: name }]))
}

/** Returns the code of a block; nothing where it is in no language that is read, or says to be ignored. */
export function codeFence(page: string, node: MarkdownNode): CodeFence | undefined {
  const [word = ''] = /^\w*/.exec(node.lang ?? '') ?? []
  const known = Object.hasOwn(languages, word.toLowerCase()) ? languages[word.toLowerCase()] : undefined
  if (node.type !== 'code' || !known || /\bsocket-canon-ignore\b/.test(node.meta ?? '')) return undefined
  const { start, end } = nodeSpan(node)
  const [opening = '', ...rest] = page.slice(start, end).split('\n')
  const lines = /^[\s>]*(?:`{3,}|~{3,})\s*$/.test(rest.at(-1) ?? '') ? rest.slice(0, -1) : rest
  const quotes = page.slice(page.lastIndexOf('\n', start - 1) + 1, start).split('>').length - 1
  const body = lines.map((line) => unquoted(line, quotes))
  return { ...known, text: `${blankText(page.slice(0, start))}${headOf(known, opening, body)}\n${body.join('\n')}` }
}

/** Takes off what says that a line is of a quotation. */
function unquoted(line: string, quotes: number): string {
  if (!quotes) return line
  return line.replace(/^[\s>]*/, (head) => {
    let left = quotes
    return head.replaceAll('>', (mark) => (left-- > 0 ? ' ' : mark))
  })
}

/** Returns what takes the place of the line that opens a block: nothing, or what Python needs before lines that are set in. */
function headOf({ language }: Pick<CodeFence, 'language'>, opening: string, body: readonly string[]): string {
  const first = body.find((line) => line.trim() !== '')
  const isSetIn = language === 'python' && /^\s/.test(first ?? '')
  return isSetIn ? 'if 1:'.padEnd(opening.length) : blankText(opening)
}

import { codeBlock } from '../html/highlight.js'
import { block, escaped, prose } from '../html/html.js'

/**
 * Turns the few marks of Markdown that changelogs use into HTML: paragraphs, lists, code and emphasis. It takes no library, which
 * whoever has no guides need not install.
 */
export function changeText(markdown: string): string {
  const parts = markdown.split(/^```(\w*)[^\n]*\n(.*?)^```\s*$/ms)
  const html: string[] = []
  for (let at = 0; at < parts.length; at += 3) {
    html.push(...blocksOf(parts[at] ?? ''))
    const source = parts[at + 2]
    if (source !== undefined) html.push(codeBlock(parts[at + 1] || 'text', source.replace(/\n$/, '')))
  }
  return block(...html)
}

/** Returns the first sentence of a change, and the rest; the rest is empty where there is none. */
export function firstSentence(markdown: string): readonly [sentence: string, rest: string] {
  const [, sentence = '', after = ''] = /^(.*?[.:!?])(?=\s|$)(.*)$/s.exec(markdown) ?? [undefined, markdown, '']
  // a full stop in a piece of code ends no sentence
  const isWhole = (sentence.match(/`/g) ?? []).length % 2 === 0 && !/\n\n/.test(sentence)
  return isWhole ? [sentence, after.trim()] : paragraphFirst(markdown)
}

/** Turns one line of Markdown into HTML: code, and what was emphasized or led somewhere as plain words. */
export function lineText(markdown: string): string {
  const plain = markdown
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\*\*/g, '')))
    .join('')
  return prose(plain)
}

function paragraphFirst(markdown: string): readonly [string, string] {
  const [first = '', ...rest] = markdown.split(/\n\n+/)
  return [first, rest.join('\n\n')]
}

function blocksOf(markdown: string): string[] {
  return markdown
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .flatMap((part) => {
      const lines = part.split('\n').filter((line) => line.trim() !== '')
      if (lines.some((line) => /^\s*\|/.test(line))) return [`<pre><code>${lines.map(escaped).join('\n')}</code></pre>`]
      const from = lines.findIndex((line) => /^\s*(?:[-*]|\d+\.)\s/.test(line))
      const before = from < 0 ? lines : lines.slice(0, from)
      return [
        ...(before.length === 0 ? [] : [`<p>${lineText(before.join(' ').replace(/^#+\s+/, ''))}</p>`]),
        ...(from < 0 ? [] : [listOf(lines.slice(from))]),
      ]
    })
}

function listOf(lines: readonly string[]): string {
  const items: string[] = []
  for (const line of lines)
    if (/^\s*(?:[-*]|\d+\.)\s/.test(line)) items.push(line.replace(/^\s*(?:[-*]|\d+\.)\s+/, ''))
    else items.push(`${items.pop() ?? ''} ${line.trim()}`)
  return `<ul>${items.map((item) => `<li>${lineText(item)}</li>`).join('')}</ul>`
}

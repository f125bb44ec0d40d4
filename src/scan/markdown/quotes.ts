import type { QuoteCode } from '../code/quote-code.js'
import { type MarkdownNode, nodeSpan, nodesWithin } from './markdown-tree.js'

const delimiters = /^[\s>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?\s*$/
const word = /[\w$][\w$:./-]*/g

/** Lists what a paragraph, a heading or a table names: what stands in the marks of code, and cells of one word. */
export function quotesIn(page: string, block: MarkdownNode): QuoteCode[] {
  const { start, end } = nodeSpan(block)
  const source = page.slice(start, end)
  const isTable = source.includes('|') && source.split('\n').some((line) => delimiters.test(line) && line.includes('-'))
  const units = isTable ? rowsOf(source, start) : [{ start, end }]
  const marked = nodesWithin(block).filter(({ type }) => type === 'inlineCode')
  return units.flatMap((unit) => {
    const beside = page.slice(unit.start, unit.end).match(word) ?? []
    const codes = marked.flatMap((node): QuoteCode[] => {
      const span = nodeSpan(node)
      if (span.start < unit.start || span.end > unit.end) return []
      return [{ ...span, text: node.value ?? '', beside, isQuoted: true }]
    })
    return [...codes, ...(isTable ? cellsOf(page, unit, beside) : [])]
  })
}

interface Unit {
  readonly start: number
  readonly end: number
}

function rowsOf(source: string, start: number): Unit[] {
  let at = start
  return source.split('\n').map((line) => {
    const unit = { start: at, end: at + line.length }
    at += line.length + 1
    return unit
  })
}

/** Lists the cells of a row that are one word. */
function cellsOf(page: string, { start, end }: Unit, beside: readonly string[]): QuoteCode[] {
  const found: QuoteCode[] = []
  let at = start
  for (const cell of page.slice(start, end).split('|')) {
    const text = cell.trim()
    const from = at + cell.length - cell.trimStart().length
    if (/^[\w$][\w$:./-]*$/.test(text))
      found.push({ start: from, end: from + text.length, text, beside, isQuoted: false })
    at += cell.length + 1
  }
  return found
}

/** Lists the texts of a block of JSON that are values. */
export function jsonTexts(text: string): QuoteCode[] {
  const beside = text.match(word) ?? []
  return [...text.matchAll(/"((?:[^"\\\n]|\\.)*)"(\s*:)?/g)].flatMap(({ 1: value = '', 2: colon, index }) => {
    const end = index + value.length + 2
    return colon === undefined ? [{ start: index, end, text: value, beside, isQuoted: true }] : []
  })
}

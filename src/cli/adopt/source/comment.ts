import type { Comment } from 'oxc-parser'
import type { DeclaringModule } from './source-module.js'

/** Anything with a place in a source. */
export interface Placed {
  readonly start: number
  readonly end: number
}

/** What stands beside a member: a sentence of its own, and the heading of those that follow. */
export interface MemberComment {
  readonly comment: string | undefined
  readonly heading: string | undefined
}

type Commented = Pick<DeclaringModule, 'text' | 'comments'>

/** Returns the sentence above what begins at a place: its documentation, or the lines of a comment right above it. */
export function commentAbove(module: Commented, start: number): string | undefined {
  const block = blockAbove(module, start)
  return block
    ? joined([sentenceOf(block.value)])
    : joined(linesAbove(module, start).map(({ value }) => sentenceOf(value)))
}

function blockAbove({ text, comments }: Commented, start: number): Comment | undefined {
  const found = comments.findLast(({ end }) => end <= start)
  return found?.type === 'Block' && isRightAbove(text, found, start) ? found : undefined
}

function linesAbove({ text, comments }: Commented, start: number): Comment[] {
  const above: Comment[] = []
  let from = start
  for (const comment of comments.filter(({ end }) => end <= start).toReversed()) {
    if (comment.type !== 'Line' || !isRightAbove(text, comment, from)) break
    above.unshift(comment)
    from = comment.start
  }
  return above
}

/** Returns whether a comment stands on a line of its own, on the one above. */
function isRightAbove(text: string, { start, end }: Comment, from: number): boolean {
  const between = text.slice(end, from).replace(/\b(?:export|declare|default|abstract|async)\b/g, '')
  return !/\S/.test(between) && between.split('\n').length <= 2 && !isTrailing(text, start)
}

/** Reads what is said of each member of a body. */
export function memberComments(module: Commented, body: Placed, members: readonly Placed[]): MemberComment[] {
  const read = members.map((member, at) => {
    const next = members[at + 1]
    const block = blockAbove(module, member.start)
    const lines = linesAbove(module, block?.start ?? member.start)
    const end = members[at - 1]?.end ?? body.start
    const first = lines[0]?.start ?? member.start
    return {
      block: block && joined([sentenceOf(block.value)]),
      words: joined(lines.map(({ value }) => sentenceOf(value))),
      isFirst: at === 0 || afterLine(module.text.slice(end, first)).split('\n').length > 2,
      isAlone:
        next === undefined || /\n[^\S\n]*\n|\/\/|\/\*/.test(afterLine(module.text.slice(member.end, next.start))),
      beside: commentBeside(module, member, next?.start ?? body.end),
    }
  })
  // where one line stands above several members, those like it are headings too
  const hasHeadings = read.some(({ words, block, isFirst, isAlone }) => words && (block || (isFirst && !isAlone)))
  return read.map(({ block, words, isFirst, isAlone, beside }) => {
    const isHeading =
      words !== undefined && (block !== undefined || (isFirst && (!isAlone || hasHeadings)) || isTitle(words))
    return {
      comment: joined([isHeading ? block : (block ?? words), beside]),
      heading: isHeading ? words : undefined,
    }
  })
}

/** Leaves out the rest of a line, whose comment is of what stands before it. */
function afterLine(text: string): string {
  return text.includes('\n') ? text.slice(text.indexOf('\n')) : ''
}

function commentBeside({ text, comments }: Commented, { end }: Placed, until: number): string | undefined {
  const beside = comments.find(({ start }) => start >= end && start < until)
  if (!beside || text.slice(end, beside.start).includes('\n')) return undefined
  return joined([sentenceOf(beside.value)])
}

/** Returns whether something else stands before a comment on its line. */
function isTrailing(text: string, start: number): boolean {
  return /\S/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))
}

function isTitle(words: string): boolean {
  return /\b(?:events?|messages)\s*(?:\([^)]*\))?:?$/i.test(words) && words.split(/\s+/).length <= 5
}

/** Returns the words of a comment; nothing where it speaks to a tool or is code. */
function sentenceOf(value: string): string {
  const lines = value.split('\n').map((line) => line.replace(/^\s*\*+\s?/, '').trim())
  const tag = lines.findIndex((line) => /^@(?!description\b)/.test(line))
  const words = (tag === -1 ? lines : lines.slice(0, tag))
    .map((line) => line.replace(/^@description\s*/, '').replace(/\{@link\s+([^}|\s]+)[^}]*\}/g, '$1'))
    .map((line) => line.replace(/[─━═╌=\-_*#~]{3,}/g, ' ').trim())
    .join('\n')
    .trim()
  return isForTools(words) || isCode(words) ? '' : words
}

function isForTools(words: string): boolean {
  return /^(?:eslint|@ts-|ts-|prettier-|biome-|istanbul|c8 |TODO|FIXME|XXX|#?(?:end)?region|<reference|\/)/i.test(words)
}

function isCode(words: string): boolean {
  return /=>|[;{]\s*$|^\s*(?:\/\/|['"]?[\w:-]+['"]?\??:\s*(?:string|number|boolean|\())/m.test(words)
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  const words = parts.filter(Boolean).join('\n').trim()
  return words === '' ? undefined : words
}

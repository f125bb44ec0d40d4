import { blocksOf, type MarkdownNode, type MarkdownParser } from './markdown-tree.js'
import { type PageSection, pageSections } from './page-sections.js'

/** Lists the blocks of a page that may hold code or name something; others are not even parsed where that can be told. */
export function pageBlocks(parser: MarkdownParser, page: string): MarkdownNode[] {
  const sections = pageSections(page)
  if (!sections) return blocksOf(parser(page) as MarkdownNode)
  return sections.filter(mayTell).flatMap((each) => sectionBlocks(parser, each))
}

/** Returns whether a part of a page has marks of code, or may have a table. */
function mayTell({ text }: PageSection): boolean {
  return /`|~~~/.test(text) || (text.includes('|') && /^[\s>|:-]*-[\s>|:-]*$/m.test(text))
}

function sectionBlocks(parser: MarkdownParser, { start, text, isFence }: PageSection): MarkdownNode[] {
  if (!isFence) return blocksOf(parser(text) as MarkdownNode).map((each) => movedBy(start, each))
  // its first line tells all that is asked of it
  const [fence] = blocksOf(parser(text.slice(0, text.indexOf('\n') >>> 0)) as MarkdownNode)
  return fence ? [{ ...fence, position: { start: { offset: start }, end: { offset: start + text.length } } }] : []
}

function movedBy(by: number, node: MarkdownNode): MarkdownNode {
  const { position, children } = node
  const { start, end } = position ?? {}
  return {
    ...node,
    position: { start: { offset: (start?.offset ?? 0) + by }, end: { offset: (end?.offset ?? 0) + by } },
    ...(children && { children: children.map((each) => movedBy(by, each)) }),
  }
}

/** What reading Markdown needs of mdast-util-from-markdown. */
export type MarkdownParser = (text: string) => unknown

/** A node of the tree that mdast-util-from-markdown makes, with what is read of it, whatever its type. */
export interface MarkdownNode {
  readonly type: string
  readonly value?: string
  readonly lang?: string | null
  readonly meta?: string | null
  readonly depth?: number
  readonly children?: readonly MarkdownNode[]
  readonly position?: { readonly start: { readonly offset?: number }; readonly end: { readonly offset?: number } }
}

/** Returns where a node begins and ends. */
export function nodeSpan({ position }: MarkdownNode): { readonly start: number; readonly end: number } {
  return { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 }
}

const ignore = /^<!--\s*socket-canon-ignore\s*-->$/
const ignoreAll = /^<!--\s*socket-canon-ignore-file\s*-->$/

/** Lists the blocks of a page, those left out that a comment before them says to ignore: a block, or the section of a heading. */
export function blocksOf(root: MarkdownNode): MarkdownNode[] {
  const { children = [] } = root
  if (children.some(({ type, value }) => type === 'html' && ignoreAll.test(value?.trim() ?? ''))) return []
  const found: MarkdownNode[] = []
  let isNext = false
  let section = 0
  for (const each of children) {
    const { type, depth = 0 } = each
    if (section && type === 'heading' && depth <= section) section = 0
    if (type === 'html' && ignore.test(each.value?.trim() ?? '')) {
      isNext = true
      continue
    }
    if (isNext && type === 'heading') section = depth
    if (!isNext && !section) found.push(...(isLeaf(each) ? [each] : blocksOf(each)))
    isNext = false
  }
  return found
}

/** Returns whether a node is no box of other blocks: code, or a line of words. */
function isLeaf({ type, children }: MarkdownNode): boolean {
  return !children || type === 'paragraph' || type === 'heading'
}

/** Lists a node and all that stands in it. */
export function nodesWithin(node: MarkdownNode): MarkdownNode[] {
  return [node, ...(node.children ?? []).flatMap(nodesWithin)]
}

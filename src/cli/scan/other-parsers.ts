import type { MarkdownParser } from '../../scan/markdown/markdown-tree.js'
import type { PythonParser } from '../../scan/python/tree.js'

/** The parsers of what is no script, those that are installed. */
export interface OtherParsers {
  readonly python?: PythonParser | undefined
  readonly markdown?: MarkdownParser | undefined
}

/** What pages hold inside their lines that nothing is read of: it would take as long as all the rest. */
const unread = [
  'attention',
  'autolink',
  'characterEscape',
  'characterReference',
  'definition',
  'hardBreakEscape',
  'htmlText',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
]

/** Loads @lezer/python and mdast-util-from-markdown, which are optional peers of the package, where they are installed. */
export async function loadOtherParsers(): Promise<OtherParsers> {
  const python = await import('@lezer/python').then(
    ({ parser }) => parser,
    () => undefined,
  )
  const markdown = await import('mdast-util-from-markdown').then(
    ({ fromMarkdown }) =>
      (text: string) =>
        fromMarkdown(text, { extensions: [{ disable: { null: unread } }] }),
    () => undefined,
  )
  return { python, markdown }
}

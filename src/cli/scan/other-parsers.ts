import type { MarkdownParser } from '../../scan/markdown/markdown-tree.js'
import type { PythonParser } from '../../scan/python/tree.js'

/** The parsers of what is no script, those that are installed. */
export interface OtherParsers {
  readonly python?: PythonParser | undefined
  readonly markdown?: MarkdownParser | undefined
}

/** Loads @lezer/python and mdast-util-from-markdown, which are optional peers of the package, where they are installed. */
export async function loadOtherParsers(): Promise<OtherParsers> {
  const python = await import('@lezer/python').then(
    ({ parser }) => parser,
    () => undefined,
  )
  const markdown = await import('mdast-util-from-markdown').then(
    ({ fromMarkdown }) =>
      (text: string) =>
        fromMarkdown(text),
    () => undefined,
  )
  return { python, markdown }
}

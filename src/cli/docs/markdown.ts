import type { Marked } from 'marked'
import type { Markdown } from '../../reference/guides/markdown.js'
import { CommandError } from '../command.js'

/** Loads the library that reads Markdown; who has no guides needs none. */
export async function loadMarkdown(): Promise<Markdown> {
  const library = await import('marked').catch(() => undefined)
  if (library === undefined)
    throw new CommandError('Markdown is read by `marked`, which is not installed: npm install --save-dev marked')
  return (text, rules) => {
    const marked: Marked = new library.Marked({
      renderer: {
        heading({ tokens, depth, text: source }) {
          return rules.heading(depth, this.parser.parseInline(tokens), plain(source))
        },
        code({ text: code, lang = '' }) {
          return rules.code(lang.split(/\s/)[0] ?? '', code)
        },
        table({ header, rows }) {
          const cells = (row: typeof header): string[] => row.map(({ tokens }) => this.parser.parseInline(tokens))
          return rules.table(cells(header), rows.map(cells))
        },
        html({ text: html }) {
          return rules.html(html)
        },
      },
      walkTokens: (token) => {
        if (token.type === 'link' || token.type === 'image') token['href'] = rules.link(String(token['href']))
      },
    })
    return marked.parse(text, { async: false })
  }
}

/** Leaves the words of a heading. */
function plain(source: string): string {
  return source.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '')
}

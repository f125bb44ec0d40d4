import { code, escaped } from '../html/html.js'
import { entryName } from '../snippets/typescript-name.js'

/** A generated page: Markdown with front matter, which the site's generator takes as a document. */
export interface Page {
  /** Where its source is written, below the folder of generated pages; its address has `.html` instead of `.md`. */
  readonly path: string
  readonly title: string
  /** The part of the navigation it stands in. */
  readonly group: string
  /** What a search result and the page's description say of it. */
  readonly summary: string
  /** The pages below it in the navigation, relative to it. */
  readonly children?: readonly string[]
  readonly body: string
  /** The addresses within it, besides those of its Markdown headings. */
  readonly addresses: readonly string[]
}

/** Returns where the page of a namespace stands. */
export function namespacePath(path: string): string {
  return `events/${entryName(path)}.md`
}

/** Returns where the page of a system stands. */
export function systemPath(name: string): string {
  return `systems/${name}.md`
}

export const paths = {
  legacy: 'legacy-names.md',
  errors: 'error-codes.md',
  fields: 'fields.md',
  protocol: 'protocol.md',
} as const

/** Leads from one generated page to another, or to a place in it. */
export function linkFrom(from: string, to: string, address?: string): string {
  const hash = address === undefined ? '' : `#${address}`
  if (from === to && hash !== '') return hash
  const up = '../'.repeat(from.split('/').length - 1)
  const [folder] = from.split('/')
  const near = up !== '' && to.startsWith(`${folder}/`)
  return `${near ? to.slice(to.indexOf('/') + 1) : `${up}${to}`}${hash}`
}

/** Lists the addresses that a body of HTML has. */
export function addressesIn(body: string): string[] {
  return [...body.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id)
}

/** Writes a page as the file it is generated to. */
export function pageFile({ title, group, children, body }: Page): string {
  return [
    '---',
    `title: ${JSON.stringify(title)}`,
    `group: ${JSON.stringify(group)}`,
    ...(children === undefined || children.length === 0
      ? []
      : ['children:', ...children.map((child) => `  - ${child}`)]),
    '---',
    '',
    `<h1>${title.startsWith('/') ? code(title) : escaped(title)}</h1>`,
    '',
    body,
    '',
  ].join('\n')
}

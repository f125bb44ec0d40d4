import { codeBlock } from '../html/highlight.js'
import { heading } from '../html/html.js'
import type { Page } from '../pages/page.js'
import type { Guide } from './guide.js'
import { type LinkTargets, resolvedLink } from './guide-link.js'
import { guideTable } from './guide-table.js'
import type { Markdown } from './markdown.js'
import { headingSlugs } from './slug.js'

/** What a document became. */
export interface GuidePage extends Page {
  /** The document's path. */
  readonly file: string
  /** The files that it leads to and that have to be copied. */
  readonly copied: readonly string[]
  /** The links that lead nowhere. */
  readonly broken: readonly string[]
}

/** Makes the page of a document; `html` may put something in the place of a comment. */
export function guidePage(
  guide: Guide,
  markdown: Markdown,
  targets: LinkTargets,
  html: (text: string) => string = (text) => text,
): GuidePage {
  const copied = new Set<string>()
  const broken = new Set<string>()
  const slug = headingSlugs()
  let hasTitle = false
  const body = markdown(guide.text, {
    heading: (level, content, text) => {
      const id = slug(text)
      // the title of the page is its frame's
      if (level === 1 && !hasTitle) {
        hasTitle = true
        return ''
      }
      if (level > 4) return `<h${level} id="${id}">${content}</h${level}>`
      return heading(level === 2 || level === 1 ? 2 : level === 3 ? 3 : 4, id, content, text)
    },
    code: codeBlock,
    table: guideTable,
    link: (href) => {
      const found = resolvedLink(guide, href, targets)
      if (found.copied !== undefined) copied.add(found.copied)
      if (found.isBroken) broken.add(href)
      return found.href
    },
    html,
  })
  const { file, page, title, lead, group } = guide
  return {
    file,
    path: page,
    title,
    group,
    summary: lead,
    body: `<div class="guide">${body}</div>`,
    copied: [...copied],
    broken: [...broken],
  }
}

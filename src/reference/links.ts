import { addressesIn, unescaped } from './pages/page.js'
import type { Site } from './site.js'

/** A link to a place in the site that is not there. */
export interface BrokenLink {
  /** The page it stands on. */
  readonly page: string
  readonly href: string
}

/** Lists the links between a site's pages that lead to no page, or to no place in one; what lies beside it is not looked into. */
export function brokenIn({ pages, copied, frame, files: shipped }: Site, beside: ReadonlySet<string>): BrokenLink[] {
  const places = new Map(pages.map(({ path, body }) => [path, new Set(addressesIn(body))]))
  const files = new Set([
    ...shipped.keys(),
    ...copied.map((path) => `media/${path}`),
    ...beside,
    ...besideOf(frame.navigation),
  ])
  const leads = (page: string, href: string): boolean => {
    if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(href)) return true
    const { pathname, hash } = new URL(href, `http://site/${page}`)
    const path = decodeURIComponent(pathname.slice(1)) || 'index.html'
    const found = places.get(path)
    if (found === undefined) return files.has(path)
    return hash === '' || found.has(decodeURIComponent(hash.slice(1)))
  }
  return pages.flatMap(({ path, body }) =>
    [...body.matchAll(/<a [^>]*?href="([^"]*)"/g)]
      .map(([, href = '']) => unescaped(href))
      .filter((href) => !leads(path, href))
      .map((href) => ({ page: path, href })),
  )
}

function besideOf(groups: Site['frame']['navigation']): string[] {
  return groups.flatMap(({ items }) =>
    items.flatMap(({ path, below = [] }) => [path, ...below.map((item) => item.path)]),
  )
}

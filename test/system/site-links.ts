import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Is a built site, read from its files. */
export interface BuiltSite {
  /** Every page, with the addresses in it. */
  readonly pages: ReadonlyMap<string, ReadonlySet<string>>
  /** Everything that leads somewhere, with the page it stands on. */
  readonly links: readonly { readonly from: string; readonly to: string }[]
  /** What pages load by themselves, with the page that does. */
  readonly loads: readonly { readonly from: string; readonly to: string }[]
  readonly files: ReadonlySet<string>
}

/** Reads a site from its folder. */
export function readSite(folder: string): BuiltSite {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const html = files.filter((file) => file.endsWith('.html')).sort()
  const texts = html.map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const)
  return {
    files: new Set(files),
    pages: new Map(texts.map(([file, text]) => [file, new Set(valuesOf('id', text))])),
    links: texts.flatMap(([from, text]) =>
      [...valuesOf('href', text), ...valuesOf('src', text)].map((to) => ({ from, to })),
    ),
    loads: texts.flatMap(([from, text]) => {
      const tags = (text.match(/<(?!a\b)[a-z]+\b[^>]*>/g) ?? []).join('\n')
      return ['href', 'src', 'srcset', 'data'].flatMap((name) => valuesOf(name, tags)).map((to) => ({ from, to }))
    }),
  }
}

/** Lists the links within a site that lead to no file, or to no place in one. */
export function brokenLinks({ pages, files, links }: BuiltSite): string[] {
  return links.filter(({ from, to }) => !leads(from, to)).map(({ from, to }) => `${from}: ${to}`)

  function leads(from: string, to: string): boolean {
    if (/^(https?|mailto|data):/.test(to)) return true
    const { pathname, hash } = new URL(to, `http://site/${from}`)
    const file = decodeURIComponent(pathname.slice(1)) || 'index.html'
    if (!files.has(file)) return false
    const place = decodeURIComponent(hash.slice(1))
    // icons stand in a drawing that a script adds
    return place === '' || place.startsWith('icon-') || pages.get(file)?.has(place) === true
  }
}

function valuesOf(attribute: string, html: string): string[] {
  const found = html.matchAll(new RegExp(`<[^>]*?\\s${attribute}="([^"]*)"`, 'g'))
  return [...found].map(([, value = '']) =>
    value
      .replace(/&quot;/g, '"')
      .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
      .replace(/&amp;/g, '&'),
  )
}

import { linkFrom, type Page, pageParts, paths, titleHtml } from '../pages/page.js'

/** A page in the navigation, with those below it. */
export interface NavigationItem {
  readonly title: string
  readonly path: string
  readonly below?: readonly NavigationItem[]
  /** Whether what is below is shown on these pages only. */
  readonly isFolded?: boolean
}

/** A part of the navigation. */
export interface NavigationGroup {
  readonly title: string
  readonly items: readonly NavigationItem[]
}

/** Orders pages into the navigation, each group in the order in which its pages came. */
export function navigationOf(pages: readonly Page[], titles: readonly string[]): NavigationGroup[] {
  return titles.flatMap((title) => {
    const own = pages.filter(({ group }) => group === title)
    const items = own
      .filter(({ under }) => under === undefined)
      .map(({ title, path }): NavigationItem => {
        const below = own.filter(({ under }) => under === path)
        return { title, path, ...(below.length > 0 && { below: below.map(({ title, path }) => ({ title, path })) }) }
      })
    return items.length === 0 ? [] : [{ title, items }]
  })
}

/** Writes the navigation as a page shows it: the parts of the page stand below its own name. */
export function siteMenu(groups: readonly NavigationGroup[], from: string, body: string): string {
  const own = partList(body)
  const start = list([{ title: 'Start', path: paths.start }], from, own)
  return [
    start,
    ...groups.map(({ title, items }) => `<p class="menu-title">${titleHtml(title)}</p>${list(items, from, own)}`),
  ].join('\n')
}

function list(items: readonly NavigationItem[], from: string, own: string): string {
  const rows = items.map(({ title, path, below = [], isFolded }) => {
    const isHere = path === from
    const isOpen = !isFolded || isHere || below.some((item) => item.path === from)
    const inner = below.length > 0 && isOpen ? list(below, from, own) : ''
    return `<li><a href="${linkFrom(from, path)}"${isHere ? ' aria-current="page"' : ''}>${titleHtml(title)}</a>${isHere ? own : ''}${inner}</li>`
  })
  return `<ul>${rows.join('')}</ul>`
}

/** Writes the menu of a page's own parts; nothing where it has few. */
function partList(body: string): string {
  const parts = pageParts(body)
  if (parts.length < 2) return ''
  const rows = parts.map(
    ({ level, id, html }) => `<li class="level-${level}"><a href="#${encodeURI(id)}">${html}</a></li>`,
  )
  return `<div class="page-menu"><p id="_page-menu">On this page</p><ul aria-labelledby="_page-menu">${rows.join('')}</ul></div>`
}

/** Writes the way to a page that stands below another. */
export function breadcrumb(groups: readonly NavigationGroup[], from: string): string {
  const above = groups.flatMap(({ items }) => items).find(({ below = [] }) => below.some(({ path }) => path === from))
  if (above === undefined) return ''
  const link = `<a href="${linkFrom(from, above.path)}">${titleHtml(above.title)}</a>`
  return `<nav class="breadcrumb" aria-label="Above this page">${link}</nav>`
}

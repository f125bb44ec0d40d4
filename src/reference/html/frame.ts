import { linkFrom, type Page, paths, titleHtml } from '../pages/page.js'
import { block, escaped } from './html.js'
import { withBreaks } from './line-breaks.js'
import { breadcrumb, type NavigationGroup, siteMenu } from './navigation.js'

/** What is the same on all pages of a site. */
export interface Frame {
  /** The site's title. */
  readonly title: string
  /** The version it tells of. */
  readonly version?: string
  readonly navigation: readonly NavigationGroup[]
}

/** A page in its frame: one that has no title shows it by itself, and may bring styles of its own. */
export interface FramedPage extends Pick<Page, 'path' | 'title' | 'summary' | 'body'> {
  /** Whether its body begins with a title of its own. */
  readonly isTitled?: boolean
  /** Styles that apply before the site's, by their place in the site. */
  readonly styles?: readonly string[]
  /** Scripts of its own, by their place in the site. */
  readonly scripts?: readonly string[]
}

// without one, browsers ask the server for a file that is not there
const icon =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><circle cx='8' cy='8' r='6' fill='none' stroke='%230b5cad' stroke-width='3'/></svg>"

// before anything is drawn: colours that change afterwards flash
const theme =
  "try{document.documentElement.dataset.theme=localStorage.getItem('reference-theme')||'os'}catch{document.documentElement.dataset.theme='os'}"

const glass =
  '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><circle cx="7" cy="7" r="4.8"/><path d="M10.6 10.6 14 14"/></svg>'
const halfMoon =
  '<svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><circle class="ring" cx="10" cy="10" r="7.2"/><path class="half" d="M10 2.8a7.2 7.2 0 0 1 0 14.4z"/></svg>'
const lines =
  '<svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5.5h14M3 10h14M3 14.5h14"/></svg>'

/** Puts a page into the frame of its site: the bar with the search, the menus, and the content. */
export function framed(page: FramedPage, { title, version, navigation }: Frame): string {
  const { path, summary, body, isTitled } = page
  const to = (target: string): string => linkFrom(path, target)
  const whole = path === paths.start || page.title === title ? title : `${page.title} | ${title}`
  return block(
    '<!DOCTYPE html>',
    `<html lang="en" data-base="${'../'.repeat(path.split('/').length - 1)}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<title>${escaped(whole)}</title>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    summary === '' ? '' : `<meta name="description" content="${escaped(summary.replaceAll('`', ''))}">`,
    `<link rel="icon" href="${icon}">`,
    ...(page.styles ?? []).map((style) => `<link rel="stylesheet" href="${to(style)}">`),
    `<link rel="stylesheet" href="${to('assets/site.css')}">`,
    `<script>${theme}</script>`,
    `<script defer src="${to('assets/site.js')}"></script>`,
    ...(page.scripts ?? []).map((script) => `<script defer src="${to(script)}"></script>`),
    '</head>',
    '<body>',
    '<a class="skip-link" href="#_main">Skip to the content</a>',
    '<header class="bar"><div class="bar-content">',
    `<a class="site-title" href="${to(paths.start)}">${escaped(title)}</a>`,
    version === undefined
      ? ''
      : `<a class="site-version" href="${to(paths.changes)}" aria-label="Version ${escaped(version)}: what changes when">${escaped(version)}</a>`,
    `<button type="button" class="bar-button search-button" id="_search-button" hidden>${glass}<span class="search-words"></span></button>`,
    `<button type="button" class="bar-button theme-button" id="_theme" hidden>${halfMoon}</button>`,
    `<button type="button" class="bar-button menu-button" id="_menu-button" aria-expanded="false" aria-controls="_menu" aria-label="Menu">${lines}</button>`,
    '</div></header>',
    '<div class="frame">',
    `<nav class="menus site-menu" id="_menu" aria-label="Site">${siteMenu(navigation, path, body)}</nav>`,
    `<main id="_main" tabindex="-1">${breadcrumb(navigation, path)}${isTitled ? '' : `<h1>${titleHtml(page.title)}</h1>`}`,
    withBreaks(body),
    '</main>',
    '</div>',
    '</body>',
    '</html>',
    '',
  )
}

import type { Page } from 'playwright-core'

/** Lists what of a page its reader can't see without scrolling sideways, or within a part of it: code, cells of tables, the page. */
export function cutParts(tab: Page): Promise<string[]> {
  return tab.evaluate(() => {
    const found: string[] = []
    const isCut = (part: Element): boolean =>
      part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1
    const told = (part: Element): string => `“${(part.textContent ?? '').slice(0, 60)}”`
    if (document.documentElement.scrollWidth > innerWidth) found.push('it is too wide')
    for (const code of document.querySelectorAll<HTMLElement>('pre > code'))
      if (code.offsetParent !== null && isCut(code)) found.push(`the code ${told(code)} is cut`)
    const edge = document.querySelector('main')?.getBoundingClientRect().right ?? 0
    for (const cell of document.querySelectorAll<HTMLElement>('main :is(td, th)')) {
      const head = cell.closest('thead')
      if (head && getComputedStyle(head).position === 'absolute') continue
      if (cell.getBoundingClientRect().right > edge + 1 || cell.scrollWidth > cell.clientWidth + 1)
        found.push(`the cell ${told(cell)} is cut`)
    }
    return found
  })
}

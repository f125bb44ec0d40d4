import type { Page } from 'playwright-core'

/** Lists the words in tables and headings that go on in another line, which nobody reads as one. */
export function cutWords(tab: Page): Promise<string[]> {
  return tab.evaluate(() => {
    const found: string[] = []
    const range = document.createRange()
    for (const part of document.querySelectorAll('main :is(h1, h2, h3, h4, td, th, caption)')) {
      const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
      for (let text = texts.nextNode(); text; text = texts.nextNode())
        for (const { 0: word, index } of (text.textContent ?? '').matchAll(/\p{L}{2,}/gu)) {
          range.setStart(text, index)
          range.setEnd(text, index + word.length)
          const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)))
          if (lines.size > 1) found.push(`“${word}” in “${(part.textContent ?? '').trim().slice(0, 40)}”`)
        }
    }
    return found
  })
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
// @ts-expect-error plain JavaScript, as every step of the build
import { browser as executablePath } from '../../scripts/system-needs.mjs'
import { run } from '../../src/cli/run.js'
import { ownContract } from '../reference/own-contract.js'
import { cutParts } from './cut-parts.js'
import { brokenLinks, readSite } from './site-links.js'

const folder = mkdtempSync(join(tmpdir(), 'own-site-'))
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let browser: Browser

beforeAll(async () => {
  writeFileSync(join(folder, 'contract.json'), JSON.stringify(ownContract()))
  const terminal = { cwd: folder, hasColour: false, columns: 80, out: () => {}, err: console.error }
  expect(await run(['docs', '--out', 'site'], terminal)).toBe(0)
  browser = await chromium.launch({ executablePath: executablePath(), args: ['--no-sandbox', '--disable-gpu'] })
})
afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Opens a page of the site from its file, and keeps in mind what goes wrong. */
async function opened(
  page: string,
  options: Parameters<Browser['newPage']>[0],
): Promise<{ tab: Page; wrong: string[] }> {
  const tab = await browser.newPage({ reducedMotion: 'reduce', ...options })
  const wrong: string[] = []
  tab.on('request', (request) => {
    if (!/^(?:file|data):/.test(request.url())) wrong.push(`asks ${request.url()}`)
  })
  tab.on('requestfailed', (request) => wrong.push(`gets no ${request.url()}`))
  tab.on('pageerror', (error) => wrong.push(error.message))
  await tab.goto(pathToFileURL(join(folder, 'site', page)).href)
  await tab.locator('html.has-script').waitFor({ state: 'attached' })
  return { tab, wrong }
}

test('no link of the site of an own contract leads nowhere', () => {
  expect(brokenLinks(readSite(join(folder, 'site')))).toEqual([])
})

const views = [390, 1280].flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme })))
test.each(views)(
  'its pages fit $width pixels in $scheme colours, and axe-core finds nothing',
  async ({ width, scheme }) => {
    for (const page of readSite(join(folder, 'site')).pages.keys()) {
      const { tab, wrong } = await opened(page, { viewport: { width, height: 900 }, colorScheme: scheme })
      expect(await cutParts(tab), page).toEqual([])
      // without what axe-core would load itself, which a page that is a file may not
      await tab.evaluate(axe)
      const { violations } = await tab.evaluate(() =>
        (window as unknown as { axe: typeof import('axe-core') }).axe.run({
          resultTypes: ['violations'],
          preload: false,
        }),
      )
      expect(violations.map(({ id, nodes }) => `${page}: ${id} ${nodes[0]?.html}`)).toEqual([])
      expect(wrong).toEqual([])
      await tab.close()
    }
  },
)

test('a name that an event had leads to it, and the colours are kept', async () => {
  const { tab, wrong } = await opened('index.html', { viewport: { width: 390, height: 800 }, colorScheme: 'light' })
  await tab.locator('#_theme').click()
  await tab.keyboard.press('Control+k')
  await tab.keyboard.type('new-order')
  await tab.locator('#_found-0').waitFor()
  await tab.keyboard.press('Enter')
  await tab.waitForURL(/events\/shop\.html#order-placed$/)
  expect(await tab.locator('#order-placed').isVisible()).toBe(true)
  expect(await tab.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  expect(wrong).toEqual([])
  await tab.close()
})

test('paper shows the content alone, in light colours, and of tabs the chosen one with its name', async () => {
  const { tab } = await opened('events/shop.html', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' })
  await tab.getByRole('tab', { name: 'Client', exact: true }).first().click()
  await tab.emulateMedia({ media: 'print' })
  for (const part of ['#_menu', '.bar', 'a.address', 'pre > button', '.tabs button[aria-selected=false]'])
    expect(await tab.locator(`${part}:visible`).count(), part).toBe(0)
  const named = await tab.locator('.tabs button:visible').allTextContents()
  expect(named.length).toBeGreaterThan(1)
  expect(await tab.locator('[role=tabpanel]:visible').count()).toBe(named.length)
  expect(named[0]).toBe('Client')
  expect(await tab.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)')
  const folded = tab.locator('main details:not([open])')
  const before = await folded.count()
  expect(before).toBeGreaterThan(0)
  await tab.evaluate(() => dispatchEvent(new Event('beforeprint')))
  expect(await folded.count()).toBe(0)
  await tab.evaluate(() => dispatchEvent(new Event('afterprint')))
  expect(await folded.count()).toBe(before)
  await tab.close()
})

test('the table of events stands before any code, and the parts of a page below its name in the menu', async () => {
  const { tab } = await opened('events/shop.html', { viewport: { width: 1280, height: 900 } })
  const [table, code] = await Promise.all(
    ['main table', 'main pre'].map((part) => tab.locator(part).first().boundingBox()),
  )
  expect(table?.y).toBeLessThan(code?.y ?? 0)
  expect(await tab.getByText('On this page').count()).toBe(1)
  expect(await tab.locator('[aria-current=page] + .page-menu a').first().textContent()).toBe('Events')
  const link = tab.locator('[id="order-placed.orderId"] a.address')
  expect(await link.isVisible()).toBe(true)
  await link.click()
  expect(new URL(tab.url()).hash).toBe('#order-placed.orderId')
  await tab.close()
})

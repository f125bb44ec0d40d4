import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
// @ts-expect-error plain JavaScript, as every step of the build
import { browser as executablePath } from '../../scripts/system-needs.mjs'
import { directions } from '../../src/contract/event/direction.js'
import type { SearchIndex } from '../../src/reference/search/search-index.js'
import type { ContractJson } from '../../src/spec/contract-json.js'
import { cutParts } from './cut-parts.js'
import { cutWords } from './cut-words.js'
import { type BuiltSite, brokenLinks, readSite } from './site-links.js'
import { type ServedFolder, serveFolder } from './site-server.js'

const folder = join(import.meta.dirname, '../../docs/reference')
const artefacts = join(import.meta.dirname, '../../artefacts/site')
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const contract = JSON.parse(readFileSync('contract.json', 'utf8')) as ContractJson
const schemes = ['light', 'dark'] as const
const widths = [375, 1280] as const
const views = widths.flatMap((width) => schemes.map((scheme) => ({ width, scheme })))

let site: BuiltSite
let server: ServedFolder
let browser: Browser
/** Every page that is no page of the API, and one of each kind that is. */
let chosen: string[]
/** Is one page of each kind, which axe-core examines in every view; the others are examined in one. */
const kinds = new Set([
  'index.html',
  'events/patient-pharmacy.html',
  'systems/network.html',
  'legacy-names.html',
  'error-codes.html',
  'guides/other-languages.html',
  'api/modules/socket-canon_guards.html',
])

beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/docs.mjs'], { stdio: 'inherit' })
  site = readSite(folder)
  const seen = new Set<string>()
  chosen = [...site.pages.keys()].filter((page) => {
    const [folder, kind = ''] = page.split('/')
    if (folder !== 'api') return true
    return seen.size !== seen.add(kind).size
  })
  server = await serveFolder(folder)
  browser = await chromium.launch({ executablePath: executablePath(), args: ['--no-sandbox', '--disable-gpu'] })
  rmSync(artefacts, { recursive: true, force: true })
  mkdirSync(artefacts, { recursive: true })
}, 300_000)
afterAll(async () => {
  await browser?.close()
  server?.close()
})

interface Opened {
  readonly tab: Page
  /** What should not have happened: requests to elsewhere, errors in the console. */
  readonly wrong: string[]
}

/** Opens an empty tab that keeps in mind what goes wrong in it. */
async function opened(options: Parameters<Browser['newPage']>[0] = {}): Promise<Opened> {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options })
  const wrong: string[] = []
  tab.on('request', (request) => {
    const isOurs = request.url().startsWith(server.origin) || /^(data|blob|file):/.test(request.url())
    if (!isOurs) wrong.push(`asks ${request.url()}`)
  })
  tab.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText
    // who goes on to another page needs no more of this one
    if (reason !== 'net::ERR_ABORTED') wrong.push(`gets no ${request.url()}: ${reason}`)
  })
  tab.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text())
  })
  tab.on('pageerror', (error) => wrong.push(error.message))
  return { tab, wrong }
}

async function show(tab: Page, path: string): Promise<void> {
  await tab.goto(`${server.origin}/${path}`)
  await tab.locator('html.has-script').waitFor({ state: 'attached' })
}

/** Types into the search, and reads what it offers first. */
async function search(tab: Page, words: string): Promise<{ name: string; kind: string; href: string }[]> {
  await tab.locator('#_search[data-ready] input').fill(words)
  return tab.locator('#_search-results a').evaluateAll((links) =>
    links.map((link) => ({
      name: link.querySelector('.found-name')?.textContent ?? '',
      kind: link.querySelector('.found-kind')?.textContent ?? '',
      href: link.getAttribute('href') ?? '',
    })),
  )
}

const named = Object.entries(contract.namespaces).flatMap(([path, namespace]) =>
  directions.flatMap((direction) => {
    const address = (name: string) => `events${path}.html#${namespace[direction][name]?.address}`
    return [
      ...Object.keys(namespace[direction]).map((name) => ({ name, kind: 'event', address: address(name) })),
      ...Object.entries(namespace.aliases[direction]).map(([name, { of }]) => ({
        name,
        kind: 'legacy name',
        address: address(of),
      })),
    ]
  }),
)

test('the menu marks the part of the page that is read', async () => {
  const { tab, wrong } = await opened({ viewport: { width: 1280, height: 700 } })
  await show(tab, 'events/patient-pharmacy.html')
  const marked = tab.locator('.page-menu [aria-current="location"]')
  // nothing of it stands high enough yet
  expect(await marked.count()).toBe(0)
  for (const id of ['order-updated', 'client-chat-join', 'enum-OrderStatus', 'dispatch-updated']) {
    await tab.evaluate((to) => document.getElementById(to)?.scrollIntoView(), id)
    await tab.locator(`.page-menu [href="#${id}"][aria-current="location"]`).waitFor()
    expect(await marked.count()).toBe(1)
    expect(await marked.evaluate((link) => link.getBoundingClientRect().top < innerHeight)).toBe(true)
  }
  expect(wrong).toEqual([])
  await tab.close()
})

test('no link leads to a page, a file or a place that is not there', () => {
  expect(site.pages.size).toBeGreaterThan(100)
  expect(site.links.length).toBeGreaterThan(5000)
  expect(brokenLinks(site)).toEqual([])
})

test('no link of the menu or of what search finds leads nowhere', async () => {
  const { tab } = await opened()
  await show(tab, 'events/patient-pharmacy.html')
  const menu = await tab
    .locator('.site-menu a')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))
  await tab.keyboard.press('Control+k')
  await tab.locator('#_search[data-ready]').waitFor()
  const rows = await tab.evaluate(() =>
    (window as unknown as { searchIndex: SearchIndex }).searchIndex.groups.flatMap(([page, , , own]) =>
      own.map(([name, address = '']) => ({ url: address === '' ? page : `${page}#${address === 0 ? name : address}` })),
    ),
  )
  const links = [
    ...menu.map((href) => ({ from: 'index.html', to: href.replace(`${server.origin}/`, '') })),
    ...rows.map(({ url }) => ({ from: 'index.html', to: url })),
  ]
  expect(menu.length).toBeGreaterThan(20)
  expect(rows.length).toBeGreaterThan(1000)
  expect(brokenLinks({ ...site, links })).toEqual([])
  await tab.close()
})

test('search finds every event by its name and by every legacy name', async () => {
  const { tab, wrong } = await opened()
  await show(tab, 'index.html')
  await tab.keyboard.press('Control+k')
  const lost: string[] = []
  for (const { name, kind, address } of named) {
    const found = await search(tab, name)
    const first = found.findIndex((row) => row.kind === kind && row.href.endsWith(address))
    // a name may be in use in several namespaces and directions, so others of its name may stand before it
    if (first < 0 || found.slice(0, first).some((row) => row.name !== name)) lost.push(`${kind} ${name} of ${address}`)
  }
  expect(named.length).toBeGreaterThan(100)
  expect({ lost, wrong }).toEqual({ lost: [], wrong: [] })
  await tab.close()
})

test.each([
  ['chat:message', 'events/patient-pharmacy.html#chat-message'],
  ['new-message', 'events/patient-pharmacy.html#chat-message'],
])('%s, typed into search and entered, leads to its event', async (name, address) => {
  const { tab, wrong } = await opened({ viewport: { width: 375, height: 700 } })
  await show(tab, 'index.html')
  await tab.keyboard.press('Control+k')
  await tab.keyboard.type(name)
  await tab.locator('#_found-0').waitFor()
  await tab.keyboard.press('Enter')
  await tab.waitForURL(`${server.origin}/${address}`)
  expect(await tab.locator('#chat-message').isVisible()).toBe(true)
  expect(wrong).toEqual([])
  await tab.close()
})

test('no page loads anything from elsewhere', () => {
  expect(site.loads.length).toBeGreaterThan(1000)
  expect(site.loads.filter(({ to }) => /^([a-z]+:)?\/\//i.test(to))).toEqual([])
})

test('pages can be read from files, without a server', async () => {
  const { tab, wrong } = await opened()
  await tab.goto(pathToFileURL(join(folder, 'events/patient-pharmacy.html')).href)
  await tab.locator('.site-menu a').first().waitFor({ state: 'attached' })
  await tab.keyboard.press('Control+k')
  expect((await search(tab, 'new-message'))[0]).toMatchObject({ name: 'new-message', kind: 'legacy name' })
  expect(wrong).toEqual([])
  await tab.close()
})

test.each(views)(
  'pages fit $width pixels in $scheme colours with all their code and tables, without an error, a request to elsewhere or a finding of axe-core',
  async ({ width, scheme }) => {
    const { tab, wrong } = await opened({ viewport: { width, height: 900 }, colorScheme: scheme })
    const found: string[] = []
    for (const page of chosen) {
      await show(tab, page)
      found.push(...(await cutParts(tab)).map((part) => `${page}: ${part}`))
      const name = `${page.replace(/\.html$/, '').replaceAll('/', '-')}-${width}-${scheme}`
      await tab.screenshot({ path: join(artefacts, `${name}.png`) })
      if (!kinds.has(page) && !(width === 1280 && scheme === 'light')) continue
      await tab.evaluate(axe)
      const { violations } = await tab.evaluate(() =>
        (window as unknown as { axe: typeof import('axe-core') }).axe.run({ resultTypes: ['violations'] }),
      )
      for (const { id, nodes } of violations) {
        found.push(`${page}: ${id} ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 200))}`)
      }
    }
    expect(found).toEqual([])
    expect(wrong).toEqual([])
    await tab.close()
  },
)

test.each([
  { width: 1280, media: 'screen' },
  { width: 794, media: 'print' },
] as const)('no word of a table or heading is cut at $width pixels on $media', async ({ width, media }) => {
  const { tab } = await opened({ viewport: { width, height: 900 } })
  await tab.emulateMedia({ media })
  const found: string[] = []
  for (const page of chosen.filter((page) => !page.startsWith('api/'))) {
    await show(tab, page)
    found.push(...(await cutWords(tab)).map((word) => `${page}: ${word}`))
  }
  expect(found).toEqual([])
  await tab.close()
})

test.each(views)('an event and the rooms are drawn for $width pixels in $scheme colours', async ({ width, scheme }) => {
  const { tab } = await opened({ viewport: { width, height: 900 }, colorScheme: scheme })
  await show(tab, 'events/patient-pharmacy.html#chat-message')
  await tab.screenshot({ path: join(artefacts, `event-${width}-${scheme}.png`) })
  for (const name of Object.keys(contract.systems)) {
    await show(tab, `systems/${name}.html`)
    const picture = tab.locator('svg.rooms:visible')
    expect(await picture.count()).toBe(1)
    await picture.screenshot({ path: join(artefacts, `rooms-${name}-${width}-${scheme}.png`) })
    expect(await contrasts(tab)).toEqual([])
  }
  await tab.close()
})

/** Lists the parts of the visible picture that are too near in colour to what lies behind them. */
function contrasts(tab: Page): Promise<string[]> {
  return tab.locator('svg.rooms:visible').evaluate((picture) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    const luminance = (color: string) => {
      if (!canvas) throw new Error('no canvas')
      canvas.fillStyle = color
      canvas.fillRect(0, 0, 1, 1)
      const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => {
        const share = part / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const behind = luminance(getComputedStyle(document.body).backgroundColor)
    const found: string[] = []
    for (const [parts, paint, least] of [
      ['text', 'fill', 4.5],
      ['.edge', 'stroke', 3],
      ['rect', 'stroke', 3],
    ] as const) {
      const all = picture.querySelectorAll(parts)
      if (all.length === 0) found.push(`no ${parts}`)
      for (const part of all) {
        const own = luminance(getComputedStyle(part)[paint])
        const ratio = (Math.max(own, behind) + 0.05) / (Math.min(own, behind) + 0.05)
        if (ratio < least) found.push(`${parts} ${part.getAttribute('class')}: ${ratio.toFixed(1)}`)
      }
    }
    return found
  })
}

test('a page is used by keyboard: skipped to its content, its code chosen, its tables filtered, its menu opened', async () => {
  const { tab, wrong } = await opened({ viewport: { width: 375, height: 900 } })
  await show(tab, 'events/patient-pharmacy.html')
  await tab.keyboard.press('Tab')
  expect(await tab.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content')
  await tab.keyboard.press('Enter')
  expect(await tab.evaluate(() => document.activeElement?.id)).toBe('_main')

  const tabs = tab.locator('#chat-message ~ .columns [role=tab]')
  await tabs.first().focus()
  await tab.keyboard.press('ArrowLeft')
  const last = tabs.last()
  expect(await last.getAttribute('aria-selected')).toBe('true')
  expect(await tab.evaluate(() => document.activeElement?.textContent)).toBe(await last.textContent())
  const panel = tab.locator(`#${await last.getAttribute('aria-controls')}`)
  expect(await panel.locator('pre').last().innerText()).toContain('chat:message')

  await tab.locator('#_menu-button').focus()
  await tab.keyboard.press('Enter')
  await tab.locator('.menus').waitFor({ state: 'visible' })
  expect(await tab.evaluate(() => document.activeElement?.closest('.menus') !== null)).toBe(true)
  await tab.keyboard.press('Escape')
  await tab.locator('.menus').waitFor({ state: 'hidden' })

  await show(tab, 'legacy-names.html')
  await tab.getByLabel('Filter by old or new name').focus()
  await tab.keyboard.type('new-message')
  const rows = tab.locator('#legacy-table > details:visible')
  expect(await rows.count()).toBe(1)
  expect(await rows.innerText()).toContain('chat:message')
  expect(wrong).toEqual([])
  await tab.close()
})

test('the menu stands beside a wide page', async () => {
  const { tab } = await opened()
  await show(tab, 'events/patient-pharmacy.html')
  const menu = await tab.locator('.menus').boundingBox()
  const content = await tab.locator('main').boundingBox()
  expect(menu?.y).toBeLessThan(200)
  expect((menu?.x ?? 0) + (menu?.width ?? 0)).toBeLessThanOrEqual(content?.x ?? 0)
  await tab.close()
})

test('code is copied as it is shown, with the setup that is folded before it', async () => {
  const { tab } = await opened({ permissions: ['clipboard-read', 'clipboard-write'] })
  await show(tab, 'events/patient-pharmacy.html')
  const shown = tab.locator('#chat-message ~ .columns [role=tabpanel]:visible')
  await shown.getByRole('button').click()
  const copied = await tab.evaluate(() => navigator.clipboard.readText())
  // the folded setup comes first
  expect(copied.trim().endsWith((await shown.locator('code:visible').innerText()).trim())).toBe(true)
  expect(copied).toMatch(/^import /)
  expect(copied).toContain("'chat:message'")
  await tab.close()
})

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { build } from 'esbuild'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Card } from '../../examples/cards/contract.js'
import { serveCards } from '../../examples/cards/serve.js'
// @ts-expect-error plain JavaScript, as every step of the build
import { browser as executablePath } from '../../scripts/system-needs.mjs'
import { afterwards } from '../ends/afterwards.js'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const style = readFileSync('examples/cards/style.css', 'utf8')
const columns = ['todo', 'doing', 'done'] as const
let script: string
let browser: Browser

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: ['examples/cards/page.ts'],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'browser',
    tsconfigRaw: {},
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  script = outputFiles[0]?.text ?? ''
  browser = await chromium.launch({ executablePath: executablePath(), args: ['--no-sandbox', '--disable-gpu'] })
})
afterAll(() => browser?.close())

async function opened(loadMs = 0, viewport = { width: 1100, height: 700 }) {
  const { url, board, io, close } = await serveCards(script, style, { loadMs })
  const tab = await browser.newPage({ viewport })
  afterwards(async () => {
    await tab.close()
    await close()
  })
  const wrong: string[] = []
  tab.on('pageerror', ({ message }) => wrong.push(message))
  let loads = 0
  tab.on('request', (request) => {
    if (request.url().endsWith('/cards.json')) loads++
  })
  const open = async () => {
    await tab.goto(url)
    await tab.locator('#status:text-is("connected")').waitFor()
  }
  /** Reads what the page shows: the cards of each column, with their moves. */
  const shown = () =>
    tab.evaluate(() =>
      [...document.querySelectorAll('section')].flatMap((section, at) =>
        [...section.querySelectorAll('li')].map((item) => `${at} ${item.id} ${item.dataset['moves']}`),
      ),
    )
  const held = () => board.all().map(({ id, column, moves }) => `${columns.indexOf(column)} ${id} ${moves}`)
  return { board, io, open, tab, shown, held, wrong, loads: () => loads }
}

const card = (at: number): Omit<Card, 'moves'> => ({ id: `card_${at}`, title: `Card ${at}`, column: 'todo' })

test('a page that hears 1,000 facts over cuts, while loads are under way, shows what the server holds', async () => {
  const { board, io, open, shown, held, wrong, loads } = await opened(40)
  for (let at = 0; at < 20; at++) board.add(card(at))
  await open()
  const seed = Math.floor(Math.random() * 2 ** 31)
  let state = seed
  const drawn = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  for (let fact = 0; fact < 1000; fact++) {
    const all = board.all()
    const { id } = all[drawn(all.length)] as Card
    const what = drawn(10)
    if (what === 0) board.add(card(100 + fact))
    else if (what === 1 && all.length > 10) board.remove(id)
    else board.move(id, columns[drawn(3)] ?? 'todo')
    // a cut that is recovered, and one after which the server knows nothing of the connection
    if (fact % 90 === 45) for (const socket of io.of('/cards').sockets.values()) socket.conn.close()
    if (fact % 180 === 60) (io.of('/cards').adapter as unknown as { sessions: Map<string, object> }).sessions.clear()
    if (fact % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await expect
    .poll(async () => (await shown()).sort(), { message: `seed ${seed}`, timeout: 20_000 })
    .toEqual(held().sort())
  expect(wrong).toEqual([])
  expect(loads()).toBeGreaterThan(2)
})

test('a move shows at once; the locked card goes back alone, and says why', async () => {
  const { board, open, shown, tab, held } = await opened()
  board.add(card(1))
  board.add(card(2))
  board.lock('card_2')
  await open()
  await tab.locator('#card_2').waitFor()
  await tab.click('#card_1 button')
  // the page is told what it did and what others did meanwhile
  board.move('card_1', 'done')
  await tab.click('#card_2 button')
  await tab.locator('#status:has-text("this card is not moved any more")').waitFor()
  await expect.poll(async () => (await shown()).sort()).toEqual(held().sort())
})

test('the page is clean, and looked at in both colours and on a phone', async () => {
  const { board, open, tab } = await opened()
  for (let at = 0; at < 6; at++) board.add({ ...card(at), column: columns[at % 3] ?? 'todo' })
  await open()
  await tab.locator('#card_5').waitFor()
  for (const [name, colorScheme, width] of [
    ['light', 'light', 1100],
    ['dark', 'dark', 1100],
    ['phone', 'light', 390],
  ] as const) {
    await tab.emulateMedia({ colorScheme })
    await tab.setViewportSize({ width, height: 700 })
    await tab.screenshot({ path: `test/system/artefacts/cards-${name}.png` })
  }
  await tab.evaluate(axe)
  const found = await tab.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
    ).axe.run()
    return violations.map(({ id }) => id)
  })
  expect(found).toEqual([])
})

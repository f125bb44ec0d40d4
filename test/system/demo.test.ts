import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
// @ts-expect-error a script without declarations
import { browser as browserPath } from '../../scripts/system-needs.mjs'

const shots = 'test/system/artefacts/demo'
let demo: ChildProcess
let browser: Browser
let url = ''

beforeAll(async () => {
  mkdirSync(shots, { recursive: true })
  demo = spawn(process.execPath, ['scripts/demo.mjs', '--serve', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  url = await new Promise<string>((resolve, reject) => {
    let told = ''
    demo.stdout?.on('data', (piece) => {
      told += piece
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(told) ?? []
      if (found) resolve(found)
    })
    demo.once('exit', (code) => reject(new Error(`the demo ended with ${code}`)))
  })
  browser = await chromium.launch({
    ...(browserPath() && { executablePath: browserPath() as string }),
    args: ['--no-sandbox'],
  })
})

afterAll(async () => {
  await browser?.close()
  const ended = new Promise((resolve) => demo.once('exit', resolve))
  demo.kill('SIGTERM')
  await ended
})

/** Opens the page and answers it with all that its console says. */
async function opened(options: { colorScheme?: 'light' | 'dark'; width?: number } = {}) {
  const { colorScheme = 'light', width = 1440 } = options
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  const response = await page.goto(url)
  await page.waitForFunction(() => document.querySelectorAll('.state.on').length === 4)
  return { page, complaints, response, close: () => context.close() }
}

const panel = (page: Page, id: string) => page.locator(`#${id}`)

async function type(page: Page, id: string, text: string): Promise<void> {
  await panel(page, id).getByRole('textbox').fill(text)
  await panel(page, id).getByRole('textbox').press('Enter')
}

/** Moves by the keyboard alone, and waits until the page is there. */
async function moveTo(page: Page, phase: string): Promise<void> {
  await page.getByRole('radio', { checked: true }).focus()
  const order = ['before', 'overlap', 'after']
  const now = await page.evaluate(() => document.body.dataset['phase'] ?? '')
  const steps = order.indexOf(phase) - order.indexOf(now)
  for (let step = 0; step < Math.abs(steps); step++) {
    await page.keyboard.press(steps > 0 ? 'ArrowRight' : 'ArrowLeft')
    const next = order[order.indexOf(now) + Math.sign(steps) * (step + 1)]
    await page.waitForFunction((wanted) => document.body.dataset['phase'] === wanted, next)
    await page.waitForFunction(() => !(document.querySelector('#phases') as HTMLFieldSetElement).disabled)
  }
}

test('the demo page shows what is typed at either client at the other, once, in every phase, and nothing at the other pharmacy', async () => {
  const { page, complaints, close } = await opened()
  const paths = { before: '/', overlap: '/patient-pharmacy', after: '/patient-pharmacy' }
  const walk = ['before', 'overlap', 'after', 'before', 'after'] as const
  for (const [turn, phase] of walk.entries()) {
    await moveTo(page, phase)
    expect(await panel(page, 'harbour-new').locator('code').textContent()).toBe(paths[phase])
    expect(await panel(page, 'harbour-old').locator('code').textContent()).toBe('/')
    for (const [from, to] of [
      ['harbour-old', 'harbour-new'],
      ['harbour-new', 'harbour-old'],
    ] as const) {
      const text = `${phase} ${turn}, from ${from}`
      await type(page, from, text)
      for (const id of [from, to]) {
        await panel(page, id).getByText(text).waitFor()
        expect(await panel(page, id).getByText(text).count()).toBe(1)
      }
      for (const id of ['hillside-old', 'hillside-new']) expect(await panel(page, id).getByText(text).count()).toBe(0)
    }
    // a figure that has samples is there to be looked at
    await page.waitForFunction(
      () => Number(document.querySelector('#metrics tr:nth-child(2) td:last-child')?.textContent) > 3,
    )
    await page.screenshot({ path: `${shots}/${turn + 1}-${phase}.png`, fullPage: true })
  }
  expect(complaints).toEqual([])
  await close()
})

test('the demo page shows at one client that somebody types at the other', async () => {
  const { page, complaints, close } = await opened()
  for (const [from, to] of [
    ['hillside-old', 'hillside-new'],
    ['hillside-new', 'hillside-old'],
  ] as const) {
    await panel(page, from).getByRole('textbox').pressSequentially('Is')
    await panel(page, to).getByText('Somebody is typing').waitFor()
    await panel(page, from).getByRole('textbox').fill('')
    await panel(page, to).getByText('Somebody is typing').waitFor({ state: 'hidden' })
  }
  expect(complaints).toEqual([])
  await close()
})

test('the demo page counts legacy names before, and none that comes after', async () => {
  const { page, close } = await opened()
  const samples = () =>
    page.locator('#metrics tr', { hasText: 'Legacy names' }).locator('td').last().textContent().then(Number)
  await page.waitForFunction(
    () => Number(document.querySelector('#metrics tr:last-child td:last-child')?.textContent) > 2,
  )
  await moveTo(page, 'after')
  const before = await samples()
  const received = await page.locator('#metrics tr:nth-child(2) td:last-child').textContent().then(Number)
  await page.waitForFunction(
    (least) => Number(document.querySelector('#metrics tr:nth-child(2) td:last-child')?.textContent) > least,
    received + 4,
  )
  // the last that came before the switch may have been counted after it was read
  expect((await samples()) - before).toBeLessThanOrEqual(6)
  await close()
})

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [375, 1440])
    test(`the demo page fits ${width} pixels and is legible in the ${colorScheme} scheme`, async () => {
      const { page, complaints, close } = await opened({ colorScheme, width })
      await page.locator('.orders tbody tr td:nth-child(2)').first().waitFor()
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBe(0)
      expect(await page.evaluate(spilt)).toEqual([])
      expect(await page.evaluate(faint)).toEqual([])
      await page.screenshot({ path: `${shots}/${colorScheme}-${width}.png`, fullPage: true })
      expect(complaints).toEqual([])
      await close()
    })

test('the demo page runs under a policy that allows no script but its own, and no eval', async () => {
  const { response, close } = await opened()
  const policy = response?.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toContain('unsafe')
  await close()
})

/** Lists what reaches over the edge of its panel. */
function spilt(): string[] {
  return [...document.querySelectorAll('.panel, main > section')].flatMap((panel) => {
    const { right } = panel.getBoundingClientRect()
    const over = [...panel.querySelectorAll('*:not(.hidden)')].filter(
      (each) => each.getBoundingClientRect().right > right,
    )
    return over.map((each) => `${each.tagName}.${each.getAttribute('class')}`)
  })
}

/** Lists the texts whose contrast to what is behind them is below 4.5. */
function faint(): string[] {
  const numbers = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number)
  const light = ([red = 0, green = 0, blue = 0]: number[]) => {
    const [r = 0, g = 0, b = 0] = [red, green, blue].map((value) => {
      const share = value / 255
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const behind = (element: Element | null): number[] => {
    for (let each = element; each; each = each.parentElement) {
      const color = numbers(getComputedStyle(each).backgroundColor)
      if (color.length && color[3] !== 0) return color
    }
    return [255, 255, 255]
  }
  return [...document.querySelectorAll('body *')].flatMap((element) => {
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())
    if (!text || element.closest('.hidden, fieldset:disabled')) return []
    const style = getComputedStyle(element)
    const ink = light(numbers(element instanceof SVGElement ? style.fill : style.color))
    const ground = light(behind(element))
    const contrast = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05)
    return contrast < 4.5 ? [`${element.tagName}.${element.getAttribute('class')} ${contrast.toFixed(2)}`] : []
  })
}

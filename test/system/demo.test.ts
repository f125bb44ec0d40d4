import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
// @ts-expect-error a script without declarations
import { browser as browserPath } from '../../scripts/system-needs.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
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
  await page.waitForFunction(() => document.querySelectorAll('.happened time').length === 5)
  await page.waitForFunction(() => [...document.querySelectorAll('.log ol')].every((log) => log.childElementCount))
  return { page, complaints, response, close: () => context.close() }
}

/** Reads what a step told when it was taken last. */
const happened = (page: Page, step: string) =>
  page.locator(`#step-${step} .happened`).evaluate((told) => told.lastChild?.textContent?.trim())

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

test('the demo page begins with an own contract at work, and shows the code that runs', async () => {
  const { page, complaints, close } = await opened()
  expect(await page.locator('main > :first-child h2').textContent()).toBe('A contract of your own')
  for (const name of ['contract', 'aliases']) {
    const code = readFileSync(`examples/parcels/${name}.ts`, 'utf8').trim()
    expect(await page.locator(`[data-code="${name}"]`).textContent()).toBe(code)
  }
  expect(await happened(page, 'room')).toBe('entered parcel:p1')
  expect(await happened(page, 'event')).toBe('parcel:moved, p1 is in Ibadan')
  expect(await happened(page, 'refusal')).toBe('ROOM_FORBIDDEN: this user may not enter this room')
  expect(await happened(page, 'guard')).toMatch(/ does not fit; grams: expected a number$/)
  expect(await happened(page, 'old-name')).toBe('package-update, p1 is in Jos')
  expect(complaints).toEqual([])
  await close()
})

test('the demo page takes each step again by the keyboard, with what was entered', async () => {
  const { page, complaints, close } = await opened()
  const told = (step: string, text: string) => page.locator(`#step-${step} .happened`, { hasText: text }).waitFor()
  const button = (step: string) => page.locator(`#step-${step} button`)
  await button('event').press('Enter')
  await told('event', 'p1 is in Enugu')
  expect(await page.locator('#step-event code').textContent()).toContain("const place = 'Enugu'")
  expect(await page.evaluate(() => document.activeElement?.closest('li')?.id)).toBe('step-event')
  await button('old-name').press('Enter')
  await told('old-name', 'p1 is in Lagos')
  const grams = page.getByLabel('Grams')
  for (const [entered, answer] of [
    ['31000', 'grams: expected a whole number from 1 to 30000'],
    ["a 'heavy' one", 'grams: expected a number'],
    ['1200', 'it fits'],
  ] as const) {
    await grams.fill(entered)
    await grams.press('Enter')
    await told('guard', answer)
    expect(await happened(page, 'guard')).not.toContain(entered)
  }
  expect(complaints).toEqual([])
  await close()
})

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

test('the demo page says where one may go on to in each phase, and what that phase expects of legacy names', async () => {
  const { page, complaints, close } = await opened()
  const legacy = page.locator('#metrics tr', { hasText: 'Legacy names' })
  for (const [phase, advice, target, met] of [
    ['before', 'Go on to Overlap', 'any, until the move', '–'],
    ['overlap', 'Go on to After', '0', 'yes'],
    ['after', 'Drop the old names, once no old application is left', '0', 'yes'],
  ] as const) {
    await moveTo(page, phase)
    await page.locator('#verdict.proceed strong', { hasText: advice }).waitFor()
    expect(await legacy.locator('td').first().textContent()).toBe(target)
    expect(await legacy.locator('td').nth(2).textContent()).toBe(met)
  }
  expect(complaints).toEqual([])
  await close()
})

test('the demo page names its traffic as it is, and the button by what it does, also when it is opened anew', async () => {
  const { page, complaints, close } = await opened()
  await page.getByText('Traffic runs: two events a second.').waitFor()
  await page.getByRole('button', { name: 'Pause traffic' }).press('Enter')
  await page.getByText('Traffic is paused.').waitFor()
  await page.reload()
  await page.getByText('Traffic is paused.').waitFor()
  await page.getByRole('button', { name: 'Resume traffic' }).press('Enter')
  await page.getByText('Traffic runs: two events a second.').waitFor()
  await page.reload()
  await page.getByText('Traffic runs: two events a second.').waitFor()
  expect(complaints).toEqual([])
  await close()
})

test('the demo page calls each of its times by what it measures', async () => {
  const { page, close } = await opened()
  await page.locator('#harbour-new .state', { hasText: /^connected, round trip \d+ ms \(\w+\)$/ }).waitFor()
  expect(await page.locator('#metrics tr').nth(1).locator('th').textContent()).toBe('Delivery, p95')
  expect(await page.locator('#latency figcaption').textContent()).toContain('Delivery, p95 of each second')
  expect(await page.locator('.note').textContent()).toMatch(/Delivery is the time .* round trip .* is another thing/s)
  await close()
})

test('the demo page opens with chats that are full', async () => {
  const { page, close } = await opened()
  const empty = await page.locator('.log').evaluateAll((logs) =>
    logs.map((log) => {
      const { top, height } = log.getBoundingClientRect()
      return ((log.querySelector('li')?.getBoundingClientRect().top ?? top + height) - top) / height
    }),
  )
  expect(empty).toHaveLength(4)
  expect(Math.max(...empty)).toBeLessThan(0.34)
  await close()
})

test('the demo page shows old beside new on one screen of a telephone', async () => {
  const { page, close } = await opened({ width: 390 })
  for (const pharmacy of ['harbour', 'hillside']) {
    const [old, current] = await Promise.all(
      ['old', 'new'].map((kind) => panel(page, `${pharmacy}-${kind}`).boundingBox()),
    )
    if (!old || !current) throw new Error('a panel is not there')
    expect(current.y).toBe(old.y)
    expect(current.x).toBeGreaterThanOrEqual(old.x + old.width)
    expect(current.x + current.width).toBeLessThanOrEqual(390)
    expect(Math.max(old.height, current.height)).toBeLessThan(844)
  }
  await close()
})

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [375, 390, 1440])
    test(`the demo page fits ${width} pixels and is legible in the ${colorScheme} scheme`, async () => {
      const { page, complaints, close } = await opened({ colorScheme, width })
      await page.locator('.orders tbody tr td:nth-child(2)').first().waitFor()
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBe(0)
      expect(await page.evaluate(spilt)).toEqual([])
      expect(await page.evaluate(faint)).toEqual([])
      await page.evaluate(axe)
      expect(await page.evaluate(violated)).toEqual([])
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

/** Lists what axe-core finds wrong, grave or not. */
async function violated(): Promise<string[]> {
  const { violations } = await (window as unknown as { axe: typeof import('axe-core') }).axe.run()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120))}`)
}

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

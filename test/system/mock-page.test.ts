import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
// @ts-expect-error a script without declarations
import { browser as browserPath } from '../../scripts/system-needs.mjs'

const shots = 'test/system/artefacts/mock'
let mock: ChildProcess
let mockUrl = ''
let host: Server
let browser: Browser
let page: Page

/** Makes a token that nobody signed: a mock reads what it says. */
const tokenOf = (claims: object): string =>
  `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`

/** Serves the page of the demo as its host does, and hands its sockets on to the mock: there is no back end. */
async function startHost(script: string): Promise<Server> {
  const http = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://demo')
    const answers: Readonly<Record<string, () => readonly [type: string, body: string]>> = {
      '/': () => ['text/html', readFileSync('examples/demo/page/index.html', 'utf8')],
      '/style.css': () => ['text/css', readFileSync('examples/demo/page/style.css', 'utf8')],
      '/page.js': () => ['text/javascript', script],
      '/session': () => [
        'text/plain',
        tokenOf({ sub: searchParams.get('user'), pharmacyId: searchParams.get('pharmacy') }),
      ],
      '/customer': () => ['text/plain', tokenOf({ sub: 'ada' })],
      '/history': () => ['application/json', '{ "messages": [], "orders": [] }'],
      '/code': () => ['application/json', '{}'],
      '/traffic': () => ['text/plain', 'off'],
    }
    const [type, body] = answers[pathname]?.() ?? ['text/plain', '']
    response.writeHead(body ? 200 : 404, { 'content-type': `${type}; charset=utf-8` }).end(body)
  })
  http.on('upgrade', (request, socket) => {
    const behind = connect(Number(new URL(mockUrl).port), '127.0.0.1', () => {
      const lines = request.rawHeaders.flatMap((name, at, all) => (at % 2 ? [] : [`${name}: ${all[at + 1]}`]))
      behind.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
      socket.pipe(behind).pipe(socket)
    })
    for (const end of [behind, socket]) end.on('error', () => end.destroy())
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return http
}

beforeAll(async () => {
  mkdirSync(shots, { recursive: true })
  const contracts = ['--contract', 'contract.json', '--namespace', '/patient-pharmacy']
  mock = spawn(process.execPath, ['dist/esm/cli/main.js', 'mock', ...contracts, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  mockUrl = await new Promise<string>((resolve, reject) => {
    let told = ''
    mock.stdout?.on('data', (piece) => {
      told += piece
      const [found] = /http:\/\/localhost:\d+/.exec(told) ?? []
      if (found) resolve(found)
    })
    mock.once('exit', (code) => reject(new Error(`the mock ended with ${code}`)))
  })
  const { outputFiles } = await build({
    ...{ entryPoints: ['examples/demo/page/page.ts'], bundle: true, write: false, format: 'esm', platform: 'browser' },
    ...{ target: 'es2022', logLevel: 'error', tsconfigRaw: {} },
  })
  host = await startHost(outputFiles[0]?.text ?? '')
  browser = await chromium.launch({
    ...(browserPath() && { executablePath: browserPath() as string }),
    args: ['--no-sandbox'],
  })
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`)
  await page.waitForFunction(() => document.querySelectorAll('.pharmacy .state.on').length === 4)
})

afterAll(async () => {
  await browser?.close()
  host?.closeAllConnections()
  host?.close()
  const ended = new Promise((resolve) => mock.once('exit', resolve))
  mock.kill('SIGTERM')
  expect(await ended).toBe(0)
})

/** Has the mock send an event, once somebody is in the room. */
async function emit(event: string, room: string, payload?: object): Promise<void> {
  const body = JSON.stringify({ event, room, payload })
  const response = await fetch(`${mockUrl}/emit`, { method: 'POST', body })
  expect(await response.json()).toEqual({ sent: [{ namespace: '/patient-pharmacy', event, rooms: [room] }] })
}

test('the demo page runs without its back end: old and new client connect, and each shows once what the mock sends', async () => {
  await page.waitForFunction(() => document.querySelectorAll('.log').length === 4)
  const { example } = JSON.parse(readFileSync('contract.json', 'utf8')).namespaces['/patient-pharmacy'].serverToClient[
    'chat:message'
  ]
  await expect
    .poll(async () => {
      await emit('chat:message', 'chat:chat-harbour')
      return page.locator('#harbour-new .log li').count()
    })
    .toBeGreaterThan(0)
  await page.locator('#harbour-old').getByText(example.content).first().waitFor()
  const message = {
    ...example,
    id: 'm-7',
    roomId: 'chat-harbour',
    content: 'Only once',
    createdAt: new Date().toISOString(),
  }
  await emit('chat:message', 'chat:chat-harbour', message)
  for (const id of ['harbour-old', 'harbour-new']) {
    await page.locator(`#${id}`).getByText('Only once').waitFor()
    expect(await page.locator(`#${id}`).getByText('Only once').count()).toBe(1)
  }
  for (const id of ['hillside-old', 'hillside-new'])
    expect(await page.locator(`#${id}`).getByText('Only once').count()).toBe(0)
})

test('orders come to the pharmacy that the token names, and change', async () => {
  await emit('order:new', 'pharmacy:hillside')
  await emit('order:updated', 'pharmacy:hillside', {
    id: 'order_123',
    status: 'CONFIRMED',
    updatedAt: new Date().toISOString(),
  })
  for (const id of ['hillside-old', 'hillside-new'])
    await page
      .locator(`#${id} .orders tbody tr`, { hasText: /paracetamol/i })
      .filter({ hasText: /confirmed/i })
      .waitFor()
  expect(await page.locator('#harbour-new .orders tbody tr', { hasText: /paracetamol/i }).count()).toBe(0)
})

test('what is typed at one client shows at the other', async () => {
  await page.locator('#harbour-old').getByRole('textbox').pressSequentially('Is')
  await page.locator('#harbour-new').getByText('Somebody is typing').waitFor()
  await page.screenshot({ path: `${shots}/page.png`, fullPage: true })
})

test('the new client moves to the path of today and hears on', async () => {
  await page.locator('#phases [value="after"]').check()
  await page.waitForFunction(() => document.body.dataset['phase'] === 'after')
  const { example } = JSON.parse(readFileSync('contract.json', 'utf8')).namespaces['/patient-pharmacy'].serverToClient[
    'chat:message'
  ]
  await emit('chat:message', 'chat:chat-hillside', {
    ...example,
    id: 'm-8',
    roomId: 'chat-hillside',
    content: 'After the move',
  })
  for (const id of ['hillside-old', 'hillside-new']) {
    await page.locator(`#${id}`).getByText('After the move').waitFor()
    expect(await page.locator(`#${id}`).getByText('After the move').count()).toBe(1)
  }
})

import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'
import { Server } from 'socket.io'
import { afterAll, beforeAll, expect, test } from 'vitest'
// @ts-expect-error plain JavaScript, as every step of the build
import { browser as executablePath } from '../../scripts/system-needs.mjs'
import { messaging } from '../../src/messaging.js'
import { patientPharmacy, pharmacyRoom } from '../../src/patient-pharmacy.js'
import { serve } from '../../src/server/index.js'
import { fixture } from '../../src/testing/index.js'

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:"
const document = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Two namespaces</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css"></head>
  <body><script src="/page.js"></script></body>
</html>`
const style = `body { font: 16px/1.5 sans-serif; margin: 2rem; color: #1d2733 }
main { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; max-width: 60rem }
h1 { grid-column: 1 / 3; margin: 0 } h2 { font-size: 1rem; margin: 1rem 0 0 }
section { border: 1px solid #c6ced8; border-radius: 6px; padding: 1rem } section p { margin: 0 0 .5rem; color: #8a4b08 } section p.is-in { color: #14683c }
ol { columns: 3; margin: 0; padding-left: 1.5rem } button { padding: .3rem .8rem }`

const http = createServer()
const io = new Server(http, { serveClient: false })
let browser: Browser
let origin: string

beforeAll(async () => {
  // what is built and packed, as a browser gets it: with parsers that need no eval
  const { outputFiles } = await build({
    entryPoints: ['test/system/react-page.program.ts'],
    bundle: true,
    write: false,
    minify: true,
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"development"' },
    plugins: [
      {
        name: 'built',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^\.\.\/\.\.\/src\// }, ({ path, resolveDir }) => ({
            path: resolve(resolveDir, path.replace('/src/', '/dist/esm/')),
          })),
      },
    ],
  })
  const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
    '/': ['text/html', document],
    '/page.js': ['text/javascript', outputFiles[0]?.text ?? ''],
    '/style.css': ['text/css', style],
  }
  http.on('request', (request, response) => {
    const file = files[request.url ?? '']
    if (file) response.writeHead(200, { 'content-type': file[0], 'content-security-policy': policy }).end(file[1])
    else if (!request.url?.startsWith('/socket.io/')) response.writeHead(404).end()
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  browser = await chromium.launch({ executablePath: executablePath(), args: ['--no-sandbox', '--disable-gpu'] })
})
afterAll(async () => {
  await browser?.close()
  await io.close()
})

interface Probe {
  readonly page: { listeners(): number[][]; isEvalRefused(): boolean; messagingId(): string }
}
const asked = <Answer>(tab: Page, what: keyof Probe['page']) =>
  tab.evaluate((name) => (globalThis as unknown as Probe).page[name](), what) as Promise<Answer>

/** Serves a contract, whose users may do anything but enter one pharmacy. */
function open() {
  const options = { authenticate: ({ token }: Readonly<Record<string, unknown>>) => ({ id: String(token) }) }
  const shop = serve(io, patientPharmacy, { ...options, mayJoin: (_, room) => room !== pharmacyRoom('p2') })
  const messages = serve(io, messaging, { ...options, autoJoin: ({ id }) => [`user:${id}`] })
  return { shop, messages }
}

test('a part that remounts twenty times in StrictMode, without eval, never disturbs the other namespace', async () => {
  const { shop, messages } = open()
  const counts = { shop: 0, messages: 0, messagesLost: 0 }
  io.of('/patient-pharmacy').on('connection', () => counts.shop++)
  io.of('/messaging').on('connection', (socket) => {
    counts.messages++
    socket.on('disconnect', () => counts.messagesLost++)
  })
  const tab = await browser.newPage({ viewport: { width: 1100, height: 620 } })
  const wrong: string[] = []
  tab.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) wrong.push(message.text())
  })
  tab.on('pageerror', (error) => wrong.push(error.message))
  await tab.goto(origin)
  const isIn = tab.locator('#orders p.is-in')
  const texts = (part: string) => tab.locator(`#${part} li`).allInnerTexts()
  const order = fixture(patientPharmacy.serverToClient['order:new'])
  const read = fixture(messaging.serverToClient['message:read'])
  const tell = async (id: string) => {
    shop.to(pharmacyRoom('p1')).emit('order:new', { ...order, id })
    messages.to('user:u1').emit('message:read', { ...read, messageId: id })
    await tab.locator(`#orders li:text-is("${id}")`).waitFor()
    await tab.locator(`#messages li:text-is("${id}")`).waitFor()
  }
  await isIn.waitFor()
  await tell('m0')
  const messagingId = await asked<string>(tab, 'messagingId')
  const listeners = await asked<number[][]>(tab, 'listeners')

  for (let count = 1; count <= 20; count++) {
    if (count % 2) await tab.click('#remount')
    else {
      const gone = new Promise((resolve) =>
        [...io.of('/patient-pharmacy').sockets.values()][0]?.once('disconnect', resolve),
      )
      await tab.click('#toggle')
      await gone
      await tab.click('#toggle')
    }
    await isIn.waitFor()
    await tell(`m${count}`)
    // a part that is new has heard nothing else, and nothing twice
    expect(await texts('orders')).toEqual([`m${count}`])
  }
  expect(await texts('messages')).toEqual(Array.from({ length: 21 }, (_, count) => `m${count}`))
  expect(await asked(tab, 'messagingId')).toBe(messagingId)
  // who goes and comes in one turn has not gone: ten of the twenty never left
  expect(counts).toEqual({ shop: 11, messages: 1, messagesLost: 0 })
  expect(await asked(tab, 'listeners')).toEqual(listeners)
  expect(await asked(tab, 'isEvalRefused')).toBe(true)

  await tab.click('#ask')
  await tab.locator('#ask:text("ROOM_FORBIDDEN")').waitFor()
  mkdirSync('test/system/artefacts', { recursive: true })
  await tab.screenshot({ path: 'test/system/artefacts/react-page.png' })
  expect(wrong).toEqual([])
  await tab.close()
})

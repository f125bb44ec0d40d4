import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import { type Browser, chromium } from 'playwright-core'
import { Server } from 'socket.io'
import { afterAll, beforeAll, expect, test } from 'vitest'
// @ts-expect-error plain JavaScript, as every step of the build
import { browser as executablePath } from '../../scripts/system-needs.mjs'
import { serve } from '../../src/server/index.js'
import { files, folderRoom } from './files.js'

const document =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Files</title></head><body><script src="/page.js"></script></body></html>'
const http = createServer()
const io = new Server(http, { serveClient: false })
let browser: Browser
let origin: string

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: ['test/system/bytes-page.program.ts'],
    bundle: true,
    write: false,
    platform: 'browser',
  })
  const page = outputFiles[0]?.text ?? ''
  http.on('request', (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://here')
    if (pathname === '/') response.writeHead(200, { 'content-type': 'text/html' }).end(document)
    else if (pathname === '/page.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(page)
    else if (!pathname.startsWith('/socket.io/')) response.writeHead(404).end()
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

test('a browser is handed the plain Uint8Array that a server is, over both transports', async () => {
  const folders = serve(io, files, { mayJoin: () => true })
  const seen: unknown[] = []
  folders.on('file:put', ({ content }) => {
    seen.push([Object.getPrototypeOf(content) === Uint8Array.prototype, [...content], content.buffer.byteLength])
    return { content: Buffer.from([...content].reverse()) }
  })
  for (const transport of ['websocket', 'polling']) {
    const tab = await browser.newPage()
    await tab.goto(`${origin}/?transport=${transport}`)
    await tab.locator('body[data-state=in]').waitFor({ state: 'attached' })
    folders.to(folderRoom('f1')).emit('file:added', { name: 'a', content: Buffer.from('AQID', 'base64') })
    const told = await tab.locator('p').innerText()
    const [held, reply] = [
      [1, 2, 3],
      [3, 2, 1],
    ]
    expect(JSON.parse(told)).toEqual({ isPlain: true, held, buffer: 3, reply, isReplyPlain: true })
    await tab.close()
  }
  expect(seen).toEqual([
    [true, [1, 2, 3], 3],
    [true, [1, 2, 3], 3],
  ])
})

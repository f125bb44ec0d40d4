import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
// @ts-expect-error plain JavaScript, as every step of the build
import { browser as executablePath } from '../../scripts/system-needs.mjs'
import { directions } from '../../src/contract/event/direction.js'
import { systems } from '../../src/spec/systems.js'

const component = createRequire(import.meta.url).resolve('@asyncapi/react-component/browser/standalone/index.js')
const style = createRequire(import.meta.url).resolve('@asyncapi/react-component/styles/default.min.css')
const page = (name: string): string => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css"></head>
  <body>
    <div id="reference"></div>
    <script src="/component.js"></script>
    <script>
      fetch('/asyncapi/${name}.json').then((answer) => answer.text()).then((schema) =>
        AsyncApiStandalone.render({ schema, config: { show: { sidebar: true, errors: true } } }, document.getElementById('reference')))
    </script>
  </body>
</html>`

let server: Server
let browser: Browser
let origin: string

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '/'
    const document = /^\/asyncapi\/([a-z]+)\.json$/.exec(path)?.[1]
    const system = systems.find(({ name }) => path === `/${name}` || document === name)
    if (path === '/component.js') response.setHeader('content-type', 'text/javascript').end(readFileSync(component))
    else if (path === '/style.css') response.setHeader('content-type', 'text/css').end(readFileSync(style))
    else if (system && document) response.end(readFileSync(`asyncapi/${system.name}.json`))
    else if (system) response.setHeader('content-type', 'text/html').end(page(system.name))
    else response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await chromium.launch({ executablePath: executablePath(), args: ['--no-sandbox', '--disable-gpu'] })
})
afterAll(async () => {
  await browser?.close()
  server?.close()
})

const named = systems.map((system) => [system.name, system] as const)

test.each(named)("asyncapi/%s.json, rendered by AsyncAPI's own component, names every event", async (_, system) => {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  const strange: string[] = []
  const wrong: string[] = []
  tab.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(origin)) strange.push(request.url())
  })
  tab.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text())
  })
  tab.on('pageerror', (error) => wrong.push(error.message))
  await tab.goto(`${origin}/${system.name}`)
  await tab.locator('#introduction').waitFor({ timeout: 60_000 })
  const words = new Set((await tab.locator('#reference').innerText()).split(/\s+/))
  const names = system.members.flatMap(({ contract }) => [
    contract.path,
    ...directions.flatMap((direction) => Object.keys(contract[direction])),
  ])
  expect(names.filter((name) => !words.has(name))).toEqual([])
  expect({ strange, wrong }).toEqual({ strange: [], wrong: [] })
  await tab.close()
})

import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { type BackEnd, startBackEnd } from './back-end.js'
import { serveCustomers } from './own-contract.js'
import { pharmacies } from './pharmacies.js'
import { shownCode } from './shown-code.js'
import { signToken, verifyToken } from './token.js'

const files: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/page.js': ['page.js', 'text/javascript; charset=utf-8'],
  '/style.css': ['style.css', 'text/css; charset=utf-8'],
}
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}
const tickMs = 500
const turnsBefore = 20

/** The demo as a page. */
export interface ServedDemo {
  readonly url: string
  close(): Promise<void>
}

/** Serves the page and the back end on this machine alone, until it is closed. */
export async function serveDemo(port: number): Promise<ServedDemo> {
  let backEnd: BackEnd | undefined
  let isBusy = true
  const http = createServer((request, response) => {
    answer(request, response).catch(() => reply(response, 500))
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://demo')
    // another site that points its name at this machine gets nothing
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) return reply(response, 403)
    const asked = `${request.method} ${pathname}`
    const file = request.method === 'GET' ? files[pathname] : undefined
    if (file) return reply(response, 200, readFileSync(join(import.meta.dirname, 'page', file[0])), file[1])
    if (asked === 'GET /code') return reply(response, 200, JSON.stringify(shownCode()), 'application/json')
    if (asked === 'GET /customer') return reply(response, 200, await signToken('ada', 'parcels'))
    if (asked === 'GET /session') {
      const pharmacy = pharmacies.find(({ id }) => id === searchParams.get('pharmacy'))
      const user = searchParams.get('user') ?? ''
      if (!pharmacy || !/^[a-z-]{1,40}$/.test(user)) return reply(response, 404)
      return reply(response, 200, await signToken(user, pharmacy.id))
    }
    if (asked === 'GET /history' || asked === 'POST /messages') {
      const [, token] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? []
      const user = await verifyToken(token).catch(() => undefined)
      const pharmacy = pharmacies.find(({ id }) => id === user?.pharmacyId)
      if (!user || !pharmacy) return reply(response, 401)
      if (asked === 'GET /history')
        return reply(response, 200, JSON.stringify(backEnd?.history(pharmacy)), 'application/json')
      const content = (await bodyOf(request)).trim()
      if (!content) return reply(response, 400)
      backEnd?.say(pharmacy, { id: user.id, type: 'pharmacy' }, content)
      return reply(response, 204)
    }
    if (asked === 'GET /traffic') return reply(response, 200, isBusy ? 'on' : 'off')
    if (asked === 'POST /traffic') {
      isBusy = (await bodyOf(request)) === 'on'
      return reply(response, 204)
    }
    reply(response, 404)
  }

  const running = await startBackEnd({ port, http })
  backEnd = running
  serveCustomers(running.io)
  // the day has begun when somebody opens the page
  for (const pharmacy of pharmacies) for (let turn = 0; turn < turnsBefore; turn++) running.happen(pharmacy)
  let turn = 0
  const traffic = setInterval(() => {
    const pharmacy = pharmacies[turn++ % pharmacies.length]
    if (isBusy && pharmacy) running.happen(pharmacy)
  }, tickMs)
  return {
    url: running.url,
    close: async () => {
      clearInterval(traffic)
      await running.close()
    },
  }
}

function reply(response: ServerResponse, status: number, body: string | Buffer = '', type = 'text/plain'): void {
  response.writeHead(status, { ...headers, 'content-type': type }).end(body)
}

/** Reads a short text; a long one is cut off. */
async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request) {
    text += piece
    if (text.length > 2000) break
  }
  return text.slice(0, 2000)
}

import type { RequestListener, ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { freePort } from '../free-port.js'
import { httpTarget, rawTarget } from './bad-target.js'
import { verifying } from './running.js'

const json =
  (status: number, body: unknown): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

const drip = (response: ServerResponse): void => {
  const timer = setInterval(() => response.write('0'), 50)
  response.on('close', () => clearInterval(timer))
}

const endless = (response: ServerResponse): void => {
  const more = (): void => {
    while (response.write('x'.repeat(16_384)));
  }
  response.on('drain', more)
  more()
}

const targets: readonly { readonly what: string; readonly says: string; listen(): Promise<string> }[] = [
  { what: 'silent', says: 'did not answer within 400 ms', listen: () => rawTarget(() => undefined) },
  { what: 'slow', says: 'did not answer within 400 ms', listen: () => httpTarget((_, response) => drip(response)) },
  {
    what: 'a page',
    says: 'not as Socket.IO does at /socket.io/ (HTTP 200)',
    listen: () => httpTarget((_, response) => response.end('<html><body>SECRET page</body></html>')),
  },
  {
    what: 'a JSON API',
    says: 'not as Socket.IO does at /socket.io/ (HTTP 404)',
    listen: () => httpTarget(json(404, { error: 'none' })),
  },
  {
    what: 'a redirect',
    says: '(HTTP 302)',
    listen: () => httpTarget((_, response) => response.writeHead(302, { location: 'http://198.51.100.1/' }).end()),
  },
  {
    what: 'of release 2',
    says: 'release 2 or older',
    listen: () => httpTarget(json(400, { code: 5, message: 'Unsupported' })),
  },
  {
    what: 'closed to strangers',
    says: 'refuses the handshake',
    listen: () => httpTarget(json(403, { code: 4, message: 'Forbidden' })),
  },
  { what: 'hanging up', says: 'instead of answering', listen: () => rawTarget((socket) => void socket.destroy()) },
  {
    what: 'garbage',
    says: 'answers something that is no HTTP',
    listen: () => rawTarget((socket) => void socket.end('SECRET\u0000garbage'.repeat(50))),
  },
  { what: 'endless', says: 'not as Socket.IO does', listen: () => httpTarget((_, response) => endless(response)) },
  {
    what: 'almost a handshake',
    says: 'not as Socket.IO does',
    listen: () => httpTarget((_, response) => response.end('0{"sid":')),
  },
]

test.each(targets)('a target that is $what costs one line and exit code 2', async ({ says, listen }) => {
  const url = await listen()
  const { code, out, err } = await verifying(url, '--timeout', '400')
  expect(code).toBe(2)
  expect(out).toBe('')
  const [progress, line, ...rest] = err.split('\n')
  expect(progress).toBe('[1/9] looking for the server')
  expect(line).toContain(`socket-canon verify: ${url}`)
  expect(line).toContain(says)
  expect(rest).toEqual([])
  expect(err).not.toContain('SECRET')
})

test('a target that is down costs one line and exit code 2', async () => {
  const { code, err } = await verifying(`http://127.0.0.1:${await freePort()}`)
  expect(code).toBe(2)
  expect(err).toContain('is down: nothing listens there')
})

test('a target that greets and then says nothing fails and does not hang', async () => {
  const session = { sid: 's', upgrades: [], pingInterval: 25_000, pingTimeout: 20_000, maxPayload: 1_000_000 }
  const url = await httpTarget(({ method, url: asked }, response) => {
    if (method === 'POST') response.end('ok')
    else if (!asked?.includes('sid=')) response.end(`0${JSON.stringify(session)}`)
  })
  const { code, out } = await verifying(url, '--timeout', '400', '--transport', 'polling', '--json')
  expect(code).toBe(1)
  expect(out).toContain('/patient-pharmacy neither lets in nor refuses within 400 ms')
})

test.each([
  ['http://198.51.100.1', 'no loopback address'],
  ['https://example.com', 'no loopback address'],
  ['http://127.0.0.1.example.com', 'no loopback address'],
  ['http://localhost:1/patient-pharmacy', 'a namespace is no part of the HTTP path'],
  ['http://user:word@localhost:1', 'takes no user'],
  ['ftp://localhost', 'has to begin with http'],
  ['nonsense', 'has to begin with http'],
  ['http://127.0.0.1:9', "has a port that browsers and fetch don't connect to"],
])('the address %s is not asked', async (url, says) => {
  const { code, out, err } = await verifying(url, '--timeout', '100')
  expect(code).toBe(2)
  expect(out).toBe('')
  expect(err).toContain(says)
  expect(err).not.toContain('word')
})

test('an address that is owned is asked', async () => {
  const { code, err } = await verifying('http://no-such-host.invalid', '--i-own-this', '--timeout', '4000')
  expect(code).toBe(2)
  expect(err).toMatch(/no-such-host.invalid (is unknown|did not answer|is out of reach)/)
})

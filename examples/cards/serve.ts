import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { type Board, serveBoard } from './back-end.js'

const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}
const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>A board that follows</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/style.css">
  </head>
  <body><div id="root"></div><script type="module" src="/page.js"></script></body>
</html>`

/** The page and what it shows. */
export interface ServedBoard {
  readonly url: string
  readonly board: Board
  readonly io: Server
  close(): Promise<void>
}

/** Serves the page on this machine alone; a load takes `loadMs`, as from a database that is far away. */
export async function serveCards(script: string, style: string, { port = 0, loadMs = 0 } = {}): Promise<ServedBoard> {
  const files: Readonly<Record<string, readonly [type: string, text: () => string]>> = {
    '/': ['text/html; charset=utf-8', () => page],
    '/page.js': ['text/javascript; charset=utf-8', () => script],
    '/style.css': ['text/css; charset=utf-8', () => style],
    '/cards.json': ['application/json', () => JSON.stringify(board.all())],
  }
  const http = createServer((request, response) => {
    const file = request.method === 'GET' ? files[request.url ?? ''] : undefined
    if (!file) return void response.writeHead(404, headers).end()
    const [type, text] = file
    // what is read now arrives later
    const body = text()
    setTimeout(() => response.writeHead(200, { ...headers, 'content-type': type }).end(body), loadMs)
  })
  const io = new Server(http, { serveClient: false, connectionStateRecovery: { maxDisconnectionDuration: 10_000 } })
  const board = serveBoard(io, 'board_1')
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    board,
    io,
    close: () => io.close(),
  }
}

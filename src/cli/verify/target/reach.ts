import type { CheckName } from '../catalogue.js'
import type { VerifyOptions } from '../options.js'
import type { Results } from '../report/results.js'
import type { ClientModule } from './client-module.js'
import { type Found, handshakeAt } from './http-handshake.js'
import type { Transport } from './transport.js'

/**
 * Finds out whether a Socket.IO server is there, and how it is spoken to.
 * @throws CommandError when there is none, so that nothing can be verified
 */
export async function reach(options: VerifyOptions, client: ClientModule, results: Results): Promise<Transport> {
  const { url, httpPath, timeoutMs, origin, transport } = options
  const found = await handshakeAt(url, httpPath, timeoutMs, origin)
  results.pass('reach.http')
  const isOpen = await opens(client, options)
  if (isOpen) results.pass('reach.websocket')
  else
    results.fail('reach.websocket', undefined, 'no WebSocket opened', [
      `curl -i -N -H 'Connection: Upgrade' -H 'Upgrade: websocket' \\`,
      `  -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: c29ja2V0LWNhbm9uLWNoaw==' \\`,
      `  '${url}${httpPath}?EIO=4&transport=websocket'`,
      '# a server that takes it answers: HTTP/1.1 101 Switching Protocols',
      '# anything else comes from the server, or from a proxy before it',
    ])
  await judgeOrigins(options, found, results)
  return transport ?? (isOpen ? 'websocket' : 'polling')
}

function opens({ Manager }: ClientModule, { url, httpPath, timeoutMs, origin }: VerifyOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const manager = new Manager(url, {
      path: httpPath,
      transports: ['websocket'],
      reconnection: false,
      timeout: timeoutMs,
      autoConnect: false,
      ...(origin !== undefined && { extraHeaders: { origin } }),
    })
    manager.open((error) => {
      manager._close()
      resolve(error === undefined)
    })
  })
}

const foreign = 'https://foreign.invalid'

async function judgeOrigins(options: VerifyOptions, found: Found, results: Results): Promise<void> {
  const { url, httpPath, timeoutMs, origin } = options
  const noted = (kind: CheckName, isFine: boolean, asked: string, seen: string): void =>
    isFine
      ? results.pass(kind)
      : results.fail(kind, undefined, seen, [
          `curl -i -H 'Origin: ${asked}' \\`,
          `  '${url}${httpPath}?EIO=4&transport=polling'`,
          '# read in the answer: Access-Control-Allow-Origin',
          '# and beside it: Access-Control-Allow-Credentials',
          '# a browser shows the answer to the page where the first names its origin',
        ])
  if (found.kind === 'websocket only') {
    for (const kind of ['origin.own', 'origin.foreign'] as const)
      results.skip(kind, undefined, 'polling is off, and no browser asks for leave before a WebSocket')
    return
  }
  if (origin !== undefined)
    noted(
      'origin.own',
      found.allowsOrigin === '*' || found.allowsOrigin === origin || origin === url,
      origin,
      'the answer does not name this origin',
    )
  if (!results.wants('origin.foreign')) return
  const other = await handshakeAt(url, httpPath, timeoutMs, foreign).catch(() => undefined)
  const isOpenToAll = other?.allowsOrigin === foreign && other.allowsCredentials
  noted('origin.foreign', !isOpenToAll, foreign, 'the answer names any origin that asks, and allows credentials')
}

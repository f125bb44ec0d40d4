import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Mock, type MockSource, mockContract } from '../../mock/mock-contract.js'
import type { Observe } from '../../server/observer.js'
import { CommandError } from '../command.js'
import { answerControl, isAllowedOrigin } from './mock-control.js'
import type { MockCommandOptions } from './mock-options.js'

/** A mock that listens. */
export interface RunningMock {
  readonly mock: Mock
  readonly url: string
  close(): Promise<void>
}

/**
 * Starts a mock on a port.
 * @throws CommandError where socket.io is not installed, or the port can't be had
 */
export async function startMock(
  source: MockSource,
  options: MockCommandOptions,
  observe: Observe,
): Promise<RunningMock> {
  const { Server } = await serverModule()
  const { host, port, origins } = options
  const http = createServer((request, response) => {
    answerControl({ mock, host, origins }, request, response).catch(() => response.destroy())
  })
  const io = new Server(http, {
    serveClient: false,
    cors: { origin: (origin, decide) => decide(null, isAllowedOrigin(origin, origins)), credentials: true },
  })
  const mock = mockContract(io, source, { ...options, observe })
  for (const [event, code] of options.refusals) mock.refuse(event, code)
  await new Promise<void>((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => reject(new CommandError(listenWords(error, host, port))))
    http.listen(port, host, resolve)
  })
  const { port: taken } = http.address() as AddressInfo
  return {
    mock,
    url: `http://${host === '127.0.0.1' || host === '::1' ? 'localhost' : host}:${taken}`,
    close: async () => {
      mock.close()
      await io.close()
    },
  }
}

function listenWords({ code }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE') return `port ${port} is taken: give another one with --port, or 0 for any`
  if (code === 'EACCES') return `port ${port} may not be used: give one above 1023 with --port`
  return `can not listen on ${host}, port ${port} (${code ?? 'unknown'})`
}

type ServerModule = Pick<typeof import('socket.io'), 'Server'>

async function serverModule(): Promise<ServerModule> {
  try {
    return await import('socket.io')
  } catch {
    throw new CommandError('mock serves with socket.io, which is not installed: npm install socket.io')
  }
}

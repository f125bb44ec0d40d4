import type { IncomingMessage, ServerResponse } from 'node:http'
import { ContractError } from '../../contract/error.js'
import { isObject } from '../../fields/check.js'
import type { Mock } from '../../mock/mock-contract.js'

/** Who may ask a mock over HTTP. */
export interface MockControl {
  readonly mock: Mock
  /** The address it listens on. */
  readonly host: string
  /** Pages that may ask besides those of this machine. */
  readonly origins: readonly string[]
}

const loopback = /^(localhost|[\w.-]+\.localhost|127(\.\d+){3}|\[::1\])$/
const largestBody = 1_000_000

/** Returns whether a page of some origin may ask: one of this machine, or one that was named. */
export function isAllowedOrigin(origin: string | undefined, origins: readonly string[]): boolean {
  if (origin === undefined || origins.includes(origin)) return true
  return URL.canParse(origin) && loopback.test(new URL(origin).hostname)
}

/** Serves the calls by which a mock is told what to do. */
export async function answerControl(
  control: MockControl,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { mock, host, origins } = control
  const { origin, host: named = '' } = request.headers
  const reply = (status: number, body?: object): void => {
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      vary: 'origin',
      ...(origin !== undefined && isAllowedOrigin(origin, origins) && { 'access-control-allow-origin': origin }),
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'content-type',
    })
    response.end(body && `${JSON.stringify(body)}\n`)
  }
  // a page elsewhere that points its name at this machine gets nothing
  const isForeign = loopback.test(host) && !loopback.test(named.replace(/:\d+$/, ''))
  if (isForeign || !isAllowedOrigin(origin, origins))
    return reply(403, { error: 'this page may not ask: see --origin' })
  if (request.method === 'OPTIONS') return reply(204)
  const path = (request.url ?? '/').replace(/\?.*$/, '')
  if (request.method === 'GET' && path === '/')
    return reply(200, { namespaces: mock.namespaces, post: Object.keys(calls) })
  const call = calls[path]
  if (!call) return reply(404, { error: `there is GET / and POST ${Object.keys(calls).join(', ')}` })
  if (request.method !== 'POST') return reply(405, { error: `${path} takes POST` })
  try {
    reply(200, call(mock, await fieldsIn(request)))
  } catch (error) {
    if (error instanceof ContractError || error instanceof TypeError) reply(400, { error: error.message })
    else throw error
  }
}

type AskedFields = Readonly<Record<string, unknown>>

/** What may be asked, by path. */
const calls: Readonly<Record<string, (mock: Mock, asked: AskedFields) => object>> = {
  '/emit': (mock, asked) => {
    const room = textIn(asked, 'room')
    const namespace = textIn(asked, 'namespace')
    const sent = mock.emit(neededText(asked, 'event'), { room, namespace, payload: asked['payload'] })
    // what was sent may be marked, and the caller knows what it gave
    return { sent: sent.map(({ payload: _, ...each }) => each) }
  },
  '/refuse': (mock, asked) => {
    const code = textIn(asked, 'code')
    mock.refuse(neededText(asked, 'event'), code, textIn(asked, 'namespace'))
    return { refused: code ?? false }
  },
  '/latency': (mock, { ms }) => {
    if (!Number.isInteger(ms) || (ms as number) < 0 || (ms as number) > 600_000)
      throw new TypeError('`ms` takes a whole number from 0 to 600000')
    mock.delay(ms as number)
    return { ms: ms as number }
  },
  '/drop': (mock) => ({ dropped: mock.drop() }),
}

function textIn(asked: AskedFields, field: string): string | undefined {
  const value = asked[field]
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined
  throw new TypeError(`\`${field}\` takes text`)
}

function neededText(asked: AskedFields, field: string): string {
  const text = textIn(asked, field)
  if (text) return text
  throw new TypeError(`it takes a JSON object with \`${field}\``)
}

async function fieldsIn(request: IncomingMessage): Promise<AskedFields> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > largestBody) throw new TypeError('the body is larger than 1 MB')
    pieces.push(piece)
  }
  const text = Buffer.concat(pieces).toString('utf8').trim()
  try {
    const fields: unknown = text ? JSON.parse(text) : {}
    if (isObject(fields)) return fields
  } catch {}
  throw new TypeError('the body takes a JSON object')
}

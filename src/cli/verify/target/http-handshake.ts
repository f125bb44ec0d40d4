import { CommandError } from '../../command.js'

/** What the HTTP path answered. */
export interface Found {
  readonly kind: 'polling' | 'websocket only'
  readonly allowsOrigin: string | undefined
  readonly allowsCredentials: boolean
}

const largest = 64 * 1024

/**
 * Asks the HTTP path for a handshake, as a browser begins.
 * @throws CommandError when no Socket.IO server of a release that is spoken here answers
 */
export async function handshakeAt(
  url: string,
  httpPath: string,
  timeoutMs: number,
  origin: string | undefined,
): Promise<Found> {
  const address = `${url}${httpPath}?EIO=4&transport=polling`
  const { status, headers, body } = await fetched(address, timeoutMs, origin)
  const found = {
    allowsOrigin: headers.get('access-control-allow-origin') ?? undefined,
    allowsCredentials: headers.get('access-control-allow-credentials') === 'true',
  }
  const session = /^0(\{.*\})$/s.exec(body)
  const { sid } = Object(parsed(session?.[1])) as { sid?: unknown }
  if (status === 200 && typeof sid === 'string') {
    // the server need not wait for somebody who won't come
    void fetch(`${address}&sid=${encodeURIComponent(sid)}`, {
      method: 'POST',
      body: '1',
      signal: AbortSignal.timeout(timeoutMs),
    }).catch(() => undefined)
    return { ...found, kind: 'polling' }
  }
  const { code } = Object(parsed(body)) as { code?: unknown }
  if (status === 400 && code === 0) return { ...found, kind: 'websocket only' }
  if (status === 400 && code === 5)
    throw new CommandError(
      `${url} is a Socket.IO server of release 2 or older, which clients of release 4 can't speak to`,
    )
  if (code === 4)
    throw new CommandError(
      `${url} is a Socket.IO server that refuses the handshake (its \`allowRequest\`, perhaps by the origin: try --origin)`,
    )
  throw new CommandError(
    `${url} answers, but not as Socket.IO does at ${httpPath} (HTTP ${status}): is it the right port, and the right --path?`,
  )
}

interface Response {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

async function fetched(address: string, timeoutMs: number, origin: string | undefined): Promise<Response> {
  const { origin: url } = new URL(address)
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(address, {
      redirect: 'manual',
      signal,
      ...(origin !== undefined && { headers: { origin } }),
    })
    return { status: response.status, headers: response.headers, body: await bodyOf(response) }
  } catch (error) {
    if (signal.aborted) throw new CommandError(`${url} did not answer within ${timeoutMs} ms`)
    const { code = '', message } = Object(Object(error).cause) as { code?: string; message?: string }
    if (message === 'bad port') throw new CommandError(`${url} has a port that browsers and fetch don't connect to`)
    const reason = reasons[code]
    if (reason !== undefined) throw new CommandError(`${url} ${reason}`)
    if (/CERT|SSL|TLS/.test(code)) throw new CommandError(`${url} has no certificate that is trusted here (${code})`)
    throw new CommandError(`${url} answers something that is no HTTP`)
  }
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'is down: nothing listens there',
  ENOTFOUND: 'is unknown: no such host',
  EAI_AGAIN: 'is unknown: its name could not be looked up',
  EHOSTUNREACH: 'is out of reach: no route leads there',
  ENETUNREACH: 'is out of reach: no route leads there',
  ETIMEDOUT: 'did not answer',
  UND_ERR_CONNECT_TIMEOUT: 'did not answer',
  ECONNRESET: 'ended the connection instead of answering',
  UND_ERR_SOCKET: 'ended the connection instead of answering',
}

/** Reads the beginning of a body; whoever sends more is no Socket.IO. */
async function bodyOf({ body }: globalThis.Response): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    parts.push(part)
    size += part.length
    if (size > largest) break
  }
  return Buffer.concat(parts).toString('utf8')
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return undefined
  }
}

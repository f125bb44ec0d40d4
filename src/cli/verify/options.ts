import { parseArgs } from 'node:util'
import { CommandError } from '../command.js'
import type { TokenPlace } from './target/login.js'
import type { Transport } from './target/transport.js'

/** What the command line asked for. */
export interface VerifyOptions {
  readonly url: string
  /** The folder the trigger runs in. */
  readonly cwd: string
  readonly httpPath: string
  readonly contract: string
  readonly namespace: string | undefined
  readonly tokens: Tokens
  /** How they are shown. */
  readonly login: TokenPlace
  /** The ids of users by their token, where they were given. */
  readonly users: ReadonlyMap<string, string>
  /** What the server is written in, for the advice. */
  readonly server: 'node' | 'python'
  readonly chat: readonly string[]
  readonly room: readonly string[]
  readonly ownRoom: readonly string[]
  /** The patterns of the rooms that everybody may enter. */
  readonly open: readonly string[]
  readonly origin: string | undefined
  readonly trigger: string | undefined
  readonly listenMs: number
  readonly timeoutMs: number
  readonly transport: Transport | undefined
  readonly only: readonly string[]
  readonly hasLegacy: boolean
  readonly mayWrite: boolean
  readonly allowsUntested: boolean
  readonly format: 'text' | 'json' | 'junit'
  readonly lists: boolean
}

/** The tokens of those who take part. */
export interface Tokens {
  readonly own: string | undefined
  readonly peer: string | undefined
  readonly outsider: string | undefined
  readonly expired: string | undefined
}

const many = { type: 'string', multiple: true, default: [] as string[] } as const
const flag = { type: 'boolean', default: false } as const
const one = { type: 'string' } as const

/** Says, for each option, what it takes and what it does; `--help` and the guide are made from it. */
export const optionHelp = [
  ['--contract NAME|FILE', 'one of this package (patient-pharmacy), a contract.json or a module, in TypeScript too'],
  ['--namespace PATH', 'which namespace, where the file has several'],
  ['--token TOKEN', 'a user who is let in (or SOCKET_CANON_TOKEN)'],
  ['--peer-token TOKEN', 'another user of the same rooms (or SOCKET_CANON_PEER_TOKEN)'],
  ['--outsider-token TOKEN', 'a user of elsewhere (or SOCKET_CANON_OUTSIDER_TOKEN)'],
  ['--expired-token TOKEN', 'a token that was good once (or SOCKET_CANON_EXPIRED_TOKEN)'],
  ['--login WAY', 'how to log in: auth (the default), query, or event, which is `authenticate`'],
  ['--server LANGUAGE', 'what the server is written in, for the advice: node (the default) or python'],
  ['--chat ID', 'a chat that token and peer may enter'],
  ['--room NAME', 'another room that they may enter and an outsider may not; may be repeated'],
  ['--own-room NAME', "a room the server enters the user by itself, where the token's claims don't say"],
  ['--open PATTERN', 'a family of rooms that everybody may enter; may be repeated'],
  ['--trigger CMD', 'a command that provokes events, run by the shell while everybody listens'],
  ['--listen SECONDS', 'how long to wait for events at most: 5 after a trigger, else 0'],
  ['--only CHECK', 'a check, a kind or a group of them; may be repeated or joined by commas'],
  ['--timeout MS', 'how long each answer may take (5000)'],
  ['--transport NAME', 'websocket (the default where it works) or polling'],
  ['--path PATH', 'the HTTP path of Socket.IO (/socket.io/)'],
  ['--origin URL', 'the origin of the web application, sent along and looked for in the answers'],
  ['--no-legacy', 'the legacy path was withdrawn: check the canonical one only'],
  ['--allow-writes', 'also send events that may change data'],
  ['--allow-untested', 'exit 0 although a required check was not tested'],
  ['--i-own-this', 'the target is no loopback address, and yours to test'],
  ['--list', 'list the checks of this contract and send nothing'],
  ['--json, --junit', 'the report for programs'],
] as const

const optionTypes = {
  contract: { type: 'string', default: 'patient-pharmacy' },
  namespace: one,
  token: one,
  'peer-token': one,
  'outsider-token': one,
  'expired-token': one,
  login: { type: 'string', default: 'auth' },
  server: { type: 'string', default: 'node' },
  chat: many,
  room: many,
  'own-room': many,
  open: many,
  trigger: one,
  listen: one,
  only: many,
  timeout: { type: 'string', default: '5000' },
  transport: one,
  path: { type: 'string', default: '/socket.io/' },
  origin: one,
  'no-legacy': flag,
  'allow-writes': flag,
  'allow-untested': flag,
  'i-own-this': flag,
  list: flag,
  json: flag,
  junit: flag,
} as const

/**
 * Reads the options of the command line.
 * @throws CommandError that says which one is wrong
 */
export function verifyOptions(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): VerifyOptions {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: optionTypes })
  if (positionals.length > 1 || (!positionals.length && !values.list))
    throw new CommandError('takes one address: socket-canon verify http://localhost:3000')
  if (values.json && values.junit) throw new CommandError('--json and --junit: one report at a time')
  const { transport, login, server } = values
  if (login !== 'auth' && login !== 'query' && login !== 'event')
    throw new CommandError('--login takes auth, query or event')
  if (server !== 'node' && server !== 'python') throw new CommandError('--server takes node or python')
  if (transport !== undefined && transport !== 'websocket' && transport !== 'polling')
    throw new CommandError('--transport takes websocket or polling')
  return {
    cwd,
    url: positionals[0] === undefined ? '' : targetOf(positionals[0], values['i-own-this']),
    httpPath: `/${values.path}/`.replace(/\/+/g, '/'),
    contract: values.contract,
    namespace: values.namespace,
    ...participants(login, {
      own: values.token ?? env['SOCKET_CANON_TOKEN'],
      peer: values['peer-token'] ?? env['SOCKET_CANON_PEER_TOKEN'],
      outsider: values['outsider-token'] ?? env['SOCKET_CANON_OUTSIDER_TOKEN'],
      expired: values['expired-token'] ?? env['SOCKET_CANON_EXPIRED_TOKEN'],
    }),
    login,
    server,
    chat: values.chat,
    room: values.room,
    ownRoom: values['own-room'],
    open: values.open,
    origin: values.origin === undefined ? undefined : originOf(values.origin),
    trigger: values.trigger,
    listenMs: 1000 * amount('listen', values.listen ?? (values.trigger === undefined ? '0' : '5'), 0, 3600),
    timeoutMs: amount('timeout', values.timeout, 50, 120_000),
    transport,
    only: values.only.flatMap((each) => each.split(',')).filter((each) => each),
    hasLegacy: !values['no-legacy'],
    mayWrite: values['allow-writes'],
    allowsUntested: values['allow-untested'],
    format: values.json ? 'json' : values.junit ? 'junit' : 'text',
    lists: values.list,
  }
}

/** Splits what was given as USER:TOKEN, which is how a user is named that a token of no known form does not name. */
function participants(login: TokenPlace, given: Tokens): Pick<VerifyOptions, 'tokens' | 'users'> {
  const users = new Map<string, string>()
  if (login === 'auth') return { tokens: given, users }
  const bare = (text: string | undefined): string | undefined => {
    const [, user, token] = /^([^:]*):(.*)$/s.exec(text ?? '') ?? []
    if (user === undefined || token === undefined) return text
    users.set(token, user)
    return token
  }
  const { own, peer, outsider, expired } = given
  return { tokens: { own: bare(own), peer: bare(peer), outsider: bare(outsider), expired: bare(expired) }, users }
}

function amount(option: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (text.trim() && value >= least && value <= most) return value
  throw new CommandError(`--${option} takes a number from ${least} to ${most}`)
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && url.origin !== 'null') return url.origin
  throw new CommandError('--origin takes an address such as https://app.example')
}

function targetOf(text: string, isOwned: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const scheme = url?.protocol.replace('ws', 'http')
  if (!url || (scheme !== 'http:' && scheme !== 'https:'))
    throw new CommandError('the address has to begin with http:// or https://')
  if (url.username || url.password || url.search || url.hash)
    throw new CommandError('the address takes no user, query or fragment: tokens travel in the handshake')
  if (url.pathname !== '/')
    throw new CommandError(
      'the address takes no path: a namespace is no part of the HTTP path; --path names another HTTP path, --contract the namespace',
    )
  if (!isOwned && !isLoopback(url.hostname))
    throw new CommandError(
      'the target is no loopback address; this connects many times and sends what does not fit: with --i-own-this you say that you may',
    )
  return `${scheme}//${url.host}`
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
}

import { parseArgs } from 'node:util'
import type { ContractWithAliases } from '../../spec/contract-source.js'
import { type Command, CommandError } from '../command.js'
import { contractSources } from '../contract-sources.js'
import { optionTable, paragraph } from '../help.js'
import { paintFor } from '../report/paint.js'
import type { Terminal } from '../terminal.js'
import { PacketJudge } from './packet-judge.js'
import { startTapClient } from './tap-client.js'
import { tapJson, tapLines } from './tap-line.js'
import { startTapProxy, type TapListener } from './tap-proxy.js'
import { summaryText, TapSummary } from './tap-summary.js'
import type { Tapped } from './tapped-packet.js'
import { wireParts } from './wire.js'

/** Says, for each option, what it takes and what it does; `--help` and the guide are made from it. */
export const tapOptionHelp = [
  ['--contract NAME|FILE', 'one of this package, a contract.json or a module; may be repeated'],
  ['--namespace PATH', 'which namespaces, where the file has more; may be repeated'],
  ['--proxy PORT', 'stand between a front end and the server, and show both ways'],
  ['--token TOKEN', 'the token to show (or SOCKET_CANON_TOKEN)'],
  ['--declare', 'declare the contracts, as clients of today do'],
  ['--legacy', 'listen on the paths of older releases instead'],
  ['--join ROOM', 'enter a room; may be repeated'],
  ['--for SECONDS', 'end after so long; without it, Ctrl-C ends it'],
  ['--path PATH', 'the HTTP path of Socket.IO (/socket.io/)'],
  ['--json', 'write what passes as lines of JSON, the counts last'],
] as const

const usage = `Usage: socket-canon tap <address> [options]

${paragraph(
  'Shows what passes on a connection to a server: each event by the name it has today, what does not fit and where, what came twice and what under a legacy name. With --proxy it is the connection of a front end that connects to the port given.',
)}

${optionTable(tapOptionHelp)}

${paragraph('Marked fields and tokens are never shown. Exit codes: 0 all that passed fits, 1 something does not, 2 it could not run.')}`

const many = { type: 'string', multiple: true, default: [] as string[] } as const
const one = { type: 'string' } as const
const flag = { type: 'boolean', default: false } as const
const optionTypes = {
  contract: many,
  namespace: many,
  proxy: one,
  token: one,
  declare: flag,
  legacy: flag,
  join: many,
  for: one,
  path: { type: 'string', default: '/socket.io/' },
  json: flag,
} as const

/** Shows what passes on a connection. */
export const tapCommand: Command = {
  name: 'tap',
  summary: 'show what passes on a connection, and what does not fit',
  usage,
  run: async (args, terminal) => {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: optionTypes })
    const target = targetOf(positionals)
    const contracts = await contractSources(terminal.cwd, { contracts: values.contract, namespaces: values.namespace })
    const seconds = secondsOf(values.for)
    const httpPath = `/${values.path}/`.replace(/\/+/g, '/')
    const summary = new TapSummary()
    const listen = listening(contracts, summary, terminal, values.json)
    let running: { close(): void }
    if (values.proxy !== undefined) {
      const proxy = await startTapProxy({ target, httpPath, port: portOf(values.proxy), listen }, wireParts())
      const said = `socket-canon tap on ${proxy.url}, before ${target}`
      terminal.out(values.json ? JSON.stringify({ url: proxy.url, target }) : `${said}   (Ctrl-C ends it)\n`)
      running = proxy
    } else {
      const client = await clientModule()
      const { token = process.env['SOCKET_CANON_TOKEN'], declare: isDeclared, legacy: isLegacy, join: rooms } = values
      running = await startTapClient(
        client,
        { url: target, httpPath, token, isDeclared, isLegacy, rooms, contracts },
        listen(),
      )
    }
    await ended(terminal, seconds)
    running.close()
    const { counts, isFit } = summary
    terminal.out(
      values.json ? JSON.stringify({ summary: counts }) : `\n${summaryText(summary, paintFor(terminal.hasColour))}`,
    )
    return isFit ? 0 : 1
  },
}

/** Returns what makes a listener of a connection: it judges, counts and shows what passes. */
function listening(
  contracts: readonly ContractWithAliases[],
  summary: TapSummary,
  terminal: Terminal,
  isJson: boolean,
): () => TapListener {
  const style = { paint: paintFor(terminal.hasColour), columns: terminal.columns }
  const show = (tapped: Tapped | undefined): void => {
    if (!tapped) return
    summary.add(tapped)
    const at = new Date()
    for (const line of isJson ? [tapJson(tapped, at)] : tapLines(tapped, style, at)) terminal.out(line)
  }
  return () => {
    const judge = new PacketJudge(contracts)
    return {
      packet: (packet, way) => show(judge.judge(packet, way)),
      unreadable: (way) => show({ kind: 'unreadable', way, path: '' }),
      unreached: () => terminal.err('the server behind can not be reached'),
    }
  }
}

/** Waits until whoever sits there has seen enough, or the time is up. */
async function ended(terminal: Terminal, seconds: number | undefined): Promise<void> {
  const waits = [terminal.stopped?.()].filter((each) => each !== undefined)
  let timer: NodeJS.Timeout | undefined
  if (seconds !== undefined)
    waits.push(
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, 1000 * seconds)
      }),
    )
  await Promise.race(waits)
  clearTimeout(timer)
}

function targetOf([text, ...others]: readonly string[]): string {
  if (text === undefined || others.length)
    throw new CommandError('takes one address: socket-canon tap http://localhost:3000')
  const url = URL.canParse(text) ? new URL(text) : undefined
  const scheme = url?.protocol.replace(/^ws/, 'http')
  if (!url || (scheme !== 'http:' && scheme !== 'https:'))
    throw new CommandError('the address has to begin with http:// or https://')
  if (url.pathname !== '/' || url.search || url.hash || url.username)
    throw new CommandError(
      'the address takes no path or query: --path names another HTTP path, --namespace the namespace',
    )
  return `${scheme}//${url.host}`
}

function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const seconds = Number(text)
  if (text.trim() && seconds > 0 && seconds <= 86_400) return seconds
  throw new CommandError('--for takes seconds, from above 0 to 86400')
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new CommandError('--proxy takes a port, a whole number from 0 to 65535')
}

async function clientModule(): Promise<typeof import('socket.io-client')> {
  try {
    return await import('socket.io-client')
  } catch {
    throw new CommandError('tap connects with socket.io-client, which is not installed: npm install socket.io-client')
  }
}

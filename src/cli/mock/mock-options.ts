import { parseArgs } from 'node:util'
import { CommandError } from '../command.js'
import { millisecondsOf } from '../option-value.js'

/** What the command line asked for. */
export interface MockCommandOptions {
  readonly contracts: readonly string[]
  readonly namespaces: readonly string[]
  readonly port: number
  readonly host: string
  readonly seed: number | undefined
  readonly intervalMs: number | undefined
  readonly latencyMs: number | undefined
  readonly tokens: readonly string[]
  readonly outsiderTokens: readonly string[]
  readonly expiredTokens: readonly string[]
  readonly rooms: readonly string[]
  readonly ownRooms: readonly string[]
  readonly origins: readonly string[]
  readonly refusals: readonly (readonly [event: string, code: string])[]
  readonly causesFacts: boolean
  readonly legacyLogin: boolean | undefined
  readonly isJson: boolean
}

/** Says, for each option, what it takes and what it does; `--help` and the guide are made from it. */
export const mockOptionHelp = [
  ['--contract NAME|FILE', 'one of this package, a contract.json or a module; may be repeated'],
  ['--namespace PATH', 'which namespaces, where the file has more; may be repeated'],
  ['--port N', 'where it listens (4000); 0 takes a free one'],
  ['--host ADDRESS', 'the address it listens on (127.0.0.1, which nobody else reaches)'],
  ['--interval MS', 'send one event after the other by itself'],
  ['--seed N', 'after the examples draw payloads from the schemas, the same for the same seed'],
  ['--no-causes', 'send nothing by itself when clients say something'],
  ['--token TOKEN', 'let in only who shows this one; may be repeated'],
  ['--outsider-token TOKEN', 'let this one in too, and into no room'],
  ['--expired-token TOKEN', 'refuse this one with AUTH_EXPIRED'],
  ['--room NAME', 'let nobody into other rooms; may be repeated'],
  ['--own-room NAME', 'put everybody into this room; may be repeated'],
  ['--legacy-login', 'let old clients log in by query or event, beside --token too'],
  ['--refuse EVENT=CODE', 'refuse an event, as chat:join=ROOM_FORBIDDEN; may be repeated'],
  ['--latency MS', 'how long each answer takes'],
  ['--origin URL', 'a page that may connect and is not of this machine; may be repeated'],
  ['--json', 'write what passes as lines of JSON'],
] as const

const many = { type: 'string', multiple: true, default: [] as string[] } as const
const one = { type: 'string' } as const
const flag = { type: 'boolean', default: false } as const

const optionTypes = {
  contract: many,
  namespace: many,
  port: { type: 'string', default: '4000' },
  host: { type: 'string', default: '127.0.0.1' },
  interval: one,
  seed: one,
  'no-causes': flag,
  token: many,
  'outsider-token': many,
  'expired-token': many,
  room: many,
  'own-room': many,
  'legacy-login': flag,
  refuse: many,
  latency: one,
  origin: many,
  json: flag,
} as const

/**
 * Reads the options of the command line.
 * @throws CommandError that says which one is wrong
 */
export function mockOptions(args: readonly string[]): MockCommandOptions {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: optionTypes })
  return {
    contracts: [...positionals, ...values.contract],
    namespaces: values.namespace,
    port: wholeNumber('port', values.port, 65_535),
    host: values.host,
    seed: values.seed === undefined ? undefined : wholeNumber('seed', values.seed, 2 ** 31),
    intervalMs: millisecondsOf('interval', values.interval),
    latencyMs: millisecondsOf('latency', values.latency),
    tokens: values.token,
    outsiderTokens: values['outsider-token'],
    expiredTokens: values['expired-token'],
    rooms: values.room,
    ownRooms: values['own-room'],
    origins: values.origin.map(originOf),
    refusals: values.refuse.map(refusalOf),
    causesFacts: !values['no-causes'],
    legacyLogin: values['legacy-login'] ? true : undefined,
    isJson: values.json,
  }
}

function wholeNumber(option: string, text: string, most: number): number {
  if (/^\d{1,10}$/.test(text) && Number(text) <= most) return Number(text)
  throw new CommandError(`--${option} takes a whole number from 0 to ${most}`)
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && url.origin !== 'null') return url.origin
  throw new CommandError('--origin takes an address such as https://app.example')
}

function refusalOf(text: string): readonly [string, string] {
  const [, event, code] = /^(.+)=([A-Z][A-Z0-9_]{0,63})$/.exec(text) ?? []
  if (event !== undefined && code !== undefined) return [event, code]
  throw new CommandError('--refuse takes an event and a code, such as chat:join=ROOM_FORBIDDEN')
}

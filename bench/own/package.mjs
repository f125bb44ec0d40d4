// Contract packages of somebody else's, each a single file that knows the public entries only, built by the command.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const command = join(root, 'dist/esm/cli/main.js')

/** Lays out a package with one entry, under a name of its own; returns its folder. */
export function ownPackage(name, source) {
  const folder = join(root, 'node_modules/.cache/own-contracts', name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'src'), { recursive: true })
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules/socket-canon'), 'dir')
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: `@somebody/${name}`,
      version: '1.0.0',
      type: 'module',
      'socket-canon': { entries: ['src/contract.ts'], out: 'dist' },
    }),
  )
  writeFileSync(join(folder, 'src/contract.ts'), source)
  return folder
}

/** Builds a package as its owner would; returns how long that took, in milliseconds. */
export function build(folder, ...args) {
  const from = performance.now()
  execFileSync(process.execPath, [command, 'build', ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  return performance.now() - from
}

/** Returns how long each of some changes takes from being saved to being told as built, in milliseconds. */
export async function rebuilds(folder, count) {
  const watching = spawn(process.execPath, [command, 'build', '--watch'], { cwd: folder })
  const file = join(folder, 'src/contract.ts')
  const source = readFileSync(file, 'utf8')
  const told = async (words) => {
    for (let text = ''; !text.includes(words); ) text += (await once(watching.stdout, 'data'))[0]
  }
  await told('Watching')
  const took = []
  for (let each = 1; each <= count; each++) {
    const from = performance.now()
    writeFileSync(file, source.replaceAll('integer(0, 100)', `integer(0, ${100 + each})`))
    await told('Built ')
    took.push(performance.now() - from)
  }
  watching.kill('SIGINT')
  await once(watching, 'exit')
  return took
}

/** Writes `/patient-pharmacy` as somebody else would have it: rooms, events and aliases in one file. */
export function pharmacySource() {
  const files = [
    'rooms/patient-pharmacy.ts',
    'fields/domain/pharmacy-status.ts',
    'events/patient-pharmacy.ts',
    'aliases/patient-pharmacy.ts',
  ]
  const parts = files.map((file) =>
    readFileSync(join(root, 'src', file), 'utf8').replace(/^import [^;]*?from '[^']+'\n/gms, ''),
  )
  const text = parts.join('\n')
  const words = [
    ['defineNamespace', 'namespace'],
    ['defineRoom', 'room'],
    ['defineAliases', 'aliases'],
  ].reduce((all, [own, word]) => all.replaceAll(new RegExp(`\\b${own}\\b`, 'g'), word), text)
  return `import {
  aliases,
  type ClientToServerEvents,
  event,
  namespace,
  type PayloadOf,
  type ReplyOf,
  type Room,
  room,
  type ServerToClientEvents,
} from 'socket-canon'
import { id, integer, nextStates, openEnum, sensitive, text, timestamp, url } from 'socket-canon/fields'
import * as z from 'zod/mini'

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

${words}`
}

/** The kinds of fields that made-up events take turns in: as a schema, and as a type. */
const fields = [
  ['id', 'string'],
  ['text(200)', 'string'],
  ['integer(0, 100)', 'number'],
  ['timestamp', 'string'],
  ["z.enum(['open', 'paid', 'gone'])", "'open' | 'paid' | 'gone'"],
  ['z.optional(z.boolean())', 'boolean | undefined', true],
  [
    'z.array(z.object({ article: text(80), count: integer(1, 99) })).check(z.maxLength(50))',
    '{ article: string; count: number }[]',
  ],
]

/** Makes a contract of many events, two thirds of them from the server: as its source, and as maps written by hand. */
export function largeContract(count) {
  const events = Array.from({ length: count }, (_, index) => ({
    name: `thing:${index}`,
    isUp: index % 3 === 2,
    fields: Array.from({ length: 4 + (index % 4) }, (_, at) => [`field${at}`, ...fields[(index + at) % fields.length]]),
  }))
  const schemaOf = ({ fields: own }) =>
    `z.object({ ${own.map(([name, schema]) => `/** What ${name} is. */ ${name}: ${schema}`).join(', ')} })`
  const typeOf = ({ fields: own }) =>
    `{ ${own.map(([name, , type, isOptional]) => `${name}${isOptional ? '?' : ''}: ${type}`).join('; ')} }`
  const written = (isUp) =>
    events
      .filter((event) => event.isUp === isUp)
      .map((event) => {
        const rest = isUp
          ? ', reply: z.object({ /** Whether it was done. */ done: z.boolean() }), joins: [thingRoom]'
          : ', to: [thingRoom]'
        const payload = schemaOf(event).replace('z.object({', 'z.object({ /** The thing. */ thingId: id,')
        return `    /** Thing ${event.name} happened. */\n    '${event.name}': event({ payload: ${payload}${rest} }),`
      })
      .join('\n')
  const source = `import { event, namespace, room } from 'socket-canon'
import { id, integer, text, timestamp } from 'socket-canon/fields'
import * as z from 'zod/mini'

export const thingRoom = room('thing:{thingId}')

export const large = namespace('/large', {
  rooms: [thingRoom],
  serverToClient: {
${written(false)}
  },
  clientToServer: {
${written(true)}
  },
})
`
  const members = (isUp) =>
    events
      .filter((event) => event.isUp === isUp)
      .map((event) => {
        const payload = typeOf(event).replace('{', '{ thingId: string;')
        const ack = isUp ? `, ack: (reply: { done: boolean } | Refusal) => void` : ''
        return `  '${event.name}': (payload: ${payload}${ack}) => void`
      })
      .join('\n')
  const byHand = `interface Refusal { error: { code: string; message: string; retryable: boolean } }
export interface LargeServerToClientEvents {
${members(false)}
}
export interface LargeClientToServerEvents {
${members(true)}
}
`
  return { source, byHand, events }
}

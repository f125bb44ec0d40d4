import type { NamespaceJson } from '../../spec/contract-json.js'
import { builtRoom, chosenRoom, type EntryRoute, entryBy, entryFor } from './room-choice.js'
import type { NamedEvent, Snippet } from './snippet.js'
import { called, imported, printedReply, printingLine, quoted, written } from './typescript-code.js'
import { builderName, contractName } from './typescript-name.js'

/** Shows both ends of an event in TypeScript, on the bindings. */
export function boundEnds(event: NamedEvent): Snippet[] {
  const sends = event.direction === 'serverToClient'
  return [
    { end: 'Server', language: 'ts', code: sends ? serverSends(event) : serverHears(event) },
    { end: 'Client', language: 'ts', code: sends ? clientHears(event) : clientSends(event) },
  ]
}

/** Shows how both ends of a namespace are set up with all that a system in use needs. */
export function boundSetup(path: string, namespace: NamespaceJson): Snippet[] {
  return [
    { end: 'Server', language: 'ts', code: servedSetup(path, namespace) },
    { end: 'Client', language: 'ts', code: connectedSetup(path) },
  ]
}

function servedSetup(path: string, { rooms, clientToServer, aliases }: NamespaceJson): string {
  const contract = contractName(path)
  const own = Object.entries(rooms).filter(([, { params }]) => params.join() === 'userId')
  const builders = own.map(([pattern]) => builderName(pattern))
  const isEntered = Object.values(clientToServer).some(({ joins }) => joins.length > 0)
  const hasLegacy = [aliases.serverToClient, aliases.clientToServer].some((names) => Object.keys(names).length > 0)
  return [
    "import { Server } from 'socket.io'",
    "import { serve } from 'socket-canon/server'",
    ...imported(path, [...builders, contract, ...(hasLegacy ? [`${contract}Aliases`] : [])]),
    '',
    ...verify,
    ...(isEntered ? mayEnter : []),
    '',
    `const served = serve(new Server(3000), ${contract}, {`,
    '  // who is it? throw a RefusalError to turn a client away',
    '  authenticate: ({ token }) => verify(token),',
    ...(own.length > 0
      ? [
          '  // where a user is from the beginning',
          `  autoJoin: (user) => [${builders.map((builder) => `${builder}(user.id)`).join(', ')}],`,
        ]
      : []),
    ...(isEntered
      ? [
          '  // asked before a room is entered; without it nobody may',
          '  mayJoin: (user, room) => mayEnter(user.id, room),',
        ]
      : []),
    ...(hasLegacy
      ? ['  // clients of older releases are served too', `  aliases: ${contract}Aliases,`, '  legacy: true,']
      : []),
    '})',
  ].join('\n')
}

function connectedSetup(path: string): string {
  const contract = contractName(path)
  return [
    "import { io } from 'socket.io-client'",
    "import { connect } from 'socket-canon/client'",
    ...imported(path, [contract]),
    '',
    'declare const token: string // yours',
    '',
    `const socket = io(${quoted(path)}, {`,
    '  autoConnect: false,',
    '  auth: { token },',
    '})',
    `const client = connect(socket, ${contract})`,
    '',
    "client.watch('recovered', (recovered) => {",
    "  if (!recovered) console.log('reload what you hold')",
    '})',
  ].join('\n')
}

const verify = ['declare function verify(', '  token: unknown,', '): Promise<{ id: string }> // yours'] as const
const mayEnter = [
  'declare function mayEnter(',
  '  userId: string,',
  '  room: string,',
  '): Promise<boolean> // yours',
] as const

function serverSends(event: NamedEvent): string {
  const { path, to, direct, example } = event
  if (direct) return serverAnswers(event)
  const room = chosenRoom(to, example)
  const addressed = room ? `served.to(${builtRoom(room)})` : 'served'
  return [...server(path, room ? [room.builder] : []), '', called(`${addressed}.emit`, event)].join('\n')
}

/** Shows an event to one client where it is sent from: in the handler of something that client asked. */
function serverAnswers(event: NamedEvent): string {
  const asked = Object.entries(event.namespace.clientToServer)
  const [family] = event.name.split(':')
  const [name, { reply, replyExample } = {}] =
    asked.find(([name]) => event.name.includes(':') && name.startsWith(`${family}:`)) ?? asked[0] ?? []
  if (name === undefined) throw new RangeError(`${event.path} ${event.name} answers nothing`)
  return [
    ...server(event.path, []),
    '',
    `served.on(${quoted(name)}, (_payload, { emit }) => {`,
    `  ${called('emit', event, 2)}`,
    ...(reply ? [`  return ${written(replyExample, 2)}`] : []),
    '})',
  ].join('\n')
}

function serverHears(event: NamedEvent): string {
  const { path, name, payload, reply, joins } = event
  const handler = isAnswered(event)
    ? ['// no handler is needed: the binding moves the client, and answers']
    : [
        `served.on(${quoted(name)}, (${payload ? 'payload' : ''}) => {`,
        `  ${printingLine(event)}`,
        ...(reply ? [`  return ${written(event.replyExample, 2)}`] : []),
        '})',
      ]
  if (joins.length === 0) return [...server(path, []), '', ...handler].join('\n')
  const contract = contractName(path)
  return [
    ...imports(path, []),
    '',
    ...verify,
    ...mayEnter,
    '',
    `const served = serve(new Server(3000), ${contract}, {`,
    '  authenticate: ({ token }) => verify(token),',
    '  // asked before the room is entered; without it nobody may',
    '  mayJoin: (user, room) => mayEnter(user.id, room),',
    '})',
    '',
    ...handler,
  ].join('\n')
}

/** Returns whether the binding answers by itself: it moved the client, and the reply says no more than where. */
function isAnswered({ joins, leaves, payload, reply }: NamedEvent): boolean {
  if (joins.length + leaves.length === 0) return false
  const known = new Set(['room', 'channels', ...((payload?.['required'] ?? []) as readonly string[])])
  return ((reply?.['required'] ?? []) as readonly string[]).every((field) => known.has(field))
}

function clientHears(event: NamedEvent): string {
  const { path, name, payload } = event
  const entry = entryFor(event)
  return [
    ...client(path, entry ? [entry.room.builder] : []),
    '',
    ...(entry ? [`client.${joined(entry)}`] : []),
    `client.on(${quoted(name)}, (${payload ? 'payload' : ''}) => {`,
    `  ${printingLine(event)}`,
    '})',
  ].join('\n')
}

function clientSends(event: NamedEvent): string {
  const { path, reply, joins, name } = event
  const entry = entryBy(event)
  if (entry) {
    const leaving = joins.length === 0
    return [
      ...client(path, [entry.room.builder]),
      '',
      ...(leaving ? [] : [`// sends ${name}, again whenever the connection was lost`]),
      `const stay = client.${joined(entry)}`,
      ...(leaving
        ? ['', `// sends ${name} when nobody here is left in the room`, 'stay.leave()']
        : ['await stay.joined']),
    ].join('\n')
  }
  if (!reply) return [...client(path, []), '', called('client.emit', event)].join('\n')
  return [...client(path, []), '', called('const reply = await client.request', event), printedReply(event)].join('\n')
}

function joined({ room, extra }: EntryRoute): string {
  return `join(${builtRoom(room)}${extra === undefined ? '' : `, ${written(extra, 0)}`})`
}

function imports(path: string, rooms: readonly string[]): string[] {
  return [
    "import { Server } from 'socket.io'",
    "import { serve } from 'socket-canon/server'",
    ...imported(path, [...rooms, contractName(path)]),
  ]
}

function server(path: string, rooms: readonly string[]): string[] {
  return [...imports(path, rooms), '', `const served = serve(new Server(3000), ${contractName(path)})`]
}

function client(path: string, rooms: readonly string[]): string[] {
  const contract = contractName(path)
  return [
    "import { io } from 'socket.io-client'",
    "import { connect } from 'socket-canon/client'",
    ...imported(path, [...rooms, contract]),
    '',
    `const socket = io(${quoted(path)}, { autoConnect: false })`,
    `const client = connect(socket, ${contract})`,
  ]
}

import type { NamespaceJson } from '../../spec/contract-json.js'
import type { ExportedNames } from './exported-names.js'
import { builtRoom, chosenRoom, type EntryRoute, entryBy, entryFor } from './room-choice.js'
import { sampleOf } from './sample.js'
import type { NamedEvent, Snippet } from './snippet.js'
import { called, imported, printedReply, printingLine, quoted, written } from './typescript-code.js'

/** Shows both ends of an event in TypeScript, on the bindings. */
export function boundEnds(event: NamedEvent): Snippet[] {
  const sends = event.direction === 'serverToClient'
  return [
    { end: 'Server', language: 'ts', code: sends ? serverSends(event) : serverHears(event) },
    { end: 'Client', language: 'ts', code: sends ? clientHears(event) : clientSends(event) },
  ]
}

/** Shows how both ends of a namespace are set up with all that a system in use needs. */
export function boundSetup(path: string, namespace: NamespaceJson, exported: ExportedNames): Snippet[] {
  return [
    { end: 'Server', language: 'ts', code: servedSetup(namespace, exported) },
    { end: 'Client', language: 'ts', code: connectedSetup(path, exported) },
  ]
}

function servedSetup({ rooms, clientToServer, legacyPath }: NamespaceJson, exported: ExportedNames): string {
  const { contract, aliases } = exported
  const own = Object.entries(rooms).filter(([, { params }]) => params.join() === 'userId')
  const builders = own.map(([pattern]) => exported.rooms.get(pattern) ?? '')
  const isEntered = Object.values(clientToServer).some(({ joins }) => joins.length > 0)
  return [
    "import { Server } from 'socket.io'",
    "import { serve } from 'socket-canon/server'",
    ...imported(exported.from, [...builders, contract, ...(aliases === undefined ? [] : [aliases])]),
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
    ...(aliases === undefined
      ? []
      : legacyPath
        ? ['  // clients of older releases are served too', `  aliases: ${aliases},`, '  legacy: true,']
        : ['  // the names of older releases are understood', `  aliases: ${aliases},`]),
    '})',
  ].join('\n')
}

function connectedSetup(path: string, { from, contract }: ExportedNames): string {
  return [
    "import { io } from 'socket.io-client'",
    "import { connect } from 'socket-canon/client'",
    ...imported(from, [contract]),
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
  const { to, direct, example, exported } = event
  if (direct) return serverAnswers(event)
  const room = chosenRoom(event, to, example)
  const addressed = room ? `served.to(${builtRoom(room)})` : 'served'
  return [...server(exported, room ? [room.builder] : []), '', called(`${addressed}.emit`, event)].join('\n')
}

/** Shows an event to one client where it is sent from: in the handler of something that client asked. */
function serverAnswers(event: NamedEvent): string {
  const asked = Object.entries(event.namespace.clientToServer)
  const [family] = event.name.split(':')
  const [name, { reply, replyExample = reply && sampleOf(reply) } = {}] =
    asked.find(([name]) => event.name.includes(':') && name.startsWith(`${family}:`)) ?? asked[0] ?? []
  if (name === undefined) return serverGreets(event)
  return [
    ...server(event.exported, []),
    '',
    `served.on(${quoted(name)}, (_payload, { emit }) => {`,
    `  ${called('emit', event, 2)}`,
    ...(reply ? [`  return ${written(replyExample, 2)}`] : []),
    '})',
  ].join('\n')
}

/** Shows an event to one client where no client ever asks: it can only be sent to who connects. */
function serverGreets(event: NamedEvent): string {
  const { path, exported } = event
  return [
    ...imports(exported, []),
    '',
    'const io = new Server(3000)',
    `serve(io, ${exported.contract})`,
    '',
    `io.of(${quoted(path)}).on('connection', (socket) => {`,
    `  ${called('socket.emit', event, 2)}`,
    '})',
  ].join('\n')
}

function serverHears(event: NamedEvent): string {
  const { name, payload, reply, joins, exported } = event
  const handler = isAnswered(event)
    ? ['// no handler is needed: the binding moves the client, and answers']
    : [
        `served.on(${quoted(name)}, (${payload ? 'payload' : ''}) => {`,
        `  ${printingLine(event)}`,
        ...(reply ? [`  return ${written(event.replyExample, 2)}`] : []),
        '})',
      ]
  if (joins.length === 0) return [...server(exported, []), '', ...handler].join('\n')
  return [
    ...imports(exported, []),
    '',
    ...verify,
    ...mayEnter,
    '',
    `const served = serve(new Server(3000), ${exported.contract}, {`,
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
  const { name, payload } = event
  const entry = entryFor(event)
  return [
    ...client(event, entry ? [entry.room.builder] : []),
    '',
    ...(entry ? [`client.${joined(entry)}`] : []),
    `client.on(${quoted(name)}, (${payload ? 'payload' : ''}) => {`,
    `  ${printingLine(event)}`,
    '})',
  ].join('\n')
}

function clientSends(event: NamedEvent): string {
  const { reply, joins, name } = event
  const entry = entryBy(event)
  if (entry) {
    const leaving = joins.length === 0
    return [
      ...client(event, [entry.room.builder]),
      '',
      ...(leaving ? [] : [`// sends ${name}, again whenever the connection was lost`]),
      `const stay = client.${joined(entry)}`,
      ...(leaving
        ? ['', `// sends ${name} when nobody here is left in the room`, 'stay.leave()']
        : ['await stay.joined']),
    ].join('\n')
  }
  if (!reply) return [...client(event, []), '', called('client.emit', event)].join('\n')
  return [...client(event, []), '', called('const reply = await client.request', event), printedReply(event)].join('\n')
}

function joined({ room, extra }: EntryRoute): string {
  return `join(${builtRoom(room)}${extra === undefined ? '' : `, ${written(extra, 0)}`})`
}

function imports({ from, contract }: ExportedNames, rooms: readonly string[]): string[] {
  return [
    "import { Server } from 'socket.io'",
    "import { serve } from 'socket-canon/server'",
    ...imported(from, [...rooms, contract]),
  ]
}

function server(exported: ExportedNames, rooms: readonly string[]): string[] {
  return [...imports(exported, rooms), '', `const served = serve(new Server(3000), ${exported.contract})`]
}

function client({ path, exported }: NamedEvent, rooms: readonly string[]): string[] {
  const { from, contract } = exported
  return [
    "import { io } from 'socket.io-client'",
    "import { connect } from 'socket-canon/client'",
    ...imported(from, [...rooms, contract]),
    '',
    `const socket = io(${quoted(path)}, { autoConnect: false })`,
    `const client = connect(socket, ${contract})`,
  ]
}

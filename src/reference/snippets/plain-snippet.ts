import { builtRoom, chosenRoom } from './room-choice.js'
import type { NamedEvent, Snippet } from './snippet.js'
import { called, imported, printedReply, printingLine, quoted, written } from './typescript-code.js'
import { builderName, contractName, mapName } from './typescript-name.js'

/** Shows both ends of an event in TypeScript, typed by the contract's maps on socket.io as it is. */
export function plainEnds(event: NamedEvent): Snippet[] {
  const sends = event.direction === 'serverToClient'
  return [
    { end: 'Plain server', language: 'ts', code: sends ? serverSends(event) : serverHears(event) },
    { end: 'Plain client', language: 'ts', code: sends ? clientHears(event) : clientSends(event) },
  ]
}

function serverSends(event: NamedEvent): string {
  const { path, to, direct, example } = event
  const sender = contractName(path)
  if (direct) {
    return [
      ...server(path, []),
      '',
      `${sender}.on('connection', (socket) => {`,
      `  ${called('socket.emit', event, 2)}`,
      '})',
    ].join('\n')
  }
  const room = chosenRoom(to, example)
  const addressed = room ? `${sender}.to(${builtRoom(room)})` : sender
  return [...server(path, room ? [room.builder] : []), '', called(`${addressed}.emit`, event)].join('\n')
}

function serverHears(event: NamedEvent): string {
  const { path, name, payload, reply } = event
  const parameters = [...(payload ? ['payload'] : []), ...(reply ? ['reply'] : [])].join(', ')
  const { rooms, lines } = moves(event)
  return [
    ...server(path, rooms),
    '',
    `${contractName(path)}.on('connection', (socket) => {`,
    `  socket.on(${quoted(name)}, (${parameters}) => {`,
    ...(lines.length > 0 ? lines.map((line) => `    ${line}`) : [`    ${printingLine(event)}`]),
    ...(reply ? [`    reply(${written(event.replyExample, 4)})`] : []),
    '  })',
    '})',
  ].join('\n')
}

/** Shows the rooms an event enters and leaves, read from its payload; the bindings do that by themselves. */
function moves({ joins, leaves, payload }: NamedEvent): { rooms: string[]; lines: string[] } {
  const fields = Object.keys((payload?.['properties'] ?? {}) as object)
  const named = fields.find((field) => field === 'room' || field === 'channels')
  const [pattern] = [...joins, ...leaves]
  if (pattern === undefined) return { rooms: [], lines: [] }
  const ids = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => `payload.${parameter}`)
  const built = named === undefined ? `${builderName(pattern)}(${ids.join(', ')})` : `payload.${named}`
  const leave = named === 'channels' ? `for (const room of ${built}) socket.leave(room)` : `socket.leave(${built})`
  return {
    rooms: named === undefined ? [builderName(pattern)] : [],
    lines: [
      ...(joins.length > 0 ? ['// ask first whether this user may enter', `socket.join(${built})`] : []),
      ...(leaves.length > 0 ? [leave] : []),
    ],
  }
}

function clientHears(event: NamedEvent): string {
  const { path, name, payload } = event
  return [
    ...client(path),
    '',
    `socket.on(${quoted(name)}, (${payload ? 'payload' : ''}) => {`,
    `  ${printingLine(event)}`,
    '})',
  ].join('\n')
}

function clientSends(event: NamedEvent): string {
  const { path, reply } = event
  if (!reply) return [...client(path), '', called('socket.emit', event)].join('\n')
  return [
    ...client(path),
    '',
    called('const reply = await socket.emitWithAck', event),
    "if ('error' in reply) console.warn(reply.error.code)",
    `else ${printedReply(event)}`,
  ].join('\n')
}

function server(path: string, rooms: readonly string[]): string[] {
  const maps = [mapName(path, 'ClientToServer'), mapName(path, 'ServerToClient')]
  return [
    "import { type Namespace, Server } from 'socket.io'",
    ...imported(path, [...rooms, ...maps.map((map) => `type ${map}`)]),
    '',
    'const io = new Server(3000)',
    ...declared(contractName(path), 'Namespace', maps, `io.of(${quoted(path)})`),
  ]
}

function client(path: string): string[] {
  const maps = [mapName(path, 'ServerToClient'), mapName(path, 'ClientToServer')]
  return [
    "import { io, type Socket } from 'socket.io-client'",
    ...imported(path, maps, 'import type'),
    '',
    ...declared('socket', 'Socket', maps, `io(${quoted(path)}, { ackTimeout: 5000 })`),
  ]
}

function declared(name: string, type: string, maps: readonly string[], value: string): string[] {
  return [`const ${name}: ${type}<`, ...maps.map((map) => `  ${map},`).map(withoutLastComma), `> = ${value}`]
}

function withoutLastComma(line: string, index: number, lines: readonly string[]): string {
  return index === lines.length - 1 ? line.slice(0, -1) : line
}

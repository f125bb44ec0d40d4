import { builtRoom, chosenRoom } from './room-choice.js'
import type { NamedEvent, Snippet } from './snippet.js'
import { called, imported, printedReply, printingLine, quoted, written } from './typescript-code.js'

/** Shows both ends of an event in TypeScript, typed by the contract's maps on socket.io as it is. */
export function plainEnds(event: NamedEvent): Snippet[] {
  const sends = event.direction === 'serverToClient'
  return [
    { end: 'Plain server', language: 'ts', code: sends ? serverSends(event) : serverHears(event) },
    { end: 'Plain client', language: 'ts', code: sends ? clientHears(event) : clientSends(event) },
  ]
}

function serverSends(event: NamedEvent): string {
  const { to, direct, example } = event
  const sender = event.exported.contract
  if (direct) {
    return [
      ...server(event, []),
      '',
      `${sender}.on('connection', (socket) => {`,
      `  ${called('socket.emit', event, 2)}`,
      '})',
    ].join('\n')
  }
  const room = chosenRoom(event, to, example)
  const addressed = room ? `${sender}.to(${builtRoom(room)})` : sender
  return [...server(event, room ? [room.builder] : []), '', called(`${addressed}.emit`, event)].join('\n')
}

function serverHears(event: NamedEvent): string {
  const { name, payload, reply, exported } = event
  const parameters = [...(payload ? ['payload'] : []), ...(reply ? ['reply'] : [])].join(', ')
  const { rooms, lines } = moves(event)
  return [
    ...server(event, rooms),
    '',
    `${exported.contract}.on('connection', (socket) => {`,
    `  socket.on(${quoted(name)}, (${parameters}) => {`,
    ...(lines.length > 0 ? lines.map((line) => `    ${line}`) : [`    ${printingLine(event)}`]),
    ...(reply ? [`    reply(${written(event.replyExample, 4)})`] : []),
    '  })',
    '})',
  ].join('\n')
}

/** Shows the rooms an event enters and leaves, read from its payload; the bindings do that by themselves. */
function moves({ joins, leaves, payload, exported }: NamedEvent): { rooms: string[]; lines: string[] } {
  const fields = Object.keys((payload?.['properties'] ?? {}) as object)
  const named = fields.find((field) => field === 'room' || field === 'channels')
  const [pattern] = [...joins, ...leaves]
  if (pattern === undefined) return { rooms: [], lines: [] }
  const builder = exported.rooms.get(pattern) ?? 'room'
  const ids = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => `payload.${parameter}`)
  const built = named === undefined ? `${builder}(${ids.join(', ')})` : `payload.${named}`
  const leave = named === 'channels' ? `for (const room of ${built}) socket.leave(room)` : `socket.leave(${built})`
  return {
    rooms: named === undefined ? [builder] : [],
    lines: [
      ...(joins.length > 0 ? ['// ask first whether this user may enter', `socket.join(${built})`] : []),
      ...(leaves.length > 0 ? [leave] : []),
    ],
  }
}

function clientHears(event: NamedEvent): string {
  const { name, payload } = event
  return [
    ...client(event),
    '',
    `socket.on(${quoted(name)}, (${payload ? 'payload' : ''}) => {`,
    `  ${printingLine(event)}`,
    '})',
  ].join('\n')
}

function clientSends(event: NamedEvent): string {
  const { reply } = event
  if (!reply) return [...client(event), '', called('socket.emit', event)].join('\n')
  return [
    ...client(event),
    '',
    called('const reply = await socket.emitWithAck', event),
    "if ('error' in reply) console.warn(reply.error.code)",
    `else ${printedReply(event)}`,
  ].join('\n')
}

function server({ path, exported }: NamedEvent, rooms: readonly string[]): string[] {
  const maps = [exported.maps.clientToServer, exported.maps.serverToClient]
  return [
    "import { type Namespace, Server } from 'socket.io'",
    ...imported(exported.from, [...rooms, ...maps.map((map) => `type ${map}`)]),
    '',
    'const io = new Server(3000)',
    ...declared(exported.contract, 'Namespace', maps, `io.of(${quoted(path)})`),
  ]
}

function client({ path, exported }: NamedEvent): string[] {
  const maps = [exported.maps.serverToClient, exported.maps.clientToServer]
  return [
    "import { io, type Socket } from 'socket.io-client'",
    ...imported(exported.from, maps, 'import type'),
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

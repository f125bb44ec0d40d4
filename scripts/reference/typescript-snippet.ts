import { literal, typescript } from './literal.js'
import { type NamedEvent, printable, roomIds, type Snippet } from './snippet.js'
import { contractName, entryName, mapName, roomName } from './typescript-name.js'

/** Shows both ends of an event in TypeScript, typed by the contract's maps on socket.io as it is. */
export function typedEnds(event: NamedEvent): Snippet[] {
  const sends = event.direction === 'serverToClient'
  return [
    { end: 'Server', language: 'ts', code: sends ? typedServerSends(event) : typedServerHears(event) },
    { end: 'Client', language: 'ts', code: sends ? typedClientHears(event) : typedClientSends(event) },
  ]
}

/** Shows both ends of an event in TypeScript, on the bindings. */
export function boundEnds(event: NamedEvent): Snippet[] {
  const sends = event.direction === 'serverToClient'
  return [
    { end: 'Server', language: 'ts', code: sends ? boundServerSends(event) : boundServerHears(event) },
    { end: 'Client', language: 'ts', code: sends ? boundClientHears(event) : boundClientSends(event) },
  ]
}

function typedServerSends(event: NamedEvent): string {
  const { path, to, direct } = event
  const rooms = direct ? [] : to.slice(0, 1).map(roomName)
  const call = emitted(event, direct ? 2 : 0)
  const sender = contractName(path)
  return [
    ...typedServer(path, rooms),
    '',
    ...(direct
      ? [`${sender}.on('connection', (socket) => {`, `  socket.${call}`, '})']
      : [`${sender}${addressed(event)}.${call}`]),
  ].join('\n')
}

function typedServerHears(event: NamedEvent): string {
  const { path, name, payload, reply } = event
  const parameters = [...(payload ? ['payload'] : []), ...(reply ? ['reply'] : [])].join(', ')
  const { rooms, lines } = moves(event)
  return [
    ...typedServer(path, rooms),
    '',
    `${contractName(path)}.on('connection', (socket) => {`,
    `  socket.on(${quoted(name)}, (${parameters}) => {`,
    ...(lines.length > 0 ? lines.map((line) => `    ${line}`) : [`    ${printed(event)}`]),
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
  const built = named === undefined ? `${roomName(pattern)}(${ids.join(', ')})` : `payload.${named}`
  const leave = named === 'channels' ? `for (const room of ${built}) socket.leave(room)` : `socket.leave(${built})`
  return {
    rooms: named === undefined ? [roomName(pattern)] : [],
    lines: [
      ...(joins.length > 0 ? ['// ask first whether this user may enter', `socket.join(${built})`] : []),
      ...(leaves.length > 0 ? [leave] : []),
    ],
  }
}

function typedClientHears(event: NamedEvent): string {
  const { path, name, payload } = event
  return [
    ...typedClient(path),
    '',
    `socket.on(${quoted(name)}, (${payload ? 'payload' : ''}) => {`,
    `  ${printed(event)}`,
    '})',
  ].join('\n')
}

function typedClientSends(event: NamedEvent): string {
  const { path, reply } = event
  if (!reply) return [...typedClient(path), '', `socket.${emitted(event, 0)}`].join('\n')
  const call = emitted(event, 0).replace(/^emit\(/, 'emitWithAck(')
  return [
    ...typedClient(path),
    '',
    `const reply = await socket.${call}`,
    "if ('error' in reply) console.warn(reply.error.code)",
    `else ${printedReply(event)}`,
  ].join('\n')
}

function boundServerSends(event: NamedEvent): string {
  const { path, to, direct } = event
  if (direct) return typedServerSends(event)
  return [
    ...boundServer(path, to.slice(0, 1).map(roomName)),
    '',
    `served${addressed(event)}.${emitted(event, 0)}`,
  ].join('\n')
}

function boundServerHears(event: NamedEvent): string {
  const { path, name, payload, reply } = event
  return [
    ...boundServer(path, []),
    '',
    `served.on(${quoted(name)}, (${payload ? 'payload' : ''}) => {`,
    `  ${printed(event)}`,
    ...(reply ? [`  return ${written(event.replyExample, 2)}`] : []),
    '})',
  ].join('\n')
}

function boundClientHears(event: NamedEvent): string {
  const { path, name, payload } = event
  return [
    ...boundClient(path),
    '',
    `client.on(${quoted(name)}, (${payload ? 'payload' : ''}) => {`,
    `  ${printed(event)}`,
    '})',
  ].join('\n')
}

function boundClientSends(event: NamedEvent): string {
  const { path, reply } = event
  if (!reply) return [...boundClient(path), '', `client.${emitted(event, 0)}`].join('\n')
  const call = emitted(event, 0).replace(/^emit\(/, 'request(')
  return [...boundClient(path), '', `const reply = await client.${call}`, printedReply(event)].join('\n')
}

function typedServer(path: string, rooms: readonly string[]): string[] {
  const maps = [mapName(path, 'ClientToServer'), mapName(path, 'ServerToClient')]
  return [
    "import { type Namespace, Server } from 'socket.io'",
    ...imported(path, [...rooms, ...maps.map((map) => `type ${map}`)]),
    '',
    'const io = new Server(3000)',
    ...annotated(`const ${contractName(path)}`, `Namespace<${maps.join(', ')}>`, `io.of(${quoted(path)})`),
  ]
}

function typedClient(path: string): string[] {
  const maps = [mapName(path, 'ServerToClient'), mapName(path, 'ClientToServer')]
  return [
    "import { io, type Socket } from 'socket.io-client'",
    ...imported(path, maps, 'import type'),
    '',
    ...annotated('const socket', `Socket<${maps.join(', ')}>`, `io(${quoted(path)}, { ackTimeout: 5000 })`),
  ]
}

function boundServer(path: string, rooms: readonly string[]): string[] {
  return [
    "import { Server } from 'socket.io'",
    ...imported(path, [...rooms, contractName(path)]),
    "import { serve } from 'socket-canon/server'",
    '',
    `const served = serve(new Server(3000), ${contractName(path)})`,
  ]
}

function boundClient(path: string): string[] {
  return [
    "import { io } from 'socket.io-client'",
    "import { connect } from 'socket-canon/client'",
    ...imported(path, [contractName(path)]),
    '',
    `const client = connect(io(${quoted(path)}, { autoConnect: false }), ${contractName(path)})`,
  ]
}

function imported(path: string, names: readonly string[], keyword = 'import'): string[] {
  const from = `from 'socket-canon/${entryName(path)}'`
  const flat = `${keyword} { ${names.join(', ')} } ${from}`
  return flat.length <= 80 ? [flat] : [`${keyword} {`, ...names.map((name) => `  ${name},`), `} ${from}`]
}

function annotated(declared: string, type: string, value: string): string[] {
  const flat = `${declared}: ${type} = ${value}`
  return flat.length <= 80 ? [flat] : [`${declared}: ${type} =`, `  ${value}`]
}

function addressed({ to, example }: NamedEvent): string {
  const [pattern] = to
  if (pattern === undefined) return ''
  return `.to(${roomName(pattern)}(${roomIds(pattern, example).map(quoted).join(', ')}))`
}

function emitted({ name, payload, example }: NamedEvent, column: number): string {
  return `emit(${quoted(name)}${payload ? `, ${written(example, column)}` : ''})`
}

function printed({ name, payload }: NamedEvent): string {
  const field = printable(payload)
  return field === undefined ? `console.log(${quoted(`${name} came`)})` : `console.log(payload.${field})`
}

function printedReply({ reply }: NamedEvent): string {
  const field = printable(reply)
  return field === undefined ? "console.log('done')" : `console.log(reply.${field})`
}

function written(value: unknown, column: number): string {
  return literal(value, typescript, column)
}

function quoted(text: string): string {
  return typescript.text(text)
}

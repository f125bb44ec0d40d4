import { builtRoom, parametersOf } from './room-choice.js'
import { type Scene, type StartRoom, sceneOf } from './scene.js'
import { sendingAgain, serverRules, startRoom } from './server-rules.js'
import type { NamedEvent, Snippet } from './snippet.js'
import { called, declared, imported, printingLine, quoted, written } from './typescript-code.js'

/** Shows the server's end of an event in TypeScript, typed by the contract's maps on socket.io as it is. */
export function plainServer(event: NamedEvent): Snippet {
  const scene = sceneOf(event)
  const isSent = event.direction === 'serverToClient' && !event.direct
  const lines = isSent ? sending(scene) : event.direct ? answering(scene) : hearing(event)
  const setup = [...servedPlainly(scene, lines), ...(isSent ? ['', ...sendingAgain] : [])]
  return { end: 'Plain server', language: 'ts', setup: setup.join('\n'), code: lines.join('\n') }
}

function servedPlainly(scene: Scene, lines: readonly string[]): string[] {
  const { event, start, entry } = scene
  const { path, exported } = event
  const namespace = exported.contract
  const maps = [exported.maps.clientToServer, exported.maps.serverToClient]
  const handlers = entry ? handler(entry.event) : []
  const isRefusing = [...handlers, ...lines].some((line) => line.includes('refusal('))
  const isRoom = (builder: string): boolean => [...handlers, ...lines].some((line) => line.includes(`${builder}(`))
  const builders = new Set([
    ...start.map(({ builder }) => builder),
    ...[...exported.rooms.values()].filter((builder) => isRoom(builder)),
  ])
  return [
    "import { type Namespace, Server } from 'socket.io'",
    ...imported(exported.from, [...builders, ...maps.map((map) => `type ${map}`)]),
    '',
    ...serverRules(scene),
    '',
    `const refusal = (code: ${isRefusing ? "'AUTH_INVALID' | 'ROOM_FORBIDDEN'" : "'AUTH_INVALID'"}) => ({`,
    '  error: { code, message: code, retryable: false },',
    '})',
    '',
    'const io = new Server(3000)',
    ...declared(namespace, 'Namespace', maps, `io.of(${quoted(path)})`),
    `${namespace}.use(async (socket, next) => {`,
    "  const user = await verify(socket.handshake.auth['token'])",
    '  if (user) socket.data.user = user',
    "  const data = refusal('AUTH_INVALID')",
    '  next(user ? undefined : Object.assign(new Error(data.error.code), { data }))',
    '})',
    ...connection(namespace, start, handlers),
  ]
}

/** Writes what is done for every client that was let in. */
function connection(namespace: string, start: readonly StartRoom[], handlers: readonly string[]): string[] {
  if (start.length + handlers.length === 0) return []
  return [
    `${namespace}.on('connection', (socket) => {`,
    ...start.map((room) => `  socket.join(${startRoom(room, 'socket.data.user.id')})`),
    ...handlers.map((line) => `  ${line}`),
    '})',
  ]
}

function sending({ event, room }: Scene): string[] {
  const sender = event.exported.contract
  const addressed = room ? `${sender}.to(${builtRoom(room)})` : sender
  return ['function send() {', `  ${called(`${addressed}.emit`, event, 2)}`, '}']
}

function answering({ event, asked }: Scene): string[] {
  const said = called('socket.emit', event, asked ? 4 : 2)
  return [
    `${event.exported.contract}.on('connection', (socket) => {`,
    ...(asked ? handler(asked, said).map((line) => `  ${line}`) : [`  ${said}`]),
    '})',
  ]
}

function hearing(event: NamedEvent): string[] {
  return [
    `${event.exported.contract}.on('connection', (socket) => {`,
    ...handler(event, printingLine(event)).map((line) => `  ${line}`),
    '})',
  ]
}

/** Writes the handler of an event from a client: whether the client may, what is done, and the reply. */
function handler(event: NamedEvent, done?: string): string[] {
  const { name, payload, reply } = event
  const parameters = [...(payload ? ['payload'] : []), ...(reply ? ['reply'] : [])].join(', ')
  const moving = [...checked(event), ...moves(event)]
  const isWaiting = moving.some((line) => line.includes('await '))
  return [
    `socket.on(${quoted(name)}, ${isWaiting ? 'async ' : ''}(${parameters}) => {`,
    ...moving.map((line) => `  ${line}`),
    ...(done === undefined ? [] : [`  ${done}`]),
    ...(reply ? [`  reply(${written(event.replyExample, 4)})`] : []),
    '})',
  ]
}

/** Refuses what only somebody in the room may say; the binding does that by itself. */
function checked(event: NamedEvent): string[] {
  const [pattern] = event.within ?? []
  const room = pattern === undefined ? undefined : roomIn(event, pattern)
  return room === undefined ? [] : [`const within = ${room}`, ...unless('socket.rooms.has(within)', event)]
}

/** Writes how the rooms of an event are entered and left, read from its payload; the binding does that by itself. */
function moves(event: NamedEvent): string[] {
  const { joins, leaves } = event
  const [entered, left] = [joins[0] && roomIn(event, joins[0]), leaves[0] && roomIn(event, leaves[0])]
  const enter = [...unless('(await mayEnter(user.id, room))', event), 'await socket.join(room)']
  return [
    ...(entered ? ['const { user } = socket.data', ...each(entered, enter)] : []),
    ...(left ? each(left, ['await socket.leave(room)']) : []),
  ]
}

function each(room: string, lines: readonly string[]): string[] {
  if (room !== 'payload.channels') return [`const room = ${room}`, ...lines]
  return ['for (const room of payload.channels) {', ...lines.map((line) => `  ${line}`), '}']
}

function unless(condition: string, { reply }: NamedEvent): string[] {
  if (!reply) return [`if (!${condition}) return`]
  return [`if (!${condition}) {`, "  return reply(refusal('ROOM_FORBIDDEN'))", '}']
}

/** Writes the room that a payload names; nothing where it does not say it in a known way. */
function roomIn(event: NamedEvent, pattern: string): string | undefined {
  const fields = fieldsIn(event)
  if (fields.includes('room')) return 'payload.room'
  const parameters = parametersOf(pattern)
  if (fields.includes('channels')) return 'payload.channels'
  if (!parameters.every((parameter) => fields.includes(parameter))) return undefined
  const ids = parameters.map((parameter) => `payload.${parameter}`)
  return `${event.exported.rooms.get(pattern) ?? 'room'}(${ids.join(', ')})`
}

function fieldsIn({ payload }: NamedEvent): string[] {
  return Object.keys((payload?.['properties'] ?? {}) as object)
}

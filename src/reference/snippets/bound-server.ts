import { builtRoom } from './room-choice.js'
import { type Scene, sceneOf } from './scene.js'
import { sendingAgain, serverRules, startRoom } from './server-rules.js'
import type { NamedEvent, Snippet } from './snippet.js'
import { called, imported, printingLine, quoted, written } from './typescript-code.js'

/** Shows the server's end of an event in TypeScript, on the binding. */
export function boundServer(event: NamedEvent): Snippet {
  const scene = sceneOf(event)
  const { direction, direct } = event
  const isSent = direction === 'serverToClient' && !direct
  const lines = isSent ? sending(scene) : direct ? answering(scene) : hearing(event)
  const setup = [...servedSetup(scene), ...(isSent ? ['', ...sendingAgain] : [])]
  return { end: 'Server', language: 'ts', setup: setup.join('\n'), code: lines.join('\n') }
}

/** Writes the server of a namespace, with all that one in use needs. */
export function servedSetup(scene: Scene): string[] {
  const { event, granted, start, room, asked, entry } = scene
  const { contract, aliases: table, past } = event.exported
  // without a path for older releases nobody hears or says their names
  const aliases = event.namespace.legacyPath && table
  const isGreeting = event.direct && asked === undefined
  const builders = new Set([...start, ...(room ? [room] : [])].map(({ builder }) => builder))
  return [
    "import { Server } from 'socket.io'",
    "import { serve } from 'socket-canon/server'",
    ...imported(event.exported.from, [
      ...builders,
      contract,
      ...(aliases === undefined ? [] : [aliases]),
      ...(past === undefined ? [] : [past]),
    ]),
    '',
    ...serverRules(scene),
    '',
    'const io = new Server(3000)',
    `${isGreeting ? '' : 'const served = '}serve(io, ${contract}, {`,
    '  authenticate: ({ token }) => verify(token),',
    ...(start.length === 0
      ? []
      : [
          '  // where a user is from the beginning',
          `  autoJoin: (user) => [${start.map((each) => startRoom(each, 'user.id')).join(', ')}],`,
        ]),
    ...(granted.length === 0
      ? []
      : [
          '  // asked before a room is entered; without it nobody may',
          '  mayJoin: (user, room) => mayEnter(user.id, room),',
        ]),
    ...(aliases === undefined
      ? []
      : ['  // clients of older releases are served too', `  aliases: ${aliases},`, '  legacy: true,']),
    ...(past === undefined ? [] : ['  // and clients of earlier versions of the contract', `  past: ${past},`]),
    '})',
    ...(entry?.event.reply && !isAnswered(entry.event)
      ? [`served.on(${quoted(entry.event.name)}, () => (${written(entry.event.replyExample)}))`]
      : []),
  ]
}

function sending({ event, room }: Scene): string[] {
  const addressed = room ? `served.to(${builtRoom(room)})` : 'served'
  return ['function send() {', `  ${called(`${addressed}.emit`, event, 2)}`, '}']
}

/** Shows an event to one client where it is sent from: in the handler of something that client asked, else to who connects. */
function answering({ event, asked }: Scene): string[] {
  if (asked === undefined) {
    return [`io.of(${quoted(event.path)}).on('connection', (socket) => {`, `  ${called('socket.emit', event, 2)}`, '})']
  }
  return [
    `served.on(${quoted(asked.name)}, (_payload, { emit }) => {`,
    `  ${called('emit', event, 2)}`,
    ...(asked.reply ? [`  return ${written(asked.replyExample, 2)}`] : []),
    '})',
  ]
}

function hearing(event: NamedEvent): string[] {
  const { name, payload, reply } = event
  if (isAnswered(event)) {
    const asked = event.joins.length > 0 ? 'asks mayJoin, moves the client' : 'moves the client'
    return ['// no handler is needed:', `// the binding ${asked} and answers`]
  }
  return [
    `served.on(${quoted(name)}, (${payload ? 'payload' : ''}) => {`,
    `  ${printingLine(event)}`,
    ...(reply ? [`  return ${written(event.replyExample, 2)}`] : []),
    '})',
  ]
}

/** Returns whether the binding answers by itself: it moved the client, and the reply says no more than where. */
function isAnswered({ joins, leaves, payload, reply }: NamedEvent): boolean {
  if (joins.length + leaves.length === 0) return false
  const known = new Set(['room', 'channels', ...((payload?.['required'] ?? []) as readonly string[])])
  return ((reply?.['required'] ?? []) as readonly string[]).every((field) => known.has(field))
}

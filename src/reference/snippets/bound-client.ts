import { builtRoom } from './room-choice.js'
import { entryBy, type RoomEntrance, type Scene, sceneOf, sceneToken } from './scene.js'
import { address, type NamedEvent, type Snippet } from './snippet.js'
import { called, imported, printedReply, printingLine, quoted, written } from './typescript-code.js'

/** Shows the client's end of an event in TypeScript, on the binding. */
export function boundClient(event: NamedEvent): Snippet {
  const scene = sceneOf(event)
  const lines = event.direction === 'serverToClient' ? hearing(scene) : sending(scene)
  const entered = [scene.entry, entryBy(event)].flatMap((entry) => (entry ? [entry.room.builder] : []))
  const used = entered.filter((builder) => lines.some((line) => line.includes(`join(${builder}(`)))
  return { end: 'Client', language: 'ts', setup: connectedSetup(event, used).join('\n'), code: lines.join('\n') }
}

/** Writes the client of a namespace, with all that one in use needs. */
export function connectedSetup({ path, exported }: NamedEvent, rooms: readonly string[]): string[] {
  const { from, contract, aliases } = exported
  return [
    "import { io } from 'socket.io-client'",
    "import { connect } from 'socket-canon/client'",
    ...imported(from, [...new Set(rooms), contract, ...(aliases === undefined ? [] : [aliases])]),
    '',
    `const socket = io(${quoted(address + path)}, {`,
    '  autoConnect: false,',
    `  auth: { token: ${quoted(sceneToken)} }, // yours`,
    '})',
    ...(aliases === undefined
      ? [`const client = connect(socket, ${contract})`]
      : [
          `const client = connect(socket, ${contract}, {`,
          '  // servers of older releases are understood too',
          `  aliases: ${aliases},`,
          '  legacy: true,',
          '})',
        ]),
  ]
}

function hearing({ event, entry, asked }: Scene): string[] {
  const { name, payload } = event
  return [
    `client.on(${quoted(name)}, (${payload ? 'payload' : ''}) => {`,
    `  ${printingLine(event)}`,
    '})',
    ...(entry ? [`await client.${joined(entry)}.joined`] : []),
    ...(asked ? [`// the server answers ${asked.name} by it`, ...said(asked, entry !== undefined)] : []),
  ]
}

function sending({ event, entry }: Scene): string[] {
  const { joins, leaves, name } = event
  const entering = joins.length > 0 ? entryBy(event) : undefined
  const before = entry ? [`await client.${joined(entry)}.joined`] : []
  if (entering) {
    return [
      ...before,
      `// sends ${name}, again whenever the connection was lost`,
      `const stay = client.${joined(entering)}`,
      'await stay.joined',
      `console.log(${quoted(`${name} was granted`)})`,
    ]
  }
  if (entry === undefined || joins.length > 0 || leaves.length === 0 || entryBy(event) === undefined) {
    return [...before, ...said(event, entry !== undefined)]
  }
  return [
    `const stay = client.${joined(entry)}`,
    'await stay.joined',
    '',
    `// sends ${name} when nobody here is left in the room`,
    'stay.leave()',
  ]
}

/** Sends an event; one that may be lost is not kept for a connection, so that it waits for one here. */
function said(event: NamedEvent, isConnected: boolean): string[] {
  if (event.reply) return [called('const reply = await client.request', event), printedReply(event)]
  if (isConnected || !event.volatile) return [called('client.emit', event)]
  return ["socket.on('connect', () => {", `  ${called('client.emit', event, 2)}`, '})']
}

function joined({ room, extra }: RoomEntrance): string {
  return `join(${builtRoom(room)}${extra === undefined ? '' : `, ${written(extra, 0)}`})`
}

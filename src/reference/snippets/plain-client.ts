import { type Scene, sceneOf, sceneToken } from './scene.js'
import { address, type NamedEvent, type Snippet } from './snippet.js'
import { called, declared, imported, printedReply, printingLine, quoted } from './typescript-code.js'

/** Shows the client's end of an event in TypeScript, typed by the contract's maps on socket.io-client as it is. */
export function plainClient(event: NamedEvent): Snippet {
  const scene = sceneOf(event)
  const lines = event.direction === 'serverToClient' ? hearing(scene) : sending(scene)
  return { end: 'Plain client', language: 'ts', setup: connectedPlainly(event).join('\n'), code: lines.join('\n') }
}

function connectedPlainly({ path, exported }: NamedEvent): string[] {
  const maps = [exported.maps.serverToClient, exported.maps.clientToServer]
  return [
    "import { io, type Socket } from 'socket.io-client'",
    ...imported(exported.from, maps, 'import type'),
    '',
    ...declared('socket', 'Socket', maps, `io(${quoted(address + path)}, {`),
    '  ackTimeout: 5000,',
    `  auth: { token: ${quoted(sceneToken)} }, // yours`,
    '})',
    "socket.on('connect_error', (error) => console.warn(error.message))",
  ]
}

function hearing({ event, entry, asked }: Scene): string[] {
  const { name, payload } = event
  return [
    `socket.on(${quoted(name)}, (${payload ? 'payload' : ''}) => {`,
    `  ${printingLine(event)}`,
    '})',
    ...(entry || asked ? onConnection([...(entry ? entering(entry.event) : []), ...(asked ? said(asked) : [])]) : []),
  ]
}

function sending({ event, entry }: Scene): string[] {
  if (entry || event.joins.length > 0) return onConnection([...(entry ? entering(entry.event) : []), ...said(event)])
  return said(event, 0)
}

/** Does something after each connection, for a new one is in no room. */
function onConnection(lines: readonly string[]): string[] {
  const isWaiting = lines.some((line) => line.includes('await '))
  return [
    `socket.on('connect', ${isWaiting ? 'async ' : ''}() => {`,
    '  // who was recovered is still in its rooms',
    '  if (socket.recovered) return',
    ...lines,
    '})',
  ]
}

function entering(event: NamedEvent): string[] {
  if (!event.reply) return [`  ${called('socket.emit', event, 2)}`]
  return [
    `  ${called('const entered = await socket.emitWithAck', event, 2)}`,
    "  if ('error' in entered) return console.warn(entered.error.code)",
  ]
}

function said(event: NamedEvent, column = 2): string[] {
  const pad = ' '.repeat(column)
  if (!event.reply) return [`${pad}${called('socket.emit', event, column)}`]
  return [
    `${pad}${called('const reply = await socket.emitWithAck', event, column)}`,
    `${pad}if ('error' in reply) console.warn(reply.error.code)`,
    `${pad}else ${printedReply(event)}`,
  ]
}

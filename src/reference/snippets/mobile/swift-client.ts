import { type Scene, sceneOf, sceneToken } from '../scene.js'
import { address, type NamedEvent, printable, type Snippet } from '../snippet.js'
import { classFor, type DataClass, dataClasses, hasKind } from './data-class.js'
import { swiftName, swiftStruct, swiftText, swiftValue } from './swift-code.js'

/** Shows the client's end of an event in Swift, on socket.io-client-swift. */
export function swiftClient(event: NamedEvent): Snippet {
  const scene = sceneOf(event)
  const isDown = event.direction === 'serverToClient'
  const classes = decodable(
    isDown ? dataClasses(event.payload, classFor(event.name)) : dataClasses(event.reply, classFor(event.name, 'Reply')),
  )
  const [first, ...nested] = classes
  const asks = [scene.entry?.event, scene.asked, event].some((each) => each?.reply !== undefined)
  const lines = [
    ...(first ? [...swiftStruct(first), ''] : []),
    ...(isDown ? hearing(event, first) : []),
    ...afterConnection(scene, first),
    'socket.on(clientEvent: .error) { data, _ in print("not let in: \\(data)") }',
    `socket.connect(withPayload: ["token": ${swiftText(sceneToken)}]) // yours`,
  ]
  const setup = [
    ...connected(event),
    ...(first ? ['', ...reading] : []),
    ...(asks ? ['', ...ask] : []),
    ...nested.flatMap((each) => ['', ...swiftStruct(each)]),
  ]
  return { end: 'Swift', language: 'swift', setup: setup.join('\n'), code: lines.join('\n') }
}

/** Leaves out classes that no decoder of JSON can make: those with bytes in them. */
function decodable(classes: readonly DataClass[]): readonly DataClass[] {
  const [first] = classes
  return first && !hasKind(classes, { kind: 'class', name: first.name }, 'bytes') ? classes : []
}

function connected({ path }: NamedEvent): string[] {
  return [
    '// Package.swift: https://github.com/socketio/socket.io-client-swift from 16.1.1',
    'import Foundation',
    'import SocketIO',
    '',
    '// hold on to the manager: the socket ends with it',
    `let manager = SocketManager(socketURL: URL(string: ${swiftText(address)})!)`,
    `let socket = manager.socket(forNamespace: ${swiftText(path)})`,
  ]
}

const reading = [
  '// reads what came; nil where it does not fit',
  'func read<Value: Decodable>(_ type: Value.Type, _ data: [Any]) -> Value? {',
  '    guard let json = data.first, JSONSerialization.isValidJSONObject(json),',
  '          let bytes = try? JSONSerialization.data(withJSONObject: json)',
  '    else { return nil }',
  '    return try? JSONDecoder().decode(type, from: bytes)',
  '}',
] as const

const ask = [
  '// sends, and hands on the reply; tells why where there is none',
  'func ask(_ event: String, _ payload: [String: Any]?, then: @escaping ([Any]) -> Void = { _ in }) {',
  '    let items: [SocketData] = payload.map { [$0] } ?? []',
  '    socket.emitWithAck(event, with: items).timingOut(after: 5) { data in',
  '        let refusal = (data.first as? [String: Any])?["error"] as? [String: Any]',
  '        if data.first as? String == SocketAckStatus.noAck.rawValue {',
  '            print("\\(event) was not answered in time")',
  '        } else if let code = refusal?["code"] {',
  '            print("\\(event) was refused: \\(code)")',
  '        } else {',
  '            then(data)',
  '        }',
  '    }',
  '}',
] as const

// the library tells of itself by these, so that what the server says under one of them comes to the same handler
const own = new Set(['error', 'ping', 'pong', 'reconnect', 'reconnectAttempt', 'statusChange', 'websocketUpgrade'])

function hearing({ name, payload }: NamedEvent, first: DataClass | undefined): string[] {
  const field = printable(payload)
  return [
    ...(own.has(name) ? [`// the library calls something of its own ${name}, which comes here too`] : []),
    `socket.on(${swiftText(name)}) { ${first ? 'data' : '_'}, _ in`,
    ...(first ? [`    guard let payload = read(${first.name}.self, data) else { return }`] : []),
    `    print(${first && field !== undefined ? `payload.${swiftName(field)}` : swiftText(`${name} came`)})`,
    '}',
  ]
}

/** Writes what is done after each connection, for a new one is in no room. */
function afterConnection({ event, entry, asked }: Scene, first: DataClass | undefined): string[] {
  const sent = event.direction === 'clientToServer' ? event : asked
  if (entry === undefined && sent === undefined) return []
  return [
    'socket.on(clientEvent: .connect) { _, _ in',
    ...(entry === undefined
      ? said(sent, first, 4)
      : sent === undefined || !entry.event.reply
        ? [...said(entry.event, undefined, 4), ...said(sent, first, 4)]
        : [`    ${request(entry.event, 4)} { _ in`, ...said(sent, first, 8), '    }']),
    '}',
  ]
}

function said(event: NamedEvent | undefined, first: DataClass | undefined, column: number): string[] {
  if (event === undefined) return []
  const pad = ' '.repeat(column)
  if (!event.reply) {
    const payload = event.payload ? `, ${swiftValue(event.example, column)}` : ''
    return [`${pad}socket.emit(${swiftText(event.name)}${payload})`]
  }
  const field = printable(event.reply)
  const isRead = first?.name === classFor(event.name, 'Reply') && field !== undefined
  return [
    `${pad}${request(event, column)} { ${isRead ? 'data' : '_'} in`,
    ...(isRead
      ? [
          `${pad}    guard let reply = read(${first.name}.self, data) else { return }`,
          `${pad}    print(reply.${swiftName(field)})`,
        ]
      : [`${pad}    print("done")`]),
    `${pad}}`,
  ]
}

function request({ name, payload, example }: NamedEvent, column: number): string {
  return `ask(${swiftText(name)}, ${payload ? swiftValue(example, column) : 'nil'})`
}

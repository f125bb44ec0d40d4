import { type Scene, sceneOf, sceneToken } from '../scene.js'
import { address, type NamedEvent, printable, type Snippet } from '../snippet.js'
import { classFor, type DataClass, dataClasses } from './data-class.js'
import { kotlinClass, kotlinName, kotlinText, kotlinValue } from './kotlin-code.js'

/** Shows the client's end of an event in Kotlin, on socket.io-client-java. */
export function kotlinClient(event: NamedEvent): Snippet {
  const scene = sceneOf(event)
  const isDown = event.direction === 'serverToClient'
  const classes = isDown ? dataClasses(event.payload, classFor(event.name)) : repliedClasses(event)
  const [first, ...nested] = classes
  const asks = [scene.entry?.event, scene.asked, event].some((each) => each?.reply !== undefined)
  const lines = [
    ...(first ? [...kotlinClass(first), ''] : []),
    'fun main() {',
    ...(isDown ? hearing(event, first) : []),
    ...afterConnection(scene, first),
    '    socket.on(Socket.EVENT_CONNECT_ERROR) { args ->',
    '        println("not let in: " + args.firstOrNull())',
    '    }',
    '    socket.connect()',
    '}',
  ]
  const read = [...nested, ...(first ? [first] : [])].flatMap(kotlinClass).join()
  const used = readers.filter(([word]) => read.includes(word)).map(([, lines]) => lines)
  const parts = [...used, ...(asks ? [ask] : []), ...nested.map(kotlinClass)]
  const all = [...connected(event), ...parts.flatMap((part) => ['', ...part])]
  return { end: 'Kotlin', language: 'kotlin', setup: all.join('\n'), code: lines.join('\n') }
}

function repliedClasses({ name, reply }: NamedEvent): DataClass[] {
  return dataClasses(reply, classFor(name, 'Reply'))
}

function connected({ path }: NamedEvent): string[] {
  return [
    '// Gradle: implementation("io.socket:socket.io-client:2.1.2")',
    'import io.socket.client.AckWithTimeout',
    'import io.socket.client.IO',
    'import io.socket.client.Socket',
    'import java.net.URI',
    'import org.json.JSONArray',
    'import org.json.JSONObject',
    '',
    'val options = IO.Options().apply {',
    `    auth = mapOf("token" to ${kotlinText(sceneToken)}) // yours`,
    '}',
    'val socket: Socket = IO.socket(',
    `    URI.create(${kotlinText(address + path)}),`,
    '    options,',
    ')',
  ]
}

const readers: readonly (readonly [word: string, lines: readonly string[]])[] = [
  [
    '.orNull(',
    [
      '// what is missing, and what is null, is null here',
      'fun <T> JSONObject.orNull(name: String, read: JSONObject.(String) -> T): T? =',
      '    if (isNull(name)) null else read(name)',
    ],
  ],
  ['.items {', ['fun <T> JSONArray.items(read: JSONArray.(Int) -> T): List<T> =', '    List(length()) { read(it) }']],
  [
    '.entries {',
    [
      'fun <T> JSONObject.entries(read: JSONObject.(String) -> T): Map<String, T> =',
      '    keys().asSequence().associateWith { read(it) }',
    ],
  ],
]

const ask = [
  '// sends, and hands on the reply; tells why where there is none',
  'fun ask(event: String, payload: JSONObject?, onReply: (JSONObject) -> Unit = {}) {',
  '    val ack = object : AckWithTimeout(5_000) {',
  '        override fun onSuccess(vararg args: Any?) {',
  '            val reply = args.firstOrNull() as? JSONObject ?: JSONObject()',
  '            val refusal = reply.optJSONObject("error")',
  '            if (refusal == null) onReply(reply)',
  '            else println("$event was refused: " + refusal.optString("code"))',
  '        }',
  '',
  '        override fun onTimeout() = println("$event was not answered in time")',
  '    }',
  '    socket.emit(event, listOfNotNull(payload).toTypedArray(), ack)',
  '}',
] as const

function hearing({ name, payload }: NamedEvent, first: DataClass | undefined): string[] {
  const field = printable(payload)
  const said = field === undefined || first === undefined ? kotlinText(`${name} came`) : `payload.${kotlinName(field)}`
  return [
    `    socket.on(${kotlinText(name)}) {${first === undefined ? '' : ' args ->'}`,
    ...(first === undefined ? [] : [`        val payload = ${first.name}(args[0] as JSONObject)`]),
    `        println(${said})`,
    '    }',
  ]
}

/** Writes what is done after each connection, for a new one is in no room. */
function afterConnection({ event, entry, asked }: Scene, first: DataClass | undefined): string[] {
  const sent = event.direction === 'clientToServer' ? event : asked
  if (entry === undefined && sent === undefined) return []
  return [
    '    socket.on(Socket.EVENT_CONNECT) {',
    ...(entry === undefined
      ? said(sent, first, 8)
      : sent === undefined || !entry.event.reply
        ? [...said(entry.event, undefined, 8), ...said(sent, first, 8)]
        : [`        ${request(entry.event, 8)} {`, ...said(sent, first, 12), '        }']),
    '    }',
  ]
}

function said(event: NamedEvent | undefined, first: DataClass | undefined, column: number): string[] {
  if (event === undefined) return []
  const pad = ' '.repeat(column)
  if (!event.reply) {
    const payload = event.payload ? `, ${kotlinValue(event.example, column)}` : ''
    return [`${pad}socket.emit(${kotlinText(event.name)}${payload})`]
  }
  const field = printable(event.reply)
  const isRead = first?.name === classFor(event.name, 'Reply') && field !== undefined
  const shown = isRead ? `${first.name}(reply).${kotlinName(field)}` : '"done"'
  const asked = event.payload ? kotlinValue(event.example, column) : 'null'
  const isLong = asked.includes('\n')
  return [
    ...(isLong ? [`${pad}val asked = ${asked}`] : []),
    `${pad}ask(${kotlinText(event.name)}, ${isLong ? 'asked' : asked}) {${isRead ? ' reply ->' : ''}`,
    `${pad}    println(${shown})`,
    `${pad}}`,
  ]
}

function request({ name, payload, example }: NamedEvent, column: number): string {
  return `ask(${kotlinText(name)}, ${payload ? kotlinValue(example, column) : 'null'})`
}

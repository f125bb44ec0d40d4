import { directions } from '../../contract/event/direction.js'
import type { ContractJson } from '../../spec/contract-json.js'
import { codeBlock } from '../html/highlight.js'
import { block, code, escaped, heading, overviewTable, prose, type TableRow, wordList } from '../html/html.js'
import { sceneOf, sceneToken } from '../snippets/scene.js'
import { address, type NamedEvent, namedEvent } from '../snippets/snippet.js'
import { libraryTable } from './connect-library.js'
import { endsOf } from './event-section.js'
import { linkFrom, namespacePath, type Page, paths } from './page.js'
import { type Member, membersOf, type Reference } from './reference.js'

/** Makes the page for people without TypeScript: how to connect, to enter rooms, and to read what comes. */
export function connectPage(reference: Reference): Page {
  const { contract } = reference
  const members = membersOf(reference)
  const shown = shownEvent(members)
  const body = block(
    '<div class="reference-page">',
    '<p class="lead">What a client in Kotlin, Swift, Python or Dart needs to talk to these servers. Every event has its code in Kotlin, Swift and Python on its own page.</p>',
    ...(shown === undefined ? [] : wholeClients(reference, shown)),
    part('address', 'Address and path'),
    `<p>A server has one address, such as ${code(address)}. What is below <code>/socket.io/</code> there belongs to the library; a server that has it elsewhere says so. After the address comes the path of the namespace, which is no page of the server: ${code(address + (members[0]?.path ?? '/'))}. One connection carries several.</p>`,
    namespaceTable(members),
    '<p>Polling and WebSocket both work, and libraries go from one to the other by themselves. A browser’s page of another origin has to be let in by the server’s <code>cors</code>.</p>',
    '<p>A packet may be as large as the server’s <code>maxHttpBufferSize</code>, 1 MB by default. A larger one is not refused: it ends the connection.</p>',
    part('libraries', 'Libraries'),
    '<p>Servers speak revision 5 of the Socket.IO protocol, over revision 4 of Engine.IO: that of Socket.IO 3 and 4.</p>',
    libraryTable(),
    ...handshake(contract),
    ...rooms(members),
    ...acknowledgements(members),
    ...reconnection(members),
    ...values(),
    '</div>',
  )
  return {
    path: paths.connect,
    title: 'Connect',
    group: 'Lookup',
    summary:
      'Clients without TypeScript, in Kotlin, Java, Swift, Python or Dart: address, library versions, token, rooms, acknowledgements, reconnection, dates and null.',
    body,
  }
}

function part(name: string, title: string): string {
  return heading(2, `about-${name}`, title, title.toLowerCase())
}

/** Finds an event to show whole clients by: one that is heard in a room that a client enters, where there is one. */
function shownEvent(members: readonly Member[]): NamedEvent | undefined {
  const all = members.flatMap((member) =>
    directions.flatMap((direction) =>
      Object.entries(member.namespace[direction]).map(([name, event]) => namedEvent(event, { ...member, name })),
    ),
  )
  return all.find((event) => event.direction === 'serverToClient' && sceneOf(event).entry !== undefined) ?? all[0]
}

function wholeClients({ ends }: Reference, event: NamedEvent): string[] {
  const clients = ends.of(event).filter(({ end }) => /^(Kotlin|Swift|Python client|Plain client)$/.test(end))
  const order = ['Kotlin', 'Swift', 'Python client', 'Plain client']
  const sorted = [...clients].sort((one, other) => order.indexOf(one.end) - order.indexOf(other.end))
  const link = `<a href="${linkFrom(paths.connect, namespacePath(event.path), event.address)}">${code(event.name)}</a>`
  return [
    part('client', 'A whole client'),
    `<p>It connects to ${code(event.path)} with its token and hears ${link}, after it entered the room where that is told if it has to.</p>`,
    ...endsOf(sorted, `a client that hears ${event.name}`),
  ]
}

function namespaceTable(members: readonly Member[]): string {
  return overviewTable(
    'Namespaces',
    ['Path', 'What it is for'],
    members.map(({ path, namespace }) => ({
      head: `<a href="${linkFrom(paths.connect, namespacePath(path))}">${code(path)}</a>`,
      cells: [prose(namespace.summary ?? '')],
    })),
  )
}

function handshake({ protocol, namespaces, package: owner }: ContractJson): string[] {
  const codes = Object.entries(protocol.errorCodes).filter(
    ([name, { raisedBy }]) => /^(AUTH|CONTRACT)_/.test(name) && raisedBy?.includes('server'),
  )
  const link = (to: string, words: string): string =>
    `<a href="${linkFrom(paths.connect, paths.protocol, to)}">${words}</a>`
  const [path, version] = Object.entries(namespaces).map(([path, each]) => [path, each.version] as const)[0] ?? ['/', 1]
  const versions = { contract: { package: owner?.version ?? '1.0.0', versions: { [path]: [version] } } }
  return [
    part('token', 'Who you are'),
    `<p>Each connection to a namespace begins with the ${link('handshake', 'handshake')}, which holds the token. It is sent again with every reconnection: give a new one before the old one ends.</p>`,
    codeBlock('json', JSON.stringify({ token: sceneToken }, null, 2)),
    '<p>A client may say besides which version of the contract it speaks, where its library lets <code>auth</code> hold more than texts. Then it is never told anything under old names, and a server that does not speak that version refuses it.</p>',
    codeBlock('json', JSON.stringify({ token: sceneToken, ...versions }, null, 2)),
    '<p>Who is not let in is told by <code>connect_error</code> (in Swift by the client event <code>.error</code>), with the <a href="' +
      `${linkFrom(paths.connect, paths.protocol, 'refusal')}">refusal</a> in its <code>data</code>. The library does not try again by itself then: give it what was missing, such as a new token, and connect again. Read ${code('data.error.code')}, never <code>message</code>, whose words may change.</p>`,
    '<p>In Kotlin and Java a refusal is a <code>JSONObject</code>, and a server that can’t be reached an exception. The library reads the map in <code>auth</code> anew at each connection, so keep it, and put each new token into it:</p>',
    codeBlock('kotlin', refusalInKotlin(path)),
    codeBlock(
      'json',
      JSON.stringify(
        { message: 'AUTH_INVALID', data: { error: { code: 'AUTH_INVALID', message: '...', retryable: false } } },
        null,
        2,
      ),
    ),
    '<p>While it is connected, a client whose token ends hears <code>contract:refused</code> with an empty <code>event</code> and ' +
      `${link('refusal', 'the code')} <code>AUTH_EXPIRED</code>. It is out of its rooms at once, and a second later the server ends the connection. Libraries don’t reconnect after a disconnect by the server: get a new token and connect again. Where the connection serves another contract too, it stays open.</p>`,
    overviewTable(
      'Why a client is not let in',
      ['Code', 'What happened', 'Try again'],
      codes.map(([name, { summary, retryable }]) => ({
        head: `<a href="${linkFrom(paths.connect, paths.errors, name)}">${code(name)}</a>`,
        cells: [prose(summary), { html: retryable ? 'yes' : 'no', label: 'Try again' }],
      })),
    ),
  ]
}

function refusalInKotlin(path: string): string {
  return `val auth = mutableMapOf("token" to currentToken()) // currentToken and newToken are yours
val socket = IO.socket(URI.create("${address + path}"), IO.Options().also { it.auth = auth })

socket.on(Socket.EVENT_CONNECT_ERROR) { args ->
    val refusal = args[0] as? JSONObject ?: return@on // not reached: the library tries again
    when (refusal.optJSONObject("data")?.optJSONObject("error")?.optString("code")) {
        "AUTH_EXPIRED" -> {
            auth["token"] = newToken()
            socket.connect()
        }
        else -> println("log in again")
    }
}
socket.on(Socket.EVENT_DISCONNECT) { args ->
    // by the server: the library does not come back by itself
    if (args.firstOrNull() == "io server disconnect") {
        auth["token"] = newToken()
        socket.connect()
    }
}`
}

function rooms(members: readonly Member[]): string[] {
  const rows = members.flatMap((member) => Object.keys(member.namespace.rooms).map((room) => roomRow(member, room)))
  if (rows.length === 0) return []
  return [
    part('rooms', 'Enter rooms'),
    '<p>A room is entered by an event of the contract; Socket.IO has no call for it at the client. Ask for its acknowledgement: a refusal such as <code>ROOM_FORBIDDEN</code> says that you hear nothing there. Rooms that no event enters are given by the server.</p>',
    overviewTable('Rooms', ['Room', 'Who is there', 'Entered by'], rows),
  ]
}

function roomRow({ path, namespace }: Member, room: string): TableRow {
  const entering = Object.entries(namespace.clientToServer)
    .filter(([, { joins }]) => joins.includes(room))
    .map(([name, event]) => eventLink(path, name, event.address))
  return {
    head: `${code(room)}<br><small>${escaped(path)}</small>`,
    cells: [
      prose(namespace.rooms[room]?.summary ?? ''),
      { html: wordList(entering, 'or') || 'the server', label: 'Entered by' },
    ],
  }
}

function eventLink(path: string, name: string, at: string): string {
  return `<a href="${linkFrom(paths.connect, namespacePath(path), at)}">${code(name)}</a>`
}

function acknowledgements(members: readonly Member[]): string[] {
  const asked = members.flatMap(({ path, namespace }) =>
    Object.entries(namespace.clientToServer)
      .filter(([, { query }]) => query)
      .map(([name, event]) => eventLink(path, name, event.address)),
  )
  const refusal = { error: { code: 'ROOM_FORBIDDEN', message: '...', retryable: false } }
  return [
    part('acknowledgements', 'Acknowledgements'),
    '<p>Each event says whether it has a reply. One that has is acknowledged by it, as the first and only argument, or by a refusal. Look for <code>error</code> first: no reply has a field of that name beside a refusal’s.</p>',
    codeBlock('json', JSON.stringify(refusal, null, 2)),
    `<p>A client that says which version it speaks has to ask for the acknowledgement of such events.${asked.length === 0 ? '' : ` Every client has for ${wordList(asked)}, whose reply is all they are sent for.`} An event without a reply is not answered: don’t wait for it. Where nobody answers in time, what was asked may have been done all the same.</p>`,
    '<p>What is refused without an acknowledgement is told by <code>contract:refused</code>, with the name of the event and the code. ' +
      `The <a href="${linkFrom(paths.connect, paths.errors)}">error codes</a> are open: treat one that you don’t know by its <code>retryable</code>.</p>`,
    '<p>An event that carries nothing is sent without an argument.</p>',
  ]
}

function reconnection(members: readonly Member[]): string[] {
  const lost = members.flatMap(({ path, namespace }) =>
    // one that goes both ways is named once
    Object.entries({ ...namespace.clientToServer, ...namespace.serverToClient })
      .filter(([name]) => directions.some((direction) => namespace[direction][name]?.volatile))
      .map(([name, event]) => eventLink(path, name, event.address)),
  )
  return [
    part('reconnection', 'After a reconnection'),
    '<ol>',
    '<li>Enter your rooms again in the handler of each connection, the first one too. A new connection is in none, but for those that the server gives. Only a library that recovers, with a server that has it switched on, is back in its rooms: it says so by <code>recovered</code>.</li>',
    '<li>What was sent meanwhile is missed, unless the connection was recovered. Ask for it or load it again; an event whose <em>State</em> says that it replaces what you hold brings all of it.</li>',
    `<li>What you hear may be something that you know: compare the fields that its page names as <em>Same fact</em>.${lost.length === 0 ? '' : ` Notices that come too late don’t come at all: ${wordList(lost)}.`}</li>`,
    '<li>What you sent and got no acknowledgement for may have been done. Ask before you send it again, unless its page says how the same is known.</li>',
    '</ol>',
  ]
}

function values(): string[] {
  const formats = `<a href="${linkFrom(paths.connect, paths.fields)}">the formats of fields</a>`
  const rows: readonly (readonly [string, string])[] = [
    [
      'Dates',
      `Texts as ISO 8601 has them, such as ${code('2024-12-20T10:30:00Z')}; with or without a fraction of a second, and with an offset or <code>Z</code>. Numbers are milliseconds since 1970 where the field says so. See ${formats}. <code>OffsetDateTime.parse</code> reads them in Kotlin and Java (on Android from API 26 on, or desugared), <code>datetime.fromisoformat</code> in Python from 3.11 on, <code>new Date</code> in JavaScript. In Swift an <code>ISO8601DateFormatter</code> reads those with a fraction only with <code>.withFractionalSeconds</code>, and those without only without it: try both.`,
    ],
    [
      'Missing and null',
      'An optional field is left out. It is <code>null</code> only where its type says “or null”. Read both as nothing, and leave out what you don’t have: a <code>null</code> that the type does not have is refused. In Java, <code>optString</code> reads <code>null</code> as the text “null”: ask <code>isNull</code> first.',
    ],
    [
      'Numbers',
      'Whole numbers may be as large as 2⁵³ − 1, which takes 64 bits: <code>Long</code> in Kotlin, <code>Int</code> in Swift. Other numbers are doubles.',
    ],
    ['Words', 'Fields that take words say which. Where others may come, have a case for those that you don’t know.'],
    [
      'More fields',
      'Ignore fields that you don’t know: a later release may send them. The server drops what you send and the contract does not have.',
    ],
    [
      'Bytes',
      'They travel beside the JSON: <code>ByteArray</code> in Kotlin, <code>Data</code> in Swift, <code>bytes</code> in Python.',
    ],
  ]
  return [
    part('values', 'Dates, null and other values'),
    `<dl class="told-values">${rows.map(([term, words]) => `<dt><strong>${escaped(term)}</strong></dt><dd>${words}</dd>`).join('\n')}</dl>`,
  ]
}

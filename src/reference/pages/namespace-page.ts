import type { Direction } from '../../contract/event/direction.js'
import type { EventJson, NamespaceJson } from '../../spec/contract-json.js'
import { pastVersionsIn } from '../../spec/diff/past/past-rows.js'
import { goingWords } from '../changes/milestone.js'
import { enumerationLinks, enumerationPart } from '../fields/enumeration-part.js'
import { namespaceFiles, schemaLinks } from '../files/file-links.js'
import { codeBlock } from '../html/highlight.js'
import { block, code, escaped, heading, overviewTable, prose, type TableRow, wordList } from '../html/html.js'
import { aliasesOf } from '../older/alias-words.js'
import { earlierSpeech, versionWords } from '../older/past-words.js'
import { bandOf, roomPicture } from '../rooms/room-picture.js'
import { roomTable } from '../rooms/room-table.js'
import type { ExportedNames } from '../snippets/exported-names.js'
import { namedEvent } from '../snippets/snippet.js'
import { imported } from '../snippets/typescript-code.js'
import { audience, endsOf, eventSection } from './event-section.js'
import { addressesOf, linkFrom, namespacePath, type Page, partAddress, paths, systemPath } from './page.js'
import type { Member, Reference } from './reference.js'
import { refusalCodesOf } from './refusal-rules.js'

const directions: readonly (readonly [direction: Direction, part: string, title: string])[] = [
  ['serverToClient', 'server', 'From the server'],
  ['clientToServer', 'client', 'From a client'],
]

/** A namespace with the page that is made of it. */
interface View extends Member {
  readonly reference: Reference
  readonly page: string
  /** The addresses its events have. */
  readonly taken: ReadonlySet<string>
}

/** Makes the page of a namespace: what it is, its events in both directions, its rooms and its words. */
export function namespacePage(reference: Reference, member: Member): Page {
  const { path, namespace, exported } = member
  const { summary, system } = namespace
  const page = namespacePath(path)
  const view: View = { ...member, reference, page, taken: addressesOf(namespace) }
  const body = block(
    '<div class="reference-page">',
    summary === undefined ? '' : `<p class="lead">${prose(summary)}</p>`,
    facts(view),
    heading(2, about(view, 'events'), 'Events', 'the events'),
    ...directions.map(([direction, , title]) => eventTable(namespace, direction, title)),
    ...rooms(view),
    heading(2, about(view, 'setup'), 'Set up', 'the code that sets it up'),
    '<p class="shown-title">Import</p>',
    codeBlock('ts', importing(exported)),
    ...endsOf(reference.ends.setup(path, namespace, exported), `setting up ${path}`),
    ...directions.flatMap(([direction, part, title]) => sections(view, direction, part, title)),
    ...words(view),
    '</div>',
  )
  const isInSystem = system !== undefined && Object.hasOwn(reference.contract.systems, system)
  return {
    path: page,
    title: path,
    group: 'Events',
    summary: summary ?? '',
    ...(isInSystem && { under: systemPath(system) }),
    body,
  }
}

/** Returns where the rooms of a namespace are told on its page. */
export function roomsAddress(namespace: NamespaceJson): string {
  return partAddress(addressesOf(namespace), 'about', 'rooms')
}

function about({ taken }: View, part: string): string {
  return partAddress(taken, 'about', part)
}

function facts({ reference, path, namespace, page }: View): string {
  const { version, legacyPath, digest } = namespace
  const system = namespace.system === undefined ? undefined : reference.contract.systems[namespace.system]
  const without = legacyPath?.without ?? []
  const apart = `, where ${wordList(without.map(code))} ${without.length === 1 ? 'belongs' : 'belong'} to another namespace`
  const told = digest
    ? ` <small class="digest" title="Tells two states of one version apart">${escaped(digest)}</small>`
    : ''
  const served = pastVersionsIn(namespace)
  const going = goingWords(reference.contract, page, [path])
  const rows = [
    system &&
      fact('System', `<a href="${linkFrom(page, systemPath(namespace.system ?? ''))}">${escaped(system.title)}</a>`),
    fact('Path', code(path)),
    fact('Contract version', `${version}${told}`),
    served.length > 0 && fact('Served still', `clients of ${versionWords(served)}`),
    fact('Legacy path', legacyPath ? `${code(legacyPath.path)}${without.length === 0 ? '' : apart}` : 'none'),
    going !== '' && fact('On its way out', going),
    fact('Files', namespaceFiles(reference.files, page, path)),
    fact(
      'In every namespace',
      `<a href="${linkFrom(page, paths.protocol)}">handshake, refusals and <code>contract:ping</code>, which measures the latency</a>`,
    ),
  ]
  return `<dl class="facts">${rows.filter((row) => row !== undefined && row !== false).join('')}</dl>`
}

function fact(term: string, html: string): string {
  return `<div><dt>${term}</dt><dd>${html}</dd></div>`
}

function importing({ from, contract, aliases, past, maps }: ExportedNames): string {
  const values = [contract, ...(aliases === undefined ? [] : [aliases]), ...(past === undefined ? [] : [past])]
  return [...imported(from, values), ...imported(from, [maps.clientToServer, maps.serverToClient], 'import type')].join(
    '\n',
  )
}

function eventTable(namespace: NamespaceJson, direction: Direction, title: string): string {
  const events = Object.entries(namespace[direction])
  if (events.length === 0) return ''
  const isDown = direction === 'serverToClient'
  const far = isDown ? ['Goes to'] : ['Rooms', 'Reply']
  return overviewTable(
    title,
    ['Event', 'What it says', ...far],
    events.map(([name, event]) => eventRow(name, event, isDown)),
  )
}

function eventRow(name: string, event: EventJson, isDown: boolean): TableRow {
  const gone = event.deprecated === undefined ? '' : ' <span class="badge sensitive">deprecated</span>'
  return {
    head: `<a href="#${escaped(event.address)}">${code(name)}</a>${gone}`,
    cells: [
      event.summary === undefined ? '' : prose(event.summary),
      ...(isDown
        ? [{ html: audience(event), label: 'Goes to' }]
        : [
            { html: audience(event) || 'none', label: 'Rooms' },
            { html: event.reply ? 'yes' : 'no', label: 'Reply' },
          ]),
    ],
  }
}

function rooms(view: View): string[] {
  const { path, namespace, page } = view
  const title = heading(2, about(view, 'rooms'), 'Rooms', 'the rooms')
  const picture = roomPicture([bandOf(path, namespace)], partAddress(view.taken, 'rooms'), `Who hears what on ${path}`)
  if (Object.keys(namespace.rooms).length > 0)
    return [title, entering(view), picture, roomTable(namespace, (address) => linkFrom(page, page, address))]
  return [title, '<p>None: every event goes to everybody or to the client that asked.</p>', picture]
}

/** Writes who may enter rooms, where clients ask to. */
function entering({ namespace, page }: View): string {
  if (!Object.values(namespace.clientToServer).some(({ joins }) => joins.length > 0))
    return '<p>The server puts clients into them: no client asks to enter.</p>'
  const refused = `<a href="${linkFrom(page, paths.errors, 'ROOM_FORBIDDEN')}">${code('ROOM_FORBIDDEN')}</a>`
  return `<p>Who may enter, the server’s application says for each user and room (${code('mayJoin')}). Without its yes nobody does, and who asks is told ${refused}: to know the name of a room is no permission.</p>`
}

function sections(view: View, direction: Direction, part: string, title: string): string[] {
  const { path, namespace, exported, page, taken, reference } = view
  const aliases = aliasesOf(namespace).filter((alias) => alias.direction === direction)
  const events = Object.entries(namespace[direction])
  if (events.length === 0) return []
  const shown = events.map(([name, event]) => {
    const named = namedEvent(event, { name, path, namespace, exported })
    const shape = namespace.aliases.shapes?.[direction][name]
    const past = earlierSpeech(namespace, direction, name)
    const answered = direction === 'clientToServer' ? namespace.aliases.unacknowledged[name] : undefined
    return eventSection({
      name,
      event,
      page,
      taken,
      files: schemaLinks(reference.files, page, { namespace: path, direction, name }),
      typePage: (type) => reference.typePages.get(`${exported.from}.${type}`),
      enumerations: enumerationLinks(namespace),
      refusalCodes: refusalCodesOf(event, reference.contract.protocol.errorCodes),
      legacy: aliases.filter(({ of }) => of === name),
      namespace: { path, legacyPath: namespace.legacyPath },
      ...(answered !== undefined && { answeredBy: answered.event }),
      ...(shape !== undefined && { shape }),
      ...(past.length > 0 && { past }),
      ends: reference.ends.of(named),
    })
  })
  return [heading(2, about(view, part), title, `the events ${title.toLowerCase()}`), ...shown]
}

function words(view: View): string[] {
  if (Object.keys(view.namespace.enumerations).length === 0) return []
  return [heading(2, about(view, 'words'), 'Enumerations', 'the enumerations'), ...enumerationPart(view.namespace)]
}

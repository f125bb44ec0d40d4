import type { Direction } from '../../contract/event/direction.js'
import type { ContractJson, EnumerationJson, NamespaceJson } from '../../spec/contract-json.js'
import { block, code, escaped, fenced, heading, prose, wordList } from '../html/html.js'
import { bandOf, roomPicture } from '../rooms/room-picture.js'
import { roomTable } from '../rooms/room-table.js'
import { pythonEnd } from '../snippets/python-snippet.js'
import type { NamedEvent } from '../snippets/snippet.js'
import { imported } from '../snippets/typescript-code.js'
import type { Ends } from '../snippets/typescript-end.js'
import { contractName, entryName, mapName } from '../snippets/typescript-name.js'
import { aliasesOf } from './alias-words.js'
import { audience, endsOf, eventSection } from './event-section.js'
import { addressesIn, linkFrom, namespacePath, type Page, paths, systemPath } from './site-map.js'

const directions: readonly (readonly [Direction, string, string])[] = [
  ['serverToClient', 'about-server', 'From the server'],
  ['clientToServer', 'about-client', 'From a client'],
]

/** Makes the page of a namespace: what it is, its events in both directions, its rooms and its words. */
export function namespacePage(contract: ContractJson, path: string, ends: Ends): Page {
  const namespace = contract.namespaces[path]
  if (namespace === undefined) throw new RangeError(`no namespace ${path}`)
  const page = namespacePath(path)
  const body = [
    block(
      '<div class="reference-page">',
      namespace.summary === undefined ? '' : `<p class="lead">${prose(namespace.summary)}</p>`,
      facts(contract, path, namespace, page),
    ),
    '<p class="shown-title">Import</p>',
    fenced('ts', importing(path)),
    ...endsOf(ends.setup(path, namespace), `setting up ${path}`),
    block(
      heading(2, 'about-events', 'Events', 'the events'),
      ...directions.map(([direction, , title]) => eventTable(namespace, direction, title)),
      rooms(path, namespace, page),
    ),
    ...directions.flatMap(([direction, id, title]) => [
      block(heading(2, id, title, `the events ${title.toLowerCase()}`)),
      ...sections(path, namespace, direction, page, ends),
    ]),
    block(words(namespace), '</div>'),
  ].join('\n\n')
  return {
    path: page,
    title: path,
    group: 'Events',
    summary: namespace.summary ?? '',
    body,
    addresses: addressesIn(body),
  }
}

function facts(contract: ContractJson, path: string, namespace: NamespaceJson, page: string): string {
  const { system, version, legacyPath, digest } = namespace
  const without = legacyPath?.without ?? []
  const rows = [
    system === undefined
      ? ''
      : row(
          'System',
          `<a href="${linkFrom(page, systemPath(system))}">${escaped(contract.systems[system]?.title ?? system)}</a>`,
        ),
    row('Path', code(path)),
    row(
      'Contract version',
      `${version} <small class="digest" title="Tells two states of one version apart">${escaped(digest)}</small>`,
    ),
    legacyPath === undefined
      ? row('Legacy path', 'none')
      : row(
          'Legacy path',
          `${code(legacyPath.path)}${without.length === 0 ? '' : `, where ${wordList(without.map(code))} ${without.length === 1 ? 'belongs' : 'belong'} to another namespace`}`,
        ),
    row('In every namespace', `<a href="${linkFrom(page, paths.protocol)}">handshake, refusals and the probe</a>`),
  ]
  return `<dl class="facts">${rows.join('')}</dl>`
}

function row(term: string, html: string): string {
  return `<div><dt>${term}</dt><dd>${html}</dd></div>`
}

function importing(path: string): string {
  const contract = contractName(path)
  const maps = [mapName(path, 'ClientToServer'), mapName(path, 'ServerToClient')]
  return [...imported(path, [contract, `${contract}Aliases`]), ...imported(path, maps, 'import type')].join('\n')
}

function eventTable(namespace: NamespaceJson, direction: Direction, title: string): string {
  const events = Object.entries(namespace[direction])
  if (events.length === 0) return ''
  const down = direction === 'serverToClient'
  const rows = events.map(([name, event]) => {
    const gone = event.deprecated === undefined ? '' : ' <span class="badge sensitive">deprecated</span>'
    const link = `<a href="#${escaped(event.address)}">${code(name)}</a>${gone}`
    const what = event.summary === undefined ? '' : prose(event.summary)
    const far = down ? audience(event) : event.reply ? 'yes' : 'no'
    const rooms = down ? '' : `<td role="cell" data-label="Rooms">${audience(event) || 'none'}</td>`
    return `<tr role="row"><th role="rowheader" scope="row">${link}</th><td role="cell">${what}</td>${rooms}<td role="cell" data-label="${down ? 'Goes to' : 'Reply'}">${far}</td></tr>`
  })
  const head = ['Event', 'What it says', ...(down ? ['Goes to'] : ['Rooms', 'Reply'])]
  return [
    `<div class="overview"><table role="table"><caption>${escaped(title)}</caption>`,
    `<thead role="rowgroup"><tr role="row">${head.map((name) => `<th role="columnheader" scope="col">${name}</th>`).join('')}</tr></thead>`,
    `<tbody role="rowgroup">${rows.join('\n')}</tbody></table></div>`,
  ].join('\n')
}

function rooms(path: string, namespace: NamespaceJson, page: string): string {
  const title = heading(2, 'about-rooms', 'Rooms', 'the rooms')
  const picture = roomPicture([bandOf(path, namespace)], 'rooms', `Who hears what on ${path}`)
  if (Object.keys(namespace.rooms).length > 0)
    return `${title}${picture}${roomTable(namespace, (address) => linkFrom(page, page, address))}`
  return `${title}<p>None: every event goes to everybody or to the client that asked.</p>${picture}`
}

function sections(path: string, namespace: NamespaceJson, direction: Direction, page: string, ends: Ends): string[] {
  const aliases = aliasesOf(namespace).filter((alias) => alias.direction === direction)
  return Object.entries(namespace[direction]).map(([name, event]) => {
    const named: NamedEvent = { ...event, name, path, namespace }
    const shape = namespace.aliases.shapes?.[direction][name]
    const answered = direction === 'clientToServer' ? namespace.aliases.unacknowledged[name] : undefined
    return eventSection({
      name,
      event,
      page,
      entry: entryName(path),
      legacy: aliases.filter(({ of }) => of === name),
      ...(answered !== undefined && { answeredBy: answered.event }),
      ...(shape !== undefined && { shape }),
      ends: [...ends.of(named), pythonEnd(named)],
    })
  })
}

function words({ enumerations }: NamespaceJson): string {
  const sets = Object.entries(enumerations)
  if (sets.length === 0) return ''
  return [
    heading(2, 'about-words', 'Words', 'the sets of words'),
    '<div class="overview"><table role="table"><caption>Sets of words that fields take</caption><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Type</th><th role="columnheader" scope="col">What it tells</th><th role="columnheader" scope="col">Words</th></tr></thead><tbody role="rowgroup">',
    ...sets.map(([name, set]) => wordRow(name, set)),
    '</tbody></table></div>',
  ].join('\n')
}

function wordRow(name: string, { summary, values, open }: EnumerationJson): string {
  const words = `${values.map(code).join(', ')}${open ? '; others may come' : ''}`
  return `<tr role="row"><th role="rowheader" scope="row">${code(name)}</th><td role="cell">${summary === undefined ? '' : prose(summary)}</td><td role="cell">${words}</td></tr>`
}

import type { LoginJson } from '../../spec/alias/alias-json.js'
import type { ContractJson } from '../../spec/contract-json.js'
import { block, code, escaped, heading, overviewTable, prose, type TableRow } from '../html/html.js'
import { direction } from '../pages/event-section.js'
import { roomsAddress } from '../pages/namespace-page.js'
import { aliasId, linkFrom, namespacePath, type Page, paths } from '../pages/page.js'
import { type Alias, aliasesOf, sendingBadge, sendingPlace } from './alias-words.js'
import { aliasTold } from './old-and-new.js'

/** Makes the page of all legacy names: of events, of rooms and of namespaces. */
export function legacyPage(contract: ContractJson): Page {
  const names = legacyNames(contract)
  const body = block(
    '<div class="reference-page">',
    names.length === 0
      ? '<p class="lead">None: no event of today was ever called otherwise.</p>'
      : `<p class="lead">What older releases call the events of today. ${names.length} ${names.length === 1 ? 'name' : 'names, in the order of the alphabet'}.</p>`,
    ...namesPart(contract, names),
    ...roomPart(contract),
    ...pathPart(contract),
    ...loginPart(contract),
    ...openingPart(contract),
    '</div>',
  )
  return {
    path: paths.legacy,
    title: 'Legacy names',
    group: 'Lookup',
    summary: 'What older releases call the events, rooms and namespaces of today, and how their ends meet.',
    body,
  }
}

interface LegacyName {
  readonly path: string
  readonly alias: Alias
}

function legacyNames({ namespaces }: ContractJson): LegacyName[] {
  return Object.entries(namespaces)
    .flatMap(([path, namespace]) => aliasesOf(namespace).map((alias) => ({ path, alias })))
    .sort((one, other) => one.alias.legacy.localeCompare(other.alias.legacy, 'en'))
}

function namesPart(contract: ContractJson, names: readonly LegacyName[]): string[] {
  if (names.length === 0) return []
  return [
    heading(2, 'about-events', 'Events', 'the legacy names of events'),
    '<p class="filter" data-for="legacy-table" data-label="Filter by old or new name"></p>',
    '<div class="legacy-names-list" id="legacy-table">',
    ...names.map((name) => nameEntry(contract, name)),
    '</div>',
  ]
}

function roomPart({ namespaces }: ContractJson): string[] {
  const rows = Object.entries(namespaces).flatMap(([path, namespace]) =>
    Object.entries(namespace.rooms).flatMap(([pattern, { legacy }]) =>
      legacy.map((old) => row(code(old), code(pattern), link(path, roomsAddress(namespace)))),
    ),
  )
  return part(
    heading(2, 'about-rooms', 'Rooms', 'the legacy names of rooms'),
    'legacy-rooms',
    'Legacy names of rooms',
    ['Legacy room', 'Today', 'Namespace'],
    rows,
  )
}

function pathPart({ namespaces }: ContractJson): string[] {
  const rows = Object.entries(namespaces).flatMap(([path, { legacyPath }]) =>
    legacyPath ? [row(code(legacyPath.path), link(path))] : [],
  )
  const title = heading(2, 'about-namespaces', 'Namespaces', 'the legacy paths of namespaces')
  return part(title, 'legacy-paths', 'Legacy paths', ['Legacy path', 'Today'], rows)
}

function loginPart({ namespaces }: ContractJson): string[] {
  const rows = Object.entries(namespaces).flatMap(([path, { aliases }]) =>
    (['query', 'event'] as const).flatMap((way) =>
      aliases.login?.[way] ? [loginRow(path, way, aliases.login[way])] : [],
    ),
  )
  return part(
    block(
      heading(2, 'about-logins', 'Logging in', 'how older clients log in'),
      '<p>Older clients that show no token in the handshake’s <code>auth</code> wait for one of these events. A server lets them in so only where it is told to.</p>',
    ),
    'legacy-logins',
    'What older clients that log in wait for',
    ['Namespace', 'They show who they are', 'They are in with', 'They are not with', 'What it carries'],
    rows,
  )
}

function openingPart({ namespaces }: ContractJson): string[] {
  const rows = Object.entries(namespaces).flatMap(([path, { aliases }]) =>
    Object.entries(aliases.opening ?? {}).map(([name, payload]) =>
      row(link(path), code(name), payload === null ? 'nothing' : code(JSON.stringify(payload))),
    ),
  )
  return part(
    block(
      heading(2, 'about-openings', 'Openings', 'what older servers are sent first'),
      '<p>Older servers want to be sent this first, at each connection.</p>',
    ),
    'legacy-openings',
    'What older servers are sent first',
    ['Namespace', 'Event', 'Payload'],
    rows,
  )
}

/** Shows a table below its title; nothing where it has no rows. */
function part(
  title: string,
  id: string,
  caption: string,
  head: readonly string[],
  rows: readonly TableRow[],
): string[] {
  return rows.length === 0 ? [] : [title, overviewTable(caption, head, rows, id)]
}

function nameEntry(contract: ContractJson, { path, alias }: LegacyName): string {
  const event = contract.namespaces[path]?.[alias.direction][alias.of]
  const to = linkFrom(paths.legacy, namespacePath(path), event?.address)
  const end = alias.removeIn === undefined ? '' : `, removed in ${escaped(alias.removeIn)}`
  return block(
    `<details class="legacy-name" id="${escaped(aliasId(path, alias))}">`,
    `<summary>${code(alias.legacy)} is now ${code(alias.of)}<small>${direction(alias.direction)}${code(path)}, ${sendingBadge(alias)}${end}</small></summary>`,
    `<p>The event of today: <a href="${to}">${code(alias.of)}</a></p>`,
    sendingPlace([alias], { path, legacyPath: contract.namespaces[path]?.legacyPath }),
    aliasTold({ names: [alias.legacy], alias }, event),
    '</details>',
  )
}

const ways = {
  query: 'by <code>token</code> in the handshake’s query',
  event: 'by an event <code>authenticate</code>',
}

function loginRow(path: string, way: 'query' | 'event', { success, failure, notes }: LoginJson): TableRow {
  const isNot = failure === undefined ? 'no connection' : code(failure)
  return row(link(path), ways[way], code(success), isNot, prose(notes ?? ''))
}

function row(head: string, ...cells: readonly string[]): TableRow {
  return { head, cells }
}

function link(path: string, address?: string): string {
  return `<a href="${linkFrom(paths.legacy, namespacePath(path), address)}">${code(path)}</a>`
}

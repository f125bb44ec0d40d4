import type { ContractJson, LoginJson } from '../../spec/contract-json.js'
import { block, code, escaped, heading, prose } from '../html/html.js'
import { entryName } from '../snippets/typescript-name.js'
import { type Alias, aliasesOf, differenceOf } from './alias-words.js'
import { direction } from './event-section.js'
import { addressesIn, linkFrom, namespacePath, type Page, paths } from './site-map.js'

/** Makes the page of all legacy names: of events, of rooms and of namespaces. */
export function legacyPage(contract: ContractJson): Page {
  const body = block(
    '<div class="reference-page">',
    ...eventPart(contract),
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
    addresses: addressesIn(body),
  }
}

function eventPart(contract: ContractJson): string[] {
  const names = Object.entries(contract.namespaces).flatMap(([path, namespace]) =>
    aliasesOf(namespace).map((alias) => ({ path, alias })),
  )
  names.sort((one, other) => one.alias.legacy.localeCompare(other.alias.legacy, 'en'))
  return [
    `<p class="lead">What older releases call the events of today. ${names.length} names, in the order of the alphabet.</p>`,
    heading(2, 'about-events', 'Events', 'the legacy names of events'),
    '<p class="filter" data-for="legacy-table" data-label="Filter by old or new name"></p>',
    table(
      'legacy-table',
      'Legacy names of events',
      ['Legacy name', 'Today', 'What differs', 'Since', 'Dropped in'],
      names.map(({ path, alias }) => nameRow(contract, path, alias)),
    ),
  ]
}

function roomPart({ namespaces }: ContractJson): string[] {
  const rooms = Object.entries(namespaces).flatMap(([path, namespace]) =>
    Object.entries(namespace.rooms).flatMap(([pattern, { legacy }]) =>
      legacy.map((old) => [old, pattern, path] as const),
    ),
  )
  return [
    heading(2, 'about-rooms', 'Rooms', 'the legacy names of rooms'),
    table(
      'legacy-rooms',
      'Legacy names of rooms',
      ['Legacy room', 'Today', 'Namespace'],
      rooms.map(([old, pattern, path]) => row(code(old), code(pattern), link(path, 'about-rooms'))),
    ),
  ]
}

function pathPart({ namespaces }: ContractJson): string[] {
  const moved = Object.entries(namespaces).flatMap(([path, { legacyPath }]) =>
    legacyPath ? [[legacyPath.path, path] as const] : [],
  )
  return [
    heading(2, 'about-namespaces', 'Namespaces', 'the legacy paths of namespaces'),
    table(
      'legacy-paths',
      'Legacy paths',
      ['Legacy path', 'Today'],
      moved.map(([old, path]) => row(code(old), link(path))),
    ),
  ]
}

function loginPart({ namespaces }: ContractJson): string[] {
  const logins = Object.entries(namespaces).flatMap(([path, { aliases }]) =>
    (['query', 'event'] as const).flatMap((way) =>
      aliases.login?.[way] ? [loginRow(path, way, aliases.login[way])] : [],
    ),
  )
  return [
    heading(2, 'about-logins', 'Logging in', 'how older clients log in'),
    '<p>Older clients that show no token in the handshake’s <code>auth</code> wait for one of these events. A server lets them in so only where it is told to.</p>',
    table(
      'legacy-logins',
      'What older clients that log in wait for',
      ['Namespace', 'They show who they are', 'They are in with', 'They are not with', 'What it carries'],
      logins,
    ),
  ]
}

function openingPart({ namespaces }: ContractJson): string[] {
  const openings = Object.entries(namespaces).flatMap(([path, { aliases }]) =>
    Object.entries(aliases.opening ?? {}).map(([name, payload]) =>
      row(link(path), code(name), payload === null ? 'nothing' : code(JSON.stringify(payload))),
    ),
  )
  return [
    heading(2, 'about-openings', 'Openings', 'what older servers are sent first'),
    '<p>Older servers want to be sent this first, at each connection.</p>',
    table('legacy-openings', 'What older servers are sent first', ['Namespace', 'Event', 'Payload'], openings),
  ]
}

function nameRow(contract: ContractJson, path: string, alias: Alias): string {
  const event = contract.namespaces[path]?.[alias.direction][alias.of]
  const now = `<a href="${linkFrom(paths.legacy, namespacePath(path), event?.address)}">${code(alias.of)}</a><br><small>${direction(alias.direction)}${code(path)}</small>`
  const id = `${entryName(path)}-${alias.direction === 'clientToServer' ? 'client-' : ''}${alias.legacy}`
  const cells = [now, differenceOf(alias), escaped(alias.since ?? ''), escaped(alias.removeIn ?? '')]
  const labels = ['', '', 'Since', 'Dropped in']
  return `<tr role="row" id="${escaped(id)}"><th role="rowheader" scope="row">${code(alias.legacy)}</th>${cells.map((cell, index) => `<td role="cell"${labels[index] ? ` data-label="${labels[index]}"` : ''}>${cell}</td>`).join('')}</tr>`
}

const ways = {
  query: 'by <code>token</code> in the handshake’s query',
  event: 'by an event <code>authenticate</code>',
}

function loginRow(path: string, way: 'query' | 'event', { success, failure, notes }: LoginJson): string {
  return row(
    link(path),
    ways[way],
    code(success),
    failure === undefined ? 'no connection' : code(failure),
    prose(notes ?? ''),
  )
}

function row(head: string, ...cells: readonly string[]): string {
  return `<tr role="row"><th role="rowheader" scope="row">${head}</th>${cells.map((cell) => `<td role="cell">${cell}</td>`).join('')}</tr>`
}

function link(path: string, address?: string): string {
  return `<a href="${linkFrom(paths.legacy, namespacePath(path), address)}">${code(path)}</a>`
}

function table(id: string, caption: string, head: readonly string[], rows: readonly string[]): string {
  return [
    `<div class="overview"><table role="table" id="${id}"><caption>${caption}</caption>`,
    `<thead role="rowgroup"><tr role="row">${head.map((cell) => `<th role="columnheader" scope="col">${cell}</th>`).join('')}</tr></thead>`,
    `<tbody role="rowgroup">${rows.join('\n')}</tbody></table></div>`,
  ].join('\n')
}

import type { ContractJson, SystemJson } from '../../spec/contract-json.js'
import { block, code, escaped, heading, prose } from '../html/html.js'
import { bandOf, roomPicture } from '../rooms/room-picture.js'
import { roomTable } from '../rooms/room-table.js'
import { entryName } from '../snippets/typescript-name.js'
import { addressesIn, linkFrom, namespacePath, type Page, paths, systemPath } from './site-map.js'

/** Makes the page of a system: its namespaces, and its rooms as one picture. */
export function systemPage(contract: ContractJson, name: string, { title, summary, namespaces }: SystemJson): Page {
  const page = systemPath(name)
  const members = namespaces.flatMap((path) => {
    const namespace = contract.namespaces[path]
    return namespace === undefined ? [] : [{ path, namespace }]
  })
  const rows = members.map(({ path, namespace }) => {
    const down = Object.keys(namespace.serverToClient).length
    const up = Object.keys(namespace.clientToServer).length
    const link = `<a href="${linkFrom(page, namespacePath(path))}">${code(path)}</a>`
    return `<tr role="row"><th role="rowheader" scope="row">${link}</th><td role="cell">${prose(namespace.summary ?? '')}</td><td role="cell" data-label="From the server">${down}</td><td role="cell" data-label="From a client">${up}</td><td role="cell" data-label="Legacy path">${namespace.legacyPath === undefined ? 'none' : code(namespace.legacyPath.path)}</td></tr>`
  })
  const head = ['Namespace', 'What it carries', 'From the server', 'From a client', 'Legacy path']
  const body = block(
    '<div class="reference-page">',
    `<p class="lead">${prose(summary)}</p>`,
    heading(2, 'about-namespaces', 'Namespaces', 'the namespaces'),
    '<div class="overview"><table role="table"><caption>Namespaces and how many events they have</caption>',
    `<thead role="rowgroup"><tr role="row">${head.map((cell) => `<th role="columnheader" scope="col">${cell}</th>`).join('')}</tr></thead>`,
    `<tbody role="rowgroup">${rows.join('\n')}</tbody></table></div>`,
    heading(2, 'about-rooms', 'Rooms', 'the rooms'),
    '<p>On the left what a client sends to enter and leave, in the middle the rooms, on the right what is heard there.</p>',
    roomPicture(
      members.map(({ path, namespace }) => bandOf(path, namespace)),
      'rooms',
      `Who hears what in ${title}`,
    ),
    ...members
      .filter(({ namespace }) => Object.keys(namespace.rooms).length > 0)
      .map(
        ({ path, namespace }) =>
          `${heading(3, `rooms-${entryName(path)}`, code(path), `the rooms of ${path}`)}${roomTable(namespace, (address) => linkFrom(page, namespacePath(path), address))}`,
      ),
    heading(2, 'about-other-languages', 'Other languages', 'other languages'),
    `<p>The system is described as AsyncAPI 3.0 in ${code(`socket-canon/asyncapi/${name}.json`)}, and each payload and reply as JSON Schema in ${code('socket-canon/schemas')}. Old names are in the <a href="${linkFrom(page, paths.legacy)}">table of legacy names</a>.</p>`,
    '</div>',
  )
  return {
    path: page,
    title,
    group: 'Events',
    summary: escaped(summary),
    children: namespaces.map((path) => linkFrom(page, namespacePath(path))),
    body,
    addresses: addressesIn(body),
  }
}

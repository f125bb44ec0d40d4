import type { SystemJson } from '../../spec/contract-json.js'
import { goingWords } from '../changes/milestone.js'
import { fileLink } from '../files/file-links.js'
import { block, code, heading, overviewTable, prose, type TableRow } from '../html/html.js'
import { bandOf, roomPicture } from '../rooms/room-picture.js'
import { roomTable } from '../rooms/room-table.js'
import { linkFrom, namespaceId, namespacePath, type Page, paths, systemPath } from './page.js'
import { type Member, membersOf, type Reference } from './reference.js'

/** Makes the page of a system: its namespaces, and its rooms as one picture. */
export function systemPage(reference: Reference, name: string, system: SystemJson): Page {
  const { title, summary } = system
  const page = systemPath(name)
  const members = membersOf(reference, system.namespaces)
  const withRooms = members.filter(({ namespace }) => Object.keys(namespace.rooms).length > 0)
  const going = goingWords(reference.contract, page, system.namespaces)
  const described = reference.files.documents.find((each) => each.title === title)
  const body = block(
    '<div class="reference-page">',
    `<p class="lead">${prose(summary)}</p>`,
    going === '' ? '' : `<p>${going}.</p>`,
    heading(2, 'about-namespaces', 'Namespaces', 'the namespaces'),
    overviewTable(
      'Namespaces and how many events they have',
      ['Namespace', 'What it carries', 'From the server', 'From a client', 'Legacy path'],
      members.map((member) => memberRow(page, member)),
    ),
    ...(members.length === 0
      ? []
      : [
          heading(2, 'about-rooms', 'Rooms', 'the rooms'),
          '<p>What a client sends to enter and leave, the rooms, and what is heard there.</p>',
          roomPicture(
            members.map(({ path, namespace }) => bandOf(path, namespace)),
            'rooms',
            `Who hears what in ${title}`,
          ),
        ]),
    ...withRooms.map(({ path, namespace }) =>
      block(
        heading(3, `rooms-${namespaceId(path)}`, code(path), `the rooms of ${path}`),
        roomTable(namespace, (address) => linkFrom(page, namespacePath(path), address)),
      ),
    ),
    heading(2, 'about-other-languages', 'Other languages', 'other languages'),
    `<p>The system is described as AsyncAPI 3.0 in ${described ? fileLink(page, described.path) : 'no file'}, and each payload and reply as JSON Schema: <a href="${linkFrom(page, paths.files)}">all files</a>. Old names are in the <a href="${linkFrom(page, paths.legacy)}">table of legacy names</a>.</p>`,
    '</div>',
  )
  return { path: page, title, group: 'Events', summary, body }
}

function memberRow(page: string, { path, namespace }: Member): TableRow {
  const { summary = '', serverToClient, clientToServer, legacyPath } = namespace
  return {
    head: `<a href="${linkFrom(page, namespacePath(path))}">${code(path)}</a>`,
    cells: [
      prose(summary),
      { html: String(Object.keys(serverToClient).length), label: 'From the server' },
      { html: String(Object.keys(clientToServer).length), label: 'From a client' },
      { html: legacyPath === undefined ? 'none' : code(legacyPath.path), label: 'Legacy path' },
    ],
  }
}

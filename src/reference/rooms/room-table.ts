import type { EventJson, NamespaceJson } from '../../spec/contract-json.js'
import { code, prose } from '../html/html.js'

type Link = (address: string) => string

/** Writes in a table what the picture of the rooms shows, and under which names older releases knew them. */
export function roomTable({ rooms, serverToClient, clientToServer }: NamespaceJson, link: Link): string {
  const named = (events: Readonly<Record<string, EventJson>>, chosen: (event: EventJson) => boolean): string =>
    Object.entries(events)
      .filter(([, event]) => chosen(event))
      .map(([name, { address }]) => `<a href="${link(address)}">${code(name)}</a>`)
      .join(', ')
  const rows = Object.entries(rooms).map(([pattern, { summary, legacy }]) => {
    const enter = named(clientToServer, ({ joins }) => joins.includes(pattern)) || 'the server decides'
    const leave = named(clientToServer, ({ leaves }) => leaves.includes(pattern)) || 'the server decides'
    const hear = named(serverToClient, ({ to }) => to.includes(pattern)) || 'nothing'
    const old = legacy.length === 0 ? '' : `<br><small>was ${legacy.map(code).join(', ')}</small>`
    const what = summary === undefined ? '' : prose(summary)
    return `<tr role="row"><th role="rowheader" scope="row">${code(pattern)}${old}</th><td role="cell">${what}</td><td role="cell" data-label="Enter by">${enter}</td><td role="cell" data-label="Leave by">${leave}</td><td role="cell" data-label="Heard there">${hear}</td></tr>`
  })
  const head = ['Room', 'Whom it gathers', 'Enter by', 'Leave by', 'Heard there']
  return [
    '<div class="overview"><table role="table"><caption>Families of rooms</caption>',
    `<thead role="rowgroup"><tr role="row">${head.map((name) => `<th role="columnheader" scope="col">${name}</th>`).join('')}</tr></thead>`,
    `<tbody role="rowgroup">${rows.join('\n')}</tbody></table></div>`,
  ].join('\n')
}

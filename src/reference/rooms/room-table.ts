import type { EventJson, NamespaceJson } from '../../spec/contract-json.js'
import { code, overviewTable, prose } from '../html/html.js'

type Link = (address: string) => string

/** Writes in a table what the picture of the rooms shows, and under which names older releases knew them. */
export function roomTable({ rooms, serverToClient, clientToServer }: NamespaceJson, link: Link): string {
  const named = (events: Readonly<Record<string, EventJson>>, chosen: (event: EventJson) => boolean): string =>
    Object.entries(events)
      .filter(([, event]) => chosen(event))
      .map(([name, { address }]) => `<a href="${link(address)}">${code(name)}</a>`)
      .join(', ')
  return overviewTable(
    'Families of rooms',
    ['Room', 'Whom it gathers', 'Enter by', 'Leave by', 'Heard there'],
    Object.entries(rooms).map(([pattern, { summary, legacy }]) => {
      const enter = named(clientToServer, ({ joins }) => joins.includes(pattern)) || 'the server decides'
      const leave = named(clientToServer, ({ leaves }) => leaves.includes(pattern)) || 'the server decides'
      const hear = named(serverToClient, ({ to }) => to.includes(pattern)) || 'nothing'
      const old = legacy.length === 0 ? '' : `<br><small>was ${legacy.map(code).join(', ')}</small>`
      return {
        head: `${code(pattern)}${old}`,
        cells: [
          summary === undefined ? '' : prose(summary),
          { html: enter, label: 'Enter by' },
          { html: leave, label: 'Leave by' },
          { html: hear, label: 'Heard there' },
        ],
      }
    }),
  )
}

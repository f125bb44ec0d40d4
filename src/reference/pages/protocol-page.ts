import type { Direction } from '../../contract/event/direction.js'
import type { ContractJson, DescribedJson } from '../../spec/contract-json.js'
import { fieldTable } from '../fields/field-table.js'
import type { DataFiles } from '../files/data-files.js'
import { schemaLinks } from '../files/file-links.js'
import { codeBlock } from '../html/highlight.js'
import { block, heading, prose } from '../html/html.js'
import { eventSection } from './event-section.js'
import { addressesOf, linkFrom, type Page, partAddress, paths } from './page.js'

/** Makes the page of what every namespace has: the handshake, the refusal and the events of the protocol. */
export function protocolPage({ protocol }: ContractJson, files: DataFiles): Page {
  const page = paths.protocol
  const taken = addressesOf(protocol)
  const events = (direction: Direction, part: string, title: string): string[] => {
    const shown = Object.entries(protocol[direction]).map(([name, event]) =>
      eventSection({
        name,
        event,
        page,
        taken,
        legacy: [],
        ends: [],
        files: schemaLinks(files, page, { direction, name }),
      }),
    )
    const id = partAddress(taken, 'about', part)
    return shown.length === 0 ? [] : [heading(2, id, title, `the events ${title.toLowerCase()}`), ...shown]
  }
  const body = block(
    '<div class="reference-page">',
    '<p class="lead">What stands in every namespace besides its own events. The bindings do all of this; who serves a namespace in another language does it by hand.</p>',
    described('handshake', 'Handshake', protocol.handshake),
    described('refusal', 'Refusal', protocol.refusal),
    `<p>The codes are in the <a href="${linkFrom(page, paths.errors)}">table of error codes</a>.</p>`,
    ...events('serverToClient', 'server', 'From the server'),
    ...events('clientToServer', 'client', 'From a client'),
    '</div>',
  )
  return {
    path: page,
    title: 'In every namespace',
    group: 'Events',
    summary: 'The handshake, refusals and events that stand in every namespace.',
    body,
  }
}

function described(id: string, title: string, { summary, schema, example }: DescribedJson): string {
  return block(
    '<section class="event">',
    heading(2, id, title, `the ${id}`),
    `<p class="lead">${prose(summary)}</p>`,
    '<div class="columns"><div class="told">',
    fieldTable(schema, id, `Fields of the ${id}`, linkFrom(paths.protocol, paths.fields)),
    '</div><div class="shown"><p class="shown-title">Example</p>',
    codeBlock('json', JSON.stringify(example, null, 2)),
    '</div></div></section>',
  )
}

import type { Guide } from '../guides/guide.js'
import { codeBlock } from '../html/highlight.js'
import { block, code, escaped, heading, prose } from '../html/html.js'
import { namedEvent } from '../snippets/snippet.js'
import { snippetBlock } from '../snippets/snippet-block.js'
import { endsOf } from './event-section.js'
import { linkFrom, namespacePath, type Page, paths, systemPath } from './page.js'
import { type Member, membersOf, type Reference } from './reference.js'

/** Makes the page to start with where nobody wrote one. */
export function startPage(reference: Reference, title: string, guides: readonly Guide[]): Page {
  const { contract } = reference
  const { name, version } = contract.package ?? {}
  const [first] = membersOf(reference)
  const packages = [...new Set([name ?? '', 'socket-canon'])].join(' ')
  const installed =
    name === undefined
      ? []
      : [
          '<p class="shown-title">Install</p>',
          codeBlock(
            'sh',
            `npm install ${packages} socket.io         # a server\nnpm install ${packages} socket.io-client  # a client`,
          ),
        ]
  const body = block(
    '<div class="reference-page">',
    `<p class="lead">The events that both ends of this Socket.IO system speak: what each carries, who may hear it, and what older releases call it. Search finds an event by its name of today and by any name it ever had.</p>`,
    name === undefined
      ? ''
      : `<dl class="facts"><div><dt>Package</dt><dd>${code(name)} ${escaped(version ?? '')}</dd></div></dl>`,
    contractCards(reference),
    ...(first === undefined
      ? []
      : [
          heading(2, 'about-beginning', 'Begin', 'how to begin'),
          ...installed,
          ...endsOf(reference.ends.setup(first.path, first.namespace, first.exported), `setting up ${first.path}`),
        ]),
    heading(2, 'about-lookup', 'Look up', 'what to look up'),
    '<ul>',
    `<li><a href="${paths.connect}">Connect</a>: the way in for Kotlin, Swift, Python and Dart: library versions, token, rooms, reconnection</li>`,
    `<li><a href="${paths.protocol}">What every namespace has</a>: the handshake, the refusal and the latency probe, for who serves it in another language</li>`,
    `<li><a href="${paths.legacy}">Legacy names</a>: what older releases call the events of today</li>`,
    `<li><a href="${paths.changes}">What changes when</a>: what goes in which release, and what each team does until then</li>`,
    `<li><a href="${paths.errors}">Error codes</a>: for who handles or tests them, what each means, and whether to try again</li>`,
    `<li><a href="${paths.fields}">Fields</a>: how the tables of fields are to be read</li>`,
    `<li><a href="${paths.files}">Files</a>: <code>contract.json</code>, JSON Schema and AsyncAPI, for programs in any language</li>`,
    '</ul>',
    ...(guides.length === 0 ? [] : [heading(2, 'about-guides', 'Guides', 'the guides'), guideList(guides)]),
    '</div>',
  )
  return { path: paths.start, title, group: '', summary: `The events of ${title}.`, body }
}

/** Lists documents with their first sentences. */
export function guideList(guides: readonly Guide[]): string {
  const rows = guides.map(
    ({ page, title, lead }) =>
      `<li><a href="${linkFrom(paths.start, page)}">${escaped(title)}</a>${lead && `: ${prose(lead)}`}</li>`,
  )
  return `<ul>${rows.join('\n')}</ul>`
}

/** Shows the systems with their namespaces as cards, and each namespace that belongs to none as one of its own. */
export function contractCards(reference: Reference): string {
  const { systems } = reference.contract
  const inSystems = new Set(Object.values(systems).flatMap(({ namespaces }) => namespaces))
  const cards = Object.entries(systems).map(([name, { title, summary, namespaces }]) => {
    const members = membersOf(reference, namespaces).map(
      (member) =>
        `<li><a href="${linkFrom(paths.start, namespacePath(member.path))}">${code(member.path)}</a> <small>${eventCount(member)}</small></li>`,
    )
    return `<li><a class="card-title" href="${linkFrom(paths.start, systemPath(name))}">${escaped(title)}</a><p>${prose(summary)}</p><ul>${members.join('')}</ul></li>`
  })
  const others = membersOf(reference)
    .filter(({ path }) => !inSystems.has(path))
    .map(
      (member) =>
        `<li><a class="card-title" href="${linkFrom(paths.start, namespacePath(member.path))}">${code(member.path)}</a><p>${prose(member.namespace.summary ?? '')}</p><small>${eventCount(member)}</small></li>`,
    )
  if (cards.length + others.length === 0) return '<p>It declares no namespace yet.</p>'
  return `<ul class="cards">${[...cards, ...others].join('\n')}</ul>`
}

function eventCount({ namespace: { serverToClient, clientToServer } }: Member): string {
  const count = Object.keys(serverToClient).length + Object.keys(clientToServer).length
  return `${count} ${count === 1 ? 'event' : 'events'}`
}

/** Shows the code of one end of an event; nothing where the contract has no such event, or it no such end. */
export function eventCode(reference: Reference, end: string, path: string, name: string): string | undefined {
  const [member] = membersOf(reference, [path])
  const event = member?.namespace.serverToClient[name] ?? member?.namespace.clientToServer[name]
  if (member === undefined || event === undefined) return undefined
  const named = namedEvent(event, { ...member, name })
  const all = reference.ends.of(named)
  const shown =
    all.find((one) => one.end === end) ?? all.find((one) => one.end.toLowerCase().includes(end.toLowerCase()))
  return shown && snippetBlock(shown)
}

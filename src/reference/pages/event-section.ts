import type { Direction } from '../../contract/event/direction.js'
import { addressOf } from '../../spec/address.js'
import type { ShapeJson } from '../../spec/alias/alias-json.js'
import type { EventJson } from '../../spec/contract-json.js'
import { spelledBytes } from '../../spec/spelled-bytes.js'
import type { EnumerationLinks } from '../fields/enumeration-part.js'
import { fieldTable } from '../fields/field-table.js'
import { codeBlock } from '../html/highlight.js'
import { block, code, escaped, heading, prose, withThousands, wordList } from '../html/html.js'
import { type Alias, type PlacedNamespace, sendingPlace, shapeWords } from '../older/alias-words.js'
import { aliasGroups, aliasTold, pairsOf } from '../older/old-and-new.js'
import { pastPart } from '../older/past-part.js'
import { type EarlierSpeech, earlierName, versionWords } from '../older/past-words.js'
import { directionText, type Snippet } from '../snippets/snippet.js'
import { snippetBlock } from '../snippets/snippet-block.js'
import { misfitPart } from './misfit-part.js'
import { linkFrom, partAddress, paths } from './page.js'
import { permissionWords } from './permission.js'

/** All that a section about an event shows. */
export interface EventView {
  readonly name: string
  readonly event: EventJson
  /** The page it stands on. */
  readonly page: string
  /** The addresses that the events of that page have. */
  readonly taken: ReadonlySet<string>
  /** Finds the page of a type by its name, where there is one. */
  readonly typePage?: (name: string) => string | undefined
  readonly legacy: readonly Alias[]
  /** The namespace it belongs to, where it is not in every one. */
  readonly namespace?: PlacedNamespace
  /** How older releases shape it under the name it has. */
  readonly shape?: ShapeJson
  /** How earlier versions spoke of it that are served still. */
  readonly past?: readonly EarlierSpeech[]
  /** The event that answers legacy clients which ask without an acknowledgement. */
  readonly answeredBy?: string
  readonly ends: readonly Snippet[]
  /** The links to its schemas, in HTML. */
  readonly files: string
  /** The codes that a refusal of it may bear. */
  readonly refusalCodes?: readonly string[]
  /** Where the values of its fields are told. */
  readonly enumerations?: EnumerationLinks
}

/** Shows an event: what it says and to whom, its fields, an example, its legacy names and code for each end. */
export function eventSection(view: EventView): string {
  const { name, event, page, ends } = view
  const { address } = event
  const fields = linkFrom(page, paths.fields)
  const label = `${name} ${directionText(event.direction)}`
  return block(
    '<section class="event">',
    heading(3, address, code(name), label),
    `<p class="lead">${direction(event.direction)}${event.summary === undefined ? '' : prose(event.summary)}</p>`,
    deprecation(view),
    facts(view),
    '<div class="columns"><div class="told">',
    heading(4, partOf(view, 'payload'), 'Payload', `the payload of ${label}`),
    event.payload
      ? fieldTable(event.payload, address, `Payload of ${name}`, fields, view.enumerations)
      : '<p>Nothing: no argument, <code>null</code> or <code>{}</code>.</p>',
    ...reply(view, label, fields),
    '</div><div class="shown">',
    ...shownExample('Example', event.example),
    ...shownExample('Example of the reply', event.replyExample),
    ...endsOf(ends, label),
    '</div></div>',
    ...misfits(view, label),
    ...legacy(view, label),
    ...olderShape(view, label),
    ...earlierVersions(view, label),
    '</section>',
  )
}

function shownExample(title: string, example: unknown): string[] {
  if (example === undefined) return []
  return [`<p class="shown-title">${title}</p>`, codeBlock('json', JSON.stringify(spelledBytes(example), null, 2))]
}

function partOf({ event, taken }: EventView, part: string): string {
  return partAddress(taken, event.address, part)
}

/** Shows the code of several ends, which a script turns into tabs. */
export function endsOf(ends: readonly Snippet[], label: string): string[] {
  if (ends.length === 0) return []
  return [
    `<div class="ends" data-label="Code for ${escaped(label)}">`,
    ...ends.flatMap((each) => [`<p class="shown-title end">${escaped(each.end)}</p>`, snippetBlock(each)]),
    '</div>',
  ]
}

/** Returns where an event goes, for readers and for eyes. */
export function direction(direction: Direction): string {
  const words = direction === 'serverToClient' ? 'server → client' : 'client → server'
  return `<span class="direction ${direction}">${words}</span> `
}

/** Returns to whom an event goes, or what it does to rooms. */
export function audience({ to, everybody, direct, joins, leaves, within = [], direction }: EventJson): string {
  const rooms = wordList(to.map(code), 'or')
  const parts = [
    ...(direct ? ['one client at a time'] : []),
    ...(rooms === '' ? [] : [`the members of ${rooms}`]),
    ...(everybody && direction === 'serverToClient' ? ['everybody'] : []),
    ...(joins.length === 0 ? [] : [`enters ${wordList(joins.map(code), 'or')}`]),
    ...(leaves.length === 0 ? [] : [`leaves ${wordList(leaves.map(code), 'or')}`]),
    ...(within.length === 0 ? [] : [`taken only from who is in ${wordList(within.map(code), 'or')}`]),
  ]
  return wordList(parts, 'or')
}

function facts(view: EventView): string {
  const { event, name, page, refusalCodes = [], past = [] } = view
  const { identity, state, endsAfter, since, types } = event
  const down = event.direction === 'serverToClient'
  const known = identity?.paths?.map(code) ?? []
  const permission = permissionWords(event, page)
  const rows: (readonly [string, string] | false)[] = [
    audience(event) !== '' && [down ? 'Goes to' : 'Rooms', audience(event)],
    permission !== undefined && ['Permission', permission],
    known.length > 0 && [
      'Same fact',
      `where ${wordList(known)} ${known.length === 1 ? 'is' : 'are'} the same: a delivery that repeats it is dropped as a duplicate`,
    ],
    identity?.words !== undefined && ['Same fact', prose(identity.words)],
    state !== undefined && [
      'State',
      state === 'snapshot'
        ? 'a snapshot: it replaces what the receiver holds'
        : 'a patch: merge it into what the receiver holds',
    ],
    event.volatile && ['Delivery', 'volatile: lost rather than late, and never sent again'],
    endsAfter !== undefined && ['Ends', ending(endsAfter)],
    ...limitRows(event),
    !down && ['Reply', replyWords(event)],
    refusalCodes.length > 0 && ['May be refused with', refusalLinks(refusalCodes, page)],
    since !== undefined && ['Since', escaped(since)],
    view.files !== '' && ['Files', view.files],
    Object.values(types).length > 0 && ['Types', typeLinks(view, Object.values(types))],
    past.length > 0 && [
      'Earlier versions',
      past.map((each) => earlierName(each) || versionWords(each.versions)).join(', '),
    ],
    view.legacy.length > 0 && [
      'Legacy names',
      view.legacy.map(({ legacy }) => `<a href="#${escaped(partOf(view, 'legacy'))}">${code(legacy)}</a>`).join(', '),
    ],
  ]
  const told = rows.filter((row) => row !== false)
  if (told.length === 0) return ''
  return `<dl class="facts" aria-label="Facts about ${escaped(name)}">${told.map(([term, is]) => `<div><dt>${term}</dt><dd>${is}</dd></div>`).join('')}</dl>`
}

function limitRows({ direction, limit, joins }: EventJson): (readonly [string, string])[] {
  if (direction === 'serverToClient') return []
  const counted = 'from one user, or from one connection of which no user is known'
  return [
    ...(limit === undefined
      ? []
      : [['Limit', `${withThousands(limit.count)} in ${span(limit.perMs)} ${counted}`] as const]),
    ...(joins.length === 0
      ? []
      : [
          [
            'Limit',
            'only so many requests to enter rooms may wait on one connection: one too many is refused',
          ] as const,
        ]),
  ]
}

function refusalLinks(codes: readonly string[], page: string): string {
  return codes.map((name) => `<a href="${linkFrom(page, paths.errors, name)}">${code(name)}</a>`).join(', ')
}

function replyWords({ reply, query }: EventJson): string {
  if (!reply) return 'none'
  return query ? 'required: it is sent for nothing else' : 'required of clients that declare the contract'
}

function typeLinks({ typePage, page }: EventView, names: readonly string[]): string {
  return names
    .map((name) => {
      const found = typePage?.(name)
      return found === undefined ? code(name) : `<a href="${linkFrom(page, found)}">${code(name)}</a>`
    })
    .join(', ')
}

function deprecation({ event, page, taken }: EventView): string {
  if (event.deprecated === undefined) return ''
  const { since, replacedBy, removeIn } = event.deprecated
  const address = addressOf(event.direction, replacedBy ?? '')
  const named = replacedBy === undefined ? '' : code(replacedBy)
  const link = taken.has(address) ? `<a href="${linkFrom(page, page, address)}">${named}</a>` : named
  const end = removeIn === undefined ? '' : ` It goes in ${escaped(removeIn)}.`
  return `<p class="deprecated"><strong>Deprecated since ${escaped(since)}.</strong>${named && ` Use ${link} instead.`}${end}</p>`
}

function reply(view: EventView, label: string, fields: string): string[] {
  const { name, event, page, answeredBy } = view
  if (event.direction === 'serverToClient') return []
  const title = heading(4, partOf(view, 'reply'), 'Reply', `the reply to ${label}`)
  if (event.reply === undefined) return [title, '<p>None.</p>']
  const refusal = linkFrom(page, paths.protocol, 'refusal')
  return [
    title,
    fieldTable(event.reply, partOf(view, 'reply'), `Reply to ${name}`, fields, view.enumerations),
    `<p>In its place comes a <a href="${refusal}">refusal</a> where the event was not served.</p>`,
    answeredBy === undefined
      ? ''
      : `<p>Legacy clients that ask without an acknowledgement are sent ${code(answeredBy)} instead.</p>`,
  ]
}

function misfits(view: EventView, label: string): string[] {
  const { event, page } = view
  if ((event.misfits ?? []).length === 0) return []
  return [
    heading(4, partOf(view, 'misfits'), 'Payloads that do not fit', `payloads of ${label} that do not fit`),
    ...misfitPart(event, page),
  ]
}

function legacy(view: EventView, label: string): string[] {
  const { legacy, page, event } = view
  if (legacy.length === 0) return []
  const shown = new Set<string>()
  return [
    heading(4, partOf(view, 'legacy'), 'Legacy names', `the legacy names of ${label}`),
    `<p>What older releases call it. <a href="${linkFrom(page, paths.legacy)}">All legacy names</a></p>`,
    sendingPlace(legacy, view.namespace),
    ...aliasGroups(legacy).map((group) =>
      block(
        '<div class="legacy">',
        `<p class="legacy-names">${group.names.map(code).join(', ')}</p>`,
        aliasTold(group, event, shown),
        '</div>',
      ),
    ),
  ]
}

function olderShape(view: EventView, label: string): string[] {
  const { shape, event, name } = view
  if (shape === undefined) return []
  const readers =
    event.direction === 'serverToClient'
      ? 'Clients with <code>legacy</code> read it'
      : 'Servers read it of clients that declare no contract,'
  return [
    heading(4, partOf(view, 'shape'), 'Older shape', `the older shape of ${label}`),
    `<p>Under the same name. ${readers} where today’s shape does not fit. ${shapeWords(shape)}</p>`,
    ...pairsOf(shape, { event, old: code(name), today: code(name) }),
  ]
}

function earlierVersions({ past = [], ...view }: EventView, label: string): string[] {
  if (past.length === 0) return []
  return [
    heading(4, partOf(view, 'past'), 'Earlier versions', `the earlier versions of ${label}`),
    `<p>How clients of earlier versions know it. Servers that have them in <code>past</code> speak so to them, and to nobody else.</p>`,
    ...pastPart(view.name, view.event, past),
  ]
}

function ending({ ms, by }: NonNullable<EventJson['endsAfter']>): string {
  const signs = Object.entries(by).map(([field, value]) => code(`${field}: ${JSON.stringify(value)}`))
  return `by itself, ${span(ms)} after it was last sent, with ${wordList(signs)}`
}

function span(ms: number): string {
  if (ms % 60_000 === 0) return ms === 60_000 ? 'a minute' : `${withThousands(ms / 60_000)} minutes`
  if (ms % 1000 === 0) return ms === 1000 ? 'a second' : `${withThousands(ms / 1000)} seconds`
  return `${withThousands(ms)} ms`
}

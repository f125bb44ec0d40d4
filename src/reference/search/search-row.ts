import { type Direction, directions } from '../../contract/event/direction.js'
import type { ContractJson, EventJson, NamespaceJson } from '../../spec/contract-json.js'
import { enumerationLinks } from '../fields/enumeration-part.js'
import { shapesOf } from '../fields/field-row.js'
import { fieldAddress } from '../fields/field-table.js'
import { aliasesOf } from '../older/alias-words.js'
import { earlierSpeech, versionWords } from '../older/past-words.js'
import { roomsAddress } from '../pages/namespace-page.js'
import { addressesOf, linkFrom, namespacePath, type Page, partAddress, paths } from '../pages/page.js'
import { directionText } from '../snippets/snippet.js'
import { textParts } from './page-text.js'

/** One thing that search finds. */
export interface SearchRow {
  readonly name: string
  /** What it is, as a word: `event`, `legacy name`, `field`. */
  readonly kind: string
  /** What tells it from others of its name. */
  readonly hint: string
  readonly url: string
  /** More words by which it is found. */
  readonly words?: string
}

/** Lists what search finds of the contract: events, legacy names, rooms, fields, values, error codes and pages. */
export function searchRows(contract: ContractJson, pages: readonly Page[]): SearchRow[] {
  return [
    ...Object.entries(contract.namespaces).flatMap(([path, namespace]) => namespaceRows(path, namespace)),
    ...eventRows(contract.protocol, 'every namespace', (address) => link(paths.protocol, address)),
    ...(['handshake', 'refusal'] as const).flatMap((part) =>
      fieldRows(contract.protocol[part].schema, part, `of the ${part}`, (address) => link(paths.protocol, address)),
    ),
    ...Object.entries(contract.protocol.errorCodes).map(([name, { summary }]) => ({
      name,
      kind: 'error code',
      hint: summary,
      url: link(paths.errors, name),
    })),
    ...pages.flatMap((page) => madePageRows(page, contract)),
  ]
}

/** Lists what search finds of a document: its page, and each part of it by the words that stand there. */
export function documentRows(page: Page): SearchRow[] {
  const [whole, part] = page.group === 'Project' ? ['document', 'part of a document'] : ['guide', 'section']
  return textParts(page).map(({ id, title, words }) => ({
    name: title,
    kind: id === undefined ? whole : part,
    hint: id === undefined ? page.summary : `in ${page.title}`,
    url: link(page.path, id),
    words: id === undefined ? `${page.path.replace('.html', '')} ${words}` : words,
  }))
}

/** Lists a page that is made of the contract; what has rows of its own, as events have, gets no other by its heading. */
function madePageRows(page: Page, { namespaces, protocol }: ContractJson): SearchRow[] {
  const { title, summary, path } = page
  const whole = { name: title, kind: 'page', hint: summary, url: link(path) }
  if (Object.keys(namespaces).some((each) => namespacePath(each) === path)) return [whole]
  const events = path === paths.protocol ? addressesOf(protocol) : new Set<string>()
  // what tables and lists hold is found as what it is: an event, a legacy name, an error code
  const parts = textParts({ ...page, body: page.body.replace(/<(table|svg|details|ol)\b.*?<\/\1>/gs, '') }).flatMap(
    ({ id, title: name, words }) =>
      id === undefined || events.has(id) || id === 'about-codes'
        ? []
        : [{ name, kind: 'section', hint: `in ${title}`, url: link(path, id), words }],
  )
  return [whole, ...parts]
}

function namespaceRows(path: string, namespace: NamespaceJson): SearchRow[] {
  const url = (address: string): string => link(namespacePath(path), address)
  const aliases = aliasesOf(namespace).flatMap((alias) => {
    const event = namespace[alias.direction][alias.of]
    const hint = `is ${alias.of}, ${directionText(alias.direction)}, on ${path}`
    return event ? [{ name: alias.legacy, kind: 'legacy name', hint, url: url(event.address) }] : []
  })
  const earlier = directions.flatMap((direction) =>
    Object.entries(namespace[direction]).flatMap(([today, { address }]) =>
      earlierSpeech(namespace, direction, today).flatMap(({ versions, row }) => {
        if (row === false || row.name === undefined) return []
        const hint = `is ${today} today, ${directionText(direction)}, on ${path}, in ${versionWords(versions)}`
        return [{ name: row.name, kind: 'earlier name', hint, url: url(address) }]
      }),
    ),
  )
  const at = url(roomsAddress(namespace))
  const rooms = Object.entries(namespace.rooms).flatMap(([pattern, { legacy }]) => [
    { name: pattern, kind: 'room', hint: `on ${path}`, url: at },
    ...legacy.map((old) => ({ name: old, kind: 'legacy room', hint: `is ${pattern}, on ${path}`, url: at })),
  ])
  return [...eventRows(namespace, path, url), ...aliases, ...earlier, ...rooms, ...valueRows(path, namespace)]
}

function valueRows(path: string, namespace: NamespaceJson): SearchRow[] {
  const links = enumerationLinks(namespace)
  return Object.entries(namespace.enumerations).flatMap(([name, { values, summary = '', meanings, next }]) => {
    const url = (value?: string): string =>
      // where nothing is told of a value, its enumeration has a row
      link(namespacePath(path), links.address(name, (meanings ?? next) && value))
    return [
      {
        name,
        kind: 'enumeration',
        hint: `on ${path}`,
        url: url(),
        words: ['enumeration', next ? 'next transitions' : '', summary, ...values].join(' '),
      },
      ...values.map((value) => ({
        name: value,
        kind: 'value',
        hint: `of ${name}, on ${path}`,
        url: url(value),
        words: Object.entries(meanings ?? {}).find(([each]) => each === value)?.[1] ?? '',
      })),
    ]
  })
}

type Events = Readonly<Record<Direction, Readonly<Record<string, EventJson>>>>

function eventRows(events: Events, where: string, url: (address: string) => string): SearchRow[] {
  const taken = addressesOf(events)
  return directions.flatMap((direction) =>
    Object.entries(events[direction]).flatMap(([name, event]) => {
      const place = `${directionText(direction)}, on ${where}`
      const fields = [
        ...fieldRows(event.payload, event.address, `of ${name}, ${place}`, url),
        ...fieldRows(event.reply, partAddress(taken, event.address, 'reply'), `of the reply to ${name}, ${place}`, url),
      ]
      const words = [event.summary ?? '', ...event.to, ...event.joins, ...event.leaves].join(' ')
      return [{ name, kind: 'event', hint: place, url: url(event.address), words }, ...fields]
    }),
  )
}

function fieldRows(
  schema: EventJson['payload'],
  address: string,
  hint: string,
  url: (address: string) => string,
): SearchRow[] {
  if (schema === undefined) return []
  const shapes = shapesOf(schema)
  return shapes.flatMap(({ rows }, index) =>
    rows
      .filter(({ path }) => path !== '')
      .map(({ path, turn, meaning = '', values, format = '' }) => ({
        name: path,
        kind: 'field',
        hint,
        words: [meaning, format, ...values].join(' '),
        url: url(fieldAddress(shapes.length === 1 ? address : `${address}.${index + 1}`, path, turn)),
      })),
  )
}

function link(path: string, address?: string): string {
  return linkFrom(paths.start, path, address)
}

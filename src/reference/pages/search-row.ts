import { type Direction, directions } from '../../contract/event/direction.js'
import type { ContractJson, EventJson, NamespaceJson } from '../../spec/contract-json.js'
import { shapesOf } from '../fields/field-row.js'
import { fieldAddress } from '../fields/field-table.js'
import { directionText } from '../snippets/snippet.js'
import { aliasesOf } from './alias-words.js'
import { roomsAddress } from './namespace-page.js'
import { addressesOf, linkFrom, namespacePath, type Page, partAddress, paths } from './page.js'

/** One thing that search finds. */
export interface SearchRow {
  readonly name: string
  /** What it is, as a word: `event`, `legacy name`, `field`. */
  readonly kind: string
  /** What tells it from others of its name. */
  readonly hint: string
  readonly url: string
}

/** Lists what search finds of the contract: events, legacy names, rooms, fields, error codes and pages. */
export function searchRows(contract: ContractJson, pages: readonly Page[]): SearchRow[] {
  return [
    ...Object.entries(contract.namespaces).flatMap(([path, namespace]) => namespaceRows(path, namespace)),
    ...eventRows(contract.protocol, 'every namespace', (address) => link(paths.protocol, address)),
    ...Object.entries(contract.protocol.errorCodes).map(([name, { summary }]) => ({
      name,
      kind: 'error code',
      hint: summary,
      url: link(paths.errors, name),
    })),
    ...pages.map(({ title, summary, path }) => ({ name: title, kind: 'page', hint: summary, url: link(path) })),
  ]
}

function namespaceRows(path: string, namespace: NamespaceJson): SearchRow[] {
  const url = (address: string): string => link(namespacePath(path), address)
  const aliases = aliasesOf(namespace).flatMap((alias) => {
    const event = namespace[alias.direction][alias.of]
    const hint = `is ${alias.of}, ${directionText(alias.direction)}, on ${path}`
    return event ? [{ name: alias.legacy, kind: 'legacy name', hint, url: url(event.address) }] : []
  })
  const at = url(roomsAddress(namespace))
  const rooms = Object.entries(namespace.rooms).flatMap(([pattern, { legacy }]) => [
    { name: pattern, kind: 'room', hint: `on ${path}`, url: at },
    ...legacy.map((old) => ({ name: old, kind: 'legacy room', hint: `is ${pattern}, on ${path}`, url: at })),
  ])
  return [...eventRows(namespace, path, url), ...aliases, ...rooms]
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
      return [{ name, kind: 'event', hint: place, url: url(event.address) }, ...fields]
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
      .map(({ path, turn }) => ({
        name: path,
        kind: 'field',
        hint,
        url: url(fieldAddress(shapes.length === 1 ? address : `${address}.${index + 1}`, path, turn)),
      })),
  )
}

function link(path: string, address?: string): string {
  return linkFrom(paths.start, path, address)
}

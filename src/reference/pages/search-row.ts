import type { Direction } from '../../contract/event/direction.js'
import type { ContractJson, EventJson } from '../../spec/contract-json.js'
import { shapesOf } from '../fields/field-row.js'
import { fieldAddress } from '../fields/field-table.js'
import { directionText } from '../snippets/snippet.js'
import { aliasesOf } from './alias-words.js'
import { namespacePath, type Page, paths } from './site-map.js'

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
  const namespaces = Object.entries(contract.namespaces)
  return [
    ...namespaces.flatMap(([path, namespace]) => {
      const url = (address: string) => `${htmlAt(namespacePath(path))}#${address}`
      const aliases = aliasesOf(namespace).flatMap((alias) => {
        const event = namespace[alias.direction][alias.of]
        const hint = `is ${alias.of}, ${directionText(alias.direction)}, on ${path}`
        return event ? [{ name: alias.legacy, kind: 'legacy name', hint, url: url(event.address) }] : []
      })
      const rooms = Object.entries(namespace.rooms).flatMap(([pattern, { legacy }]) => [
        { name: pattern, kind: 'room', hint: `on ${path}`, url: url('about-rooms') },
        ...legacy.map((old) => ({
          name: old,
          kind: 'legacy room',
          hint: `is ${pattern}, on ${path}`,
          url: url('about-rooms'),
        })),
      ])
      return [...eventRows(namespace, path, url), ...aliases, ...rooms]
    }),
    ...eventRows(contract.protocol, 'every namespace', (address) => `${htmlAt(paths.protocol)}#${address}`),
    ...Object.entries(contract.protocol.errorCodes).map(([name, { summary }]) => ({
      name,
      kind: 'error code',
      hint: summary,
      url: `${htmlAt(paths.errors)}#${name}`,
    })),
    ...pages.map(({ title, summary, path }) => ({ name: title, kind: 'page', hint: summary, url: htmlAt(path) })),
  ]
}

type Events = Readonly<Record<Direction, Readonly<Record<string, EventJson>>>>

function eventRows(events: Events, where: string, url: (address: string) => string): SearchRow[] {
  return (['serverToClient', 'clientToServer'] as const).flatMap((direction) =>
    Object.entries(events[direction]).flatMap(([name, event]) => [
      { name, kind: 'event', hint: `${directionText(direction)}, on ${where}`, url: url(event.address) },
      ...fieldRows(name, event, where, url),
    ]),
  )
}

function fieldRows(event: string, json: EventJson, where: string, url: (address: string) => string): SearchRow[] {
  const parts = [
    [json.payload, json.address, event],
    [json.reply, `${json.address}-reply`, `the reply to ${event}`],
  ] as const
  return parts.flatMap(([schema, address, owner]) => {
    if (schema === undefined) return []
    const shapes = shapesOf(schema)
    return shapes.flatMap(({ rows }, index) =>
      rows
        .filter(({ path }) => path !== '')
        .map(({ path }) => ({
          name: path,
          kind: 'field',
          hint: `of ${owner}, ${directionText(json.direction)}, on ${where}`,
          url: url(fieldAddress(shapes.length === 1 ? address : `${address}.${index + 1}`, path)),
        })),
    )
  })
}

function htmlAt(path: string): string {
  return path.replace(/\.md$/, '.html')
}

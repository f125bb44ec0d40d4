import type { JsonSchema } from '../../guards/json-schema.js'
import { code, escaped, idPart, prose, wordList } from '../html/html.js'
import type { EnumerationLinks } from './enumeration-part.js'
import { type FieldRow, type Shape, shapesOf } from './field-row.js'

const marks: ReadonlyMap<string, string> = new Map([
  ['phi', 'health data'],
  ['pii', 'personal data'],
  ['secret', 'a secret'],
])

/** Shows the fields of a schema: name, whether it is required, its marks, type, limits and meaning; values lead to where they are told. */
export function fieldTable(
  schema: JsonSchema,
  address: string,
  caption: string,
  fieldsPage: string,
  enumerations?: EnumerationLinks,
): string {
  const ways: Ways = { fieldsPage, enumerations }
  const shapes = shapesOf(schema)
  return shapes
    .map((shape, index) => {
      const place = shapes.length === 1 ? address : `${address}.${index + 1}`
      const title = shapes.length === 1 ? caption : `${caption}, ${titleOf(shape, index)}`
      return table(shape, place, title, ways, shapes.length === 1)
    })
    .join('\n')
}

/** Returns the address of a field of an event: `chat-message.content`. */
export function fieldAddress(address: string, path: string, turn = 1): string {
  const turned = turn === 1 ? '' : `~~${turn}`
  return `${address}.${path === '' ? 'value' : idPart(path.replaceAll('[]', '-').replaceAll('*', '_'))}${turned}`
}

function titleOf({ told }: Shape, index: number): string {
  if (told.length === 0) return `shape ${index + 1}`
  return `where ${wordList(told.map(([path, value]) => `${path} is ${value}`))}`
}

/** Where the parts of a table lead. */
interface Ways {
  readonly fieldsPage: string
  readonly enumerations: EnumerationLinks | undefined
}

function table({ rows }: Shape, address: string, caption: string, ways: Ways, isOne: boolean): string {
  const hasMeaning = rows.some(({ meaning }) => meaning !== undefined)
  return [
    `<div class="fields${isOne ? ' one' : ''}">`,
    `<table role="table"><caption>${escaped(caption)}</caption>`,
    `<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Field</th><th role="columnheader" scope="col">Type and limits</th>${hasMeaning ? '<th role="columnheader" scope="col">Meaning</th>' : ''}</tr></thead>`,
    '<tbody role="rowgroup">',
    ...rows.map((row) => tableRow(row, address, ways, hasMeaning)),
    '</tbody></table>',
    '</div>',
  ].join('\n')
}

function tableRow(row: FieldRow, address: string, ways: Ways, hasMeaning: boolean): string {
  const place = escaped(fieldAddress(address, row.path, row.turn))
  const link = `<a class="address" href="#${place}" aria-label="Address of ${escaped(row.path || 'the value')}">#</a>`
  return [
    `<tr role="row" id="${place}">`,
    `<th role="rowheader" scope="row">${nameOf(row.path)}${link}<span class="badges">${badges(row)}</span></th>`,
    `<td role="cell">${typeCell(row, address, ways)}</td>`,
    hasMeaning ? `<td role="cell">${row.meaning === undefined ? '' : prose(row.meaning)}</td>` : '',
    '</tr>',
  ].join('')
}

function sameFields(path: string, address: string): string {
  if (path === '') return 'the whole'
  return `<a href="#${escaped(fieldAddress(address, path))}">${code(path)}</a>`
}

/** Sets the way to a field back behind its own name; it may break after a dot. */
function nameOf(path: string): string {
  if (path === '') return 'the value itself'
  const cut = path.lastIndexOf('.') + 1
  const way = path.slice(0, cut).split('.').map(escaped).join('.<wbr>')
  return `<code>${way && `<span class="way">${way}</span>`}${escaped(path.slice(cut))}</code>`
}

function badges({ required, sensitive }: FieldRow): string {
  const need = required
    ? '<span class="badge required">required</span>'
    : '<span class="badge optional">optional</span>'
  if (sensitive === undefined) return need
  const what = marks.get(sensitive) ?? sensitive
  return `${need} <span class="badge sensitive" title="${escaped(what)}"><span class="unseen">sensitive: </span>${escaped(sensitive.toUpperCase())}</span>`
}

function typeCell(row: FieldRow, address: string, { fieldsPage, enumerations }: Ways): string {
  const { type, format, limits, values, open, again, where } = row
  const name = row.enumeration && enumerations?.nameOf(row.enumeration)
  const to = (html: string, value?: string): string =>
    name === undefined || !enumerations ? html : `<a href="#${escaped(enumerations.address(name, value))}">${html}</a>`
  const words = values.map((value) => to(code(value), value)).join(', ')
  return [
    `<span class="type">${escaped(type)}</span>`,
    format === undefined ? '' : ` <a href="${fieldsPage}#format-${encodeURI(idPart(format))}">${escaped(format)}</a>`,
    where === undefined ? '' : `<span class="limit">where ${escaped(where)}</span>`,
    again === undefined ? '' : `<span class="limit">with the fields of ${sameFields(again, address)} again</span>`,
    ...limits.map((limit) => `<span class="limit">${prose(limit)}</span>`),
    values.length === 1 && !open ? `<span class="limit">always ${words}</span>` : '',
    values.length > 1 && !open ? `<span class="limit">one of ${words}</span>` : '',
    values.length > 0 && open ? `<span class="limit">known are ${words}; others may come</span>` : '',
    name === undefined ? '' : `<span class="limit">${to('what each value means')}</span>`,
  ].join('')
}

import { directions } from '../../contract/event/direction.js'
import type { JsonSchema } from '../../guards/json-schema.js'
import type { ContractJson, NamespaceJson } from '../../spec/contract-json.js'
import { shapesOf } from '../fields/field-row.js'
import { fieldAddress } from '../fields/field-table.js'
import { code, heading, overviewTable, prose, type TableRow } from '../html/html.js'
import { addressesOf, linkFrom, namespacePath, partAddress, paths } from './page.js'

const marks: ReadonlyMap<string, readonly [name: string, what: string]> = new Map([
  ['phi', ['PHI', 'Health data of a person: what was said, prescribed, ordered or measured.']],
  ['pii', ['PII', 'Data of a person: names, addresses, numbers, whereabouts.']],
  ['secret', ['SECRET', 'A key to something: tokens and codes.']],
])

/** A field that holds what may not be logged. */
interface MarkedField {
  readonly mark: string
  /** The page that tells of it. */
  readonly page: string
  /** The namespace, in HTML. */
  readonly namespace: string
  readonly event: string
  readonly eventAddress: string
  readonly field: string
  readonly fieldAddress: string
}

/** Explains the marks of fields and lists the fields that have them; nothing where none has. */
export function marksPart(contract: ContractJson): string[] {
  const fields = markedFields(contract)
  const used = [...marks].filter(([id]) => fields.some(({ mark }) => mark === id))
  if (used.length === 0) return []
  return [
    heading(2, 'about-marks', 'Marks', 'the marks'),
    '<p>A marked field never stands in a log, an error or an observation of this package. Keep it out of yours. How long what it holds may be kept, the contract does not say: that is for the application and the law to settle.</p>',
    '<dl class="glossary">',
    ...used.map(
      ([id, [name, what]]) =>
        `<div id="mark-${id}"><dt><span class="badge sensitive">${name}</span></dt><dd>${prose(what)}</dd></div>`,
    ),
    '</dl>',
    ...used.flatMap(([id, [name]]) => markTable(id, name, fields)),
  ]
}

function markTable(id: string, name: string, fields: readonly MarkedField[]): string[] {
  const rows = new Map<string, [MarkedField, ...MarkedField[]]>()
  for (const field of fields) {
    if (field.mark !== id) continue
    const key = `${field.page} ${field.eventAddress}`
    const row = rows.get(key)
    if (row) row.push(field)
    else rows.set(key, [field])
  }
  return [
    heading(3, `marked-${id}`, `Fields marked ${name}`, `the fields marked ${name}`),
    overviewTable(
      `Fields marked ${name}`,
      ['Event', 'Namespace', 'Fields'],
      [...rows.values()].map((of) => rowOf(of)),
    ),
  ]
}

function rowOf([first, ...others]: readonly [MarkedField, ...MarkedField[]]): TableRow {
  const { page, namespace, event, eventAddress } = first
  const links = [first, ...others].map(
    ({ field, fieldAddress }) =>
      `<a href="${linkFrom(paths.fields, page, fieldAddress)}">${field === '' ? 'the value itself' : code(field)}</a>`,
  )
  return {
    head: `<a href="${linkFrom(paths.fields, page, eventAddress)}">${event}</a>`,
    cells: [
      { html: namespace, label: 'Namespace' },
      { html: links.join(', '), label: 'Fields' },
    ],
  }
}

/** A payload, a reply or another shape that is told on a page. */
interface Described {
  readonly page: string
  readonly namespace: string
  /** What has the shape, in HTML. */
  readonly event: string
  readonly address: string
  readonly schema: JsonSchema | undefined
}

function markedFields({ namespaces, protocol }: ContractJson): MarkedField[] {
  const everywhere = { page: paths.protocol, namespace: 'every namespace' }
  return [
    ...Object.entries(namespaces).flatMap(([path, events]) =>
      describedBy({ page: namespacePath(path), namespace: code(path) }, events),
    ),
    ...(['handshake', 'refusal'] as const).map((address) => ({
      ...everywhere,
      event: `the ${address}`,
      address,
      schema: protocol[address].schema,
    })),
    ...describedBy(everywhere, protocol),
  ].flatMap(fieldsOf)
}

function describedBy(
  owner: Pick<Described, 'page' | 'namespace'>,
  events: Pick<NamespaceJson, (typeof directions)[number]>,
): Described[] {
  const taken = addressesOf(events)
  return directions.flatMap((direction) =>
    Object.entries(events[direction]).flatMap(([name, { address, payload, reply }]) => [
      { ...owner, event: code(name), address, schema: payload },
      { ...owner, event: `${code(name)}, reply`, address: partAddress(taken, address, 'reply'), schema: reply },
    ]),
  )
}

function fieldsOf({ page, namespace, event, address, schema }: Described): MarkedField[] {
  const shapes = schema === undefined ? [] : shapesOf(schema)
  const found = shapes.flatMap(({ rows }, index) =>
    rows.flatMap(({ sensitive: mark, path: field, turn }): MarkedField[] => {
      if (mark === undefined) return []
      const place = shapes.length === 1 ? address : `${address}.${index + 1}`
      const told = { page, namespace, event, eventAddress: address }
      return [{ mark, ...told, field, fieldAddress: fieldAddress(place, field, turn) }]
    }),
  )
  // a field of several shapes is listed once
  const isSame = (one: MarkedField, other: MarkedField): boolean => one.field === other.field && one.mark === other.mark
  return found.filter((each, at) => found.findIndex((other) => isSame(each, other)) === at)
}

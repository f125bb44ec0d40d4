import type { EnumerationJson, NamespaceJson } from '../../spec/contract-json.js'
import { type enumerationIn, nameOfEnumeration } from '../../spec/enumerations.js'
import { code, escaped, heading, idPart, overviewTable, prose, type TableRow } from '../html/html.js'
import { addressesOf, partAddress } from '../pages/page.js'
import { statePicture } from './state-picture.js'

/** Where an enumeration is told on the page of its namespace, and each of its values. */
export interface EnumerationLinks {
  /** The name of the enumeration that a field takes; nothing where nothing more is told of it. */
  nameOf(enumeration: FieldEnumeration): string | undefined
  /** Returns the address of an enumeration, or of one of its values. */
  address(name: string, value?: string): string
}

/** The enumeration of a field, as its schema says it. */
export type FieldEnumeration = NonNullable<ReturnType<typeof enumerationIn>>

/** Finds where the enumerations of a namespace are told on its page. */
export function enumerationLinks(namespace: NamespaceJson): EnumerationLinks {
  const taken = addressesOf(namespace)
  const known = Object.entries(namespace.enumerations)
  return {
    nameOf: (enumeration) => {
      const name = nameOfEnumeration(known, enumeration)
      return name !== undefined && isTold(namespace.enumerations[name]) ? name : undefined
    },
    address: (name, value) =>
      partAddress(taken, 'enum', value === undefined ? idPart(name) : `${idPart(name)}.${idPart(value)}`),
  }
}

function isTold({ meanings, next }: Partial<EnumerationJson> = {}): boolean {
  return meanings !== undefined || next !== undefined
}

/** Shows the enumerations of a namespace: those whose values are explained one by one, the others in one table. */
export function enumerationPart(namespace: NamespaceJson): string[] {
  const links = enumerationLinks(namespace)
  const all = Object.entries(namespace.enumerations)
  const plain = all.filter(([, each]) => !isTold(each))
  return [
    ...all.filter(([, each]) => isTold(each)).flatMap(([name, each]) => told(name, each, namespace, links)),
    ...(plain.length === 0
      ? []
      : [
          overviewTable(
            plain.length < all.length ? 'Other enumerations' : 'Enumerations',
            ['Type', 'What it tells', 'Values'],
            plain.map(([name, each]) => plainRow(name, each, links)),
          ),
        ]),
  ]
}

function told(
  name: string,
  enumeration: EnumerationJson,
  { enumerations }: NamespaceJson,
  links: EnumerationLinks,
): string[] {
  const { summary, values, meanings, next, open } = enumeration
  const rows = values.map((value): TableRow => {
    const meaning = ownOf(meanings, value)
    return {
      id: links.address(name, value),
      head: code(value),
      cells: [
        meaning === undefined ? '' : linkedProse(meaning, enumerations, links),
        ...(next ? [{ html: followers(name, ownOf(next, value), links), label: 'Next' }] : []),
      ],
    }
  })
  const said = [
    ...(summary === undefined ? [] : [linkedProse(summary, enumerations, links)]),
    ...(open ? ['Other values may come.'] : []),
    ...(next ? ['<em>Next</em> is what usually follows. Nothing checks it: be ready for any value.'] : []),
  ]
  return [
    heading(3, links.address(name), code(name), `the values of ${name}`),
    ...(said.length ? [`<p>${said.join(' ')}</p>`] : []),
    ...(next ? [statePicture(name, values, next, escaped(links.address(name)))] : []),
    overviewTable(`Values of ${name}`, ['Value', 'Meaning', ...(next ? ['Next'] : [])], rows),
  ]
}

function followers(name: string, next: readonly string[] | undefined, links: EnumerationLinks): string {
  if (next === undefined) return ''
  if (next.length === 0) return 'nothing: it ends here'
  return next.map((value) => `<a href="#${escaped(links.address(name, value))}">${code(value)}</a>`).join(', ')
}

/** Turns a sentence into HTML in which enumerations, and values of them as `OrderStatus.PAID`, lead to where they are told. */
function linkedProse(sentence: string, enumerations: NamespaceJson['enumerations'], links: EnumerationLinks): string {
  return sentence
    .split(/(`[^`]+`)/)
    .map((part) => {
      const [, name = '', value] = /^`([\w$]+)(?:\.(.+))?`$/.exec(part) ?? []
      const known = ownOf(enumerations, name)
      const isThere = isTold(known) && (value === undefined || known?.values.includes(value))
      return isThere ? `<a href="#${escaped(links.address(name, value))}">${prose(part)}</a>` : prose(part)
    })
    .join('')
}

function plainRow(name: string, { summary, values, open }: EnumerationJson, links: EnumerationLinks): TableRow {
  const words = `${values.map(code).join(', ')}${open ? '; others may come' : ''}`
  return { id: links.address(name), head: code(name), cells: [summary === undefined ? '' : prose(summary), words] }
}

function ownOf<Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined
}

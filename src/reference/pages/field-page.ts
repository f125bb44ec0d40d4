import type { JsonSchema } from '../../guards/json-schema.js'
import type { ContractJson } from '../../spec/contract-json.js'
import { block, code, escaped, heading, prose } from '../html/html.js'
import { addressesIn, type Page, paths } from './site-map.js'

const formats: Readonly<Record<string, string>> = {
  id: 'Names one thing among all of its kind: 1 to 128 characters, no white space and no control character. Letters are compared as they are.',
  'date-time':
    'An instant: date, `T`, time of day, and `Z` or an offset. Compare instants, not texts: one instant can be written in several ways.',
  date: 'A day of the calendar, without a time zone: year, month and day.',
  'partial-time': 'A time of day, without a time zone: hours, minutes and seconds.',
  uri: 'A web address that begins with `http://` or `https://`.',
}

const marks: readonly (readonly [string, string, string])[] = [
  ['phi', 'PHI', 'Health data of a person: what was said, prescribed, ordered or measured.'],
  ['pii', 'PII', 'Data of a person: names, addresses, numbers, whereabouts.'],
  ['secret', 'SECRET', 'A key to something: tokens and codes.'],
]

/** Makes the page that explains how fields are told: types, named formats, limits and marks. */
export function fieldPage(contract: ContractJson): Page {
  const used = [...patternsOf(contract)].sort(([one], [other]) => one.localeCompare(other))
  const body = block(
    '<div class="reference-page">',
    '<p class="lead">How the field tables are to be read, in every language.</p>',
    heading(2, 'about-types', 'Types and limits', 'types and limits'),
    '<ul>',
    '<li>Types are those of JSON. An <code>integer</code> is a whole number; those up to 2⁵³ − 1 are exact in every language that has 64 bits.</li>',
    '<li>Lengths count characters, which are Unicode code points, as JSON Schema has it; most emoji are one.</li>',
    '<li>A <code>required</code> field is always there. An <code>optional</code> one is left out; <code>null</code> does not stand for it.</li>',
    '<li><code>customer.id</code> is the field <code>id</code> of <code>customer</code>, <code>appointments[].id</code> of every item of a list, and <code>columns.*</code> is every value of a record.</li>',
    '<li>Fields that are not declared are dropped, on both ends. Send none, and don&#39;t refuse a payload for them.</li>',
    '<li>Where a field <em>knows</em> words and others may come, treat one you don&#39;t know as news, not as an error.</li>',
    '</ul>',
    heading(2, 'about-formats', 'Formats', 'the formats'),
    '<dl class="glossary">',
    ...used.map(
      ([format, patterns]) =>
        `<div id="format-${escaped(format)}"><dt>${code(format)}</dt><dd>${prose(formats[format] ?? `A text of the format \`${format}\`.`)}<br>${[...patterns].map((pattern) => `<code class="pattern">${escaped(pattern)}</code>`).join('<br>')}</dd></div>`,
    ),
    '</dl>',
    heading(2, 'about-marks', 'Marks', 'the marks'),
    '<p>A marked field never stands in a log, an error or an observation of this package. Keep it out of yours.</p>',
    '<dl class="glossary">',
    ...marks.map(
      ([id, name, what]) =>
        `<div id="mark-${id}"><dt><span class="badge sensitive">${name}</span></dt><dd>${prose(what)}</dd></div>`,
    ),
    '</dl></div>',
  )
  return {
    path: paths.fields,
    title: 'Fields',
    group: 'Lookup',
    summary: 'How field tables are to be read: types, formats, limits and marks.',
    body,
    addresses: addressesIn(body),
  }
}

function patternsOf({ namespaces, protocol }: ContractJson): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { format, pattern } = value as JsonSchema
    const named = (value as JsonSchema)['x-format'] ?? format
    if (typeof named === 'string') {
      const patterns = found.get(named) ?? new Set()
      if (typeof pattern === 'string') patterns.add(pattern)
      found.set(named, patterns)
    }
    for (const inner of Object.values(value)) visit(inner)
  }
  for (const owner of [...Object.values(namespaces), protocol]) {
    for (const event of [...Object.values(owner.serverToClient), ...Object.values(owner.clientToServer)]) {
      visit(event.payload)
      visit(event.reply)
    }
  }
  return found
}

import type { JsonSchema } from '../../guards/json-schema.js'
import type { ContractJson } from '../../spec/contract-json.js'
import { block, code, escaped, heading, idPart, prose } from '../html/html.js'
import { marksPart } from './marked-fields.js'
import { type Page, paths } from './page.js'

const formats: ReadonlyMap<string, string> = new Map(
  Object.entries({
    id: 'Names one thing among all of its kind: 1 to 128 characters, no white space and no control character. Letters are compared as they are.',
    'date-time':
      'An instant: date, `T`, time of day, and `Z` or an offset. Compare instants, not texts: one instant can be written in several ways.',
    date: 'A day of the calendar, without a time zone: year, month and day.',
    'partial-time': 'A time of day, without a time zone: hours, minutes and seconds.',
    digits:
      'A whole number in decimal digits, without leading zeros, that may be larger than a double holds exactly: read it with `BigInt` or the like.',
    binary:
      'Bytes, which travel beside the JSON as an attachment of Socket.IO: a `Uint8Array` in JavaScript, `bytes` in Python. In JSON, as in examples, each character stands for one byte.',
    uri: 'A web address that begins with `http://` or `https://`.',
  }),
)

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
    undeclared(contract),
    '<li>Where a field <em>knows</em> words and others may come, treat one you don&#39;t know as news, not as an error.</li>',
    '</ul>',
    ...(used.length === 0 ? [] : [heading(2, 'about-formats', 'Formats', 'the formats'), '<dl class="glossary">']),
    ...used.map(
      ([format, patterns]) =>
        `<div id="format-${idPart(format)}"><dt>${code(format)}</dt><dd>${prose(formats.get(format) ?? `A text of the format \`${format}\`.`)}<br>${[...patterns].map((pattern) => `<code class="pattern">${escaped(pattern)}</code>`).join('<br>')}</dd></div>`,
    ),
    used.length === 0 ? '' : '</dl>',
    ...marksPart(contract),
    '</div>',
  )
  return {
    path: paths.fields,
    title: 'Fields',
    group: 'Lookup',
    summary: 'How field tables are to be read: types, formats, limits and marks.',
    body,
  }
}

/** Describes what becomes of fields that are not declared, where the contract has one rule for all. */
function undeclared(contract: ContractJson): string {
  const policies = new Set(valuesOf(contract, 'x-unknown'))
  return [...policies].every((policy) => policy === 'strip')
    ? '<li>Fields that are not declared are dropped, on both ends. Send none, and don&#39;t refuse a payload for them.</li>'
    : '<li>Send no field that is not declared: as its schema says, it is dropped, passed on, or refused with all the rest.</li>'
}

function patternsOf(contract: ContractJson): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const part of partsOf(contract)) {
    const named = part['x-format'] ?? part['format']
    if (typeof named !== 'string') continue
    const patterns = found.get(named) ?? new Set()
    if (typeof part['pattern'] === 'string') patterns.add(part['pattern'])
    found.set(named, patterns)
  }
  return found
}

function valuesOf(contract: ContractJson, keyword: string): unknown[] {
  return partsOf(contract).flatMap((part) => (keyword in part ? [part[keyword]] : []))
}

/** Lists every schema of a contract with all schemas in it. */
function partsOf({ namespaces, protocol }: ContractJson): JsonSchema[] {
  const events = [...Object.values(namespaces), protocol].flatMap((owner) => [
    ...Object.values(owner.serverToClient),
    ...Object.values(owner.clientToServer),
  ])
  const below = (value: unknown): JsonSchema[] =>
    typeof value === 'object' && value !== null ? [value as JsonSchema, ...Object.values(value).flatMap(below)] : []
  const described = [protocol.handshake, protocol.refusal].map(({ schema }) => schema)
  return [...events.flatMap(({ payload, reply }) => [payload, reply]), ...described].flatMap(below)
}

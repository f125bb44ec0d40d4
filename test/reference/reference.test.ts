import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { directions } from '../../src/contract/event/direction.js'
import type { JsonSchema } from '../../src/guards/json-schema.js'
import { fieldAddress } from '../../src/reference/fields/field-table.js'
import { addressesIn } from '../../src/reference/pages/page.js'
import { siteOf } from '../../src/reference/site.js'
import type { ContractJson, EventJson } from '../../src/spec/contract-json.js'
import { type FieldFact, fieldsOf } from './field-fact.js'

const contract = JSON.parse(readFileSync('contract.json', 'utf8')) as ContractJson
const { pages, rows } = siteOf(contract)

interface Told {
  /** Names an event or a field for whoever reads a failure. */
  readonly name: string
  readonly page: string
  readonly address: string
}

const owners = [
  ...Object.entries(contract.namespaces).map(([path, owner]) => [path, `events${path}.html`, owner] as const),
  ['every namespace', 'protocol.html', contract.protocol] as const,
]
const events: (Told & { event: EventJson })[] = owners.flatMap(([path, page, owner]) =>
  directions.flatMap((direction) =>
    Object.entries(owner[direction]).map(([name, event]) => ({
      name: `${path} ${direction} ${name}`,
      page,
      address: event.address,
      event,
    })),
  ),
)
const described = [
  ...events.flatMap(({ name, page, address, event }) => [
    { name, page, address, schema: event.payload },
    { name: `${name}, its reply`, page, address: `${address}-reply`, schema: event.reply },
  ]),
  ...(['handshake', 'refusal'] as const).map((part) => ({
    name: part,
    page: 'protocol.html',
    address: part,
    schema: contract.protocol[part].schema,
  })),
]
const fields: (Told & { fact: FieldFact })[] = described.flatMap(({ name, page, address, schema }) =>
  schema === undefined
    ? []
    : fieldsOf(schema as JsonSchema).map((fact) => ({
        name: `${name}: ${fact.path}`,
        page,
        address: fieldAddress(fact.shape === undefined ? address : `${address}.${fact.shape}`, fact.path),
        fact,
      })),
)

const bodies = new Map(pages.map(({ path, body }) => [path, body]))
const rowOf = ({ page, address }: Told) =>
  bodies.get(page)?.match(new RegExp(`<tr role="row" id="${escaped(address)}">(.*?)</tr>`, 's'))?.[1]
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const words = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/&amp;/g, '&')

/** Says how the reference writes a limit. */
function spelled(keyword: string, value: unknown): string[] {
  if (keyword === 'type') return [value].flat().map(String)
  if (keyword === 'enum' || keyword === 'x-known') return (value as unknown[]).map(String)
  if (keyword === 'uniqueItems') return ['no item twice']
  if (typeof value !== 'number' || keyword === 'const') return [String(value)]
  if (value === 0 && keyword.startsWith('min') && keyword !== 'minimum') return []
  if (Math.abs(value) === Number.MAX_SAFE_INTEGER) return ['2⁵³ − 1']
  return [value.toLocaleString('en-US', { maximumFractionDigits: 20 }).replace('-', '−')]
}

test('reads a contract with events and fields', () => {
  expect(events.length).toBeGreaterThan(60)
  expect(fields.length).toBeGreaterThan(300)
})

test('finds no event and no field without a sentence', () => {
  const silent = [
    ...events.filter(({ event }) => !/\S.*\.$/.test(event.summary ?? '')),
    ...fields.filter(({ fact }) => !/\S.*\.$/.test(fact.meaning ?? '')),
  ]
  expect(silent.map(({ name }) => name)).toEqual([])
})

test('shows every event under an address of its own, with its sentence', () => {
  const missing = events.filter(({ page, address, event }) => {
    const section = bodies.get(page)?.split(` id="${address}" `)[1]?.split('</section>')[0]
    return section === undefined || !words(section).includes((event.summary ?? '?').replaceAll('`', ''))
  })
  expect(missing.map(({ name }) => name)).toEqual([])
  expect(bodies.get('events/patient-pharmacy.html')).toContain(' id="chat-typing" ')
  expect(bodies.get('events/patient-pharmacy.html')).toContain(' id="client-chat-typing" ')
})

test('shows every field with its meaning, and whether it is required', () => {
  const missing = fields.filter((field) => {
    const row = words(rowOf(field) ?? '')
    const need = field.fact.required ? 'required' : 'optional'
    return !row.includes((field.fact.meaning ?? '?').replaceAll('`', '')) || !row.includes(need)
  })
  expect(missing.map(({ name }) => name)).toEqual([])
})

test('shows the type and every limit of every field', () => {
  const missing = fields.flatMap((field) => {
    const row = words(rowOf(field) ?? '')
    const { limits } = field.fact
    return limits
      .filter(([keyword, value]) => spelled(keyword, value).some((part) => !row.includes(part)))
      .map(([keyword]) => `${field.name} lacks ${keyword}`)
  })
  expect(missing).toEqual([])
})

test('shows the mark of every marked field, and of no other', () => {
  const marked = fields.filter(({ fact }) => fact.mark !== undefined)
  expect(marked.length).toBeGreaterThan(10)
  const wrong = fields.filter((field) => {
    const shown = /class="badge sensitive".*?<\/span>(\w+)<\/span>/.exec(rowOf(field) ?? '')?.[1]
    return shown !== field.fact.mark?.toUpperCase()
  })
  expect(wrong.map(({ name }) => name)).toEqual([])
})

test('gives no address twice on a page', () => {
  const twice = pages.flatMap(({ path, body }) => {
    const addresses = addressesIn(body)
    return addresses.filter((each, index) => addresses.indexOf(each) !== index).map((each) => `${path}#${each}`)
  })
  expect(twice).toEqual([])
})

test('lets search find every event, legacy name, room and error code, each at an address that is there', () => {
  const known = new Set(
    pages.flatMap(({ path, body }) => [path, ...addressesIn(body).map((address) => `${path}#${encodeURI(address)}`)]),
  )
  expect(rows.filter(({ url }) => !known.has(url)).map(({ url }) => url)).toEqual([])
  const found = (kind: string) => new Set(rows.filter((row) => row.kind === kind).map(({ name }) => name))
  const namespaces = Object.values(contract.namespaces)
  const named = {
    event: namespaces.flatMap((owner) => directions.flatMap((direction) => Object.keys(owner[direction]))),
    'legacy name': namespaces.flatMap(({ aliases }) =>
      directions.flatMap((direction) => Object.keys(aliases[direction])),
    ),
    room: namespaces.flatMap(({ rooms }) => Object.keys(rooms)),
    'error code': Object.keys(contract.protocol.errorCodes),
  }
  for (const [kind, names] of Object.entries(named))
    expect(
      names.filter((name) => !found(kind).has(name)),
      kind,
    ).toEqual([])
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { contractFiles } from '../scripts/contract-files.js'
import { directions } from '../src/contract/event/direction.js'
import type { ContractJson, EventJson } from '../src/spec/contract-json.js'
import type { SchemaIndex } from '../src/spec/schema-files.js'
import { systems } from '../src/spec/systems.js'
import { entries, events } from './contracts.js'

type Node = { readonly [key: string]: unknown }

const read = (path: string): never => JSON.parse(readFileSync(path, 'utf8')) as never
const contract: ContractJson = read('contract.json')
const committed = [
  'contract.json',
  'contract.schema.json',
  'contract.gate.schema.json',
  'report.schema.json',
  ...['asyncapi', 'schemas'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.json'))
      .map((file) => join(folder, file)),
  ),
]

describe('what is made from the contracts', () => {
  let made: ReadonlyMap<string, string>
  beforeAll(async () => {
    made = await contractFiles()
  }, 120_000)

  test('what is made from the contracts is committed as it would be made now, file by file', () => {
    const stale = [...made].filter(([path, text]) => !committed.includes(path) || readFileSync(path, 'utf8') !== text)
    const names = [...stale.map(([path]) => path), ...committed.filter((path) => !made.has(path))]
    expect(names, 'these are stale: run `npm run contract` and commit what it writes').toEqual([])
  })

  test('what is made from the contracts has the same bytes when it is made again', async () => {
    expect([...(await contractFiles())]).toEqual([...made])
  }, 120_000)

  test('what is made from the contracts has its keys in order everywhere', () => {
    const disordered = (value: unknown): boolean => {
      if (typeof value !== 'object' || value === null) return false
      const keys = Object.keys(value)
      // JSON.parse moves whole numbers to the front, which no key here is
      const inOrder = Array.isArray(value) || keys.join('\n') === keys.toSorted().join('\n')
      return !inOrder || Object.values(value).some(disordered)
    }
    expect([...made].filter(([, text]) => disordered(JSON.parse(text))).map(([path]) => path)).toEqual([])
  })
})

test('contract.json fits its own JSON Schema, which knows every key', () => {
  const fits = new Ajv2020({ strict: true }).compile(read('contract.schema.json'))
  fits(contract)
  expect(fits.errors).toBe(null)
  expect(fits({ ...contract, more: 1 })).toBe(false)
  expect(fits({ ...contract, namespaces: { '/x': {} } })).toBe(false)
})

test('contract.json holds every namespace, each in one system', () => {
  const paths = entries.map((entry) => entry.contract.path)
  expect(Object.keys(contract.namespaces).toSorted()).toEqual(paths.toSorted())
  expect(
    Object.values(contract.systems)
      .flatMap(({ namespaces }) => namespaces)
      .toSorted(),
  ).toEqual(paths.toSorted())
  for (const [path, { system }] of Object.entries(contract.namespaces))
    expect(contract.systems[system as string]?.namespaces).toContain(path)
})

test('contract.json tells the release of the package and of zod', () => {
  const { name, version }: { name: string; version: string } = read('package.json')
  const zod: { version: string } = read('node_modules/zod/package.json')
  expect(contract).toMatchObject({ format: 1, package: { name, version }, zod: zod.version })
})

test.each(events.map((placed) => [placed.title, placed] as const))(
  'contract.json says all of %s',
  (_, { event, direction }) => {
    const json = contract.namespaces[event.namespace]?.[direction][event.name] as EventJson
    expect(json).toMatchObject({
      direction,
      to: event.to.map(({ pattern }) => pattern),
      joins: event.joins.map(({ pattern }) => pattern),
      leaves: event.leaves.map(({ pattern }) => pattern),
      direct: event.direct,
      volatile: event.volatile,
    })
    expect(json.example).toEqual(event.example)
    expect(json.replyExample).toEqual(event.replyExample)
    expect(json.payload === undefined).toBe(event.payload === undefined)
    expect(json.reply === undefined).toBe(event.reply === undefined)
    expect(json.types.payload === undefined).toBe(event.payload === undefined)
    expect(json.types.reply === undefined).toBe(event.reply === undefined)
    expect(json.identity?.paths ?? []).toEqual(event.identity)
    expect(json.limit).toEqual(event.limit)
    expect(json.query).toBe(event.query)
    expect(json.within).toEqual(event.within?.map(({ pattern }) => pattern))
    expect(json.endsAfter).toEqual(event.endsAfter)
    expect(json.state).toEqual(event.state)
  },
)

test('contract.json has a sentence for every namespace, event, field, room, set of words and code', () => {
  expect(without()).toEqual([])
})

test('contract.json has words for every function of a contract or an alias table', () => {
  const silent = Object.entries(contract.namespaces).flatMap(([path, { aliases, serverToClient }]) => [
    ...directions.flatMap((direction) =>
      Object.entries(aliases[direction])
        .filter(([, { up, down, when, reply, notes }]) => (up || down || when || reply) && !isSentence(notes))
        .map(([name]) => `${path} ${name}`),
    ),
    ...Object.entries(aliases.unacknowledged)
      .filter(([, { notes }]) => !isSentence(notes))
      .map(([name]) => `${path} ${name}`),
    ...Object.entries(serverToClient)
      .filter(([, { identity }]) => identity && !identity.paths && !isSentence(identity.words))
      .map(([name]) => `${path} ${name}`),
  ])
  expect(silent).toEqual([])
})

test('what older ends are told of a reply takes fields that the contract declares', () => {
  const told = Object.values(contract.namespaces).flatMap(({ aliases, clientToServer }) => {
    const rows = [...Object.entries(aliases.clientToServer), ...Object.entries(aliases.shapes?.clientToServer ?? {})]
    const forms = [
      ...rows.map(([name, row]) => ['of' in row ? String(row.of) : name, row.replyForm?.down] as const),
      ...Object.entries(aliases.unacknowledged).map(([name, { form }]) => [name, form] as const),
    ]
    return forms.flatMap(([name, form]) =>
      pathsIn(form).map((path) => {
        const [root, field] = path.split('.')
        const { payload, reply } = clientToServer[name] ?? {}
        const declared = Object((root === 'asked' ? payload : reply)?.['properties'])
        return [name, path, field === undefined || Object.hasOwn(declared, field)] as const
      }),
    )
  })
  expect(told.filter(([, , isDeclared]) => !isDeclared)).toEqual([])
  expect(told.length).toBeGreaterThan(15)
})

test('contract.json gives each event an address that no other of its namespace has', () => {
  for (const { serverToClient, clientToServer } of Object.values(contract.namespaces)) {
    const addresses = [...Object.values(serverToClient), ...Object.values(clientToServer)].map((each) => each.address)
    expect(new Set(addresses).size).toBe(addresses.length)
    for (const address of addresses) expect(address).toMatch(/^[A-Za-z0-9_-]+$/)
  }
  expect(contract.namespaces['/patient-pharmacy']?.serverToClient['chat:typing']?.address).toBe('chat-typing')
  expect(contract.namespaces['/patient-pharmacy']?.clientToServer['chat:typing']?.address).toBe('client-chat-typing')
})

test('contract.json says of every object what becomes of keys it does not declare', () => {
  const policies = nodesOf(contract).flatMap((node) => ('properties' in node ? [node['x-unknown']] : []))
  expect(policies.length).toBeGreaterThan(100)
  expect(new Set(policies)).toEqual(new Set(['strip']))
})

test('contract.json keeps sets of words in the order of their declaration', () => {
  const { OrderStatus, DispatchProvider } = contract.namespaces['/patient-pharmacy']?.enumerations ?? {}
  expect(OrderStatus).toMatchObject({ open: false, values: expect.arrayContaining(['PENDING']) })
  expect(OrderStatus?.values.slice(0, 3)).toEqual(['PENDING', 'CONFIRMED', 'PREPARING'])
  expect(DispatchProvider).toMatchObject({ open: true, values: ['kwik', 'gokada', 'auto'] })
})

const index: SchemaIndex = read('schemas/index.json')
const ajv = new Ajv2020({ strict: true, validateFormats: false })
for (const keyword of Object.keys(index.vocabulary)) ajv.addKeyword(keyword)

test('schemas/index.json lists every schema file, and one for each payload and reply', () => {
  const listed = index.files.map(({ file }) => join('schemas', file))
  const files = committed.filter((path) => path.startsWith('schemas') && path !== join('schemas', 'index.json'))
  expect(listed.toSorted()).toEqual(files.toSorted())
  for (const { event, direction } of events)
    for (const part of ['payload', 'reply'] as const)
      expect(
        index.files.filter(
          (each) =>
            each.namespace === event.namespace &&
            each.direction === direction &&
            each.event === event.name &&
            each.part === part,
        ),
      ).toHaveLength(event[part] ? 1 : 0)
})

test.each(index.files)(
  'the schema file $file stands alone and accepts its examples under a strict validator',
  ({ file, event }) => {
    const schema: Node = read(join('schemas', file))
    const fits = ajv.compile(schema)
    const [example] = schema['examples'] as unknown[]
    expect(schema).toMatchObject({ $schema: index.dialect, description: expect.stringMatching(/[.]$/) })
    expect(fits(example)).toBe(true)
    expect(fits(undefined)).toBe(false)
    expect(JSON.stringify(schema)).not.toContain('$ref')
    if (event) expect(schema['title']).toMatch(new RegExp(`^${event}( reply)?$`))
  },
)

test('every system has its document and every document its system', () => {
  expect(readdirSync('asyncapi').toSorted()).toEqual(systems.map(({ name }) => `${name}.json`).toSorted())
})

const isSentence = (words: string | undefined): boolean => /^[A-Z`].*[.]$/.test(words ?? '')

/** Lists what has no sentence of its own. */
function without(): string[] {
  const { namespaces, protocol, systems: declared } = contract
  const described = (place: string, what: object): string[] =>
    Object.entries(what).flatMap(([name, { summary }]) => (isSentence(summary) ? [] : [`${place} ${name}`]))
  const eventsIn = (place: string, map: { readonly [name: string]: EventJson }): string[] => [
    ...described(place, map),
    ...Object.entries(map).flatMap(([name, { payload = {}, reply = {} }]) => [
      ...fieldsIn(`${place} ${name} payload`, payload),
      ...fieldsIn(`${place} ${name} reply`, reply),
    ]),
  ]
  return [
    ...described('system', declared),
    ...described('', namespaces),
    ...described('code', protocol.errorCodes),
    ...Object.entries({ ...namespaces, protocol: { ...protocol, rooms: {}, enumerations: {} } }).flatMap(
      ([path, each]) => [
        ...described(`${path} room`, each.rooms),
        ...described(`${path} words`, each.enumerations),
        ...eventsIn(path, each.serverToClient),
        ...eventsIn(path, each.clientToServer),
      ],
    ),
    ...fieldsIn('handshake', protocol.handshake.schema),
    ...fieldsIn('refusal', protocol.refusal.schema),
  ]
}

function fieldsIn(place: string, schema: Node): string[] {
  const bare = Object.entries((schema['properties'] ?? {}) as Record<string, Node>).flatMap(([name, field]) =>
    isSentence(field['description'] as string) ? [] : [`${place} ${name}`],
  )
  const below = Object.entries(schema).flatMap(([key, held]) =>
    key === 'properties'
      ? Object.entries(held as Record<string, Node>).flatMap(([name, field]) => fieldsIn(`${place} ${name}`, field))
      : typeof held === 'object' && held !== null
        ? (Array.isArray(held) ? held : [held]).flatMap((each) =>
            typeof each === 'object' && each !== null ? fieldsIn(place, each as Node) : [],
          )
        : [],
  )
  return [...bare, ...below]
}

function nodesOf(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return []
  const below = Object.values(value).flatMap(nodesOf)
  return Array.isArray(value) ? below : [value as Node, ...below]
}

function pathsIn(form: unknown): string[] {
  return typeof form === 'string' ? [form] : Object.values(Object(form)).flatMap(pathsIn)
}

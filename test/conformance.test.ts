import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { aliasRow, shapeRow } from '../src/contract/alias/alias-name.js'
import { checkNamespace } from '../src/contract/declaration.js'
import { directions } from '../src/contract/event/direction.js'
import { toLegacy } from '../src/guards/alias-payload.js'
import type { DescribedSchema } from '../src/guards/described-schema.js'
import { isPayload, isReply, normalize, safeParsePayload, safeParseReply } from '../src/guards/index.js'
import { canonicalName, type EventContract, type Issue } from '../src/index.js'
import { entries, events, legacyRows, schemasOf } from './contracts.js'
import { changed, checksOf, drawn, placesIn, seeded, valueDefinitionOf } from './schema-value.js'

describe.each(entries.map((entry) => [entry.contract.path, entry] as const))('%s', (_, { contract, table, name }) => {
  test('a namespace is declared as the entry would check it', () => {
    expect(() => checkNamespace(contract)).not.toThrow()
    expect(contract.path).toBe(`/${name}`)
  })

  test('a namespace has canonical targets for all its aliases, and neither chains nor clashes', () => {
    for (const direction of directions)
      for (const legacy of legacyRows(table, direction)) {
        const canonical: string = canonicalName(table, direction, legacy)
        expect(contract[direction], legacy).toHaveProperty([canonical])
        expect(contract[direction], legacy).not.toHaveProperty([legacy])
        expect(legacyRows(table, direction)).not.toContain(canonical)
        expect(aliasRow(table, direction, legacy)?.removeIn ?? table.removeIn).toBe('2.0.0')
        expect(aliasRow(table, direction, legacy)?.since ?? table.since).toBe('0.1.0')
      }
  })

  test('a namespace names the target of every answer to legacy clients', () => {
    for (const canonical of Object.keys(table.unacknowledged ?? {}))
      expect(contract.clientToServer).toHaveProperty([canonical])
  })

  test('a namespace has older shapes of its own events only, and not of aliases', () => {
    for (const direction of directions)
      for (const canonical of Object.keys(table.shapes?.[direction] ?? {})) {
        expect(contract[direction], canonical).toHaveProperty([canonical])
        expect(legacyRows(table, direction)).not.toContain(canonical)
      }
  })
})

describe.each(events.map((placed) => [placed.title, placed] as const))('%s', (_, { event, direction, entry }) => {
  test('an event knows its own name, direction and namespace', () => {
    expect(event).toMatchObject({ direction, namespace: entry.contract.path })
    expect((entry.contract[direction] as Record<string, EventContract>)[event.name]).toBe(event)
  })

  test('an event has an example of whatever it carries and answers, which comes out as it went in', () => {
    if (event.payload) expect(safeParsePayload(event, event.example)).toEqual({ ok: true, value: event.example })
    else expect(isPayload(event, undefined) && isPayload(event, null) && isPayload(event, {})).toBe(true)
    if (event.reply) expect(safeParseReply(event, event.replyExample)).toEqual({ ok: true, value: event.replyExample })
    expect('error' in Object(event.replyExample)).toBe(false)
  })

  test('an event says where it goes: rooms, everybody or one client', () => {
    if (direction === 'clientToServer') return expect(event.to).toEqual([])
    return expect(event.to.length > 0 || event.everybody || event.direct).toBe(true)
  })

  test('an event has identity paths that lead to values', () => {
    for (const path of event.identity)
      expect(event.example, path).toSatisfy((value) => leads(event, path) || value === 0)
  })

  for (const { part, schema, example } of schemasOf(event)) {
    test(`an event refuses a ${part} without any one required field, or with one of another type, and says where`, () => {
      for (const place of placesIn(example).filter((path) => path.length > 0)) {
        const key = place.at(-1) as string
        const holder = place.slice(0, -1).reduce((value, step) => (value as Record<string, unknown>)[step], example)
        const isRequired = isRequiredAt(schema, place)
        if (!Array.isArray(holder) && isRequired)
          expect(
            issuesOf(event, part, changed(example, place, undefined)),
            `without ${place.join('.')}`,
          ).toContainEqual(expect.objectContaining({ path: steps(place) }))
        if (fieldsAlong(schema, place).length === 0) continue
        const other = typeof (holder as Record<string, unknown>)[key] === 'string' ? 7 : 'another type'
        expect(issuesOf(event, part, changed(example, place, other)), place.join('.')).not.toEqual([])
      }
    })

    test(`an event bounds every string, list and record of its ${part}, changes no value, and is closed to null`, () => {
      walk(schema, (field, where) => {
        const { type } = valueDefinitionOf(field)
        const checks = checksOf(field)
        expect([
          'string',
          'number',
          'boolean',
          'enum',
          'literal',
          'object',
          'array',
          'record',
          'optional',
          'union',
          'null',
        ]).toContain(type)
        expect(
          checks.every(({ check }) => check !== 'overwrite'),
          where,
        ).toBe(true)
        if (type === 'string') expect(checks.some(isUpperBound), `${where} is bounded`).toBe(true)
        if (type === 'array')
          expect(
            checks.some(({ maximum }) => maximum !== undefined),
            `${where} is bounded`,
          ).toBe(true)
        if (type === 'record')
          expect(
            checks.some(({ check }) => check === 'custom'),
            `${where} is bounded`,
          ).toBe(true)
      })
    })

    test(`an event keeps drawn values of its ${part} as they are`, () => {
      const random = seeded(11)
      for (let round = 0; round < 50; round++) {
        const value = drawn(schema, random)
        expect(part === 'payload' ? safeParsePayload(event, value) : safeParseReply(event, value)).toEqual({
          ok: true,
          value,
        })
      }
    })
  }

  if (direction === 'clientToServer' && event.payload)
    test('an event stays under a megabyte at its largest', () => {
      const bytes = largest(event.payload as unknown as DescribedSchema)
      expect(bytes).toBeLessThan(1_000_000)
    })

  test('an event goes down under every legacy name that is sent, and up again to the same payload', () => {
    for (const legacy of legacyRows(entry.table, direction)) {
      const row = aliasRow(entry.table, direction, legacy)
      if (row?.of !== event.name || row.emit === false || !event.payload) continue
      const random = seeded(3)
      for (let round = 0; round < 200; round++) {
        const value = round === 0 ? event.example : drawn(event.payload as unknown as DescribedSchema, random)
        if (row.when?.(value) === false) continue
        const sent = JSON.parse(JSON.stringify(toLegacy(row, value)))
        expect(normalize(entry.contract, entry.table, direction, legacy, sent), legacy).toEqual({
          ok: true,
          name: event.name,
          payload: JSON.parse(JSON.stringify(value)),
          legacyName: legacy,
        })
      }
    }
  })
})

const replies = events.flatMap(({ title, event, direction, entry }) => {
  const rows = legacyRows(entry.table, direction).map((name) => aliasRow(entry.table, direction, name))
  const shaped = [shapeRow(entry.table, direction, event.name), ...rows.filter((row) => row?.of === event.name)]
  return shaped.flatMap((row) => (row?.reply?.up ? [[title, event, row.reply] as const] : []))
})
test.each(replies)(
  '%s: a reply goes down as an older asker reads it, and up again to the same',
  (_, event, { up, down }) => {
    const random = seeded(5)
    for (let round = 0; round < 50; round++) {
      const draw = (schema: unknown, example: unknown) =>
        round === 0 || !schema ? example : drawn(schema as unknown as DescribedSchema, random)
      const reply = draw(event.reply, event.replyExample)
      const payload = draw(event.payload, event.example)
      const told = JSON.parse(JSON.stringify(down ? down(reply, payload) : reply))
      expect(safeParseReply(event, up?.(told, payload))).toEqual({ ok: true, value: reply })
    }
  },
)

test('every sentence of an event or field ends as one and begins with a capital', () => {
  for (const { name } of entries) {
    const text = readFileSync(`src/events/${name}.ts`, 'utf8')
    const comments = [...text.matchAll(/\/\*\* (.*?) \*\//g)].map((found) => found[1] as string)
    expect(comments.length).toBeGreaterThan(3)
    for (const comment of comments) expect(comment).toMatch(/^[A-Z].*[.]$/)
  }
})

function issuesOf(event: EventContract, part: 'payload' | 'reply', value: unknown): readonly Issue[] {
  const result = part === 'payload' ? safeParsePayload(event, value) : safeParseReply(event, value)
  expect(part === 'payload' ? isPayload(event, value) : isReply(event, value)).toBe(result.ok)
  return result.ok ? [] : result.error.issues
}

function leads(event: EventContract, path: string): boolean {
  return fieldsAlong(event.payload as unknown as DescribedSchema, path.split('.')).length > 0
}

/** Tells whether the field at a place must be there. */
function isRequiredAt(schema: DescribedSchema, place: readonly string[]): boolean {
  const fields = fieldsAlong(schema, place)
  return fields.length > 0 && fields.every((field) => valueDefinitionOf(field).type !== 'optional')
}

function fieldsAlong(schema: DescribedSchema, path: readonly string[]): DescribedSchema[] {
  return path.reduce<DescribedSchema[]>(
    (fields, step) =>
      fields.flatMap(opened).flatMap((field) => {
        const { type, shape, element } = valueDefinitionOf(field)
        if (type === 'object') return shape[step] ? [shape[step]] : []
        return type === 'array' ? [element] : []
      }),
    [schema],
  )
}

function opened(schema: DescribedSchema): DescribedSchema[] {
  const { type, innerType, options } = valueDefinitionOf(schema)
  if (type === 'optional') return opened(innerType)
  return type === 'union' ? options.flatMap(opened) : [schema]
}

const steps = (place: readonly string[]): (string | number)[] =>
  place.map((step) => (/^\d+$/.test(step) ? Number(step) : step))

const isUpperBound = ({ maximum, pattern }: { maximum?: number; pattern?: RegExp }): boolean =>
  maximum !== undefined ||
  (pattern !== undefined && !/[*+](?!\])|\{\d+,\}/.test(pattern.source.replace(/\[[^\]]*\]/g, '_')))

function walk(schema: DescribedSchema, visit: (field: DescribedSchema, where: string) => void, where = 'it'): void {
  visit(schema, where)
  const { type, shape, element, keyType, valueType, innerType, options } = valueDefinitionOf(schema)
  if (type === 'object') for (const [key, field] of Object.entries(shape)) walk(field, visit, `${where}.${key}`)
  if (type === 'array') walk(element, visit, `${where}[]`)
  if (type === 'optional') walk(innerType, visit, where)
  if (type === 'union') for (const option of options) walk(option, visit, where)
  if (type === 'record') {
    walk(keyType, visit, `${where} key`)
    walk(valueType, visit, `${where}.*`)
  }
}

/** Adds up the most bytes a value can take as JSON; a character may be escaped to six or encoded in four. */
function largest(schema: DescribedSchema): number {
  const { type, shape, element, innerType, options, entries: words, values } = valueDefinitionOf(schema)
  const most = checksOf(schema).find(({ maximum }) => maximum !== undefined)?.maximum
  switch (type) {
    case 'string':
      return 2 + 6 * (most ?? 128)
    case 'number':
      return 24
    case 'boolean':
      return 5
    case 'enum':
      return Math.max(...Object.values(words).map((word) => word.length + 2))
    case 'literal':
      return JSON.stringify(values[0]).length
    case 'optional':
      return largest(innerType)
    case 'union':
      return Math.max(...options.map(largest))
    case 'array':
      return 2 + (most ?? Number.POSITIVE_INFINITY) * (largest(element) + 1)
    case 'object':
      return 2 + Object.entries(shape).reduce((sum, [key, field]) => sum + key.length + 4 + largest(field), 0)
    default:
      return Number.POSITIVE_INFINITY
  }
}

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { aliasRow } from '../src/contract/alias/alias-name.js'
import { directions } from '../src/contract/event/direction.js'
import type { DescribedSchema } from '../src/guards/described-schema.js'
import { isPayload, isReply } from '../src/guards/index.js'
import { conformance } from '../src/testing/index.js'
import { entries, events, legacyRows, schemasOf } from './contracts.js'
import { checksOf, drawn, seeded, valueDefinitionOf } from './schema-value.js'

const contracts = entries.map(({ contract, table }) => ({ contract, aliases: table }))
for (const { title, check } of conformance(contracts, { examples: 'required' })) test(title, check)

describe.each(entries.map((entry) => [entry.contract.path, entry] as const))('%s', (_, { contract, table, name }) => {
  test('a namespace has the path of its entry', () => {
    expect(contract.path).toBe(`/${name}`)
  })

  test('an alias says since when it is one, and when it goes', () => {
    for (const direction of directions)
      for (const legacy of legacyRows(table, direction)) {
        expect(aliasRow(table, direction, legacy)?.removeIn ?? table.removeIn).toBe('2.0.0')
        expect(aliasRow(table, direction, legacy)?.since ?? table.since).toBe('0.1.0')
      }
  })
})

const parts = events.flatMap(({ title, event }) =>
  schemasOf(event).map(({ part, schema }) => [`${title} ${part}`, event, part, schema] as const),
)
test.each(parts)('%s: every value that is drawn fits', (_, event, part, schema) => {
  const random = seeded(11)
  for (let round = 0; round < 50; round++) {
    const value = drawn(schema, random)
    expect(part === 'payload' ? isPayload(event, value) : isReply(event, value)).toBe(true)
  }
})

test.each(parts)('%s: it is of the kinds that our documents tell of, none of them nullable', (_, __, ___, schema) => {
  const kinds = 'string number boolean enum literal object array record optional union null'.split(' ')
  walk(schema, (field, where) => {
    expect(kinds, where).toContain(valueDefinitionOf(field).type)
    expect(checksOf(field).every(({ check }) => check !== 'overwrite')).toBe(true)
  })
})

test('every sentence of an event or field ends as one and begins with a capital', () => {
  for (const { name } of entries) {
    const text = readFileSync(`src/events/${name}.ts`, 'utf8')
    const comments = [...text.matchAll(/\/\*\* (.*?) \*\//g)].map((found) => found[1] as string)
    expect(comments.length).toBeGreaterThan(3)
    for (const comment of comments) expect(comment).toMatch(/^[A-Z].*[.]$/)
  }
})

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

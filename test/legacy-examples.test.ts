import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { aliasRow } from '../src/contract/alias/alias-name.js'
import { directions } from '../src/contract/event/direction.js'
import { toLegacy } from '../src/guards/alias-payload.js'
import { normalize } from '../src/guards/normalize.js'
import { type aliases, event, namespace } from '../src/index.js'
import type { ContractJson } from '../src/spec/contract-json.js'
import { type ContractSource, toContractJson } from '../src/spec/index.js'
import { withBytes } from '../src/spec/spelled-bytes.js'
import { entries } from './contracts.js'

const json = JSON.parse(readFileSync('contract.json', 'utf8')) as ContractJson
const rows = entries.flatMap(({ contract, table }) =>
  directions.flatMap((direction) => {
    const { [direction]: events, aliases: held } = json.namespaces[contract.path] as ContractJson['namespaces'][string]
    const named = Object.entries(held[direction]).map(([name, row]) => ({ name, of: row.of, row }))
    const shaped = Object.entries(held.shapes?.[direction] ?? {}).map(([name, row]) => ({ name, of: name, row }))
    return [...named, ...shaped].map(({ name, of, row: { examples = [] } }) => {
      const { payload: schema = {}, example } = events[of] as (typeof events)[string]
      return {
        title: `${contract.path} ${name} (${direction})`,
        contract,
        table,
        direction,
        name,
        schema,
        example,
        examples,
      }
    })
  }),
)

test.each(rows.map((row) => [row.title, row] as const))(
  '%s: what is shown as old is read, and becomes what is shown as new',
  (_, row) => {
    const { contract, table, direction, name, schema, example, examples } = row
    for (const { payload, canonical = example } of examples) {
      const read = normalize(contract, table, direction, name, payload)
      expect(read).toMatchObject({ ok: true, payload: withBytes(schema, canonical) })
    }
  },
)

const sending = rows.filter(({ examples }) => examples.some(({ sent }) => sent))
test.each(sending.map((row) => [row.title, row] as const))(
  '%s: what is shown as sent is what goes out for the new one',
  (_, { table, direction, name, schema, example, examples }) => {
    const shown = examples.filter(({ sent }) => sent)
    expect(shown).toHaveLength(1)
    const aliased = aliasRow(table, direction, name)
    const { payload, canonical = example } = shown[0] as (typeof shown)[number]
    expect(aliased?.emit).not.toBe(false)
    expect(aliased?.when?.(withBytes(schema, canonical)) ?? true).toBe(true)
    expect(toLegacy(aliased as object, withBytes(schema, canonical))).toEqual(payload)
  },
)

test('every legacy name of ours has a payload to show', () => {
  const names = rows.filter(({ table, direction, name }) => aliasRow(table, direction, name))
  expect(names.length).toBeGreaterThan(40)
  expect(names.filter(({ examples }) => examples.length === 0).map(({ title }) => title)).toEqual([])
})

const told = z.object({ id: z.string(), mood: z.enum(['glad', 'sad']), at: z.optional(z.string()) })
const pets = namespace('/pets', {
  serverToClient: { told: event({ payload: told, example: { id: '1', mood: 'glad', at: 'noon' } }) },
  clientToServer: {},
})
type Row = Exclude<Parameters<ReturnType<typeof aliases<typeof pets>>>[0]['serverToClient'][string], string>

function rowOf(row: Omit<Row, 'of'>, written?: unknown[]) {
  const source = { contract: pets, aliases: { serverToClient: { TOLD: { ...row, of: 'told' } }, clientToServer: {} } }
  const prose = written && { namespaces: { '/pets': { aliases: { examples: { serverToClient: { TOLD: written } } } } } }
  const { namespaces } = toContractJson([source as ContractSource], { ...(prose && { prose }) })
  const { takesToday, examples } = namespaces['/pets']?.aliases.serverToClient['TOLD'] ?? {}
  return { takesToday, examples }
}

test('a row of another spelling is shown as it is sent, and in the spellings that are heard only', () => {
  expect(rowOf({ rename: { nr: 'id' }, heard: { when: 'at', time: 'at' } })).toEqual({
    takesToday: true,
    examples: [
      { payload: { nr: '1', mood: 'glad', at: 'noon' }, sent: true },
      { payload: { nr: '1', mood: 'glad', when: 'noon' }, sent: false },
    ],
  })
})

test('a row that is sent for some payloads is shown with one of these', () => {
  expect(rowOf({ when: ({ mood }: { mood: string }) => mood === 'sad', emit: true } as never).examples).toEqual([
    { payload: { id: '1', mood: 'sad', at: 'noon' }, canonical: { id: '1', mood: 'sad', at: 'noon' }, sent: true },
  ])
  expect(rowOf({ when: ({ at }: { at?: string }) => at === undefined } as never).examples?.[0]?.payload).toEqual({
    id: '1',
    mood: 'glad',
  })
})

test('a row that reads no payload of today says so, and one that throws is shown without a payload', () => {
  expect(
    rowOf({
      down: ({ id }: { id: string }) => [id],
      up: ([id]: [string]) => ({ id, mood: 'glad', at: 'noon' }),
    } as never),
  ).toEqual({
    takesToday: false,
    examples: [{ payload: ['1'], sent: true }],
  })
  const fail = () => {
    throw new Error('no')
  }
  expect(rowOf({ up: fail, down: fail })).toEqual({ takesToday: false, examples: undefined })
})

test('what was written down is shown with what it becomes, and refused where the row does not read it', () => {
  expect(rowOf({ emit: false }, [{ id: '2', mood: 'sad', more: 1 }]).examples).toEqual([
    { payload: { id: '2', mood: 'sad', more: 1 }, canonical: { id: '2', mood: 'sad' }, sent: false },
  ])
  expect(() => rowOf({}, [{ id: 7 }])).toThrow(
    '/pets told (serverToClient): an alias row does not read its own @example',
  )
})

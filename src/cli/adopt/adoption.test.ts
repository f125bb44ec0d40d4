import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { adopted, inMap, sectionOf } from '../../../test/adopt/adopted.js'
import { CommandError } from '../command.js'
import type { Adopted } from './adoption.js'

test('a map of each direction becomes a contract that reads as if somebody wrote it', () => {
  const { text, report } = adopted(
    {
      'src/events.ts': [
        "import type { Order } from './order.js'",
        'export interface ServerToClientEvents {',
        '  /** An order changed. */',
        "  'order:updated': (order: Order) => void",
        '}',
        'export type ClientToServerEvents = {',
        "  'order:place': (payload: { items: string[] }, ack: (reply: Order) => void) => void",
        '}',
      ].join('\n'),
      'src/order.ts': [
        'interface Row { id: string }',
        '/** What a customer wants. */',
        'export interface Order extends Row {',
        "  status: 'open' | 'closed' // where it stands",
        '  placedAt: Date',
        '}',
      ].join('\n'),
    },
    { path: undefined },
  )
  expect(
    text,
  ).toBe(`import { type ClientToServerEvents, event, namespace, type PayloadOf, type ServerToClientEvents } from 'socket-canon'
import { timestamp } from 'socket-canon/fields'
import * as z from 'zod/mini'

const row = z.object({
  id: z.string(), // TODO(bound)
})

/** What a customer wants. */
const order = z.extend(row, {
  /** where it stands */
  status: z.enum(['open', 'closed']),
  placedAt: timestamp, // TODO(date): Date: arrives as text, so the field is a timestamp
})

export const shop = namespace('/shop', {
  version: 1,
  serverToClient: {
    /** An order changed. */
    'order:updated': event({ payload: order }),
  },
  clientToServer: {
    'order:place': event({
      payload: z.object({
        items: z.array(z.string()), // TODO(bound)
      }),
      reply: order,
    }),
  },
})

type Shop = typeof shop
export type ShopServerToClientEvents = ServerToClientEvents<Shop>
export type ShopClientToServerEvents = ClientToServerEvents<Shop>
export type Order = PayloadOf<Shop, 'serverToClient', 'order:updated'>
`)
  expect(report).toContain('Wrote src/shop.ts: 1 event from the server, 1 from clients.')
  expect(sectionOf(report, 'Bounds (3), TODO(bound)')).toMatch(
    /2 texts: row\.id, order:place\.items\[\] 1 list: order:place\.items$/,
  )
  expect(sectionOf(report, 'Instants (1)')).toContain('order.placedAt: Date')
  expect(sectionOf(report, 'Besides')).toContain('1 of 2 events and 1 of 4 fields')
  expect(sectionOf(report, 'Besides')).toContain('Path: /shop follows the name')
})

test.each([
  ['a file that is not there', {}, ['none.ts'], 'there is no file none.ts'],
  [
    'a file that can not be read',
    { 'a.ts': 'export interface A {\n  b: (\n}' },
    ['a.ts'],
    /^a\.ts, line \d, can't be read: /,
  ],
  [
    'a file of something else',
    { 'a.ts': 'export const limit = 3' },
    ['a.ts'],
    /^a\.ts holds no map of events and no names/,
  ],
  [
    'several groups',
    { 'a.ts': "export const A = { a: 'a' }\nexport const B = { b: 'b' }" },
    ['a.ts'],
    'a.ts holds several groups of names: choose with --events among A, B',
  ],
])('%s is refused in a line', (_, files, paths, message) => {
  const run = (): Adopted => adopted(files as Record<string, string>, { files: paths })
  expect(run).toThrow(CommandError)
  expect(run).toThrow(message)
})

test('what is written is formatted as this house formats', () => {
  const folder = mkdtempSync(join('src/cli', '.adopted-'))
  try {
    const long = Array.from({ length: 30 }, (_, at) => `'a-rather-long-word-${at}'`).join(' | ')
    const numbers = Array.from({ length: 60 }, (_, at) => at + 1000).join(' | ')
    const { text } = adopted(
      inMap(
        `it: (a: { "odd key": string; 'it\\'s': boolean; deep: { list: { a: Map<string, { b?: (string | null)[] }> }[] } }) => void
        words: (a: ${long}, ack: (ok: true | { error: ${numbers} }) => void) => void
        'a:b': (item: Item, ack: (reply: Item[]) => void) => void`,
        '/** An item. */\ninterface Item { id: string; parent?: Item; children: Item[] | null }',
      ),
    )
    writeFileSync(join(folder, 'shop.ts'), text)
    execFileSync('node_modules/.bin/biome', ['check', '--vcs-enabled=false', join(folder, 'shop.ts')], {
      encoding: 'utf8',
      stdio: 'pipe',
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

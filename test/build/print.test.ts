import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import type { EventContract } from '../../src/index.js'
import { shop } from './own-package.js'
import { printedPackage } from './printed-package.js'

test('a module is printed with plain schemas and parsers, and without zod', async () => {
  const { cwd, modules } = await printedPackage({ 'src/shop.ts': shop }, 'src/shop.ts')
  expect(modules.kept).toEqual([])
  expect([...modules.files.keys()].sort()).toEqual(
    ['browser.cjs', 'browser.js', 'built.cjs', 'built.js', 'cjs', 'js'].map((kind) => `dist/shop.${kind}`),
  )
  const node = modules.files.get('dist/shop.js') ?? ''
  const browser = modules.files.get('dist/shop.browser.js') ?? ''
  expect([node, browser].filter((text) => /['"]zod|socket-canon\/fields/.test(text))).toEqual([])
  expect([node.includes('example:'), browser.includes('xample:')]).toEqual([true, false])
  expect([node.match(/parse:/g)?.length, browser.match(/parse:/g)?.length]).toEqual([2, 1])
  expect(node).not.toContain('Gathers who follows')
  expect(node).toContain('/* @__PURE__ */')
  for (const [file, text] of modules.files) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true })
    writeFileSync(join(cwd, file), text)
  }
  const update = {
    orderId: 'o1',
    status: 'paid',
    lines: [{ article: 'tea', count: 2 }],
    updatedAt: '2026-01-02T03:04:05Z',
  }
  for (const file of ['shop.js', 'shop.cjs', 'shop.browser.js']) {
    const entry = await import(/* @vite-ignore */ pathToFileURL(join(cwd, 'dist', file)).href)
    const event: EventContract = entry.shop.serverToClient['order:updated']
    expect([entry.orderRoom('o1'), entry.shop.path, event.namespace], file).toEqual(['order:o1', '/shop', '/shop'])
    expect(event.parse?.({ ...update, more: 1 }), file).toEqual(update)
    expect(event.parse?.({ ...update, status: 'lost' }), file).toBeUndefined()
    expect(event.payload?.['~standard'].vendor, file).toBe('socket-canon')
    expect(entry.shopAliases.serverToClient.orderChanged, file).toBe('order:updated')
  }
})

test('browsers get no limit, no end and no room that only a server asks for, and Node gets them all', async () => {
  const typing = `import { event, namespace, room } from 'socket-canon'
import * as z from 'zod'
export const chatRoom = room('chat:{roomId}')
export const limit = { count: 7, perMs: 1000 }
const made = (payload: z.ZodType) => event({ payload, within: [chatRoom], limit: { count: 5, perMs: 1000 } })
export const chat = namespace('/chat', {
  rooms: [chatRoom],
  serverToClient: {
    typing: event({
      payload: z.object({ roomId: z.string().max(9), isTyping: z.boolean() }),
      endsAfter: { ms: 5000, by: { isTyping: false } },
      to: [chatRoom],
    }),
  },
  clientToServer: {
    told: event({ payload: z.object({ roomId: z.string().max(9) }), within: [chatRoom], limit }),
    asked: made(z.object({ roomId: z.string().max(9) })),
  },
})
`
  const { modules } = await printedPackage({ 'src/chat.ts': typing }, 'src/chat.ts')
  const written = ['dist/chat.js', 'dist/chat.browser.js'].map((file) => modules.files.get(file) ?? '')
  const found = written.map((text) =>
    ['ms: 5e3', 'count: 7', 'count: 5', 'within: ', 'limit'].map((part) => text.includes(part)),
  )
  // what a module exports of its own stays
  expect(found).toEqual([
    [true, true, true, true, true],
    [false, true, false, false, true],
  ])
  expect(written[1]).toMatch(/to: \[chatRoom\]/)
  expect(written[1]?.match(/limit/g)).toHaveLength(2)
})

test('a constant that nobody reads keeps what its call does', async () => {
  const source = `${shop}const counted = Object.assign(globalThis, { loaded: 1 })
const most = Math.max(1, 2)
export const least = Math.min(most, 1)
`
  const { modules } = await printedPackage({ 'src/shop.ts': source }, 'src/shop.ts')
  const text = modules.files.get('dist/shop.js') ?? ''
  expect(text).toContain('const counted = Object.assign')
  expect(text).toContain('const most = /* @__PURE__ */')
})

test('a declaration holds the types of the contract, with its sentences, and what nobody named', async () => {
  const { declarations } = await printedPackage({ 'src/shop.ts': shop }, 'src/shop.ts')
  expect([...declarations.keys()].sort()).toEqual(['dist/shop.d.cts', 'dist/shop.d.ts'])
  const text = declarations.get('dist/shop.d.ts') ?? ''
  expect(text.split('\n')[0]).toMatch(/^import type \{ Ack, AliasTable, .* \} from "socket-canon";$/)
  expect(text.match(/^import/gm)).toHaveLength(1)
  for (const said of [
    'export declare const shop: NamespaceContract<"/shop", {',
    'export declare const orderRoom: Room<"order:{orderId}">',
    'export interface OrderUpdated {',
    'export interface OrderJoinInput {',
    'export interface ShopServerToClientEvents extends ContractServerToClientEvents {',
    '\torderChanged: "order:updated"',
    'export declare const mostLines = 50',
    "/** The order's own id. */",
    '/** How often. */',
  ])
    expect(text.replaceAll('mostLines: 50', 'mostLines = 50')).toContain(said)
})

test('a module in JavaScript has declarations too', async () => {
  const script = `import { event, namespace } from 'socket-canon'
import * as z from 'zod'
export const news = namespace('/news', {
  serverToClient: { told: event({ payload: z.object({ text: z.string().max(9) }), example: { text: 'hi' } }) },
  clientToServer: {},
})
export const kinds = ['a', 'b']
export function twice(value) { return value + value }
`
  const { declarations } = await printedPackage({ 'src/news.js': script }, 'src/news.js')
  const text = declarations.get('dist/news.d.ts') ?? ''
  expect(text).toContain('export declare function twice(...args: any[]): any')
  expect(text).toContain('kinds: (string)[]')
  expect(text).toContain('export interface Told {')
})

test('a constant that nobody outside sees needs no type that can be printed, and no import', async () => {
  const source = `${shop.replace('export const orderRoom', 'const orderRoom')}
const seen = z.map(z.string(), z.date())
const line$ = z.object({ count: z.int() })
export const most = { lines: 50 }
const kinds = ['a', 'b']
export { kinds }
`
  const { declarations } = await printedPackage({ 'src/shop.ts': source }, 'src/shop.ts')
  const text = declarations.get('dist/shop.d.ts') ?? ''
  expect(text).toContain('declare const kinds: (string)[]')
  expect(text.match(/orderRoom|Room|seen|line\$|Schema/g)).toBeNull()
})

test('a type that zod would infer is printed, and the declaration needs no zod', async () => {
  const line = `import * as z from 'zod'
export const line = z.object({
  /** What was bought. */
  article: z.string(),
})
const note = z.object({ at: z.string().transform(Number) })
export function noted(text: string): boolean {
  const found: z.infer<typeof note> | undefined = undefined
  return check(found) && text !== ''
}
type Note = z.infer<typeof note>
type Notes = z.infer<typeof note>[]
const none: Notes & Note[] = []
function check(said: z.infer<typeof note> | undefined) { return said === undefined }
function articleOf(said: z.infer<typeof line>): string { return said.article }
export { articleOf }
`
  const source = `${shop.replace(/const line = z.object\(\{[^}]*\}\)/, "import { line } from './line.js'")}
export { line, noted } from './line.js'
export type Line = z.infer<typeof line>
export interface Item extends z.infer<typeof line> {}
const tree = z.object({ get inside() { return z.array(tree) } })
export type Tree = z.infer<typeof tree>
export type Trees = z.infer<typeof tree>[]
export type States = z.output<typeof status>[]
export function isPaid(of: z.infer<typeof status>): boolean { return of === 'paid' }
`
  const { declarations } = await printedPackage({ 'src/shop.ts': source, 'src/line.ts': line }, 'src/shop.ts')
  const text = declarations.get('dist/shop.d.ts') ?? ''
  const shown = '{\n\t/** What was bought. */\n\tarticle: string;\n}'
  expect(text).toContain(`export type Line = ${shown};`)
  expect(text).toContain(`export interface Item ${shown}`)
  expect(declarations.get('dist/line.d.ts')).toMatch(
    /articleOf\(said: \{\s*\/\*\* What was bought\. \*\/\s*article: string;\s*\}\): string/,
  )
  expect(text).toContain('export type Tree = {\n\tinside: Tree[];\n};')
  expect(text).toContain('export type Trees = Tree[];')
  expect(text).toContain('export type States = ("placed" | "paid" | "sent")[];')
  expect(text).toContain('export declare function isPaid(of: "placed" | "paid" | "sent"): boolean;')
  expect([...declarations.values()].filter((each) => each.includes('zod'))).toEqual([])
})

test('what has no type that anybody can tell is named, with what to do', async () => {
  for (const [added, said] of [
    ['export const seen = z.object({ at: z.date() })', 'seen, at: no type can be printed of the kind date'],
    ['const seen = z.date()\nexport type Seen = z.infer<typeof seen>', 'z.infer<typeof seen>: no type can be printed'],
    [
      'const seen = z.date()\ntype Seen = z.infer<typeof seen>\nexport type Dates = Seen[]',
      '`const seen = z.date()` needs a type annotation',
    ],
  ]) {
    const failed = printedPackage({ 'src/shop.ts': `${shop}${added}\n` }, 'src/shop.ts')
    await expect(failed).rejects.toThrow(`src/shop.ts: ${said}`)
  }
  const source = `${shop}export const made = new Map()\n`
  const error = await printedPackage({ 'src/shop.ts': source }, 'src/shop.ts').catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({
    name: 'BuildError',
    message: expect.stringMatching(/^src\/shop\.ts: `export const made = new Map\(\)` needs a type annotation/),
  })
})

test('several modules are printed each, and what only schemas needed is gone', async () => {
  const parts = {
    'src/rooms.ts':
      "import { room } from 'socket-canon'\n/** All of a shop. */\nexport const shopRoom = room('shop:{shopId}')\n",
  }
  const lines = { 'src/line.ts': "import * as z from 'zod'\nexport const line = z.object({ count: z.int().max(9) })\n" }
  const entry = `import { event, namespace } from 'socket-canon'
import { line } from './line.js'
import { shopRoom } from './rooms.js'
export * from './rooms.js'
export const shop = namespace('/shop', {
  rooms: [shopRoom],
  serverToClient: { sold: event({ payload: line, to: [shopRoom], example: { count: 1 } }) },
  clientToServer: {},
})
`
  const { modules, declarations } = await printedPackage({ ...parts, ...lines, 'src/shop.ts': entry }, 'src/shop.ts')
  expect(modules.written).toEqual(['src/rooms.ts', 'src/shop.ts'])
  expect(modules.files.get('dist/shop.cjs')).toContain('require("./rooms.cjs")')
  expect(declarations.get('dist/shop.d.cts')).toContain('"./rooms.cjs"')
})

test('an alias table is printed without its declaring call, and for browsers without the releases of its names', async () => {
  const tables = `import { aliases, event, namespace } from 'socket-canon'
import * as z from 'zod'
export const bell = namespace('/bell', {
  serverToClient: { 'bell:rang': event({ payload: z.object({ since: z.string().max(9) }) }) },
  clientToServer: {},
})
export const bellAliases = aliases<typeof bell>()({
  since: '1.0.0',
  serverToClient: {
    rang: { of: 'bell:rang', removeIn: '3.0.0', heard: { since: 'since' }, since: '2.0.0' },
    ringing: { of: 'bell:rang', removeIn: '4.0.0' },
    rung: 'bell:rang',
  },
  clientToServer: {},
  removeIn: '5.0.0'
})
`
  const { cwd, modules } = await printedPackage({ 'src/bell.ts': tables }, 'src/bell.ts')
  const row = { of: 'bell:rang', heard: { since: 'since' } }
  const bare = { serverToClient: { rang: row, ringing: { of: 'bell:rang' }, rung: 'bell:rang' }, clientToServer: {} }
  const { rang, ringing, rung } = bare.serverToClient
  const whole = {
    since: '1.0.0',
    removeIn: '5.0.0',
    clientToServer: {},
    serverToClient: {
      rang: { ...rang, removeIn: '3.0.0', since: '2.0.0' },
      ringing: { ...ringing, removeIn: '4.0.0' },
      rung,
    },
  }
  for (const [file, text] of modules.files) {
    expect(text, file).not.toContain('aliases')
    mkdirSync(dirname(join(cwd, file)), { recursive: true })
    writeFileSync(join(cwd, file), text)
  }
  for (const [file, table] of [
    ['bell.js', whole],
    ['bell.cjs', whole],
    ['bell.browser.js', bare],
  ] as const) {
    const entry = await import(/* @vite-ignore */ pathToFileURL(join(cwd, 'dist', file)).href)
    expect(entry.bellAliases, file).toEqual(table)
  }
})

import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { build as bundleByEsbuild } from 'esbuild'
import { type Plugin, rollup } from 'rollup'
import ts from 'typescript'
import { build as bundleByVite } from 'vite'
import { beforeAll, expect, test } from 'vitest'
import { shop } from '../build/own-package.js'
import { compile, compilers, linkFiles, node, writeProject } from './project.js'

// its types say it had a default export in CommonJS
const terser: (options: { module: boolean }) => Plugin = createRequire(import.meta.url)('@rollup/plugin-terser')

const tools = [
  ...['esbuild', '@esbuild', 'magic-string', '@jridgewell/sourcemap-codec'],
  ...['oxc-parser', '@oxc-parser', '@oxc-project/types', 'oxc-transform', '@oxc-transform'],
]
const bin = 'node_modules/socket-canon/dist/esm/cli/main.js'

const using = `
import {
  orderRoom,
  type OrderStatus,
  type OrderUpdated,
  type ShopClientToServerEvents,
  type ShopServerToClientEvents,
  shop,
  shopAliases,
} from 'acme-events'
import { canonicalName } from 'socket-canon'
import { isPayload, safeParsePayload } from 'socket-canon/guards'
export const room: \`order:\${string}\` = orderRoom('o1')
// @ts-expect-error: another room
export const wrongRoom: \`desk:\${string}\` = orderRoom('o1')
export const order: OrderUpdated = {
  orderId: 'o1', status: 'paid', lines: [{ article: 'tea', count: 2 }], updatedAt: '2026-01-02T03:04:05Z',
}
// @ts-expect-error: no such status
export const lost: OrderStatus = 'lost'
export const name: 'order:updated' | undefined = canonicalName(shopAliases, 'serverToClient', 'orderChanged')
export const handlers: Partial<ShopServerToClientEvents> = { /*handler*/'order:updated': (update) => update./*heard*/status }
export type Join = Parameters<ShopClientToServerEvents['order:join']>[0]
export const join: Join = { orderId: 'o1' }
// @ts-expect-error: it is text
export const wrongJoin: Join = { orderId: 1 }
export function judged(value: unknown): OrderStatus | undefined {
  const event = shop.serverToClient[/*declared*/'order:updated']
  if (isPayload(event, value)) return value./*guarded*/status
  const result = safeParsePayload(event, value)
  return result.ok ? result.value.lines[0]?./*deep*/article as never : undefined
}
export const contract = /*contract*/shop
`

const program = (load: string) => `
const run = async () => {
  const { shop, orderRoom, shopAliases } = ${load}('acme-events')
  const { safeParsePayload } = ${load}('socket-canon/guards')
  const event = shop.serverToClient['order:updated']
  const order = { orderId: 'o1', status: 'paid', lines: [], updatedAt: '2026-01-02T03:04:05Z' }
  const good = safeParsePayload(event, { ...order, more: 1 })
  const bad = safeParsePayload(event, { ...order, status: 'lost' })
  console.log(orderRoom('o1'), shop.path, good.ok && !('more' in good.value), bad.ok, event.parse.length, shopAliases.serverToClient.orderChanged)
}
run()`
const ran = { code: 0, output: 'order:o1 /shop true false 1 order:updated\n' }

let project: string
let consumer: string

/** Reads what a build says that package.json lacks. */
function lackingIn(output: string): object {
  const [, lines = ''] = /it has to say:\n((?: {2}.*\n)+)/.exec(output) ?? []
  return JSON.parse(`{${lines}}`)
}

beforeAll(async () => {
  const manifest = { name: 'acme-events', version: '1.0.0' }
  const files = { 'package.json': JSON.stringify(manifest), 'src/shop.ts': shop }
  project = writeProject('own-contract', files, tools)
  const first = await node(project, bin, 'build', 'src/shop.ts', '--out', 'dist')
  expect(first).toEqual({
    code: 0,
    output: expect.stringMatching(/^Built \/shop \(2 events\): \d+ files written, in /),
  })
  writeFileSync(join(project, 'package.json'), JSON.stringify({ ...manifest, ...lackingIn(first.output) }))
  consumer = writeProject('own-consumer', {
    'package.json': '{ "private": true }',
    'use.mts': using,
    'use.cts': using,
    'run.mjs': program('await import'),
    'run.cjs': program('require'),
    'rooms.mjs': "export { orderRoom } from 'acme-events'\n",
    'contract.mjs':
      "export { shop } from 'acme-events'\nexport { isPayload, safeParsePayload } from 'socket-canon/guards'\n",
  })
  // as it would be installed: without its sources, its tools and zod
  rmSync(join(consumer, 'node_modules/zod'))
  linkFiles(join(project, 'dist'), join(consumer, 'node_modules/acme-events/dist'))
  writeFileSync(join(consumer, 'node_modules/acme-events/package.json'), readFileSync(join(project, 'package.json')))
})

test('a built contract is found by what the build says that package.json lacks, and then it says nothing more', async () => {
  const again = await node(project, bin, 'build', 'src/shop.ts', '--out', 'dist')
  expect(again).toEqual({ code: 0, output: expect.stringMatching(/^Built .*: nothing to write, all is fresh, in /) })
  expect(again.output).not.toContain('package.json does not')
  expect(await node(project, bin, 'build', 'src/shop.ts', '--out', 'dist', '--check')).toMatchObject({ code: 0 })
})

test.concurrent.for(Object.entries(compilers))(
  'a consumer of a built contract compiles with TypeScript %s',
  async ([version, compiler]) => {
    // what is declared is looked into once, where it costs little
    const options = { module: 'NodeNext', target: 'ES2022', skipLibCheck: version < '7', noUnusedLocals: true }
    expect(await compile(consumer, compiler, options, ['*.mts', '*.cts'])).toEqual({ code: 0, output: '' })
  },
)

test.concurrent.for(['run.mjs', 'run.cjs'])('a built contract runs in Node without zod: %s', async (file) => {
  expect(await node(consumer, file)).toEqual(ran)
})

test('hovers say the sentences of a built contract', () => {
  const file = join(consumer, 'use.mts')
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    types: [],
  }
  const service = ts.createLanguageService({
    ...ts.sys,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) =>
      ts.sys.fileExists(path) ? ts.ScriptSnapshot.fromString(readFileSync(path, 'utf8')) : undefined,
    getCurrentDirectory: () => consumer,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
  })
  const sentence = (mark: string): string => {
    const place = using.indexOf(`/*${mark}*/`) + mark.length + 4
    return ts.displayPartsToString(service.getQuickInfoAtPosition(file, place)?.documentation)
  }
  expect(['handler', 'declared', 'heard', 'guarded', 'deep', 'contract'].map(sentence)).toEqual([
    'An order is somewhere else than before.',
    'An order is somewhere else than before.',
    'Where it stands.',
    'Where it stands.',
    'What was bought.',
    'Orders, as they are placed and sent.',
  ])
})

const bundlers: Readonly<Record<string, (file: string) => Promise<string>>> = {
  esbuild: async (file) => {
    const options = { bundle: true, minify: true, format: 'esm', platform: 'browser', write: false } as const
    const { outputFiles } = await bundleByEsbuild({ entryPoints: [join(consumer, file)], ...options })
    return outputFiles.map(({ text }) => text).join('')
  },
  rollup: async (file) => {
    const bundle = await rollup({ input: join(consumer, file), plugins: [nodeResolve({ browser: true })] })
    const { output } = await bundle.generate({ format: 'es', plugins: [terser({ module: true })] })
    return output.map((chunk) => (chunk.type === 'chunk' ? chunk.code : '')).join('')
  },
  Vite: async (file) => {
    const lib = { entry: join(consumer, file), formats: ['es' as const], fileName: 'out' }
    const built = await bundleByVite({
      root: consumer,
      configFile: false,
      logLevel: 'silent',
      build: { lib, write: false, minify: true },
    })
    const [{ output } = { output: [] }] = built as { output: { code?: string }[] }[]
    return output.map(({ code = '' }) => code).join('')
  },
}

test.for(Object.entries(bundlers))(
  '%s bundles the rooms of a built contract within 600 bytes',
  async ([tool, bundle]) => {
    const code = await bundle('rooms.mjs')
    const size = gzipSync(code, { level: 9 }).length
    console.info(`the rooms of an own contract, bundled by ${tool}: ${size} of 600 bytes`)
    expect(size).toBeLessThanOrEqual(600)
    expect(code).not.toContain('updatedAt')
  },
)

test.for(Object.entries(bundlers))(
  '%s bundles a built contract without zod, examples and what a server reads',
  async ([, bundle]) => {
    const code = await bundle('contract.mjs')
    expect(code.match(/example:|parseReply:|Cannot find module/g) ?? []).toEqual([])
    const { shop: own, safeParsePayload } = await import(`data:text/javascript,${encodeURIComponent(code)}`)
    const event = own.serverToClient['order:updated']
    const order = { orderId: 'o1', status: 'paid', lines: [], updatedAt: '2026-01-02T03:04:05Z' }
    expect([typeof event.parse, own.clientToServer['order:join'].parse]).toEqual(['function', undefined])
    expect(safeParsePayload(event, { ...order, more: 1 })).toEqual({ ok: true, value: order })
    expect(safeParsePayload(event, { ...order, status: 'lost' }).ok).toBe(false)
  },
)

test('a contract in plain JavaScript is built in a project without TypeScript', async () => {
  const script = `import { event, namespace } from 'socket-canon'
import * as z from 'zod'
/** News, as they come. */
export const news = namespace('/news', {
  serverToClient: {
    /** Something happened. */
    told: event({
      payload: z.object({
        /** What happened. */
        text: z.string().max(9),
      }),
      example: { text: 'hi' },
    }),
  },
  clientToServer: {},
})
`
  const manifest = {
    name: 'acme-news',
    type: 'module',
    'socket-canon': { entries: ['src/news.js'], prose: 'required' },
  }
  const files = { 'package.json': JSON.stringify(manifest), 'src/news.js': script }
  const folder = writeProject('own-script', files, tools)
  expect(await node(folder, bin, 'build')).toMatchObject({ code: 0 })
  const { news } = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'dist/news.js')).href)
  expect(news.serverToClient.told.parse({ text: 'hi', more: 1 })).toEqual({ text: 'hi' })
  expect(readFileSync(join(folder, 'dist/news.d.ts'), 'utf8')).toContain('/** What happened. */')
})

test('an installation without the libraries of the build says what to install', async () => {
  const folder = writeProject('own-bare', {
    'package.json': '{ "name": "bare", "type": "module" }',
    'src/shop.ts': shop,
  })
  expect(await node(folder, bin, 'build', 'src/shop.ts')).toEqual({
    code: 2,
    output: expect.stringMatching(
      /^socket-canon build: this needs [\w-]+, which is not installed: npm install --save-dev esbuild oxc-parser oxc-transform magic-string\n$/,
    ),
  })
})

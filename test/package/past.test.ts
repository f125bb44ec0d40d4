import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { compile, compilers, linkFiles, node, writeProject } from './project.js'

const tools = [
  ...['esbuild', '@esbuild', 'magic-string', '@jridgewell/sourcemap-codec'],
  ...['oxc-parser', '@oxc-parser', '@oxc-project/types', 'oxc-transform', '@oxc-transform'],
]
const servers = ['socket.io', 'socket.io-client', '@types/node']
const bin = 'node_modules/socket-canon/dist/esm/cli/main.js'

const contract = `import { event, namespace, past, type PayloadOf } from 'socket-canon'
import { id, text } from 'socket-canon/fields'
import * as z from 'zod'

const order = z.object({
  /** The order's own id. */
  orderId: id,
  /** What it is paid in. */
  currency: text(3),
})

/** Orders, as they are placed. */
export const shop = namespace('/shop', {
  version: 3,
  serverToClient: {
    /** An order was placed. */
    'order:placed': event({ payload: order, example: { orderId: 'o1', currency: 'EUR' } }),
  },
  clientToServer: {
    /** Places an order. */
    'order:submit': event({
      payload: order,
      /** What became of it. */
      reply: z.object({ /** Whether it is placed. */ done: z.boolean() }),
      example: { orderId: 'o1', currency: 'EUR' },
      replyExample: { done: true },
    }),
  },
})

/** What \`order:placed\` carries. */
export interface OrderPlaced extends PayloadOf<typeof shop, 'serverToClient', 'order:placed'> {}

/** What earlier versions said. */
export const shopPast = past<typeof shop>()({
  1: { clientToServer: { 'order:submit': { name: 'order:new', up: (old) => ({ currency: 'USD', ...Object(old) }) } } },
  2: {
    serverToClient: {
      /** The field had a short name. */
      'order:placed': { rename: { nr: 'orderId' } },
    },
  },
})
`

const using = `
import { shop, shopPast } from 'acme-past'
import { type PastTable, past } from 'socket-canon'
import { type SendOptions, type ServeOptions } from 'socket-canon/server'
type Shop = typeof shop
export const version: 3 = shop.version
export const table: PastTable = shopPast
export const served: ServeOptions<Shop, undefined> = { past: shopPast }
export const sent: SendOptions<Shop> = { past: shopPast }
export const mine = past<Shop>()({
  1: { serverToClient: { 'order:placed': { name: 'order:new', down: ({ currency, ...order }) => order } } },
  2: { clientToServer: { 'order:submit': { reply: { down: ({ done }) => ({ ok: done }) } } } },
})
// @ts-expect-error: version 3 is the contract's own
past<Shop>()({ 3: {} })
// @ts-expect-error: no version is below 1
past<Shop>()({ 0: {} })
// @ts-expect-error: no such event
past<Shop>()({ 1: { serverToClient: { 'order:new': {} } } })
// @ts-expect-error: an event of the other direction
past<Shop>()({ 1: { clientToServer: { 'order:placed': {} } } })
// @ts-expect-error: no such field
past<Shop>()({ 1: { serverToClient: { 'order:placed': { rename: { nr: 'number' } } } } })
// @ts-expect-error: no such field
past<Shop>()({ 1: { clientToServer: { 'order:submit': { up: () => ({ number: '1' }) } } } })
`

const program = (load: string) => `
const run = async () => {
  const { shop, shopPast } = ${load}('acme-past')
  const { past } = ${load}('socket-canon')
  const { serve } = ${load}('socket-canon/server')
  const { createServer } = ${load}('node:http')
  const { Server } = ${load}('socket.io')
  const { io } = ${load}('socket.io-client')
  console.log(shop.version, Object.keys(shopPast).join(), shopPast[1].clientToServer['order:submit'].up({ orderId: 'o2' }))
  const http = createServer()
  const server = new Server(http)
  serve(server, shop, { past: shopPast, authenticate: () => ({ id: 'u1' }) })
  await new Promise((done) => http.listen(0, done))
  for (const version of [1, 2, 3, 4]) {
    const auth = { contract: { package: 'acme-past', versions: { '/shop': [version] } } }
    const socket = io('http://localhost:' + http.address().port + '/shop', { auth, forceNew: true, reconnection: false })
    const told = await new Promise((done) => {
      socket.on('connect', () => done('let in'))
      socket.on('connect_error', ({ data }) => done([data.error.code, data.error.supported, data.error.retryable].join(' ')))
    })
    console.log(version, told)
    socket.close()
  }
  server.close()
}
run()`
const ran = {
  code: 0,
  output: `3 1,2 { currency: 'USD', orderId: 'o2' }
1 let in
2 let in
3 let in
4 CONTRACT_UNSUPPORTED 3,1,2 true
`,
}

let consumer: string

beforeAll(async () => {
  const manifest = { name: 'acme-past', version: '1.0.0' }
  const project = writeProject('own-past', { 'package.json': JSON.stringify(manifest), 'src/shop.ts': contract }, tools)
  const built = await node(project, bin, 'build', 'src/shop.ts', '--out', 'dist')
  expect(built).toMatchObject({ code: 0 })
  const [, lines = ''] = /it has to say:\n((?: {2}.*\n)+)/.exec(built.output) ?? []
  const files = {
    'use.mts': using,
    'use.cts': using,
    'run.mjs': program('await import'),
    'run.cjs': program('require'),
  }
  consumer = writeProject('own-past-consumer', { 'package.json': '{ "private": true }', ...files }, servers)
  // as it would be installed: without its sources, its tools and zod
  rmSync(join(consumer, 'node_modules/zod'))
  linkFiles(join(project, 'dist'), join(consumer, 'node_modules/acme-past/dist'))
  const written = JSON.stringify({ ...manifest, ...JSON.parse(`{${lines}}`) })
  writeFileSync(join(consumer, 'node_modules/acme-past/package.json'), written)
  const { past, exports } = JSON.parse(readFileSync(join(project, 'contract.json'), 'utf8')).namespaces['/shop']
  expect(exports).toMatchObject({ contract: 'shop', past: 'shopPast' })
  expect(past[2].serverToClient['order:placed']).toMatchObject({
    notes: 'The field had a short name.',
    examples: [{ payload: { nr: 'o1', currency: 'EUR' }, sent: true }],
  })
})

test.concurrent.for(Object.entries(compilers))(
  'a table of earlier versions of a built contract compiles with TypeScript %s, and no version or event that is none',
  async ([version, compiler]) => {
    const options = { module: 'NodeNext', target: 'ES2022', skipLibCheck: version < '7', noUnusedLocals: true }
    expect(await compile(consumer, compiler, options, ['*.mts', '*.cts'])).toEqual({ code: 0, output: '' })
  },
)

test.concurrent.for(['run.mjs', 'run.cjs'])(
  'a built table of earlier versions serves their clients: %s',
  async (file) => {
    expect(await node(consumer, file)).toEqual(ran)
  },
)

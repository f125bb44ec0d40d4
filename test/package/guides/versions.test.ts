import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Server } from 'socket.io'
import { io, type Socket } from 'socket.io-client'
import ts from 'typescript'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { NamespaceContract, PastTable } from '../../../src/index.js'
import { afterwards } from '../../ends/afterwards.js'
import { listening } from '../../ends/server.js'
import { bus } from '../../histories/bus-adapter.js'
import { compile, compilers, node, packed, writeProject } from '../project.js'

const path = join(packed.repo, 'docs/guides/versions.md')
let guide = readFileSync(path, 'utf8')
// UPDATE_GUIDE=1 npx vitest run --config vitest.package.config.ts test/package/guides/versions.test.ts
const isRewritten = process.env['UPDATE_GUIDE'] !== undefined
const timely = { timeout: 20_000 }

const files = Object.fromEntries(
  [...guide.matchAll(/^```[tj]s ([\w-]+\/\S+)\n(.*?)^```/gms)].map(([, file = '', code = '']) => [file, code]),
)
const left = new Set(Object.keys(files))
const links = ['socket.io', 'socket.io-client', 'socket.io-parser', '@types/node']
let project: string

beforeAll(() => {
  project = writeProject('guide-versions', { ...files, 'package.json': '{ "private": true, "type": "module" }' }, links)
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
  for (const [file, code] of Object.entries(files))
    if (file.endsWith('.ts'))
      writeFileSync(
        join(project, file.replace(/\.ts$/, '.js')),
        ts.transpileModule(code, { compilerOptions }).outputText,
      )
})
afterAll(() => {
  if (isRewritten) writeFileSync(path, guide)
})

type Module = Readonly<Record<string, unknown>>

/** Runs a file of the guide, beside the package as it is installed. */
function run(file: string): Promise<Module> {
  left.delete(file)
  return import(pathToFileURL(join(project, file.replace(/\.ts$/, '.js'))).href) as Promise<Module>
}

/** Loads an entry of the package as the files of the guide do. */
const installed = (file: string): Promise<Module> =>
  import(pathToFileURL(join(project, 'node_modules/socket-canon/dist/esm', file)).href) as Promise<Module>

const socketTo = (url: string, token: string): Socket => {
  const socket = io(`${url}/shop`, { autoConnect: false, forceNew: true, auth: { token } })
  afterwards(() => socket.disconnect())
  return socket
}

/** A page that is connected, with what goes over its wire. */
interface Page {
  readonly name: string
  readonly said: unknown[][]
  readonly heard: unknown[][]
  order(...all: unknown[]): Promise<unknown>
}

function recorded(name: string, socket: Socket, order: Page['order']): Page {
  const [said, heard]: unknown[][][] = [[], []]
  socket.onAnyOutgoing((...all: unknown[]) => said?.push(all))
  socket.onAny((event: string, ...all: unknown[]) => {
    if (!event.startsWith('contract:')) heard?.push([event, ...all])
  })
  return { name, said: said ?? [], heard: heard ?? [], order }
}

const line = (page: Page, what: string, ...words: unknown[]): string =>
  `${page.name}  ${what.padEnd(8)} ${words.map((word) => (typeof word === 'string' ? word : JSON.stringify(word))).join(' ')}`

/** Lets one page place an order, and tells what all of them see of it. */
async function placed(pages: readonly Page[], page: Page, order: readonly unknown[]): Promise<string[]> {
  const before = pages.map(({ heard }) => heard.length)
  const answer = await page.order(...order)
  await vi.waitFor(() => {
    expect(pages.map(({ heard }) => heard.length)).toEqual(before.map((count) => count + 1))
  }, timely)
  const [name, payload] = page.said.at(-1) ?? []
  return [
    line(page, 'sends', name, payload),
    ...pages.map((each) => line(each, 'hears', ...(each.heard.at(-1) ?? []))),
    ...(answer === undefined ? [] : [line(page, 'is told', answer)]),
  ]
}

/** Compares what was seen with what the guide shows of a change. */
function shown(mark: string, lines: readonly string[]): void {
  const block = new RegExp(`(?<=^\`\`\`text ${mark}\\n)(?:(?!^\`\`\`)[^])*`, 'm')
  const seen = `${lines.join('\n')}\n`
  if (isRewritten) guide = guide.replace(block, () => seen)
  else expect(block.exec(guide)?.[0]).toBe(seen)
}

test('the files of the guide compile, each beside the others of its change', async () => {
  const options = { module: 'NodeNext', target: 'ES2022', noUnusedLocals: true, skipLibCheck: true, allowJs: true }
  const answer = await compile(project, compilers['6.0'], options, Object.keys(files))
  expect(answer).toEqual({ code: 0, output: '' })
})

interface Change {
  readonly mark: string
  /** Opens the server of today. */
  readonly open: (io: Server, shop: Module) => Promise<void>
  /** What each page places, as its contract has it. */
  readonly orders: readonly [old: readonly unknown[], today: readonly unknown[]]
  readonly names: readonly [old: string, today: string]
}

const answering =
  (reply: (order: unknown) => unknown): Change['open'] =>
  async (server, { shop, shopPast }) => {
    const { serve } = (await installed('server/index.js')) as unknown as typeof import('../../../src/server/index.js')
    const served = serve(
      server,
      shop as never,
      {
        authenticate: ({ token }: { readonly token?: unknown }) => ({ id: String(token) }),
        past: shopPast,
      } as never,
    ) as unknown as {
      on(name: string, handler: (order: object) => unknown): void
      emit(name: string, payload: object): void
    }
    served.on('order:submit', (order) => {
      served.emit('order:placed', order)
      return reply(order)
    })
  }

const changes: readonly Change[] = [
  {
    mark: 'rename',
    open: async (server) => {
      const { openShop } = await run('rename/server.ts')
      ;(openShop as (io: Server) => unknown)(server)
    },
    orders: [
      ['o1', 450],
      ['o2', 700],
    ],
    names: ['order:place', 'order:submit'],
  },
  {
    mark: 'required',
    open: answering(() => undefined),
    orders: [[{ orderId: 'o1', amount: 450 }], [{ orderId: 'o2', amount: 700, currency: 'EUR' }]],
    names: ['order:submit', 'order:submit'],
  },
  {
    mark: 'split',
    open: answering((order) => order),
    orders: [[{ orderId: 'o1', customer: 'Grace Hopper' }], [{ orderId: 'o2', firstName: 'Alan', lastName: 'Turing' }]],
    names: ['order:submit', 'order:submit'],
  },
]

test.each(changes)('both clients are served through the change: $mark', async ({ mark, open, orders, names }) => {
  const { connect } = (await installed('client/index.js')) as unknown as typeof import('../../../src/client/index.js')
  const { io: server, url } = await listening()
  await open(server, await run(`${mark}/shop.ts`))
  const shows: unknown[] = []
  const pages = await Promise.all(
    (['old', 'new'] as const).map(async (age, index) => {
      const socket = socketTo(url, age)
      const file = `${mark}/${age}-page.ts`
      const { shop } = await run(age === 'old' ? `${mark}/shop-1.ts` : `${mark}/shop.ts`)
      const opened = Object.hasOwn(files, file)
        ? ((await run(file))['openPage'] as unknown as (socket: Socket, show: (shown: unknown) => void) => object)(
            socket,
            (each) => shows.push([age, each]),
          )
        : { orders: connect(socket, shop as NamespaceContract) }
      const { orders, order } = opened as {
        orders: { close(): void; request(name: string, payload: unknown): Promise<unknown>; emit: never }
        order?: Page['order']
      }
      afterwards(() => orders.close())
      const hasReply = mark !== 'required'
      const placing: Page['order'] =
        order ??
        (async (payload) => {
          if (hasReply) return orders.request(names[index] as string, payload)
          ;(orders.emit as (name: string, payload: unknown) => void)(names[index] as string, payload)
          return undefined
        })
      const page = recorded(`version ${index + 1}`, socket, placing)
      await vi.waitFor(() => expect(socket.connected).toBe(true), timely)
      return page
    }),
  )
  const [old, today] = pages as [Page, Page]
  shown(mark, [...(await placed(pages, old, orders[0])), ...(await placed(pages, today, orders[1]))])
  if (mark === 'rename')
    expect(shows.sort()).toEqual([
      ['new', 450],
      ['new', 700],
      ['old', 450],
      ['old', 700],
    ])
})

/** Lets the gate judge a change of the shop, which its changeset declares; the version before is recorded. */
async function judged(mark: string, old: object, today: object, bump: string): Promise<void> {
  const { toContractJson } = (await installed(
    'spec/index.js',
  )) as unknown as typeof import('../../../src/spec/index.js')
  const released = { name: 'shop-contract', version: '1.0.0' }
  const written = (source: object): string => JSON.stringify(toContractJson([source as never], { package: released }))
  const files = {
    'package.json': JSON.stringify({ ...released, type: 'module' }),
    'contract.released.json': written(old),
    'contract.json': written(today),
    '.changeset/shop.md': `---\n"shop-contract": ${bump}\n---\n\nOrders are placed.\n`,
    'shop.js': readFileSync(join(project, 'rename/shop.js'), 'utf8').replace(
      mark === 'gone' ? /^export const shopPast/m : /$^/,
      'const shopPast',
    ),
  }
  const folder = writeProject(`guide-versions-${mark}`, files, links)
  const bin = 'node_modules/socket-canon/dist/esm/cli/main.js'
  if (mark === 'gate') expect(await node(folder, bin, 'gate', '--record-versions')).toMatchObject({ code: 0 })
  const { code, output } = await node(folder, bin, 'gate', '--source', 'shop.js')
  shown(mark, output.trim().split('\n'))
  expect(code).toBe(0)
}

test('the gate says of the rename, and of the day the old version goes, what the guide shows', async () => {
  const { shop: old } = (await run('rename/shop-1.ts')) as { shop: NamespaceContract }
  const { shop, shopPast } = (await run('rename/shop.ts')) as { shop: NamespaceContract; shopPast: PastTable }
  await judged('gate', { contract: old }, { contract: shop, past: shopPast }, 'minor')
  await judged('gone', { contract: shop, past: shopPast }, { contract: shop }, 'major')
})

test('the figures of open connections by version are those that the guide shows', async () => {
  const { openCounted } = await run('rename/figures.ts')
  const { io: server, url } = await listening()
  const health = (openCounted as (io: Server) => { report(): { versions: unknown[] }; prometheus(): string })(server)
  const pages = await Promise.all(
    (['old', 'new', 'new'] as const).map(async (age) => {
      const { openPage } = await run(`rename/${age}-page.ts`)
      const socket = socketTo(url, age)
      const { orders } = (openPage as (socket: Socket, show: () => void) => { orders: { close(): void } })(
        socket,
        () => {},
      )
      afterwards(() => orders.close())
      await vi.waitFor(() => expect(socket.connected).toBe(true), timely)
      return socket
    }),
  )
  pages[0]?.disconnect()
  await vi.waitFor(() => expect(health.report().versions).toContainEqual(expect.objectContaining({ open: 0 })), timely)
  const measured = health
    .prometheus()
    .split('\n')
    .filter((line) => line.startsWith('socket_canon_open_connections{'))
  shown('figures', [...health.report().versions.map((each) => JSON.stringify(each)), '', ...measured])
})

const orders = [
  { mark: 'rename', name: 'order:new', old: { orderId: 'o1', total: 450 }, today: { orderId: 'o1', amount: 450 } },
  {
    mark: 'required',
    name: 'order:placed',
    old: { orderId: 'o1', amount: 450 },
    today: { orderId: 'o1', amount: 450, currency: 'USD' },
  },
  {
    mark: 'split',
    name: 'order:placed',
    old: { orderId: 'o1', customer: 'Grace Hopper' },
    today: { orderId: 'o1', firstName: 'Grace', lastName: 'Hopper' },
  },
]

test.each(orders)('servers of both versions reach the pages of both: $mark', async ({ mark, name, old, today }) => {
  const { serve } = (await installed('server/index.js')) as unknown as typeof import('../../../src/server/index.js')
  const { connect } = (await installed('client/index.js')) as unknown as typeof import('../../../src/client/index.js')
  const { shop: first } = (await run(`${mark}/shop-1.ts`)) as { shop: NamespaceContract }
  const { shop: second, shopPast } = (await run(`${mark}/shop.ts`)) as { shop: NamespaceContract; shopPast: PastTable }
  const { adapter } = bus()
  const [before, after] = [
    await listening({ adapter: adapter as never }),
    await listening({ adapter: adapter as never }),
  ]
  const authenticate = ({ token }: { readonly token?: unknown }) => ({ id: String(token) })
  const sending = [
    serve(before.io, first, { authenticate }),
    serve(after.io, second, { authenticate, past: shopPast }),
  ] as unknown as { emit(name: string, payload: object): void }[]
  const pages = await Promise.all(
    (
      [
        [before, first],
        [after, first],
        [after, second],
      ] as const
    ).map(async ([{ url }, shop], index) => {
      const socket = socketTo(url, `page${index}`)
      const bound = connect(socket, shop)
      afterwards(() => bound.close())
      const { heard } = recorded('', socket, async () => undefined)
      await vi.waitFor(() => expect(socket.connected).toBe(true), timely)
      return heard
    }),
  )
  const all = [
    [name, old],
    [name, old],
    ['order:placed', today],
  ]
  sending[0]?.emit(name, old)
  await vi.waitFor(() => expect(pages.flat()).toEqual(all), timely)
  sending[1]?.emit('order:placed', today)
  // what they do not know does old pages no harm
  const toOld = mark === 'required' ? today : old
  const later = [
    [name, toOld],
    [name, toOld],
    ['order:placed', today],
  ]
  await vi.waitFor(() => expect(pages).toEqual(all.map((each, index) => [each, later[index]])), timely)
})

type ShopPage = (
  url: string,
  means: { token: string; show: (amount: number) => void; needsUpdate: (supported: unknown) => void },
) => Socket

test('a page without this package waits for a server that is to be replaced, and is told when it is too old', async () => {
  const { openPage } = (await run('stock/page.js')) as { openPage: ShopPage }
  const { serve } = (await installed('server/index.js')) as unknown as typeof import('../../../src/server/index.js')
  const authenticate = ({ token }: { readonly token?: unknown }) => ({ id: String(token) })
  const [first, second] = await Promise.all(
    ['rename/shop-1.ts', 'rename/shop.ts'].map(async (file) => (await run(file))['shop'] as NamespaceContract),
  )
  const [amounts, needed, refusals]: unknown[][] = [[], [], []]
  const old = await listening()
  serve(old.io, first as NamespaceContract, { authenticate })
  const socket = openPage(old.url, {
    token: 'page',
    show: (amount) => amounts?.push(amount),
    needsUpdate: (supported) => needed?.push(supported),
  })
  afterwards(() => socket.disconnect())
  socket.on('connect_error', ({ data }: Error & { data?: { error: object } }) => refusals?.push(data?.error))
  await vi.waitFor(() => expect(refusals).toHaveLength(1), timely)
  expect(refusals?.[0]).toMatchObject({ code: 'CONTRACT_UNSUPPORTED', retryable: true, supported: [1], requested: [2] })

  // the server is replaced at its address
  await old.io.close()
  const today = await listening({}, old.port)
  const { openShop } = await run('rename/server.ts')
  const served = (openShop as (io: Server) => { emit(name: string, payload: object): void })(today.io)
  await vi.waitFor(() => expect(socket.connected).toBe(true), timely)
  served.emit('order:placed', { orderId: 'o1', amount: 450 })
  await vi.waitFor(() => expect(amounts).toEqual([450]), timely)
  expect(needed).toEqual([])

  await today.io.close()
  const later = await listening({}, old.port)
  serve(later.io, { ...(second as NamespaceContract), version: 3 }, { authenticate })
  await vi.waitFor(() => expect(needed).toEqual([[3]]), timely)
  expect(refusals?.at(-1)).toMatchObject({ code: 'CONTRACT_UNSUPPORTED', retryable: false })
})

test('a page of today waits for a server of today by itself', async () => {
  const { serve } = (await installed('server/index.js')) as unknown as typeof import('../../../src/server/index.js')
  const { shop } = (await run('rename/shop-1.ts')) as { shop: NamespaceContract }
  const old = await listening()
  serve(old.io, shop, { authenticate: ({ token }: { readonly token?: unknown }) => ({ id: String(token) }) })
  const socket = socketTo(old.url, 'new')
  const refusals: unknown[] = []
  socket.on('connect_error', ({ data }: Error & { data?: { error: object } }) => refusals.push(data?.error))
  const { openPage } = await run('rename/new-page.ts')
  const { orders } = (openPage as (socket: Socket, show: () => void) => { orders: { close(): void } })(socket, () => {})
  afterwards(() => orders.close())
  await vi.waitFor(() => expect(refusals.length).toBeGreaterThan(0), timely)
  expect(refusals[0]).toMatchObject({ code: 'CONTRACT_UNSUPPORTED', retryable: true, supported: [1] })
  await old.io.close()
  const today = await listening({}, old.port)
  const { openShop } = await run('rename/server.ts')
  ;(openShop as (io: Server) => void)(today.io)
  await vi.waitFor(() => expect(socket.connected).toBe(true), timely)
})

test('an old page is refused for good once its version is not served any more', async () => {
  const { serve } = (await installed('server/index.js')) as unknown as typeof import('../../../src/server/index.js')
  const { io: server, url } = await listening()
  const { shop } = (await run('rename/shop.ts')) as { shop: NamespaceContract }
  serve(server, shop, { authenticate: ({ token }: { readonly token?: unknown }) => ({ id: String(token) }) })
  const socket = socketTo(url, 'old')
  const { openPage } = await run('rename/old-page.ts')
  const refused = new Promise<{ data: unknown }>((resolve) => socket.on('connect_error', resolve as never))
  const { orders } = (openPage as (socket: Socket, show: () => void) => { orders: { close(): void } })(socket, () => {})
  afterwards(() => orders.close())
  expect((await refused).data).toMatchObject({
    error: { code: 'CONTRACT_UNSUPPORTED', retryable: false, supported: [2], requested: [1] },
  })
})

test('every file of the guide was run', () => {
  expect([...left]).toEqual([])
})

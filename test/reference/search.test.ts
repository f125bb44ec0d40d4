import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { docsSite } from '../../src/cli/docs/docs-site.js'
import { siteAssets } from '../../src/cli/docs/site-assets.js'
import type { SearchRow } from '../../src/reference/search/search-row.js'
import { type Site, siteFiles, siteOf } from '../../src/reference/site.js'
import { ownContract } from './own-contract.js'
import { searchQueries } from './search-queries.js'

type Finder = (typed: string) => readonly SearchRow[]

/** Loads the scripts that a page loads, as they are written into the site. */
function finderOf(site: Site): Finder {
  const window: { finder?: (index: unknown) => Finder; searchIndex?: unknown } = {}
  const page = createContext({ window })
  runInContext(siteAssets().get('assets/finder.js') ?? '', page)
  runInContext(siteFiles(site).get('assets/search-index.js') ?? '', page)
  if (!window.finder) throw new Error('no finder')
  return window.finder(window.searchIndex)
}

const makeSite = await docsSite(process.cwd(), {
  contract: 'contract.json',
  title: 'socket-canon',
  guides: 'docs/guides',
  page: ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  start: 'docs/start.md',
})
const site = makeSite({ search: typeRows() })
const find = finderOf(site)

/** Makes rows as those of the pages of types are, which no event may stand behind. */
function typeRows(): SearchRow[] {
  const names = [...readFileSync('src/index.ts', 'utf8').matchAll(/\b[A-Z]?[a-z]+(?:[A-Z][a-z]+)*\b/g)].map(
    ([name]) => name,
  )
  const common = ['token', 'ack', 'reconnect', 'version', 'typing', 'presence', 'rateLimit', 'payload', 'timeout']
  return [...new Set([...names, ...common])].map((name) => ({
    name,
    kind: 'property',
    hint: 'of socket-canon.ServeOptions',
    url: `api/interfaces/socket-canon.ServeOptions.html#${name}`,
  }))
}

test('a kind of row may be called as every object has a property', () => {
  const url = 'api/x.html#constructor'
  const own = finderOf({
    ...site,
    rows: [...site.rows, { name: 'constructor', kind: 'constructor', hint: 'of Migration', url }],
  })
  expect(own('migration')[0]?.url).toBe(find('migration')[0]?.url)
})

function isRight(url: string, right: readonly string[]): boolean {
  return right.some((start) => (start.endsWith('$') ? url === start.slice(0, -1) : url.startsWith(start)))
}

test('the first thing found is right in every query that readers typed', () => {
  const lost = searchQueries.flatMap(({ typed, right }) => {
    const [first] = find(typed)
    return first && isRight(first.url, right) ? [] : [`${typed}: ${first?.url ?? 'nothing'}`]
  })
  expect(searchQueries.length).toBeGreaterThan(80)
  expect(lost).toEqual([])
})

test('every event and legacy name is found first by its name', () => {
  const named = site.rows.filter(({ kind }) => kind === 'event' || kind === 'legacy name')
  const lost = named.filter(({ name }) => find(name)[0]?.name !== name)
  expect(named.length).toBeGreaterThan(100)
  expect(lost.map(({ name }) => name)).toEqual([])
})

test('the index of the seven namespaces and of the guides is small', () => {
  const index = siteFiles(site).get('assets/search-index.js') ?? ''
  console.log(`${index.length} bytes, ${gzipSync(index).length} packed`)
  expect(gzipSync(index).length).toBeLessThan(80_000)
})

test('the site of an own contract is searched as ours is', () => {
  const own = finderOf(siteOf(ownContract()))
  for (const [typed, url] of [
    ['new-order', 'events/shop.html#order-placed'],
    ['order placd', 'events/shop.html#order-placed'],
    ['laced', 'events/shop.html#order-placed'],
    ['token', 'protocol.html#handshake'],
    ['room forbiden', 'error-codes.html#ROOM_FORBIDDEN'],
  ] as const)
    expect(own(typed)[0]?.url, typed).toBe(url)
})

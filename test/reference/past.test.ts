import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { toCanonical, toLegacy } from '../../src/guards/alias-payload.js'
import { event, namespace, past } from '../../src/index.js'
import { unescaped } from '../../src/reference/pages/page.js'
import { siteOf } from '../../src/reference/site.js'
import { toContractJson } from '../../src/spec/index.js'

const order = z.object({ orderId: z.string().check(z.maxLength(9)), currency: z.string().check(z.maxLength(3)) })
const example = { orderId: 'o1', currency: 'EUR' }
const shop = namespace('/shop', {
  version: 4,
  serverToClient: {
    'order:placed': event({ payload: order, example }),
    'order:sent': event({ payload: order, example }),
    'order:same': event({ payload: order, example }),
  },
  clientToServer: {
    'order:submit': event({ payload: order, reply: z.object({ done: z.boolean() }), example }),
    'order:undo': event({ payload: order, example }),
  },
})
const shopPast = past<typeof shop>()({
  1: { serverToClient: { 'order:sent': false } },
  2: {
    serverToClient: { 'order:placed': { name: 'order:new', down: ({ currency, ...others }) => others } },
    clientToServer: {
      'order:submit': { name: 'order:place', rename: { nr: 'orderId' }, reply: { down: ({ done }) => ({ ok: done }) } },
    },
  },
  3: { clientToServer: { 'order:submit': { up: (old) => ({ currency: 'USD', ...Object(old) }) } } },
})
const written = { clientToServer: { 'order:submit': [{ orderId: 'o2' }] } }
const contract = toContractJson([{ contract: shop, past: shopPast }], {
  package: { name: 'acme-events', version: '4.0.0' },
  prose: {
    namespaces: {
      '/shop': {
        past: { 3: { clientToServer: { 'order:submit': 'Orders were in dollars.' }, examples: written } },
      },
    },
  },
})
const { pages, rows } = siteOf(contract)
const bodyOf = (path: string): string => pages.find((page) => page.path === path)?.body ?? ''
const textOf = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,:?])/g, '$1')

/** Cuts out what an event's section says of one group of versions. */
function told(address: string, versions: string): string {
  const [, part = ''] = bodyOf('events/shop.html').split(` id="${address}-past"`)
  const groups = part.split('</section>')[0]?.split('<div class="legacy">') ?? []
  return groups.find((group) => group.includes(`<p class="legacy-names">${versions}</p>`)) ?? ''
}

function sidesIn(html: string): unknown[][] {
  return [...html.matchAll(/<div class="compared".*?<\/div><\/div>/gs)].map(([pair]) =>
    [...pair.matchAll(/<code class="language-json lines">(.*?)<\/code>/gs)].map(([, lines = '']) =>
      JSON.parse(unescaped(lines.replace(/<[^>]+>/g, ''))),
    ),
  )
}

test('an event shows what earlier versions called it, in their JSON beside that of today', () => {
  const placed = told('order-placed', 'Versions 1 and 2')
  expect(textOf(placed)).toContain('What is it called? order:new In which shape? The old one, as shown below.')
  expect(sidesIn(placed)).toEqual([
    [toLegacy(shopPast[2]?.serverToClient?.['order:placed'] as object, example), example],
  ])
  const submitted = told('client-order-submit', 'Versions 1 and 2')
  expect(textOf(submitted)).toContain('In which shape? That of today, with nr for orderId.')
  expect(textOf(submitted)).toContain('Reply Has another shape for clients of that version.')
  expect(sidesIn(submitted)).toEqual([[{ nr: 'o1', currency: 'EUR' }, example]])
})

test('a version that has a row of its own is told apart, with what is written down', () => {
  const third = told('client-order-submit', 'Version 3')
  expect(textOf(third)).toContain('What is it called? order:submit')
  expect(textOf(third)).toContain('In words Orders were in dollars.')
  const row = shopPast[3]?.clientToServer?.['order:submit'] as object
  expect(sidesIn(third)).toEqual([[{ orderId: 'o2' }, toCanonical(row, { orderId: 'o2' })]])
})

test('what a version does not have is said, and what it speaks of as today is not', () => {
  expect(textOf(told('order-sent', 'Version 1'))).toContain('Is it there? No: clients of that version are not sent it.')
  const text = textOf(bodyOf('events/shop.html'))
  expect(text).toContain('Earlier versions order:new in versions 1 and 2')
  expect(text).toContain('Earlier versions not there in version 1')
  expect(text).toContain('Served still clients of versions 1, 2 and 3')
  expect(bodyOf('events/shop.html')).not.toContain('order-same-past')
  expect(bodyOf('events/shop.html')).not.toContain('client-order-undo-past')
})

test('who plans sees which versions are served still, and of what they speak otherwise', () => {
  const [, part = ''] = bodyOf('changes.html').split(' id="about-versions"')
  const cells = [...part.matchAll(/<tr role="row"><th.*?<\/tr>/g)].map(([row]) => textOf(row).trim())
  expect(cells.slice(1)).toEqual([
    '/shop 3 4 order:submit',
    '/shop 2 4 order:placed, order:submit',
    '/shop 1 4 order:placed, order:sent, order:submit',
  ])
  expect(part).toContain('href="events/shop.html#order-placed"')
  const bare = siteOf(toContractJson([shop])).pages.find(({ path }) => path === 'changes.html')?.body
  expect(bare).not.toContain('about-versions')
})

test('the code of a server takes the table, and search finds the earlier names', () => {
  expect(textOf(bodyOf('events/shop.html'))).toContain('past: shopPast')
  expect(rows.filter(({ kind }) => kind === 'earlier name')).toEqual([
    {
      name: 'order:new',
      kind: 'earlier name',
      hint: 'is order:placed today, from the server, on /shop, in versions 1 and 2',
      url: 'events/shop.html#order-placed',
    },
    {
      name: 'order:place',
      kind: 'earlier name',
      hint: 'is order:submit today, from a client, on /shop, in versions 1 and 2',
      url: 'events/shop.html#client-order-submit',
    },
  ])
})

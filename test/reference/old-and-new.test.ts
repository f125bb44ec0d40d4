import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { normalize } from '../../src/guards/normalize.js'
import { compared } from '../../src/reference/html/compared.js'
import { idPart } from '../../src/reference/html/html.js'
import { unescaped } from '../../src/reference/pages/page.js'
import { siteOf } from '../../src/reference/site.js'
import type { ContractJson } from '../../src/spec/contract-json.js'
import { withBytes } from '../../src/spec/spelled-bytes.js'
import { entries, legacyRows } from '../contracts.js'
import { ownContract } from './own-contract.js'

const contract = JSON.parse(readFileSync('contract.json', 'utf8')) as ContractJson
const { pages } = siteOf(contract)
const bodyOf = (path: string): string => pages.find((page) => page.path === path)?.body ?? ''

/** Reads the sides of every comparison in a part of a page. */
function sidesIn(html: string): { old: unknown; today: unknown }[] {
  return [...html.matchAll(/<div class="compared".*?<\/div><\/div>/gs)].map(([pair]) => {
    const [old, today] = [...pair.matchAll(/<code class="language-json lines">(.*?)<\/code>/gs)].map(([, lines = '']) =>
      JSON.parse(unescaped(lines.replace(/<[^>]+>/g, ''))),
    )
    return { old, today }
  })
}

const names = entries.flatMap(({ contract: { path }, contract, table }) =>
  (['serverToClient', 'clientToServer'] as const).flatMap((direction) =>
    legacyRows(table, direction).map((name) => ({ path, contract, table, direction, name })),
  ),
)

test.each(names.map((each) => [`${each.path} ${each.name} (${each.direction})`, each] as const))(
  '%s: the old JSON of the page is accepted, and becomes the new JSON beside it',
  (_, { path, contract: declared, table, direction, name }) => {
    const id = `${path.slice(1)}-${direction === 'clientToServer' ? 'client-' : ''}${idPart(name)}`
    const entry = bodyOf('legacy-names.html').split(` id="${id}"`)[1]?.split('<details class="legacy-name"')[0] ?? ''
    const sides = sidesIn(entry)
    expect(sides.length).toBeGreaterThan(0)
    const of = contract.namespaces[path]?.aliases[direction][name]?.of ?? ''
    const schema = contract.namespaces[path]?.[direction][of]?.payload ?? {}
    for (const { old, today } of sides)
      expect(normalize(declared, table, direction, name, old)).toMatchObject({
        ok: true,
        name: of,
        payload: withBytes(schema, today),
      })
    for (const fact of ['send it?', 'In which shape?', 'Accepted shapes', 'Removed in']) expect(entry).toContain(fact)
  },
)

test('the event says which names come with the new payload, for every update', () => {
  const part = bodyOf('events/patient-pharmacy.html').split(' id="dispatch-updated-legacy"')[1]?.split('</section>')[0]
  const groups = part?.split('<div class="legacy">').slice(1) ?? []
  const [completed = '', others = ''] = groups.map((each) => each.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '))
  const [first = ''] = groups
  expect(completed).toMatch(/^ delivery:completed Do servers/)
  expect(completed).toContain('only the status DELIVERED tells that a delivery was completed')
  expect(others).toContain('delivery:status_changed , dispatch:update Do servers')
  for (const words of [completed, others]) {
    expect(words).toContain('Yes, with every dispatch:updated : to clients that do not declare the contract')
    expect(words).toContain('In which shape? The new JSON')
  }
  expect(part).toContain('sent on <code>/</code> only')
  expect(part).toContain('On <code>/patient-pharmacy</code> nobody is sent old names.')
  expect(sidesIn(first)[0]?.old).toHaveProperty('dispatchStatus')
  expect(sidesIn(first)[0]?.today).toHaveProperty('dispatch.status')
})

test('who replaces an old name reads how its values were spelled', () => {
  const words = (id: string) =>
    bodyOf('events/patient-pharmacy.html').split(` id="${id}-legacy"`)[1]?.split('</section>')[0]
  const values = '<dt>Values</dt><dd>Spelled as today, such as <code>PENDING</code> in <code>status</code>'
  expect(words('order-updated')).toContain(values)
  // what a function reads its own words say
  expect(words('dispatch-updated')).not.toContain(values)
  expect(words('dispatch-updated')).toContain('its status is spelled as today')
})

test('each old name of an event leads to what is told of it', () => {
  const facts = bodyOf('events/patient-pharmacy.html').split('<h3 id="dispatch-updated"')[1]?.split('</dl>')[0]
  for (const name of ['delivery:completed', 'delivery:status_changed', 'dispatch:update', 'dispatch_update'])
    expect(facts).toContain(`<a href="#dispatch-updated-legacy"><code>${name}</code></a>`)
})

test('no page says that something is heard', () => {
  const told = pages.filter(({ body }) => /is heard as|heard, never sent/.test(body))
  expect(told.map(({ path }) => path)).toEqual([])
})

test("a contract of somebody else's has its old JSON beside the new", () => {
  const body = siteOf(ownContract()).pages.find(({ path }) => path === 'events/shop.html')?.body ?? ''
  expect(sidesIn(body)).toEqual([
    {
      old: { id: 'order_1', total: 1290, customer: 'Ada' },
      today: { orderId: 'order_1', total: 1290, customer: 'Ada' },
    },
  ])
})

/** Lists the lines of a comparison, each with what it is marked as. */
function linesOf(old: unknown, today: unknown): string[] {
  const html = compared({ title: 'old', value: old }, { title: 'new', value: today }, 'x')
  return [...html.matchAll(/<span class="line( gone| come)?">(.*?)\n<\/span>/g)].map(([, kind = '', line = '']) =>
    `${kind}${line.replace(/<[^>]+>/g, '')}`.replaceAll('&quot;', ''),
  )
}

test('lines that one side has alone are marked', () => {
  const shared = ['  b: [', '    2', '  ],']
  expect(linesOf({ a: 1, b: [2], c: 3 }, { b: [2], d: 3 })).toEqual([
    ...['{', ' gone  a: 1,', ...shared, ' gone  c: 3', '}'],
    ...['{', ...shared, ' come  d: 3', '}'],
  ])
})

test('a comma at the end makes no other line', () => {
  expect(linesOf({ a: 1 }, { a: 1, b: 2 })).toEqual(['{', '  a: 1', '}', '{', '  a: 1,', ' come  b: 2', '}'])
})

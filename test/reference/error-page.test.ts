import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { siteOf } from '../../src/reference/site.js'
import type { ContractJson } from '../../src/spec/contract-json.js'
import { ownContract } from './own-contract.js'

const contract = JSON.parse(readFileSync('contract.json', 'utf8')) as ContractJson
const page = (of: ContractJson): string => siteOf(of).pages.find(({ path }) => path === 'error-codes.html')?.body ?? ''
const rowOf = (body: string, code: string): string =>
  new RegExp(`<tr role="row" id="${code}">(.*?)</tr>`, 's').exec(body)?.[1] ?? ''
const words = (html: string): string => html.replace(/<[^>]+>/g, '')

test('each code has its cause and its remedy, those that travel apart from the others', () => {
  const [wire = '', others = ''] = page(contract).split('id="about-codes"')
  for (const [name, { summary, remedy = '?', travels = [] }] of Object.entries(contract.protocol.errorCodes)) {
    const row = words(rowOf(travels.length > 0 ? wire : others, name)).replaceAll('&quot;', '"')
    expect(row, name).toContain(summary.replaceAll('`', ''))
    expect(row, name).toContain(remedy.replaceAll('`', ''))
  }
})

test('a code that travels names the events that give it, by what they declare', () => {
  const body = page(contract)
  expect(words(rowOf(body, 'PAYLOAD_INVALID'))).toContain('every event from a client gives it')
  const limited = rowOf(body, 'RATE_LIMITED')
  for (const [path, { clientToServer }] of Object.entries(contract.namespaces))
    for (const { address, limit, joins, within = [] } of Object.values(clientToServer)) {
      const link = `href="events${path}.html#${address}"`
      expect(limited.includes(link), link).toBe(limit !== undefined || joins.length > 0)
      expect(rowOf(body, 'ROOM_FORBIDDEN').includes(link), link).toBe(joins.length + within.length > 0)
    }
  expect(rowOf(body, 'AUTH_EXPIRED')).toMatch(/connect_error.*contract:left/s)
})

test.each([contract, ownContract()])(
  'the page of an event names the codes that the list of codes names it for: contract %#',
  (of) => {
    const { pages } = siteOf(of)
    const codes = pages.find(({ path }) => path === 'error-codes.html')?.body ?? ''
    const wire = Object.entries(of.protocol.errorCodes).filter(([, { travels = [] }]) => travels.includes('reply'))
    for (const [path, { clientToServer }] of Object.entries(of.namespaces))
      for (const { address } of Object.values(clientToServer)) {
        const body = pages.find((each) => each.path === `events${path}.html`)?.body ?? ''
        const section = body.split(` id="${address}" `)[1]?.split('</section>')[0] ?? ''
        const row = /<dt>May be refused with<\/dt><dd>(.*?)<\/dd>/s.exec(section)?.[1] ?? ''
        for (const [code] of wire) {
          const listed = rowOf(codes, code)
          const isGiven = listed.includes(`href="events${path}.html#${address}"`) || listed.includes('every event from')
          expect(row.includes(`error-codes.html#${code}"`), `${address} ${code}`).toBe(isGiven)
        }
        expect(section.includes('<dt>Limit</dt>'), address).toBe(row.includes('RATE_LIMITED'))
      }
  },
)

test("a contract of somebody else's names its own events, and one that says nothing of how codes travel has them all the same", () => {
  expect(rowOf(page(ownContract()), 'ROOM_INVALID')).toContain('href="events/shop.html#client-order-open"')
  const { protocol, ...rest } = ownContract()
  const bare = Object.entries(protocol.errorCodes).map(([code, { travels: _, remedy: __, ...error }]) => [code, error])
  const body = page({ ...rest, protocol: { ...protocol, errorCodes: Object.fromEntries(bare) } })
  expect(rowOf(body, 'ROOM_INVALID')).toContain('the server')
  expect(body).toContain('id="error-table"')
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { JsonSchema } from '../../src/guards/json-schema.js'
import { addressesIn } from '../../src/reference/pages/page.js'
import { siteOf } from '../../src/reference/site.js'
import type { ContractJson } from '../../src/spec/contract-json.js'
import { ownContract } from './own-contract.js'

const contract = JSON.parse(readFileSync('contract.json', 'utf8')) as ContractJson

const listed = (body: string, mark: string): string => body.split(`id="marked-${mark}"`)[1]?.split(/<h[23] /)[0] ?? ''

function marksIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { 'x-sensitive': mark } = schema as JsonSchema
  return [...(typeof mark === 'string' ? [mark] : []), ...Object.values(schema).flatMap(marksIn)]
}

test.each([contract, ownContract()])('each event with a marked field is listed below its mark: contract %#', (of) => {
  const { pages } = siteOf(of)
  const body = pages.find(({ path }) => path === 'fields.html')?.body ?? ''
  expect(body).toContain('the contract does not say')
  let met = 0
  for (const [path, { serverToClient, clientToServer }] of Object.entries(of.namespaces))
    for (const { address, payload } of [...Object.values(serverToClient), ...Object.values(clientToServer)]) {
      const marks = new Set(marksIn(payload))
      met += marks.size
      for (const mark of ['phi', 'pii', 'secret'])
        expect(listed(body, mark).includes(`href="events${path}.html#${address}"`), `${mark} ${address}`).toBe(
          marks.has(mark),
        )
    }
  expect(met).toBeGreaterThan(0)
  const links = [...body.matchAll(/href="([^"#]+)#([^"]+)"/g)]
  for (const [, page = '', address = ''] of links)
    expect(addressesIn(pages.find(({ path }) => path === page)?.body ?? ''), page).toContain(decodeURI(address))
})

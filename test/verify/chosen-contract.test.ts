import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chosenContract } from '../../src/cli/verify/target/chosen-contract.js'

const folder = mkdtempSync(join(tmpdir(), 'chosen-'))
const shop = `{ path: '/shop', version: 1, rooms: [], clientToServer: {}, serverToClient: { 'shop:opened': {
  name: 'shop:opened', direction: 'serverToClient', namespace: '/shop', to: [], joins: [], leaves: [], identity: [] } } }`
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return `./${name}`
}

test('a contract of this package is found with and without its slash', async () => {
  const [bare, slashed] = await Promise.all(
    ['messaging', '/messaging'].map((name) => chosenContract(folder, name, undefined)),
  )
  expect(bare?.contract.path).toBe('/messaging')
  expect(slashed?.contract).toBe(bare?.contract)
})

test('a module gives its contract the table whose every row is about its events', async () => {
  const module = file(
    'tables.mjs',
    `export const shop = ${shop}
     export const other = { serverToClient: { 'x': 'no:such' }, clientToServer: {} }
     export const names = { serverToClient: { 'opened': 'shop:opened' }, clientToServer: {} }`,
  )
  const { contract, aliases } = await chosenContract(folder, module, undefined)
  expect(contract.path).toBe('/shop')
  expect(aliases.serverToClient).toEqual({ opened: 'shop:opened' })
})

test('a module without a table has a contract without legacy names', async () => {
  const { aliases } = await chosenContract(folder, file('alone.mjs', `export default { shop: ${shop} }`), undefined)
  expect(aliases).toEqual({ serverToClient: {}, clientToServer: {} })
})

test('a module that can’t be imported, or that holds no contract, is named', async () => {
  await expect(chosenContract(folder, file('broken.mjs', 'export const ='), undefined)).rejects.toThrow(
    /^\.\/broken\.mjs can't be imported \(.+\): it has to be TypeScript, or JavaScript that Node runs as it is$/,
  )
  await expect(chosenContract(folder, file('empty.mjs', 'export const nothing = null'), undefined)).rejects.toThrow(
    './empty.mjs has no namespace at all',
  )
  await expect(chosenContract(folder, './alone.mjs', '/inn')).rejects.toThrow('./alone.mjs has no namespace /inn')
})

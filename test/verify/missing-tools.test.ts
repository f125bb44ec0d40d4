import { expect, test, vi } from 'vitest'
import { chosenContract } from '../../src/cli/verify/target/chosen-contract.js'
import { ownPackage, shop } from '../build/own-package.js'

const missing = vi.hoisted(() => (name: string) => (): never => {
  throw new Error(`Cannot find package '${name}'`)
})
vi.mock('esbuild', missing('esbuild'))
vi.mock('oxc-parser', missing('oxc-parser'))
vi.mock('magic-string', missing('magic-string'))

const built = `const event = { direction: 'serverToClient', namespace: '/shop', to: [], joins: [], leaves: [], identity: [] }
export const shop = { path: '/shop', version: 1, rooms: [], clientToServer: {}, serverToClient: { 'shop:opened': event } }
`

test('a module of JavaScript needs none of the libraries that read TypeScript', async () => {
  const { contract } = await chosenContract(ownPackage({ 'dist/shop.js': built }), 'dist/shop.js', undefined)
  expect(contract.path).toBe('/shop')
})

test('a module of TypeScript says what to install where they are missing', async () => {
  await expect(chosenContract(ownPackage({ 'src/shop.ts': shop }), 'src/shop.ts', undefined)).rejects.toThrow(
    'src/shop.ts: this needs esbuild, which is not installed: npm install --save-dev esbuild oxc-parser oxc-transform magic-string',
  )
})

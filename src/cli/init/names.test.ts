import { expect, test } from 'vitest'
import { contractNameFor, contractNameOf } from './contract-name.js'
import { packageNameFault, packageNameFor } from './package-name.js'
import { isMember, listedInYaml } from './workspace-pattern.js'

test.each(['shop', '@team/shop', 'shop.contract_2', '@team/http', '7up', '-shop'])('npm takes %s', (name) => {
  expect(packageNameFault(name)).toBeUndefined()
})

test.each([
  ['', 'it is empty'],
  ['@team/', 'it is empty'],
  ['@/shop', 'it is empty'],
  ['Shop', 'it has capital letters'],
  ['.shop', 'it begins with a dot or an underscore'],
  ['@team/_shop', 'it begins with a dot or an underscore'],
  ['my shop', 'it has other signs than a-z, 0-9, hyphens, dots and underscores'],
  ['@team/a/b', 'it has other signs than a-z, 0-9, hyphens, dots and underscores'],
  ['shop\n', 'it has other signs than a-z, 0-9, hyphens, dots and underscores'],
  ['events', 'it belongs to Node'],
  ['node_modules', 'it belongs to Node'],
  ['a'.repeat(215), 'it has more than 214 characters'],
])('npm does not take %j', (name, fault) => {
  expect(packageNameFault(name)).toBe(fault)
})

test.each([
  ['Shop Contract!', undefined, 'shop-contract'],
  ['shop', '@team', '@team/shop'],
  ['events', undefined, 'events-contract'],
  ['…', undefined, 'contract'],
])('a package in the folder %j and the scope %s is called %s', (folder, scope, name) => {
  expect(packageNameFor(folder, scope)).toBe(name)
})

test.each([
  ['@team/shop-contract', 'shop', 'shop'],
  ['@acme/contract', 'acme', 'acme'],
  ['contracts', 'contract', 'contract'],
  ['shop-floor.events', 'shop-floor', 'shopFloor'],
  ['@team/room', 'team', 'team'],
  ['room', 'room-contract', 'roomContract'],
  ['2nd-shop', 'nd-shop', 'ndShop'],
])('the first contract of %s is called %s', (name, word, constant) => {
  expect(contractNameFor(name)).toEqual({ word, constant })
})

test.each(['', 'Shop', 'new', 'event', 'item-room', 'shop_floor', '-shop', 'a'.repeat(51)])(
  'no contract is called %j',
  (word) => {
    expect(contractNameOf(word)).toBeUndefined()
  },
)

test('a pattern of workspaces takes in what npm and pnpm take in', () => {
  const takes = (path: string, ...patterns: string[]): boolean => isMember(path, patterns)
  expect(takes('packages/shop', 'packages/*')).toBe(true)
  expect(takes('packages/shop', './packages/shop/')).toBe(true)
  expect(takes('packages/a/shop', 'packages/*')).toBe(false)
  expect(takes('packages/a/shop', 'packages/**')).toBe(true)
  expect(takes('packages/shop', '*/sh*')).toBe(true)
  expect(takes('packagesXshop', 'packages.shop')).toBe(false)
  expect(takes('packages/shop', 'packages/*', '!packages/shop')).toBe(false)
})

test('the list of pnpm is read where each pattern has a line', () => {
  expect(listedInYaml("packages:\n- 'a/*'\n# b\n- b\ncatalog:\n  - c\n")).toEqual(['a/*', 'b'])
  expect(listedInYaml('packages: ["a/*"]\n')).toBeUndefined()
  expect(listedInYaml('catalog: {}\n')).toBeUndefined()
})

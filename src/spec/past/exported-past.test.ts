import { expect, test } from 'vitest'
import { event, namespace, past } from '../../index.js'
import { exportedContracts, exportedPasts } from '../exported-contract.js'

const bell = event({})
const contractOf = (path: `/${string}`, events: Readonly<Record<string, typeof bell>>) =>
  namespace(path, { version: 3, serverToClient: events, clientToServer: {} })
const shop = contractOf('/shop', { bell, door: event({}) })
const bar = contractOf('/bar', { bell: event({}) })
const pastsIn = (module: object): unknown =>
  Object.fromEntries(exportedContracts(module).map(({ contract, pasts }) => [contract.path, pasts]))

test('a table of earlier versions is of the contract that it fits, and no table of aliases', () => {
  const doors = past<typeof shop>()({ 1: { serverToClient: { door: false }, clientToServer: {} } } as never)
  const module = { shop, bar, doors }
  expect(pastsIn(module)).toEqual({ '/shop': [doors], '/bar': [] })
  expect(exportedContracts(module).flatMap(({ tables }) => tables)).toEqual([])
  expect(pastsIn({ contracts: { shop, doors } })).toEqual({ '/shop': [doors] })
})

test('of a table that fits several contracts the name decides', () => {
  const bells = past<typeof bar>()({ 1: { serverToClient: { bell: { name: 'ring' } } } } as never)
  expect(pastsIn({ shop, bar, bells })).toEqual({ '/shop': [bells], '/bar': [bells] })
  expect(pastsIn({ shop, bar, barPast: bells })).toEqual({ '/shop': [], '/bar': [bells] })
  const first = past<typeof shop>()({ 1: {} } as never)
  expect(pastsIn({ shop, shopPast: first, bells })).toEqual({ '/shop': [first] })
})

test('data under numbers is none unless it is called so', () => {
  const found = (module: object): unknown => exportedPasts(module).map(({ names }) => names)
  expect(found({ levels: { 1: {} }, list: [{}], words: { 1: 'one' }, rows: { a: { serverToClient: {} } } })).toEqual([])
  expect(found({ shopPast: { 1: {} }, levels: { '-1': { serverToClient: {} } } })).toEqual([['shopPast'], ['levels']])
})

import { expect, test } from 'vitest'
import { shop } from './contracts.js'
import { facts, questions } from './said.js'
import { kinds } from './speakers.js'
import { liveTable, written, wrongCells } from './table.js'

test('clients of two versions and of none get each fact once, in the shape they know, and are heard and answered in it', async () => {
  const grids = await liveTable()
  expect(wrongCells(grids)).toEqual([])
  expect(grids.map(({ transport, path }) => `${transport} ${path}`)).toEqual([
    'websocket /shop',
    'websocket /',
    'polling /shop',
    'polling /',
  ])
  const lines = [...Object.keys(shop.serverToClient), ...Object.keys(shop.clientToServer)]
  for (const { down, up } of grids) {
    expect([...down, ...up].map(({ event }) => event).toSorted()).toEqual(lines.toSorted())
    for (const { cells } of [...down, ...up])
      expect(cells.map(({ client }) => client)).toEqual(kinds.map(({ name }) => name))
  }
  expect(written(grids[1] as never)).toContain('order:placed NEW_ORDER 2 / 1')
  expect([facts.length, questions.length]).toEqual([5, 7])
})

test('the table sees what a row that is missing does', async () => {
  const { 1: first } = await import('./contracts.js').then(({ shopPast }) => shopPast)
  const { serverToClient = {}, clientToServer = {} } = first ?? {}
  const wrong = wrongCells(
    await liveTable({
      1: {
        serverToClient: { ...serverToClient, 'order:placed': { name: 'order:new' } },
        clientToServer: {
          ...clientToServer,
          'order:place': { name: 'order:submit', rename: { nr: 'orderId' as never } },
        },
      },
    }),
  )
  expect(wrong.filter((each) => each.startsWith('websocket /shop'))).toEqual([
    'websocket /shop order:placed version 1: order:new 1 / 0',
    'websocket /shop order:placed version 1, stock: order:new 1 / 1',
    'websocket /shop order:place version 1: order:submit 1 / 0',
    'websocket /shop order:place version 1, stock: order:submit 1 / 0',
  ])
})

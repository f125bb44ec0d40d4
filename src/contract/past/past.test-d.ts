import { expectTypeOf, test } from 'vitest'
import * as z from 'zod/mini'
import { event, namespace } from '../../index.js'
import { type PastTable, past } from './past.js'

const shop = namespace('/shop', {
  version: 3,
  serverToClient: { 'order:placed': event({ payload: z.object({ id: z.string(), currency: z.string() }) }) },
  clientToServer: {
    'order:submit': event({ payload: z.object({ nr: z.string() }), reply: z.object({ done: z.boolean() }) }),
  },
})
type Shop = typeof shop

test('a table says of versions below its contract what differs', () => {
  expectTypeOf(
    past<Shop>()({
      1: { serverToClient: { 'order:placed': { name: 'order:new', down: ({ currency, ...order }) => order } } },
      2: {
        serverToClient: { 'order:placed': false },
        clientToServer: {
          'order:submit': {
            name: 'order:submit',
            rename: { number: 'nr' },
            reply: { down: ({ done }) => ({ ok: done }) },
          },
        },
      },
    }),
  ).toEqualTypeOf<PastTable>()
})

test('the compiler refuses a version that is not below, an event that is none of today and a field that is none', () => {
  // @ts-expect-error version 3 is the contract's own
  past<Shop>()({ 3: {} })
  // @ts-expect-error no version is below 1
  past<Shop>()({ 0: {} })
  past<Shop>()({
    // @ts-expect-error `order:new` is no event of today: a row of version 1 does not build on one of version 2
    1: { serverToClient: { 'order:new': {} } },
    2: { serverToClient: { 'order:placed': { name: 'order:new' } } },
  })
  // @ts-expect-error an order has no `number`
  past<Shop>()({ 2: { clientToServer: { 'order:submit': { rename: { nr: 'number' } } } } })
  // @ts-expect-error what is new does not fit
  past<Shop>()({ 2: { clientToServer: { 'order:submit': { up: () => ({ number: '1' }) } } } })
})

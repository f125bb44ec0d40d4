import * as z from 'zod/mini'
import { id, integer, sensitive, text } from '../../src/fields/index.js'
import { aliases, event, namespace, room } from '../../src/index.js'
import { type ContractJson, toContractJson } from '../../src/spec/index.js'

const orderRoom = room('order:{orderId}', { legacy: ['order_{orderId}'] })
const orderItems = room('order:{orderId}:items')
const category = z.object({
  name: text(80),
  get below() {
    return z.optional(z.array(category))
  },
})
const shop = namespace('/shop', {
  version: 2,
  rooms: [orderRoom, orderItems],
  serverToClient: {
    'order:placed': event({
      payload: z.object({ orderId: id, total: integer(0, 1_000_000), customer: sensitive('pii', text(100)) }),
      to: [orderRoom],
      example: { orderId: 'order_1', total: 1290, customer: 'Ada' },
    }),
    'shop:categories': event({ payload: category }),
    'item:changed': event({
      payload: z.object({
        orderId: id,
        change: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('added'), itemId: id, count: integer(1, 99) }),
          z.object({ kind: z.literal('removed'), itemId: id }),
        ]),
      }),
      to: [orderItems],
    }),
    order: event({ payload: z.object({ placed: z.boolean() }) }),
  },
  clientToServer: {
    'order:open': event({
      payload: z.object({ orderId: id }),
      reply: z.object({ items: integer(0, 99) }),
      joins: [orderRoom],
    }),
    'order:open:reply': event({}),
  },
})
const shopAliases = aliases<typeof shop>()({
  serverToClient: { 'new-order': { of: 'order:placed', rename: { id: 'orderId' } } },
  clientToServer: {},
})

/** A contract of somebody else's: two rooms, a legacy name, a schema that holds itself, hardly an example, no systems. */
export function ownContract(): ContractJson {
  const contract = toContractJson([{ contract: shop, aliases: shopAliases }], {
    package: { name: '@acme/events', version: '2.1.0' },
    prose: { namespaces: { '/shop': { summary: 'Orders of a small shop.' } } },
  })
  return JSON.parse(JSON.stringify(contract)) as ContractJson
}

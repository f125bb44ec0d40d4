import * as z from 'zod/mini'
import { id, integer, text } from '../../src/fields/index.js'
import { aliases, event, namespace, past, room } from '../../src/index.js'

/** The rooms of a shop. */
export const shopRoom = room('shop:{shopId}')
const rooms = [shopRoom] as const
const inShop = z.object({ shopId: id })
const to = [shopRoom] as const

/** Version 1 of a contract, as its clients were built with it. */
export const firstShop = namespace('/shop', {
  version: 1,
  legacyPath: '/',
  rooms,
  serverToClient: {
    'order:new': event({ payload: z.object({ nr: id, total: integer(0) }), identity: ['nr'], to }),
    'stock:changed': event({ payload: z.strictObject({ sku: id, count: integer(0) }), to }),
    'customer:changed': event({ payload: z.strictObject({ customerId: id, name: text(100) }), to }),
    'shop:opened': event({ payload: inShop, to }),
  },
  clientToServer: {
    'shop:join': event({ payload: inShop, reply: inShop, joins: [shopRoom] }),
    'shop:leave': event({ payload: inShop, reply: inShop, leaves: [shopRoom] }),
    'order:submit': event({ payload: z.object({ nr: id, sku: id }), reply: z.object({ ok: z.boolean() }) }),
    'stock:count': event({ payload: z.object({ sku: id, count: integer(0) }) }),
    'customer:rename': event({
      payload: z.object({ customerId: id, name: text(100) }),
      reply: z.object({ done: z.literal(true) }),
    }),
    note: event({ payload: z.object({ shop: id, words: text(100) }) }),
  },
})

/**
 * Version 2: an event was renamed with a field, a field became required, a field was split in two, an event came, and a
 * reply changed, in each direction that has it.
 */
export const shop = namespace('/shop', {
  version: 2,
  legacyPath: '/',
  rooms,
  serverToClient: {
    'order:placed': event({ payload: z.object({ orderId: id, total: integer(0) }), identity: ['orderId'], to }),
    'stock:changed': event({ payload: z.object({ sku: id, count: integer(0), unit: text(20) }), to }),
    'customer:changed': event({
      payload: z.object({ customerId: id, firstName: text(50), lastName: text(50) }),
      to,
    }),
    'shop:opened': event({ payload: inShop, to }),
    'order:cancelled': event({ payload: z.object({ orderId: id }), identity: ['orderId'], to }),
  },
  clientToServer: {
    'shop:join': event({ payload: inShop, reply: inShop, joins: [shopRoom] }),
    'shop:leave': event({ payload: inShop, reply: inShop, leaves: [shopRoom] }),
    'order:place': event({
      payload: z.object({ orderId: id, sku: id }),
      reply: z.object({ orderId: id, status: z.enum(['accepted', 'refused']) }),
    }),
    'stock:count': event({ payload: z.object({ sku: id, count: integer(0), unit: text(20) }) }),
    'customer:rename': event({
      payload: z.object({ customerId: id, firstName: text(50), lastName: text(50) }),
      reply: z.object({ customerId: id }),
    }),
    'note:add': event({
      payload: z.object({ shopId: id, words: text(100) }),
      within: [shopRoom],
      limit: { count: 2, perMs: 60_000 },
    }),
    'order:cancel': event({ payload: z.object({ orderId: id }), reply: z.object({ orderId: id }) }),
  },
})

/** The type of the contract of today, for its tables. */
export type Shop = typeof shop

/** What version 1 said otherwise. */
export const shopPast = past<Shop>()({
  1: {
    serverToClient: {
      'order:placed': { name: 'order:new', rename: { nr: 'orderId' } },
      'stock:changed': { down: ({ sku, count }) => ({ sku, count }) },
      'customer:changed': {
        down: ({ customerId, firstName, lastName }) => ({ customerId, name: `${firstName} ${lastName}` }),
      },
      'order:cancelled': false,
    },
    clientToServer: {
      'order:place': {
        name: 'order:submit',
        rename: { nr: 'orderId' },
        reply: { down: ({ status }) => ({ ok: status === 'accepted' }) },
      },
      'stock:count': { up: (count) => ({ ...(count as object), unit: 'piece' }) },
      'customer:rename': {
        up: (customer) => {
          const { name, ...rest } = customer as { name: string }
          const [firstName, lastName] = name.split(' ')
          return lastName === undefined ? undefined : { ...rest, firstName, lastName }
        },
        reply: { down: () => ({ done: true }) },
      },
      'note:add': { name: 'note', rename: { shop: 'shopId' } },
      'order:cancel': false,
    },
  },
})

/** What clients from before the contract call two of its events. */
export const shopAliases = aliases<Shop>()({
  serverToClient: { NEW_ORDER: { of: 'order:placed', rename: { id: 'orderId' } } },
  clientToServer: { PLACE_ORDER: { of: 'order:place', rename: { id: 'orderId' } } },
  shapes: { clientToServer: { 'order:place': { reply: { down: () => ({ placed: true }) } } } },
})
